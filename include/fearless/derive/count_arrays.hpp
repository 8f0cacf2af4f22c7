// SPDX-License-Identifier: MIT
// How many members an aggregate has that holds arrays, or something else that the short way (count.hpp) cannot tell.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/probe.hpp>
#include <fearless/derive/tables_128.hpp>
#include <fearless/derive/utility.hpp>

namespace fearless::derive {

enum class Shape : unsigned char {
  members,   // so many members and bases
  unknown,   // what it can be initialised from does not tell
  too_many,  // more than the table holds
};
struct Count {
  Shape shape;
  std::size_t clauses = 0;  // of its initialiser in full: one for each base and each member
};

// The largest N between Lo (which fits) and Hi (which does not) for which N times `{}` fit. They initialise any array.
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

// Whether one of the first N members, each of which `{}` initialises, is an anonymous union or struct. (A concept, so
// that the second question is asked only where it matters: it may lead back to T.)
template <class T, std::size_t I>
concept UnnamedAt = Braces<I>::template fit<T, AnyUnnamed> && !Braces<I>::template fit<T, Nothing>;
template <class T, std::size_t... I>
consteval bool any_unnamed(std::index_sequence<I...>) {
  return (UnnamedAt<T, I> || ...);
}

// An array whose elements have no default takes no single Any and no `{}`, yet may have an initialiser of its own. It
// is found up to this length.
inline constexpr std::size_t longest_array = 8;
// Whether an array that has no default, but an initialiser of its own, follows the first N members.
template <class T, std::size_t N, std::size_t... I>
consteval bool array_follows(std::index_sequence<I...>) {
  return Braces<N>::template fit<T, Any, AnyAt<I>...>;
}
template <class T, std::size_t N, std::size_t... L>
consteval bool any_array_follows(std::index_sequence<L...>) {
  return (array_follows<T, N>(std::make_index_sequence<L + 1>{}) || ...);
}

// The way for an aggregate that `{}` does not initialise in full: it has references, or members without a default.
// Any itself then stands for every member; an array takes one for each of its elements, which is undone afterwards.
inline constexpr std::size_t most_anys = 128;

// The largest number of Anys that fit. The numbers that do are a run, with gaps where an array takes all or none.
template <class T, std::size_t N, std::size_t Last = 0>
consteval std::size_t count_anys() {
  if constexpr (N > most_anys)
    return takes_anys<T, N> ? 0 : Last;
  else if constexpr (Last != 0 && N > Last + longest_array)
    return Last;
  else
    return count_anys<T, N + 1, takes_anys<T, N> ? N : Last>();
}
// Whether what takes the Any at position At may be empty, of the Total that T takes.
template <class T, std::size_t At, std::size_t Total>
inline constexpr bool takes_empty = AnyTimes<At, Total - At - 1>::template fit_around<T, AnyEmpty>;
// Whether a list of Listed Anys initialises the member at position At, if it stands in place of Replaced of the Total.
template <class T, std::size_t At, std::size_t Total, std::size_t Listed, std::size_t Replaced>
consteval bool list_fits() {
  return AnyTimes<At, Total - At - Replaced>::template fit_around_list<T, takes_empty<T, At, Total>>(
      std::make_index_sequence<Listed>{});
}
// How many of the Total Anys the member takes that begins with number At: more than one if it is an array.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 1>
consteval std::size_t anys_of_member() {
  if constexpr (At + Length > Total)
    return 1;  // no list fits here: a class, which takes one
  else if constexpr (list_fits<T, At, Total, 0, Length>())
    return Length;
  else if constexpr (Length == 1)
    return anys_of_member<T, At, Total, 2>();
  else if constexpr (list_fits<T, At, Total, Length, Length>())
    // Or a class that is constructed from so many: then all the other Anys fit beside it, too.
    return list_fits<T, At, Total, Length, 1>() ? 1 : Length;
  else
    return anys_of_member<T, At, Total, Length + 1>();
}
// The first Plain members are known to be no arrays, unless that is more than there are.
template <class T, std::size_t Total, std::size_t Plain, std::size_t At = 0>
consteval std::size_t members_in_anys() {
  if constexpr (At >= Total)
    return 0;
  else if constexpr (At < Plain && Plain <= Total)
    return Plain + members_in_anys<T, Total, Plain, Plain>();
  else
    return 1 + members_in_anys<T, Total, Plain, At + anys_of_member<T, At, Total>()>();
}
template <class T, std::size_t I, std::size_t Total>
concept UnnamedInAnys = AnyTimes<I, Total - I - 1>::template fit_around<T, AnyUnnamed> &&
                        !AnyTimes<I, Total - I - 1>::template fit_around<T, Nothing>;
template <class T, std::size_t Total, std::size_t... I>
consteval bool any_unnamed_in_anys(std::index_sequence<I...>) {
  return (UnnamedInAnys<T, I, Total> || ...);
}

template <class T, std::size_t Plain>
consteval Count count_with_anys() {
  constexpr std::size_t total = count_anys<T, 1>();
  if constexpr (total == 0)
    return {Shape::unknown};
  else if constexpr (any_unnamed_in_anys<T, total>(std::make_index_sequence<total>{}))
    return {Shape::unknown};
  else
    return {Shape::members, members_in_anys<T, total, Plain>()};
}

// If Plain members were found that are no arrays, after which more follow.
template <class T, std::size_t Plain>
consteval Count count_with_arrays() {
  if constexpr (!Braces<0>::fit<T>) {
    return count_with_anys<T, Plain>();
  } else {
    constexpr std::size_t n = gallop_braces<T>();
    if constexpr (Braces<n>::template fit<T, AnyPartOf<T>>) {
      // A member that `{}` does not initialise, but that has an initialiser of its own; or the end of the table.
      if constexpr (!braces_in_table<n + 1>) return {Shape::too_many};
      return count_with_anys<T, Plain>();
    } else if constexpr (!std::is_trivially_default_constructible_v<T> &&
                         any_array_follows<T, n>(std::make_index_sequence<longest_array - 1>{})) {
      return count_with_anys<T, Plain>();
    } else if constexpr (n != 0 && n == Plain && !takes_anys<T, n + 1>) {
      return {Shape::unknown};  // an array that is longer still
    } else if constexpr (any_unnamed<T>(std::make_index_sequence<n>{})) {
      return {Shape::unknown};
    } else {
      return {Shape::members, n};
    }
  }
}

}  // namespace fearless::derive
