// SPDX-License-Identifier: MIT
// Counts the members of an aggregate on GCC if it has no default member initialisers, and the default constructors of
// its members are trivial. `{}` then initialises each member, so the largest number of `{}` that fits is the number of
// members.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/complete.hpp>
#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// Whether T's default constructor is trivial, whatever T's destructor does. (Clang's builtin includes the destructor.)
#if defined(__clang__)
template <class T>
concept HasTrivialDefault = __is_trivially_constructible(T);
#else
template <class T>
concept HasTrivialDefault = __has_trivial_constructor(T);
#endif

// Finds by bisection the largest N from Lo on for which N times `{}` initialise T. The caller has found that they do
// for Lo and not for Hi. An array needs one `{}`, like every other member.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_braces() {
  if constexpr (Hi - Lo == 1)
    return Lo;
  else if constexpr (Braces<(Lo + Hi) / 2>::template fit<T>)
    return bisect_braces<T, (Lo + Hi) / 2, Hi>();
  else
    return bisect_braces<T, Lo, (Lo + Hi) / 2>();
}
template <class T, std::size_t N = 1>
consteval std::size_t gallop_braces() {
  if constexpr (Braces<N>::template fit<T>)
    return gallop_braces<T, 2 * N>();
  else
    return bisect_braces<T, N / 2, N>();
}

// Whether one of the first N members, each of which `{}` initialises, is an anonymous union or struct. The concept
// short-circuits: the second question may ask about T again, so it must not be asked unless the first one holds.
template <class T, std::size_t I>
concept UnnamedAt = Braces<I>::template fit<T, AnyUnnamed> && !Braces<I>::template fit<T, Nothing>;
template <class T, std::size_t... I>
consteval bool any_unnamed(std::index_sequence<I...>) {
  return (UnnamedAt<T, I> || ...);
}

#if defined(__clang__)
template <class T, std::size_t N>
consteval bool braces_are_all() {
  return true;
}
#else
// GCC bug: GCC accepts `{}` for an omitted empty `[[no_unique_address]]` member even if the member's default
// constructor is explicit. The count of `{}` would then end early. So we also prove that the next initialiser does not
// belong to T, as `complete` does. In this proof a list of one element initialises each member, so that an array counts
// once.
template <class Indices>
struct AnyThenLists;
template <std::size_t... I>
struct AnyThenLists<std::index_sequence<I...>> {
  template <class T>
  static constexpr bool are_all =
      !requires(Lists<WithSentinel<T>, AnyFirstOf<T>, ListAt<I>..., List> f, AnyFirstOf<T>&& first) {
        f({static_cast<AnyFirstOf<T>&&>(first), {any_at(I)}..., {Sentinel::make()}});
      };
  template <class T>
  static constexpr bool are_all_after_text = !requires(Lists<WithSentinel<T>, const char*, ListAt<I>..., List> f) {
    f({"", {any_at(I)}..., {Sentinel::make()}});
  };
};
template <std::size_t N>
using AnyThen = AnyThenLists<std::make_index_sequence<N>>;
struct NoMembers {};
// GCC bug: a string literal as the initialiser of an array of length 0 is a hard error, even inside `requires`. So we
// first ask whether the first member accepts a list of one element.
template <class T>
concept BeginsWithOne = !requires(Lists<T, List> f) { f({{any_at(0)}}); };
template <class T, std::size_t N>
consteval bool text_then_lists() {
  if constexpr (BeginsWithOne<T>)
    return AnyThen<N - 1>::template are_all_after_text<T>;
  else
    return false;
}
// Whether the N members that `{}` initialises are all members of T. The usual proof is the sentinel. If T has an array
// of more elements than probes are tried, the sentinel cannot be reached. Then two facts exclude a further member: T is
// default constructible, so no member lacks a default; and T accepts no probe after N times `{}`, so no further member
// accepts a probe.
template <class T, std::size_t N>
consteval bool braces_are_all() {
  if constexpr (N == 0)
    return __is_layout_compatible(T, NoMembers);
  else if constexpr (AnyThen<N - 1>::template are_all<T> || text_then_lists<T, N>())
    return true;
  else if constexpr (takes_anys<T, most_anys - 1>)
    return __is_constructible(T) && !Braces<N>::template fit<T, AnyPartOf<T>>;
  else
    return false;
}
#endif

template <class T, std::size_t Plain>
consteval Count count_any_other();
template <class T, std::size_t Plain>
consteval Count count_braces() {
  constexpr std::size_t n = gallop_braces<T>();
  if constexpr (!braces_in_table<n + 1> && Braces<n>::template fit<T, AnyPartOf<T>>)
    return {Shape::too_many};
  else if constexpr (any_unnamed<T>(std::make_index_sequence<n>{}))
    return {Shape::unknown};
  else if constexpr (braces_are_all<T, n>())
    return {Shape::members, n};
  else
    return count_any_other<T, Plain>();
}

}  // namespace fearless::derive
