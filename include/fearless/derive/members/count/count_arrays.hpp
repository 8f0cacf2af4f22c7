// SPDX-License-Identifier: MIT
// The number of members of an aggregate on GCC that the short way (count.hpp) cannot count: because it has arrays, an
// anonymous union, an array of length 0 or without a length, or members whose constructor accepts any type.
//
// There are two methods. If `{}` initialises every member, the members are counted in `{}` (`count_braces`). Otherwise
// the probes that T accepts are counted, where an array accepts one for each element, and braced lists then show which
// probes belong to one array (`count_any_other`). Both prove with the sentinel that nothing follows.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/complete.hpp>
#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// --- The first method, for an aggregate whose members have no default member initialisers and trivial default
// constructors. `{}` then initialises each member, so the largest number of `{}` that fits is the number of members.

// Whether T's default constructor is trivial, whatever T's destructor does. (Clang's builtin includes the destructor.)
#if defined(__clang__)
template <class T>
concept HasTrivialDefault = __is_trivially_constructible(T);
#else
template <class T>
concept HasTrivialDefault = __has_trivial_constructor(T);
#endif

// The largest N from Lo on for which N times `{}` fit, by bisection. They fit for Lo and do not for Hi. An array needs
// one `{}`, like every other member.
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

// The largest number of probes that is tried in search of the first number that fits. If T has members without a
// default, smaller numbers do not fit.
inline constexpr std::size_t most_anys_without_default = 128;
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
  template <class T, std::size_t... J>
  static constexpr bool end_in_long_list(std::index_sequence<J...>) {
    return !requires(Lists<T, AnyFirstOf<T>, ListAt<I>..., List> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), {any_at(I)}..., {any_at(J)...}});
    };
  }
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
// Whether the last of N members may be an array without a length. No sentinel can follow it (see MayPrecedeSentinel).
template <class T, std::size_t N>
concept MayEndInFlexible = __is_final(T) && N > 1 && AnyThen<N - 2>::template end_in_long_list<T>(LongList<T>{});
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
  else if constexpr (MayEndInFlexible<T, N> || OnlyFlexible<T>)
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

// --- The second method, for any other aggregate. A probe initialises each member, and an array accepts one probe for
// each of its elements, at every level. `complete` proves with the sentinel how many probes T accepts in all. Then a
// braced list is put in the place of several probes. It initialises one member, so it shows which of the probes are the
// elements of one array. If a member accepts no probe, nothing can be proved, and T is refused.

// The numbers of probes that fit have gaps: if the elements of an array have no default, the array accepts a probe for
// each of them or none at all.
inline constexpr std::size_t longest_gap = 64;

// The next number of probes after N that fits, or 0 if there is none within the longest gap. N fits.
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
// Lo probes fit, Hi do not.
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
// The number of probes before an array without a length, or 0 if there is no such array.
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
// N probes fit.
template <class T, std::size_t N>
consteval std::size_t gallop_anys() {
  if constexpr (2 * N + 1 > most_anys)
    return before_flexible<T>();
  else if constexpr (takes_anys<T, 2 * N + 1>)
    return gallop_anys<T, 2 * N + 1>();
  else
    return bisect_anys<T, N, 2 * N + 1>();
}
// The smallest number of probes that fits, or 0.
template <class T, std::size_t N = 1>
consteval std::size_t least_anys() {
  if constexpr (N > most_anys_without_default)
    return 0;
  else if constexpr (takes_anys<T, N>)
    return N;
  else
    return least_anys<T, N + 1>();
}
// The number of probes that T accepts, or 0 if it cannot be proved.
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
// The number of elements of the array at position At, by bisection, if `{}` initialises it and all members after it. A
// list of Lo probes initialises the array, a list of Hi does not.
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
// The smallest number of probes that `{}` may replace from position At on, by bisection. It may replace Hi, and not Lo.
template <class T, std::size_t At, std::size_t Total, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_replaced() {
  if constexpr (Hi - Lo == 1)
    return Hi;
  else if constexpr (list_fits<T, At, Total, 0, (Lo + Hi) / 2>())
    return bisect_replaced<T, At, Total, Lo, (Lo + Hi) / 2>();
  else
    return bisect_replaced<T, At, Total, (Lo + Hi) / 2, Hi>();
}
// The same number for a member that `{}` does not replace as one probe. If all members after it may be left out, `{}`
// replaces all probes of an array and of what follows, and fewer of them down to the length of the array. A list of
// that length confirms it. If `{}` replaces nothing although the rest may be left out, the member is no array, because
// GCC accepts `{}` for every array, even if its elements have no default.
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
// The number of probes for a member of a T that ends in an array without a length. That array accepts every probe that
// `{}` leaves over. So `{}` replaces exactly the probes of the member if the list for that array still fits behind. If
// `{}` does not initialise the member, and a list of two does, it may be an array: `most_anys` makes the count unknown.
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

// The number of arrays of length 0 at position At, or 1 for an array without a length at the end. 3 means unknown:
// there are more than two, or another member follows, so that a list may be for either of them.
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
