// SPDX-License-Identifier: MIT
// The number of members of an aggregate that holds arrays, or something else that the short way (count.hpp) cannot
// tell.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// Whether a neighbour may be put behind T, of which `Behind` are all initialisers but the first. If T is final, the
// neighbour is a member, and no member may follow an array without a length: so T must not accept a list behind its
// initialisers. Otherwise the neighbour is a base, which may.
template <class T, class Behind>
concept MayBeFenced = !__is_final(T) || !Behind::template ends_in_list<T>;

// Whether so many initialisers, with braces left out, are all that T accepts: the next one is not for T but for the
// neighbour. Without initialisers there is no such question. Then T has to be empty and trivially copyable: it may have
// an empty member that takes no space, but none of which more would be asked.
template <class T, class Indices>
inline constexpr bool complete = false;
template <class T, std::size_t Zero, std::size_t... I>
  requires MayBeFenced<T, AnyTimes<sizeof...(I)>>
inline constexpr bool complete<T, std::index_sequence<Zero, I...>> =
    !requires(Lists<Fenced<T>, AnyFirstOf<T>, AnyAt<I>..., List> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., {Fence::make()}});
    };
template <class T>
inline constexpr bool complete<T, std::index_sequence<>> = __is_empty(T) && __is_trivially_copyable(T);
// The same, except that arrays of length 0 may follow. The initialiser of the neighbour is not in braces here, because
// an array of length 0 would accept the braces; without them it accepts nothing.
template <class T, class Indices>
inline constexpr bool complete_but_for_none = false;
template <class T, std::size_t Zero, std::size_t... I>
  requires MayBeFenced<T, AnyTimes<sizeof...(I)>>
inline constexpr bool complete_but_for_none<T, std::index_sequence<Zero, I...>> =
    !requires(Lists<Fenced<T>, AnyFirstOf<T>, AnyAt<I>..., decltype(Fence::make())> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., Fence::make()});
    };

inline constexpr std::size_t most_anys = 1024;  // are tried

// Whether so many Anys are followed by an array without a length. GCC bug: g++ initialises such an array in static
// objects only, but says that any number of Anys converts to it, as does a list. Nothing may follow it. An array with a
// length accepts no list that is longer than T is large.
template <class T>
using LongList = std::make_index_sequence<(sizeof(T) < most_anys ? sizeof(T) + 1 : most_anys)>;
template <class T, class Indices, class Listed = LongList<T>>
inline constexpr bool flexible_follows = false;
template <class T, std::size_t... I, std::size_t... J>
  requires(sizeof...(J) < most_anys)
inline constexpr bool flexible_follows<T, std::index_sequence<I...>, std::index_sequence<J...>> =
    !requires(Lists<T, AnyAt<I>..., List> f) { f({any_at(I)..., {any_at(J)...}}); } &&
    requires(Lists<T, AnyAt<I>..., List, Any> f) { f({any_at(I)..., {any_at(J)...}, any_at(0)}); };

// The same with `{}` between the Anys, which is for an array of length 0.
template <class T, class Before, class After, class Listed = LongList<T>>
inline constexpr bool braces_and_flexible = false;
template <class T, std::size_t... I, std::size_t... K, std::size_t... J>
inline constexpr bool
    braces_and_flexible<T, std::index_sequence<I...>, std::index_sequence<K...>, std::index_sequence<J...>> = !requires(
        Lists<T, AnyAt<I>..., List, AnyAt<K>..., List> f) { f({any_at(I)..., {}, any_at(K)..., {any_at(J)...}}); };

template <class T>
inline constexpr bool takes_anys<T, 1> = Braces<0>::fit<T, AnyPartOf<T>> || complete<T, std::index_sequence<0>>;

// --- An aggregate whose members have no initialisers of their own and whose default constructor is trivial: `{}`
// initialises each member, and the largest number of `{}` that fits is the number of members.

// Whether T's default constructor is trivial. What T's destructor does is another question, but Clang's builtin
// includes it.
#if defined(__clang__)
template <class T>
concept MadeOfNothing = __is_trivially_constructible(T);
#else
template <class T>
concept MadeOfNothing = __has_trivial_constructor(T);
#endif

// The largest N from Lo (which fits) to Hi (which does not) for which N times `{}` fit. A `{}` initialises an array as
// well.
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

// Whether one of the first N members, each of which `{}` initialises, is an anonymous union or struct. This is a
// concept, so that the second question is asked only where the first one holds: it may lead back to T.
template <class T, std::size_t I>
concept UnnamedAt = Braces<I>::template fit<T, AnyUnnamed> && !Braces<I>::template fit<T, Nothing>;
template <class T, std::size_t... I>
consteval bool any_unnamed(std::index_sequence<I...>) {
  return (UnnamedAt<T, I> || ...);
}

// The number of Anys that are tried if T has a member without a default: fewer than T needs do not fit at all.
inline constexpr std::size_t most_anys_without_default = 128;
#if defined(__clang__)
template <class T, std::size_t N>
consteval bool braces_are_all() {
  return true;
}
#else
// GCC bug: it accepts `{}` for an omitted empty `[[no_unique_address]]` member even if the member's default constructor
// is explicit. The count would stop early, so we also prove that the next initialiser does not belong to T, as
// `complete` does. Here a list of one element stands for each array.
template <class Indices>
struct AnyThenLists;
template <std::size_t... I>
struct AnyThenLists<std::index_sequence<I...>> {
  template <class T, std::size_t... J>
  static constexpr bool end_in_long_list(std::index_sequence<J...>) {
    return !requires(Lists<T, AnyFirstOf<T>, ListAt<I>..., List> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), {any_at(I)}..., {any_at(J)...}});
    };
  }
  template <class T>
  static constexpr bool are_all =
      !requires(Lists<Fenced<T>, AnyFirstOf<T>, ListAt<I>..., List> f, AnyFirstOf<T>&& first) {
        f({static_cast<AnyFirstOf<T>&&>(first), {any_at(I)}..., {Fence::make()}});
      };
  template <class T>
  static constexpr bool are_all_after_text =
      !requires(Lists<Fenced<T>, const char*, ListAt<I>..., List> f) { f({"", {any_at(I)}..., {Fence::make()}}); };
};
template <std::size_t N>
using AnyThen = AnyThenLists<std::make_index_sequence<N>>;
// Whether the last of N members may be an array without a length, behind which no neighbour can be put (see
// MayBeFenced).
template <class T, std::size_t N>
concept MayEndInFlexible = __is_final(T) && N > 1 && AnyThen<N - 2>::template end_in_long_list<T>(LongList<T>{});
struct NoMembers {};
// GCC bug: a string literal for an array of length 0 is a hard error, so the first member is asked for an element
// first.
template <class T>
concept BeginsWithOne = !requires(Lists<T, List> f) { f({{any_at(0)}}); };
template <class T, std::size_t N>
consteval bool text_then_lists() {
  if constexpr (BeginsWithOne<T>)
    return AnyThen<N - 1>::template are_all_after_text<T>;
  else
    return false;
}
// Whether the N members that `{}` initialises are all. An array of more elements than are tried hides what follows.
// Then a member without a default is noticed because T has no default either, and a member that accepts an Any by
// accepting it.
template <class T, std::size_t N>
consteval bool braces_are_all() {
  if constexpr (N == 0)
    return __is_layout_compatible(T, NoMembers);
  else if constexpr (MayEndInFlexible<T, N>)
    return false;
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

// --- Any other aggregate. An Any initialises each member; an array accepts one for each of its elements, rows
// included. How many Anys T accepts in all is proved by the neighbour (`complete`). Which of them are the elements of
// one array is found by putting lists in their place, each of which stands for one member. A member that no Any
// initialises is not counted at all, so T is refused.

// The numbers of Anys that fit have gaps where an array accepts all or none, because its elements have no default.
inline constexpr std::size_t longest_gap = 64;

// Where the gap behind N Anys, which fit, ends: the next number of Anys that fits, or 0.
template <class T, std::size_t N, std::size_t Gap = 2>
consteval std::size_t behind_gap() {
  if constexpr (Gap > longest_gap || N + Gap > most_anys)
    return 0;
  else if constexpr (takes_anys<T, N + Gap>)
    return N + Gap;
  else
    return behind_gap<T, N, Gap + 1>();
}
template <class T, std::size_t N>
consteval std::size_t gallop_anys();
// Lo Anys fit, Hi do not.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_anys() {
  if constexpr (Hi - Lo > 1) {
    if constexpr (takes_anys<T, (Lo + Hi) / 2>)
      return bisect_anys<T, (Lo + Hi) / 2, Hi>();
    else
      return bisect_anys<T, Lo, (Lo + Hi) / 2>();
  } else if constexpr (complete<T, std::make_index_sequence<Lo>> ||
                       complete_but_for_none<T, std::make_index_sequence<Lo>>) {
    return Lo;
  } else if constexpr (constexpr std::size_t next = behind_gap<T, Lo>(); next != 0) {
    return gallop_anys<T, next>();
  } else {
    return 0;
  }
}
// The number of Anys before an array without a length, if any number of them fits behind those; or 0.
inline constexpr std::size_t most_before_flexible = 64;
template <class T, std::size_t N = 1>
consteval std::size_t before_flexible() {
  if constexpr (N > most_before_flexible)
    return 0;
  else if constexpr (flexible_follows<T, std::make_index_sequence<N>>)
    return N;
  else
    return before_flexible<T, N + 1>();
}
// N Anys fit.
template <class T, std::size_t N>
consteval std::size_t gallop_anys() {
  if constexpr (2 * N + 1 > most_anys)
    return before_flexible<T>();
  else if constexpr (takes_anys<T, 2 * N + 1>)
    return gallop_anys<T, 2 * N + 1>();
  else
    return bisect_anys<T, N, 2 * N + 1>();
}
// The first number of Anys that fits, or 0.
template <class T, std::size_t N = 1>
consteval std::size_t least_anys() {
  if constexpr (N > most_anys_without_default)
    return 0;
  else if constexpr (takes_anys<T, N>)
    return N;
  else
    return least_anys<T, N + 1>();
}
// The number of Anys that T accepts, or 0 if that cannot be told.
template <class T>
consteval std::size_t count_anys() {
  if constexpr (Braces<0>::fit<T>)
    return gallop_anys<T, 0>();
  else if constexpr (constexpr std::size_t least = least_anys<T>(); least != 0)
    return gallop_anys<T, least>();
  else
    return 0;
}

// Whether no member accepts anything. Then OnlyUnnamed and OnlyEmpty may be used in a question where the conversion is
// chosen: they refuse before constructors are looked for, which may ask about the whole aggregate again.
template <class T, std::size_t Total>
concept NoneIsGreedy = Anys<std::make_index_sequence<Total>>::template chosen<T>;
// Whether the member that accepts the Any at position At, of the Total that T accepts, may be empty.
template <class T, std::size_t At, std::size_t Total>
concept TakesEmpty = (NoneIsGreedy<T, Total> && AnyTimes<At, Total - At - 1>::template chosen_around<T, OnlyEmpty>) ||
                     (!NoneIsGreedy<T, Total> && AnyTimes<At, Total - At - 1>::template fit_around<T, AnyEmpty>);
// Whether a list of Listed Anys initialises the member at position At if it stands in place of Replaced of the Total.
template <class T, std::size_t At, std::size_t Total, std::size_t Listed, std::size_t Replaced>
consteval bool list_fits() {
  return AnyTimes<At, Total - At - Replaced>::template fit_around_list<T, TakesEmpty<T, At, Total>>(
      std::make_index_sequence<Listed>{});
}
// The number of elements of the array at position At. `{}` initialises it and all members behind it. A list of Lo Anys
// initialises the array, one of Hi does not.
template <class T, std::size_t At, std::size_t Total, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_elements() {
  if constexpr (Hi - Lo == 1)
    return Lo;
  else if constexpr (list_fits<T, At, Total, (Lo + Hi) / 2, Total - At>())
    return bisect_elements<T, At, Total, (Lo + Hi) / 2, Hi>();
  else
    return bisect_elements<T, At, Total, Lo, (Lo + Hi) / 2>();
}
// Then `{}` has to stand for exactly that many Anys; otherwise the member is not understood.
template <class T, std::size_t At, std::size_t Total, std::size_t Length>
consteval std::size_t elements_replaced() {
  return list_fits<T, At, Total, 0, Length>() ? Length : most_anys;
}
// For a member that `{}` does not initialise, in a T that is initialised from nothing: an array of its kind accepts all
// its elements or none.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 1>
consteval std::size_t anys_at_once() {
  if constexpr (At + Length >= Total || takes_anys<T, At + Length>)
    return Length;
  else
    return anys_at_once<T, At, Total, Length + 1>();
}
// For a member behind which other members have to be initialised.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 2>
consteval std::size_t anys_listed() {
  if constexpr (At + Length > Total)
    return 1;  // no list fits here
  else if constexpr (list_fits<T, At, Total, 0, Length>())
    return Length;
  else if constexpr (list_fits<T, At, Total, Length, Length>())
    // It may be a class that is constructed from so many; then all the other Anys fit beside it as well.
    return list_fits<T, At, Total, Length, 1>() ? 1 : Length;
  else
    return anys_listed<T, At, Total, Length + 1>();
}
// The number of Anys, of the Total, that the member at position At accepts: more than one if it is an array.
template <class T, std::size_t At, std::size_t Total>
consteval std::size_t anys_of_member() {
  if constexpr (At + 1 == Total || list_fits<T, At, Total, 0, 1>())
    return 1;
  else if constexpr (!Braces<0>::fit<T>)
    return anys_listed<T, At, Total>();
  else if constexpr (list_fits<T, At, Total, 0, Total - At>())
    return elements_replaced<T, At, Total, bisect_elements<T, At, Total, 1, Total - At + 1>()>();
  else
    return anys_at_once<T, At, Total>();
}

template <class T, std::size_t I, std::size_t Total>
concept UnnamedInAnys =
    (NoneIsGreedy<T, Total> && AnyTimes<I, Total - I - 1>::template chosen_around<T, OnlyUnnamed>) ||
    (!NoneIsGreedy<T, Total> && AnyTimes<I, Total - I - 1>::template fit_around<T, AnyUnnamed> &&
     !AnyTimes<I, Total - I - 1>::template fit_around<T, Nothing>);

// The number of arrays of length 0 at position At, or without a length at the end; 3 stands for more. If another member
// follows, a list may be for the one or the other, so the number is not known.
template <class T, std::size_t At, std::size_t Total>
consteval std::size_t arrays_of_none() {
  using Around = AnyTimes<At, Total - At>;
  if constexpr (At < Total && flexible_follows<T, std::make_index_sequence<Total>>)
    return braces_and_flexible<T, std::make_index_sequence<At>, std::make_index_sequence<Total - At>> ? 3 : 0;
  else if constexpr (At < Total)
    return Around::template fit_around_braces<T, 1>() ? 3 : 0;
  else if constexpr (flexible_follows<T, std::make_index_sequence<At>>)
    return 1;
  else if constexpr (!Around::template fit_around_braces<T, 1>())
    return 0;
  else if constexpr (!Around::template fit_around_braces<T, 2>())
    return 1;
  else
    return Around::template fit_around_braces<T, 3>() ? 3 : 2;
}

// Counts the members from position At on; N were counted before.
template <class T, std::size_t Total, std::size_t At, std::size_t N>
consteval Count members_in_anys() {
  if constexpr (At > Total)
    return {Shape::unknown};
  else if constexpr (constexpr std::size_t none = arrays_of_none<T, At, Total>(); none > 2)
    return {Shape::unknown};
  else if constexpr (At == Total)
    return {Shape::members, N + none};
  else if constexpr (UnnamedInAnys<T, At, Total>)
    return {Shape::unknown};
  else
    return members_in_anys<T, Total, At + anys_of_member<T, At, Total>(), N + 1>();
}

// Counts all members, of which Plain were found to be no arrays. More may follow them, or Plain may be more than there
// are. (A single one may be the first element of an array: see `constructible`.)
template <class T, std::size_t Plain>
consteval Count count_any_other() {
  constexpr std::size_t total = count_anys<T>();
  constexpr std::size_t plain = Plain >= 2 && Plain <= total ? Plain : 0;
  if constexpr (total == 0)
    return {Shape::unknown};
  else
    return members_in_anys<T, total, plain, plain>();
}
template <class T, std::size_t Plain>
consteval Count count_with_arrays() {
  if constexpr (MadeOfNothing<T> && Braces<0>::fit<T>)
    return count_braces<T, Plain>();
  else
    return count_any_other<T, Plain>();
}

}  // namespace fearless::derive
