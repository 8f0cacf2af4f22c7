// SPDX-License-Identifier: MIT
// Tells the story of a refusal: follows the way to what is refused, and counts what else is.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/explain/member_name.hpp>
#include <fearless/derive/explain/story.hpp>
#include <fearless/derive/explain/tell_fields.hpp>

namespace fearless::derive {

// Whether T is a class of a library whose rule may be in a header that is not included. A class of the standard library
// for which there is none, or a program's own specialisation there, is a class like any other.
template <class T>
concept RuleIsMissing = lacks_row<std::remove_cv_t<T>>() && !Complete<EveryRule<T>>;

template <class Trait, class Place, std::size_t... Edges>
struct Teller;
template <class Trait, class T>
struct Teller<Trait, Fields<T>> {
  static constexpr void tell(Story& story) { tell_of_fields<Trait, T>(story); }
};
template <class Trait, class T, std::size_t Edge, std::size_t... Edges>
struct Teller<Trait, Fields<T>, Edge, Edges...> : Teller<Trait, Fields<T>> {};
template <class Trait, class Place>
struct Teller<Trait, Place> {
  using T = typename Unwrapped<Place>::type;
  static constexpr void tell(Story& story) {
    using Reason = typename ReasonOf<decltype(PlaceRule<Trait, Place>::get())>::type;
    if constexpr (RuleIsMissing<T> && std::is_void_v<typename Unopened<std::remove_cv_t<T>>::reason>)
      tell_reason<because::no_rule_for_it_is_included, Trait, T>(story);
    else if constexpr (std::is_same_v<Reason, because::its_members_cannot_be_seen> && lacks_row<std::remove_cv_t<T>>())
      tell_reason<because::there_is_no_rule_for_it, Trait, T>(story);
    else
      tell_reason<Reason, Trait, T>(story);
  }
};

template <class Trait, class Place, std::size_t Edge, std::size_t... Edges>
  requires(!RuleIsMissing<typename Unwrapped<Place>::type>)
struct Teller<Trait, Place, Edge, Edges...> {
  using Owner = std::remove_cv_t<typename Unwrapped<Place>::type>;
  using Next = NthObligation<Edge, decltype(PlaceRule<Trait, Place>::get())>;
  using Part = typename Unwrapped<typename Next::type>::type;

  static constexpr void tell(Story& story) {
    // A const object and the object itself are one step of the way.
    if constexpr (is_capture()) {
      story.step_into_capture(std::is_reference_v<Part> ? "a capture by reference: " : "a capture: ",
                              readable_name<Part>.view());
      story.through_reference = false;
    } else if constexpr (!std::is_same_v<Owner, std::remove_cv_t<Part>>) {
      Sentence name;
      Sentence part;
      if constexpr (is_open()) {
        add_member_name<Trait, Owner, Edge, Obligation<typename Next::trait, typename Next::type>>(name);
        if (is_mutable()) part.add("mutable ");
      }
      part.add(readable_name<Part>);
      story.step(readable_name<Owner>.view(), name.view(), part.view());
      story.ends_in_mutable = is_open() && is_mutable();
      story.through_reference = std::is_reference_v<Owner>;
    }
    Teller<typename Next::trait, typename Next::type, Edges...>::tell(story);
  }
  static constexpr bool is_open() {
    if constexpr (std::is_class_v<Owner>) return std::is_same_v<SurfaceRule<Trait, Owner>, Open>;
    return false;
  }
  static constexpr bool is_capture() {
    if constexpr (is_open()) return is_closure<Owner>();
    return false;
  }
  static constexpr bool is_mutable() {
    return Trait::members_of_const_object && !std::is_same_v<typename Next::trait, Trait> && !std::is_reference_v<Part>;
  }
};
template <class Trait, class Place, std::size_t Edge, std::size_t... Edges>
  requires RuleIsMissing<typename Unwrapped<Place>::type>
struct Teller<Trait, Place, Edge, Edges...> : Teller<Trait, Place> {};

template <class Trait, class T>
struct TellerOf {
  static constexpr Way way = way_to_refusal<Trait, T>();
  template <std::size_t... I>
  static auto follow(std::index_sequence<I...>) -> Teller<Trait, T, way.edges[I]...>;
  using type = decltype(follow(std::make_index_sequence<way.length>{}));
};
template <class Trait, class T>
constexpr void tell(Story& story) {
  TellerOf<Trait, T>::type::tell(story);
}

// How many things in T never have the trait, as far as they lie no deeper than that.
template <class Trait, class Place, int Depth>
consteval std::size_t refused_parts();
template <class Answer, int Depth>
inline constexpr std::size_t refused_in = 1;  // Never, or what is not looked into
template <int Depth>
inline constexpr std::size_t refused_in<Always, Depth> = 0;
template <class... Trait, class... T, int Depth>
  requires(Depth > 0)
inline constexpr std::size_t refused_in<IfAll<Obligation<Trait, T>...>, Depth> =
    (std::size_t{0} + ... + refused_parts<Trait, T, Depth - 1>());
template <class Trait, class Place, int Depth>
consteval std::size_t refused_parts() {
  if constexpr (holds<Trait, Place>)
    return 0;
  else if constexpr (RuleIsMissing<typename Unwrapped<Place>::type>)
    return 1;
  else
    return refused_in<decltype(PlaceRule<Trait, Place>::get()), Depth>;
}

}  // namespace fearless::derive
