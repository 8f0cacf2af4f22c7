// SPDX-License-Identifier: MIT
// How many members and bases an aggregate has, found out by asking what it can be initialised from.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/count_arrays.hpp>
#include <fearless/derive/dump_struct.hpp>
#include <fearless/derive/probe.hpp>

namespace fearless::derive {

// Whether the first N members of T are no arrays and have names, and the others have a default.
template <class T, std::size_t N>
inline constexpr bool are_members = AnyTimes<N>::template are_members<T>;
template <class T>
inline constexpr bool are_members<T, 0> = Braces<0>::fit<T>;
template <class T>  // between parentheses a single one may mean a conversion
inline constexpr bool are_members<T, 1> =
    takes_anys<T, 1> && !(Braces<0>::fit<T, AnyUnnamed> && !Braces<0>::fit<T, Nothing>);

// The largest N between Lo (so many are) and Hi (so many are not) for which the first N are such members.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_members() {
  if constexpr (Hi - Lo == 1)
    return Lo;
  else if constexpr (are_members<T, (Lo + Hi) / 2>)
    return bisect_members<T, (Lo + Hi) / 2, Hi>();
  else
    return bisect_members<T, Lo, (Lo + Hi) / 2>();
}
// Too many to list; also the answer where it cannot be told.
inline constexpr std::size_t too_many_members = 512;
template <class T, std::size_t N>
consteval std::size_t gallop_members() {
  constexpr std::size_t next = N < 16 ? N + 4 : 2 * N;
  if constexpr (N >= too_many_members)
    return too_many_members;
  else if constexpr (are_members<T, next>)
    return gallop_members<T, next>();
  else
    return bisect_members<T, N, next>();
}
// For an aggregate that needs many initialisers, because of its references, or its members without a default. Most such
// members take a byte at least; for others there is the longer way.
template <class T, std::size_t N>
consteval std::size_t seek_members() {
  if constexpr (N > sizeof(T) || N > 128)
    return too_many_members;
  else if constexpr (are_members<T, N>)
    return gallop_members<T, N>();
  else
    return seek_members<T, N + 1>();
}
template <class T>
consteval std::size_t first_members() {
  if constexpr (are_members<T, 4>)
    return gallop_members<T, 4>();
  else if constexpr (are_members<T, 2>)
    return are_members<T, 3> ? 3 : 2;
  else if constexpr (are_members<T, 1>)
    return 1;
  else if constexpr (are_members<T, 0>)
    return 0;
  else
    return seek_members<T, 3>();
}

#if FEARLESS_DETAIL_DUMPS_STRUCTS

template <class Array>
inline constexpr bool array_without_default = false;
template <class Element, std::size_t N>
inline constexpr bool array_without_default<Element[N]> =
    !std::is_default_constructible_v<std::remove_cv_t<std::remove_all_extents_t<Element>>>;
struct NoBaseNorArrayWithoutDefault {
  static constexpr bool bases = false;
  static constexpr bool bit_fields = true;
  template <class Field>
  static constexpr bool field = !array_without_default<std::remove_pointer_t<std::remove_reference_t<Field>>>;
};
template <class T>
inline constexpr bool shows_neither = dump_passes<T, NoBaseNorArrayWithoutDefault>;
template <class T>
inline constexpr bool has_bases = !shows_neither<T> && !dump_passes<T, NoBase>;

#endif

// Whether something follows the first N members.
template <class T, std::size_t N>
consteval bool more_follow() {
  if constexpr (AnyTimes<N>::template braces_follow<T>)
    return true;
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  else if constexpr (shows_neither<T>)
    return false;
#endif
  else if constexpr (std::is_trivially_default_constructible_v<T>)
    return false;
  else
    return AnyTimes<N>::template array_follows<T>;
}

template <class T>
concept Destructible = requires(T& t) { t.~T(); };
template <class T>
consteval Count count_clauses() {
  if constexpr (!Destructible<T>) {  // nothing is constructible, and Clang 16 crashes when it is asked
    return count_with_arrays<T>();
  } else {
    constexpr std::size_t n = first_members<T>();
    if constexpr (n == too_many_members)
      return count_with_arrays<T>();
    else if constexpr (more_follow<T, n>())
      return count_with_arrays<T>();
    else
      return {Shape::members, n};
  }
}

#if defined(__clang__) && __has_builtin(__builtin_structured_binding_size)

// The compiler knows the number. It would count the members of a base, too, and looks at no destructor, which the other
// way instantiates.
template <class T>
consteval Count count_of() {
  if constexpr (has_bases<T>)
    return count_clauses<T>();
  else if constexpr (requires { std::integral_constant<std::size_t, __builtin_structured_binding_size(T)>{}; })
    return {Shape::members, __builtin_structured_binding_size(T)};
  else
    return {Shape::unknown};
}

#else

template <class T>
consteval Count count_of() {
  return count_clauses<T>();
}

#endif

template <class T>
inline constexpr Count clause_count = count_of<T>();

}  // namespace fearless::derive
