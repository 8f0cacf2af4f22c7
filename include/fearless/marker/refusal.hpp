// SPDX-License-Identifier: MIT
// The one way in which the library refuses a type: a single error that says at which place, which part of it, and why.
#pragma once

#include <fearless/derive/explanation.hpp>
#include <fearless/marker/traits.hpp>

namespace fearless {

/// In the name of a refusal, for compilers that can print types only: where, the way to what is refused, which trait it
/// never has, and the reason.
template <class Place, class Path, class NeverTrait, class Reason>
struct refused {};

}  // namespace fearless

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

template <class Requirement>
struct Refusal {
  using trait = void;
  using type = void;
};
template <class Role, class Trait, class T>
struct Refusal<Requirement<Role, Trait, T>> {
  using trait = Trait;
  using why = Explanation<Trait, T>;
  using type = refused<Role, typename why::steps, typename why::trait, typename why::reason>;
};
template <class... Requirements>
using RefusalOf = Refusal<typename FirstRefused<Requirements...>::type>;

// False, with the explanation in its name, if the first refusal is one of Trait.
template <class Trait, class Explanation>
inline constexpr bool grants = true;
template <class Trait, class Place, class Path, class NeverTrait, class Reason>
inline constexpr bool grants<Trait, refused<Place, Path, NeverTrait, Reason>> = false;
template <class Trait, class Refusal>
using Only = std::conditional_t<std::is_same_v<typename Refusal::trait, Trait>, typename Refusal::type, void>;

template <class Requirement>
inline constexpr Sentence sentence_of{};
template <class Role, class Trait, class T>
inline constexpr Sentence sentence_of<Requirement<Role, Trait, T>> = explain_refusal<Role, Trait, T>();

}  // namespace fearless::derive

// A static_assert takes a constant expression for its text from GCC 14 and Clang 17 on; Clang accepts it without a
// language mode of C++26 only from 21 on.
#if (defined(__clang__) && (__clang_major__ >= 21 || (__clang_major__ >= 17 && __cplusplus > 202302L))) || \
    (!defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 14)
#define FEARLESS_DETAIL_SENTENCES 1
#else
#define FEARLESS_DETAIL_SENTENCES 0
#endif

// Refuses to compile, with one error that explains the first requirement that does not hold. The first statement of the
// function the user calls.
#if FEARLESS_DETAIL_SENTENCES
#if defined(__clang__)
#define FEARLESS_DETAIL_PRAGMA_BEGIN \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_PRAGMA_END _Pragma("clang diagnostic pop")
#else
#define FEARLESS_DETAIL_PRAGMA_BEGIN \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_PRAGMA_END _Pragma("GCC diagnostic pop")
#endif
#define FEARLESS_DETAIL_REQUIRE(...)                                                                            \
  FEARLESS_DETAIL_PRAGMA_BEGIN                                                                                  \
  static_assert(::fearless::derive::granted<__VA_ARGS__>,                                                       \
                ::fearless::derive::sentence_of<typename ::fearless::derive::FirstRefused<__VA_ARGS__>::type>); \
  FEARLESS_DETAIL_PRAGMA_END
#else
#define FEARLESS_DETAIL_REQUIRE_ONE(Trait, text, ...)                                                                 \
  static_assert(                                                                                                      \
      ::fearless::derive::grants<Trait, ::fearless::derive::Only<Trait, ::fearless::derive::RefusalOf<__VA_ARGS__>>>, \
      text)
#define FEARLESS_DETAIL_REQUIRE(...)                                                                           \
  FEARLESS_DETAIL_REQUIRE_ONE(::fearless::traits::Send, "this cannot be sent to another thread", __VA_ARGS__); \
  FEARLESS_DETAIL_REQUIRE_ONE(::fearless::traits::Sync, "this cannot be shared between threads", __VA_ARGS__); \
  FEARLESS_DETAIL_REQUIRE_ONE(::fearless::traits::Static, "this borrows what may die before the thread does",  \
                              __VA_ARGS__)
#endif
