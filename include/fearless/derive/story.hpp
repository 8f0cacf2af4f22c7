// SPDX-License-Identifier: MIT
// A refusal in words: the way to what is refused with the names of members on it, the reason, and the remedy.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/explanation.hpp>
#include <fearless/derive/member_name.hpp>
#include <fearless/derive/readable_name.hpp>

namespace fearless::derive {

// The way from a type to the first thing in it that never has the trait.
struct Story {
  Sentence names;     // `config.cache`
  Sentence steps;     // `Job::config is a Config, Config::cache is a fearless::Rc<int>`
  Sentence offender;  // `fearless::Rc<int>`
  std::size_t length = 0;
  bool ends_in_member = false;
  Text trait{"", 0};
  Sentence reason;
  Sentence help;
  Text anchor{"", 0};

  constexpr void step(Text owner, Text name, Text type) {
    if (name.size != 0) {
      if (!names.empty()) names.add('.');
      names.add(name);
    }
    if (!steps.empty()) steps.add(" -> ");
    if (name.size != 0) {
      steps.add(owner);
      steps.add("::");
      steps.add(name);
      steps.add(": ");
    }
    steps.add(type);
    ends_in_member = name.size != 0;
    ++length;
  }
};

constexpr Text text_of(const char* characters) {
  std::size_t size = 0;
  while (characters[size] != '\0') ++size;
  return {characters, size};
}

// A help may name the type that is refused as `%T`, and its first template argument as `%1`.
constexpr Text first_argument(Text name) {
  std::size_t begin = 0;
  while (begin < name.size && name.data[begin] != '<') ++begin;
  if (begin == name.size) return {"T", 1};
  std::size_t end = ++begin;
  for (int depth = 0; end < name.size; ++end) {
    const char c = name.data[end];
    if (depth == 0 && (c == ',' || c == '>')) break;
    depth += c == '<' || c == '(' || c == '[' ? 1 : c == '>' || c == ')' || c == ']' ? -1 : 0;
  }
  return {name.data + begin, end - begin};
}
constexpr void add_with_types(Sentence& out, Text pattern, Text offender) {
  for (std::size_t i = 0; i < pattern.size; ++i) {
    const char c = pattern.data[i];
    const char next = i + 1 < pattern.size ? pattern.data[i + 1] : '\0';
    if (c != '%' || (next != 'T' && next != '1'))
      out.add(c);
    else {
      out.add(next == 'T' ? offender : first_argument(offender));
      ++i;
    }
  }
}

// What is said of `Reason` where the type that is refused is T; a better remedy for some types is a specialisation.
template <class Reason, class Trait, class T>
struct Remedy {
  static constexpr const char* text = Reason::text;
  static constexpr const char* help = Reason::help;
  static constexpr const char* anchor = Reason::anchor;
};

template <class Trait, class T>
constexpr void tell(Story& story);

// The end of the way.
template <class Reason, class Trait, class T>
constexpr void tell_reason(Story& story) {
  using Told = Remedy<Reason, Trait, T>;
  story.offender = readable_name<T>;
  story.trait = text_of(Trait::text);
  add_with_types(story.reason, text_of(Told::text), story.offender.view());
  add_with_types(story.help, text_of(Told::help), story.offender.view());
  story.anchor = text_of(Told::anchor);
}

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Tells of the first field that is refused.
template <class Trait, class T>
struct TellField {
  Story& story;
  bool& told;

  template <class... Anything>
  constexpr void operator()(const Anything&...) const {}
  template <class Field>
  constexpr void operator()(const char*, const char*, const char*, const char* name, Field&&) const {
    if (!told) tell_field(IfAll<typename DumpedObligation<Trait, VolatileToo<Field>>::type>{}, name);
  }
  template <class FieldTrait, class F>
  constexpr void tell_field(IfAll<Obligation<FieldTrait, F>>, const char* name) const {
    if constexpr (!holds<FieldTrait, F>) {
      told = true;
      story.step(readable_name<T>.view(), *name == '\0' ? derive::text("a capture") : text_of(name),
                 readable_name<F>.view());
      tell<FieldTrait, F>(story);
    }
  }
};
template <class Trait, class T>
constexpr bool tell_dumped(Story& story) {
  bool told = false;
  __builtin_dump_struct(static_cast<const T*>(__builtin_addressof(unbuilt<T>.object)),
                        TellField<Trait, T>{story, told});
  return told;
}
template <class Trait, class T>
constexpr bool tells_dumped() {
  Story story;
  return tell_dumped<Trait, T>(story);
}
template <class Trait, class T>
concept TellsDumped = requires { typename std::bool_constant<tells_dumped<Trait, T>()>; };

#endif

template <class Trait, class Place, std::size_t... Edges>
struct Teller;

// What the compiler shows field by field.
template <class Trait, class T, std::size_t... Edges>
struct Teller<Trait, Fields<T>, Edges...> {
  static constexpr void tell(Story& story) {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
    if constexpr (!std::is_abstract_v<T>) {
      if constexpr (TellsDumped<Trait, T>) {
        if (tell_dumped<Trait, T>(story)) return;
      }
    }
#endif
    tell_reason<because::a_private_member_or_capture_is_refused, Trait, T>(story);
  }
};
template <class Trait, class Place>
struct Teller<Trait, Place> {
  static constexpr void tell(Story& story) {
    tell_reason<typename ReasonOf<decltype(PlaceRule<Trait, Place>::get())>::type, Trait,
                typename Unwrapped<Place>::type>(story);
  }
};
template <class Trait, class T>
struct Teller<Trait, Fields<T>> : Teller<Trait, Fields<T>, 0> {};

template <class Trait, class Place, std::size_t Edge, std::size_t... Edges>
struct Teller<Trait, Place, Edge, Edges...> {
  using Owner = std::remove_cv_t<typename Unwrapped<Place>::type>;
  using Next = NthObligation<Edge, decltype(PlaceRule<Trait, Place>::get())>;
  using Part = typename Unwrapped<typename Next::type>::type;

  static constexpr void tell(Story& story) {
    // A const object and the object itself are one step of the way.
    if constexpr (!std::is_same_v<Owner, std::remove_cv_t<Part>>) {
      Sentence name;
      if constexpr (std::is_class_v<Owner>)
        if constexpr (std::is_same_v<decltype(surface_rule<Trait, Owner>()), Open>)
          add_member_name<Trait, Owner, Edge>(name);
      story.step(readable_name<Owner>.view(), name.view(), readable_name<Part>.view());
    }
    Teller<typename Next::trait, typename Next::type, Edges...>::tell(story);
  }
};

template <class Trait, class T>
struct WayTeller {
  static constexpr Way way = way_to_refusal<Trait, T>();
  template <std::size_t... I>
  static auto teller(std::index_sequence<I...>) -> Teller<Trait, T, way.edges[I]...>;
  using type = decltype(teller(std::make_index_sequence<way.length>{}));
};

template <class Trait, class T>
constexpr void tell(Story& story) {
  WayTeller<Trait, T>::type::tell(story);
}

}  // namespace fearless::derive
