// SPDX-License-Identifier: MIT
// Counts the members and bases of an aggregate on GCC. This header has the short way, which is sufficient for an
// aggregate that has no arrays, no anonymous unions and no other special members. If the short way proves no number,
// count_arrays.hpp takes over.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/complete.hpp>
#include <fearless/derive/members/count/count_arrays.hpp>
#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// `constructible` says whether the first N members of T are objects or references that have a name and are no arrays,
// and whether all other members have a default. The question is asked with parentheses, `T(probe, probe, ...)`, because
// the language allows no brace elision there: inner braces cannot be left out, so an array accepts no probe. The
// builtin evaluates nothing.
template <class T, class Indices>
inline constexpr bool constructible = false;
template <class T, std::size_t... I>
inline constexpr bool constructible<T, std::index_sequence<I...>> = __is_constructible(T, AnyNamedAt<I>...);
// For N == 1 the question is asked with braces, because a single probe in parentheses may also be converted to T
// itself. An anonymous union or struct is excluded here; a member whose constructor accepts any type may be taken for
// one, but then count_arrays.hpp distinguishes the two.
template <class T>
inline constexpr bool constructible<T, std::index_sequence<0>> =
    takes_anys<T, 1> && !Anys<>::chosen_around<T, OnlyUnnamed>;
template <class T>
inline constexpr bool constructible<T, std::index_sequence<>> = Braces<0>::fit<T>;

template <class T, std::size_t N>
concept AreMembers = constructible<T, std::make_index_sequence<N>>;

// These functions find by bisection the largest N from Lo on for which AreMembers<T, N> holds. The caller has found
// that it holds for Lo and not for Hi. `members_of_four` ends the search, in an interval of at most four numbers. The
// result `too_many_members` also stands for "not found".
inline constexpr std::size_t too_many_members = 512;
template <class T, std::size_t Lo>
consteval std::size_t members_of_four() {
  if constexpr (AreMembers<T, Lo + 2>)
    return Lo + 2 + AreMembers<T, Lo + 3>;
  else
    return Lo + AreMembers<T, Lo + 1>;
}
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_members() {
  if constexpr (Hi - Lo <= 4)
    return members_of_four<T, Lo>();
  else if constexpr (AreMembers<T, (Lo + Hi) / 2>)
    return bisect_members<T, (Lo + Hi) / 2, Hi>();
  else
    return bisect_members<T, Lo, (Lo + Hi) / 2>();
}
template <class T, std::size_t N>
consteval std::size_t gallop_members() {
  constexpr std::size_t next = N < 16 ? N + 4 : 2 * N;
  if constexpr (N >= too_many_members)
    return too_many_members;
  else if constexpr (complete<T, std::make_index_sequence<N>>)
    return N;
  else if constexpr (AreMembers<T, next>)
    return gallop_members<T, next>();
  else
    return bisect_members<T, N, next>();
}
// Searches upwards one by one. An aggregate that has references or members without a default accepts no short list of
// probes, so the search cannot start from a small N. Most such members need at least one byte, so the search stops at
// sizeof(T); count_arrays.hpp handles the others.
template <class T, std::size_t N>
consteval std::size_t seek_members() {
  if constexpr (N > sizeof(T) || N > 128)
    return too_many_members;
  else if constexpr (AreMembers<T, N>)
    return gallop_members<T, N>();
  else
    return seek_members<T, N + 1>();
}
// The following concepts only save compile time. An object that is at least as large as eight pointers usually has at
// least eight members and no reference among them, so that one question replaces two.
template <class T, class Indices>
inline constexpr bool constructible_from_objects = false;
template <class T, std::size_t... I>
inline constexpr bool constructible_from_objects<T, std::index_sequence<I...>> =
    __is_constructible(T, AnyNamedObjectAt<I>...);
template <class T, class Indices>
inline constexpr bool complete_with_objects = false;
template <class T, std::size_t Zero, std::size_t... I>
inline constexpr bool complete_with_objects<T, std::index_sequence<Zero, I...>> =
    !requires(Lists<WithSentinel<T>, AnyObjectPartOf<T>, AnyObjectAt<I>..., List> f, AnyObjectPartOf<T>&& first) {
      f({static_cast<AnyObjectPartOf<T>&&>(first), any_object_at(I)..., {Sentinel::make()}});
    };
template <class T>
concept AreEightObjects = sizeof(T) >= 8 * sizeof(void*) && constructible_from_objects<T, std::make_index_sequence<8>>;
template <class T>
concept AreEightMembers = AreEightObjects<T> || (sizeof(T) >= 8 * sizeof(void*) && AreMembers<T, 8>);
template <class T>
consteval std::size_t first_members() {
  if constexpr (AreEightMembers<T>)
    return gallop_members<T, 8>();
  else if constexpr (AreMembers<T, 4>)
    return gallop_members<T, 4>();
  else if constexpr (AreMembers<T, 2>)
    return 2 + AreMembers<T, 3>;
  else if constexpr (AreMembers<T, 1>)
    return 1;
  else if constexpr (AreMembers<T, 0>)
    return 0;
  else
    return seek_members<T, 3>();
}

template <class T>
consteval Count count_clauses() {
  if constexpr (!Destructible<T>) {  // no object can be constructed, so the short way does not apply
    return count_with_arrays<T, 0>();
  } else {
    constexpr std::size_t n = first_members<T>();
    if constexpr (n == too_many_members)
      return count_with_arrays<T, n>();
    else if constexpr (n == 1 && AnyTimes<0, 1>::template fit_around_braces<T, 1>())
      return count_with_arrays<T, n>();  // `{}` fits before the only probe: an array of length 0
    else if constexpr (complete<T, std::make_index_sequence<n>>)
      return {Shape::members, n};
    else
      return count_with_arrays<T, n>();
  }
}

template <class T>
concept AreEightOfEight = sizeof(T) >= 8 * sizeof(void*) && Destructible<T> && AreEightObjects<T> &&
                          complete_with_objects<T, std::make_index_sequence<8>>;

template <class T>
inline constexpr Count clause_count = count_clauses<T>();
// This specialisation only saves compile time, for an aggregate of exactly eight objects. The functions above give the
// same result.
template <class T>
  requires AreEightOfEight<T>
inline constexpr Count clause_count<T>{Shape::members, 8};

}  // namespace fearless::derive
