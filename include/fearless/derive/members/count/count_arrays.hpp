// SPDX-License-Identifier: MIT
// Counts the members of an aggregate on GCC if the short way (count.hpp) cannot. The aggregate then has arrays, an
// anonymous union, an array of length 0 or without a length, or members whose constructor accepts any type.
//
// There are two methods. If `{}` initialises every member, the members are counted in `{}` (count_braces.hpp).
// Otherwise the probes that T accepts are counted, where an array accepts one for each element, and braced lists then
// show which probes belong to one array (`count_any_other`). Both prove with the sentinel that nothing follows.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/complete.hpp>
#include <fearless/derive/members/count/count_braces.hpp>
#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// This is the second method, for every other aggregate. A probe initialises each member, and an array accepts one probe
// for each of its elements, at every level. `complete` proves with the sentinel how many probes T accepts in all. Then
// a braced list is put in the place of several probes. It initialises one member, so it shows which of the probes are
// the elements of one array. If a member accepts no probe, nothing can be proved, and T is refused.

// If T has members without a default, T does not accept a number of probes that is too small. The search for the
// smallest number that T accepts ends at this one.
inline constexpr std::size_t most_anys_without_default = 128;

// There are gaps between the numbers of probes that T accepts: if the elements of an array have no default, the array
// accepts a probe for each of them or none at all.
inline constexpr std::size_t longest_gap = 64;

// Returns the next number of probes after N that T accepts, or 0 if there is none within the longest gap. T accepts N
// probes.
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
// Returns the number of probes that T accepts in all, or 0 if it cannot be proved. The search is a bisection, which
// continues behind a gap. T accepts Lo probes and does not accept Hi.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_anys() {
  if constexpr (Hi - Lo > 1) {
    if constexpr (takes_anys<T, (Lo + Hi) / 2>)
      return bisect_anys<T, (Lo + Hi) / 2, Hi>();
    else
      return bisect_anys<T, Lo, (Lo + Hi) / 2>();
  } else if constexpr (complete<T, std::make_index_sequence<Lo>> ||
                       complete_before_zero_length<T, std::make_index_sequence<Lo>>) {
    return Lo;
  } else if constexpr (constexpr std::size_t next = behind_gap<T, Lo>(); next != 0) {
    return gallop_anys<T, next>();
  } else {
    return 0;
  }
}
// `before_flexible` returns the number of probes before an array without a length, or 0 if there is no such array.
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
// Doubles the number of probes as long as T accepts it, and then bisects. T accepts N probes.
template <class T, std::size_t N>
consteval std::size_t gallop_anys() {
  if constexpr (2 * N + 1 > most_anys)
    return before_flexible<T>();
  else if constexpr (takes_anys<T, 2 * N + 1>)
    return gallop_anys<T, 2 * N + 1>();
  else
    return bisect_anys<T, N, 2 * N + 1>();
}
// Returns the smallest number of probes that T accepts, or 0 if none was found.
template <class T, std::size_t N = 1>
consteval std::size_t least_anys() {
  if constexpr (N > most_anys_without_default)
    return 0;
  else if constexpr (takes_anys<T, N>)
    return N;
  else
    return least_anys<T, N + 1>();
}
// Returns the number of probes that T accepts in all, or 0 if it cannot be proved.
template <class T>
consteval std::size_t count_anys() {
  if constexpr (Braces<0>::fit<T>)
    return gallop_anys<T, 0>();
  else if constexpr (constexpr std::size_t least = least_anys<T>(); least != 0)
    return gallop_anys<T, least>();
  else
    return 0;
}

// Whether no member has a constructor that accepts any type. OnlyUnnamed and OnlyEmpty may then be used, in a question
// in which the conversion is performed. They reject a member before its constructors are looked up, whose constraints
// may ask about the whole aggregate again.
template <class T, std::size_t Total>
concept NoneIsGreedy = Anys<std::make_index_sequence<Total>>::template chosen<T>;
// Whether the member that accepts the probe at position At, of the Total that T accepts, may be an empty class.
template <class T, std::size_t At, std::size_t Total>
concept TakesEmpty = (NoneIsGreedy<T, Total> && AnyTimes<At, Total - At - 1>::template chosen_around<T, OnlyEmpty>) ||
                     (!NoneIsGreedy<T, Total> && AnyTimes<At, Total - At - 1>::template fit_around<T, AnyEmpty>);
// Whether a braced list of `Listed` probes initialises the member at position At, if it replaces `Replaced` of the
// Total probes.
template <class T, std::size_t At, std::size_t Total, std::size_t Listed, std::size_t Replaced>
consteval bool list_fits() {
  return AnyTimes<At, Total - At - Replaced>::template fit_around_list<T, TakesEmpty<T, At, Total>>(
      std::make_index_sequence<Listed>{});
}
// Finds by bisection the number of elements of the array at position At, if `{}` initialises it and all members after
// it. A list of Lo probes initialises the array, and a list of Hi probes does not.
template <class T, std::size_t At, std::size_t Total, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_elements() {
  if constexpr (Hi - Lo == 1)
    return Lo;
  else if constexpr (list_fits<T, At, Total, (Lo + Hi) / 2, Total - At>())
    return bisect_elements<T, At, Total, (Lo + Hi) / 2, Hi>();
  else
    return bisect_elements<T, At, Total, Lo, (Lo + Hi) / 2>();
}
// The result is confirmed by replacing exactly that many probes by `{}`. If that fails, `most_anys` makes the count
// unknown.
template <class T, std::size_t At, std::size_t Total, std::size_t Length>
consteval std::size_t elements_replaced() {
  return list_fits<T, At, Total, 0, Length>() ? Length : most_anys;
}
// The number of probes for a member that `{}` does not initialise, in a T of which every member has a default. If the
// member is an array, its elements have no default, so it accepts all of its probes or none.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 1>
consteval std::size_t anys_at_once() {
  if constexpr (At + Length >= Total || takes_anys<T, At + Length>)
    return Length;
  else
    return anys_at_once<T, At, Total, Length + 1>();
}
// The number of probes for a member in a T of which some member has no default, one length after the other. Such a T
// accepts a number of probes up to `most_anys_without_default`, so no longer array precedes the last of these members.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 2>
consteval std::size_t anys_listed() {
  if constexpr (At + Length > Total || Length > most_anys_without_default)
    return 1;  // no list fits here
  else if constexpr (list_fits<T, At, Total, 0, Length>())
    return Length;
  else if constexpr (list_fits<T, At, Total, Length, Length>())
    // The list fits, but the member may be a class with a constructor of that many parameters rather than an array.
    // Such a class accepts one probe, so all other probes fit beside it as well.
    return list_fits<T, At, Total, Length, 1>() ? 1 : Length;
  else
    return anys_listed<T, At, Total, Length + 1>();
}
// Finds by bisection the smallest number of probes that one `{}` may replace from position At on. It may replace Hi
// probes, and it may not replace Lo.
template <class T, std::size_t At, std::size_t Total, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_replaced() {
  if constexpr (Hi - Lo == 1)
    return Hi;
  else if constexpr (list_fits<T, At, Total, 0, (Lo + Hi) / 2>())
    return bisect_replaced<T, At, Total, Lo, (Lo + Hi) / 2>();
  else
    return bisect_replaced<T, At, Total, (Lo + Hi) / 2, Hi>();
}
// Returns the number of probes for a member in a T of which some member has no default, if the member is not
// initialised by `{}` in the place of one probe. If all members after it have a default, `{}` may replace all probes of
// an array and of those members, and also fewer probes, down to the length of the array. A list of that length confirms
// the result. If `{}` replaces nothing although all members after it have a default, the member is no array, because
// GCC accepts `{}` for every array, even if its elements have no default. In all other cases, one length after the
// other is tried (`anys_listed`).
template <class T, std::size_t At, std::size_t Total>
consteval std::size_t anys_without_default() {
  if constexpr (list_fits<T, At, Total, 0, Total - At>()) {
    constexpr std::size_t length = bisect_replaced<T, At, Total, 1, Total - At>();
    if constexpr (list_fits<T, At, Total, length, length>())
      return length;
    else if constexpr (Total - At <= most_anys_without_default)
      return anys_listed<T, At, Total>();
    else
      return most_anys;
  } else if constexpr (takes_anys<T, At + 1>) {
    return 1;
  } else {
    return anys_listed<T, At, Total>();
  }
}
// Returns the number of probes for a member of a T that ends in an array without a length. That array accepts every
// probe that `{}` does not replace. So `{}` has replaced exactly the probes of the member if the list for that array
// still fits after the rest. If `{}` does not initialise the member but a list of two does, the member may be an array;
// the result `most_anys` then makes the count unknown.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 1>
consteval std::size_t anys_before_flexible() {
  if constexpr (At + Length > Total)
    return list_fits<T, At, Total, 2, 1>() ? most_anys : 1;
  else if constexpr (braces_and_flexible<T, std::make_index_sequence<At>,
                                         std::make_index_sequence<Total - At - Length>>)
    return Length;
  else
    return anys_before_flexible<T, At, Total, Length + 1>();
}
// The number of probes, of the Total, that the member at position At accepts: more than one if it is an array.
template <class T, std::size_t At, std::size_t Total>
consteval std::size_t anys_of_member() {
  if constexpr (At + 1 == Total)
    return 1;
  else if constexpr (flexible_follows<T, std::make_index_sequence<Total>>)
    return anys_before_flexible<T, At, Total>();
  else if constexpr (list_fits<T, At, Total, 0, 1>())
    return 1;
  else if constexpr (!Braces<0>::fit<T>)
    return anys_without_default<T, At, Total>();
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

// Returns the number of arrays of length 0 at position At, or 1 for an array without a length at the end. The result 3
// means unknown: there are more than two, or another member follows, so that a list may belong to either of them.
template <class T, std::size_t At, std::size_t Total>
consteval std::size_t zero_length_arrays() {
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

// Counts the members from position At on. N members were counted before.
template <class T, std::size_t Total, std::size_t At, std::size_t N>
consteval Count members_in_anys() {
  if constexpr (At > Total)
    return {Shape::unknown};
  else if constexpr (constexpr std::size_t none = zero_length_arrays<T, At, Total>(); none > 2)
    return {Shape::unknown};
  else if constexpr (At == Total)
    return {Shape::members, N + none};
  else if constexpr (UnnamedInAnys<T, At, Total>)
    return {Shape::unknown};
  else
    return members_in_anys<T, Total, At + anys_of_member<T, At, Total>(), N + 1>();
}

// Counts all members. The short way found that the first Plain members are no arrays; fewer may exist, in which case
// its result is ignored. (If Plain is 1, the one probe may be for the first element of an array: see `constructible`.)
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
  if constexpr (HasTrivialDefault<T> && Braces<0>::fit<T>)
    return count_braces<T, Plain>();
  else
    return count_any_other<T, Plain>();
}

}  // namespace fearless::derive
