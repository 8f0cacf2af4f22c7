// SPDX-License-Identifier: MIT
// The part of a refusal's story that lies in a class which only __builtin_dump_struct opens: its private members, or
// what a closure captured.
#pragma once

#include <fearless/derive/explain/ask_fields.hpp>
#include <fearless/derive/explain/member_name.hpp>
#include <fearless/derive/explain/story.hpp>

namespace fearless::derive {

template <class Trait, class T>
constexpr void tell(Story& story);

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Of a field of T, or of a capture, which has no name.
template <class T, class Trait, class F>
constexpr void tell_of_field(Story& story, Text name) {
  if constexpr (is_closure<T>())
    story.step_into_capture("a capture: ", readable_name<F>.view());
  else
    story.step(readable_name<T>.view(), name.size == 0 ? text("member") : name, readable_name<F>.view());
  if constexpr (is_closure<T>() && std::is_pointer_v<F> && std::is_class_v<std::remove_pointer_t<F>>)
    tell_reason<because::the_closure_captures_this_or_another_pointer_to_its_class, Trait, F>(story);
  else
    tell<Trait, F>(story);
}

// Tells of the first field that is refused, when the builtin is made to show all. The names of the aggregates it lies
// in come before its own.
template <class Trait, class T>
struct TellField {
  static constexpr std::size_t deepest = 16;

  Story& story;
  Text* open;
  bool& told;

  static constexpr std::size_t depth(const char* indent) { return text_of(indent).size / 2; }

  template <class... Anything>
  constexpr void operator()(const Anything&...) const {}
  constexpr void operator()(const char*, const char* indent, const char*, const char* name) const {
    if (depth(indent) < deepest) open[depth(indent)] = text_of(name);
  }
  template <class Field>
  constexpr void operator()(const char*, const char* indent, const char*, const char* name, Field&&) const {
    if (!told) tell_of(IfAll<typename DumpedObligation<Trait, VolatileToo<Field>>::type>{}, indent, name);
  }
  template <class FieldTrait, class F>
  constexpr void tell_of(IfAll<Obligation<FieldTrait, F>>, const char* indent, const char* name) const {
    if constexpr (!holds<FieldTrait, F>) {
      told = true;
      Sentence whole;
      for (std::size_t i = 1; i < depth(indent) && i < deepest; ++i) {
        whole.add(open[i]);
        whole.add('.');
      }
      whole.add(name);
      tell_of_field<T, FieldTrait, F>(story, whole.view());
    }
  }
};
template <class Trait, class T>
constexpr bool tell_dumped(Story& story) {
  Text open[TellField<Trait, T>::deepest] = {};
  bool told = false;
  __builtin_dump_struct(static_cast<const T*>(__builtin_addressof(unbuilt<T>.object)),
                        TellField<Trait, T>{story, open, told});
  return told;
}
template <class Trait, class T>
constexpr bool tells_dumped() {
  Story story;
  return tell_dumped<Trait, T>(story);
}
template <class Trait, class T>
concept TellsDumped = !std::is_abstract_v<T> && requires { typename std::bool_constant<tells_dumped<Trait, T>()>; };

template <class T, class Trait, class F>
constexpr void tell_of_asked(Story& story, IfAll<Obligation<Trait, F>>, Text name) {
  tell_of_field<T, Trait, F>(story, name);
}

#endif

template <class Trait, class T>
constexpr void tell_of_fields(Story& story) {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  if constexpr (TellsDumped<Trait, T>) {
    if (tell_dumped<Trait, T>(story)) return;
  } else if constexpr (RefusedField<Trait, T>::there) {
    using Field = RefusedField<Trait, T>;
    return tell_of_asked<T>(story, typename Field::obligation{}, Field::name.view());
  }
#endif
  tell_reason<because::a_private_member_or_capture_is_refused, Trait, T>(story);
}

}  // namespace fearless::derive
