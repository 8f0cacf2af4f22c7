// SPDX-License-Identifier: MIT
// Composes the diagnostic for a refused type: follows the path to the part that is refused, and counts the other parts
// that are.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/explain/diagnose_fields.hpp>
#include <fearless/derive/explain/diagnostic.hpp>
#include <fearless/derive/explain/member_name.hpp>

namespace fearless::derive {

// Whether T is a class of a library whose rule may be in a header that is not included. If all rules for the standard
// library are included, no header is missing, so a class without a row is an ordinary class: one that has no rule, or a
// program's own specialisation.
template <class T>
concept RuleIsMissing = lacks_row<std::remove_cv_t<T>>() && !Complete<EveryRule<T>>;

template <class Trait, class Wrapped, std::size_t... Indices>
struct Diagnosis;
template <class Trait, class T>
struct Diagnosis<Trait, Fields<T>> {
  static constexpr void write(Diagnostic& out) { diagnose_fields<Trait, T>(out); }
};
template <class Trait, class T, std::size_t Index, std::size_t... Indices>
struct Diagnosis<Trait, Fields<T>, Index, Indices...> : Diagnosis<Trait, Fields<T>> {};
template <class Trait, class Wrapped>
struct Diagnosis<Trait, Wrapped> {
  using T = typename Unwrapped<Wrapped>::type;
  static constexpr void write(Diagnostic& out) {
    using Reason = typename ReasonOf<decltype(NodeRule<Trait, Wrapped>::get())>::type;
    if constexpr (RuleIsMissing<T> && std::is_void_v<typename Unopened<std::remove_cv_t<T>>::reason>)
      add_reason<because::no_rule_for_it_is_included, Trait, T>(out);
    else if constexpr (std::is_same_v<Reason, because::its_members_cannot_be_seen> && lacks_row<std::remove_cv_t<T>>())
      add_reason<because::there_is_no_rule_for_it, Trait, T>(out);
    else
      add_reason<Reason, Trait, T>(out);
  }
};

template <class Trait, class Wrapped, std::size_t Index, std::size_t... Indices>
  requires(!RuleIsMissing<typename Unwrapped<Wrapped>::type>)
struct Diagnosis<Trait, Wrapped, Index, Indices...> {
  using Owner = std::remove_cv_t<typename Unwrapped<Wrapped>::type>;
  using Next = NthObligation<Index, decltype(NodeRule<Trait, Wrapped>::get())>;
  using Part = typename Unwrapped<typename Next::type>::type;

  static constexpr void write(Diagnostic& out) {
    // A const object and the object itself count as one step.
    if constexpr (is_capture()) {
      out.step_into_capture(std::is_reference_v<Part> ? "a capture by reference: " : "a capture: ",
                            readable_name<Part>.view());
      out.through_reference = false;
    } else if constexpr (!std::is_same_v<Owner, std::remove_cv_t<Part>>) {
      Sentence name;
      Sentence part;
      if constexpr (is_open()) {
        add_member_name<Trait, Owner, Index, Obligation<typename Next::trait, typename Next::type>>(name);
        if (is_mutable()) part.add("mutable ");
      }
      part.add(readable_name<Part>);
      out.step(readable_name<Owner>.view(), name.view(), part.view());
      out.ends_in_mutable = is_open() && is_mutable();
      out.through_reference = std::is_reference_v<Owner>;
      if constexpr (requires { typename rules::row<Owner>::lent; }) {
        out.lent_help = rules::row<Owner>::lent::help;
        out.lent_anchor = rules::row<Owner>::lent::anchor;
      } else if constexpr (!std::is_reference_v<Owner>) {
        out.lent_help = nullptr;
      }
    }
    Diagnosis<typename Next::trait, typename Next::type, Indices...>::write(out);
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
template <class Trait, class Wrapped, std::size_t Index, std::size_t... Indices>
  requires RuleIsMissing<typename Unwrapped<Wrapped>::type>
struct Diagnosis<Trait, Wrapped, Index, Indices...> : Diagnosis<Trait, Wrapped> {};

template <class Trait, class T>
struct DiagnosisOf {
  static constexpr Path path = path_to_refusal<Trait, T>();
  template <std::size_t... I>
  static auto follow(std::index_sequence<I...>) -> Diagnosis<Trait, T, path.indices[I]...>;
  using type = decltype(follow(std::make_index_sequence<path.length>{}));
};
template <class Trait, class T>
constexpr void diagnose(Diagnostic& out) {
  DiagnosisOf<Trait, T>::type::write(out);
}

// The number of parts of T that never have the trait, down to a given depth.
template <class Trait, class Wrapped, int Depth>
consteval std::size_t refused_parts();
template <class Answer, int Depth>
inline constexpr std::size_t refused_in = 1;  // Never, or a part beyond the depth
template <int Depth>
inline constexpr std::size_t refused_in<Always, Depth> = 0;
template <class... Trait, class... T, int Depth>
  requires(Depth > 0)
inline constexpr std::size_t refused_in<IfAll<Obligation<Trait, T>...>, Depth> =
    (std::size_t{0} + ... + refused_parts<Trait, T, Depth - 1>());
template <class Trait, class Wrapped, int Depth>
consteval std::size_t refused_parts() {
  if constexpr (holds<Trait, Wrapped>)
    return 0;
  else if constexpr (RuleIsMissing<typename Unwrapped<Wrapped>::type>)
    return 1;
  else
    return refused_in<decltype(NodeRule<Trait, Wrapped>::get()), Depth>;
}

}  // namespace fearless::derive
