// SPDX-License-Identifier: MIT
// The one way in which the library refuses a type: a single error that says at which place, which part of it, why, and
// what to write instead.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/explain/diagnose.hpp>
#include <fearless/marker.hpp>

// A static_assert takes a constant expression for its text from GCC 14 and Clang 17 on; Clang accepts it without a
// language mode of C++26 only from 21 on.
#if (defined(__clang__) && (__clang_major__ >= 21 || (__clang_major__ >= 17 && __cplusplus > 202302L))) || \
    (!defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 14)
#define FEARLESS_DETAIL_SENTENCES 1
#else
#define FEARLESS_DETAIL_SENTENCES 0
#endif

namespace fearless::derive {

// One requirement of a place: `Trait` of `T`. `Role` is a class whose `text` names the place and what T is there.
template <class Role, class Trait, class T>
struct Requirement {
  static constexpr bool holds = derive::holds<Trait, T>;
};

// Whether every requirement holds. A body that needs them stands behind `if constexpr (granted<...>)`, so that a
// refused type makes no second error.
template <class... Requirements>
inline constexpr bool granted = (Requirements::holds && ...);

// The first requirement that does not hold.
template <class... Requirements>
struct FirstRefused {
  using type = void;
};
template <class First, class... Rest>
struct FirstRefused<First, Rest...>
    : std::conditional_t<First::holds, FirstRefused<Rest...>, std::type_identity<First>> {};

// What a story comes to: a line that has the whole of it in short, and a few more.
template <class Trait, class T>
constexpr void add_diagnostic(Sentence& out) {
  Diagnostic diagnostic;
  diagnose<Trait, T>(diagnostic);
  if (diagnostic.length != 0) {
    if (diagnostic.in_capture) {
      out.add("one of its captures");
      if (!diagnostic.names.empty()) out.add(", in `");
    } else {
      out.add(diagnostic.names.empty() ? "it" : "its `");
    }
    if (!diagnostic.names.empty()) {
      out.add(diagnostic.names);
      out.add("`");
    }
    out.add(diagnostic.ends_in_member ? " is `" : " leads to `");
    if (diagnostic.ends_in_mutable) out.add("mutable ");
    out.add(diagnostic.offender);
    out.add("`, which is never ");
    out.add(diagnostic.trait);
    out.add(": ");
  }
  out.add(diagnostic.reason);
  constexpr std::size_t others = refused_parts<Trait, T, 6>() - 1;
  if (diagnostic.length > 1) {
    out.add("\n  the way: ");
    out.add(diagnostic.steps);
  }
  if (others > 0) {
    out.add(diagnostic.length > 1 ? "; " : "\n  ");
    out.add_number(others);
    out.add(others == 1 ? " other part of it is refused, too" : " other parts of it are refused, too");
  }
  out.add("\n  help: ");
  out.add(diagnostic.help);
  out.add(" (docs/errors.md#");
  out.add(diagnostic.anchor);
  out.add(")");
}

template <class Role, class Trait, class T>
constexpr Sentence refusal_text() {
  Sentence out;
  out.add(Role::text);
  out.add(", `");
  out.add(readable_name<T>);
  out.add("`, ");
  out.add(Trait::refusal);
  out.add(": ");
  add_diagnostic<Trait, T>(out);
  return out;
}
template <class Trait, class T>
constexpr Sentence why_not_text() {
  Sentence out;
  out.add("`");
  out.add(readable_name<T>);
  out.add("` is not ");
  out.add(Trait::text);
  out.add(": ");
  add_diagnostic<Trait, T>(out);
  return out;
}

template <class Requirement>
struct RefusalText {
  static constexpr Sentence value{};
};
template <class Role, class Trait, class T>
struct RefusalText<Requirement<Role, Trait, T>> {
  static constexpr Sentence value = refusal_text<Role, Trait, T>();
};

template <class Trait, class T>
struct RefusalText<Obligation<Trait, T>> {
  static constexpr Sentence value = why_not_text<Trait, T>();
};
// What a concept prints that T does not satisfy. (Two steps, since the type is asked for where the function will not be
// called, too.)
template <bool Holds, class Trait, class T>
struct PrintedByConcept {
  using type = void;
};
template <class Trait, class T>
struct PrintedByConcept<false, Trait, T> : InPieces<RefusalText<Obligation<Trait, T>>> {};
template <class Trait, class T, bool Holds>
  requires(!Holds)
typename PrintedByConcept<Holds, Trait, T>::type why_not(Late<Holds>);

// What the assertion prints as a type.
#if FEARLESS_DETAIL_SENTENCES
template <class Requirement>
struct Printed {
  using type = refused<>;
};
#else
template <class Requirement>
struct Printed : InPieces<RefusalText<Requirement>> {};
#endif
template <>
struct Printed<void> {
  using type = void;
};

// The requirements of a place.
template <class... Requirements>
struct Needs {
  static constexpr bool granted = derive::granted<Requirements...>;
  using FirstRefused = typename derive::FirstRefused<Requirements...>::type;
  using Refusal = typename Printed<FirstRefused>::type;
};

#if FEARLESS_DETAIL_SENTENCES
template <class Needs>
inline constexpr const Sentence& sentence_of = RefusalText<typename Needs::FirstRefused>::value;
#endif

}  // namespace fearless::derive

// The first statement of the function the user calls: one error that explains the first requirement that does not hold.
//
//   FEARLESS_DETAIL_BEGIN_REFUSAL
//   static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
//   FEARLESS_DETAIL_END_REFUSAL
//
// The assertion is in no macro, since a compiler would show the macro, too.
#if FEARLESS_DETAIL_SENTENCES && defined(__clang__)
#define FEARLESS_DETAIL_BEGIN_REFUSAL \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_END_REFUSAL _Pragma("clang diagnostic pop")
#elif FEARLESS_DETAIL_SENTENCES
#define FEARLESS_DETAIL_BEGIN_REFUSAL \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_END_REFUSAL _Pragma("GCC diagnostic pop")
#else
#define FEARLESS_DETAIL_BEGIN_REFUSAL
#define FEARLESS_DETAIL_END_REFUSAL
#endif
#if FEARLESS_DETAIL_SENTENCES
#define FEARLESS_DETAIL_WHY(...) ::fearless::derive::sentence_of<__VA_ARGS__>
#else
#define FEARLESS_DETAIL_WHY(...) "fearless refuses this, for the reason in the quoted text"
#endif

// The same in one, where a few lines more do no harm.
#define FEARLESS_DETAIL_REQUIRE(...)                                                                   \
  FEARLESS_DETAIL_BEGIN_REFUSAL                                                                        \
  static_assert(::fearless::rules::accepted<typename ::fearless::derive::Needs<__VA_ARGS__>::Refusal>, \
                FEARLESS_DETAIL_WHY(::fearless::derive::Needs<__VA_ARGS__>));                          \
  FEARLESS_DETAIL_END_REFUSAL
