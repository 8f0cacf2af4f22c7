// SPDX-License-Identifier: MIT
// The proof that N initialisers are all that an aggregate accepts, on GCC; and the arrays that the proof has to
// consider separately: those of length 0, and one without a length at the end.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/probe.hpp>
#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

// This is the proof that the count is complete. A list is passed to T with a sentinel behind it: one probe for each
// index, and then the sentinel's own initialiser, with inner braces left out. If the compiler accepts the list, T
// accepts exactly that many probes.
//
// If there are no probes, this proof is not possible, because the list would begin with the sentinel's initialiser. T
// then has to be empty and trivially copyable. Such a T may have an empty member that takes no space. But that member
// is trivially copyable as well, and such a class has every trait that T has (NotSend and NotSync are not trivially
// copyable).
template <class T, class Indices>
inline constexpr bool complete = false;
template <class T, std::size_t Zero, std::size_t... I>
inline constexpr bool complete<T, std::index_sequence<Zero, I...>> =
    !requires(Lists<WithSentinel<T>, AnyFirstOf<T>, AnyAt<I>..., List> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., {Sentinel::make()}});
    };
template <class T>
inline constexpr bool complete<T, std::index_sequence<>> = __is_empty(T) && __is_trivially_copyable(T);
// This is the same proof for a T in which arrays of length 0 may follow the members. The sentinel's initialiser stands
// without braces here, because an array of length 0 would accept it with braces, and accepts nothing without them.
template <class T, class Indices>
inline constexpr bool complete_before_zero_length = false;
template <class T, std::size_t Zero, std::size_t... I>
inline constexpr bool complete_before_zero_length<T, std::index_sequence<Zero, I...>> =
    !requires(Lists<WithSentinel<T>, AnyFirstOf<T>, AnyAt<I>..., decltype(Sentinel::make())> f, AnyFirstOf<T>&& first) {
      f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., Sentinel::make()});
    };

inline constexpr std::size_t most_anys = 1024;  // no more probes than this are tried

// Whether T has an array without a length after the members that this number of probes initialises. GCC bug: GCC
// initialises such an array in static objects only, but reports that any number of probes converts to it, and so does a
// list of any length. We recognise it by two facts: it accepts a list of more elements than sizeof(T), which an array
// with a length cannot; and nothing may follow it.
template <class T>
using LongList = std::make_index_sequence<(sizeof(T) < most_anys ? sizeof(T) + 1 : most_anys)>;
template <class T, class Indices, class Listed = LongList<T>>
inline constexpr bool flexible_follows = false;
template <class T, std::size_t... I, std::size_t... J>
  requires(sizeof...(J) < most_anys)
inline constexpr bool flexible_follows<T, std::index_sequence<I...>, std::index_sequence<J...>> =
    !requires(Lists<T, AnyAt<I>..., List> f) { f({any_at(I)..., {any_at(J)...}}); } &&
    requires(Lists<T, AnyAt<I>..., List, Any> f) { f({any_at(I)..., {any_at(J)...}, any_at(0)}); };

// This asks the same question with one `{}` between the probes. The `{}` initialises an array of length 0, or takes the
// place of the probes of one member.
template <class T, class Before, class After, class Listed = LongList<T>>
inline constexpr bool braces_and_flexible = false;
template <class T, std::size_t... I, std::size_t... K, std::size_t... J>
inline constexpr bool
    braces_and_flexible<T, std::index_sequence<I...>, std::index_sequence<K...>, std::index_sequence<J...>> = !requires(
        Lists<T, AnyAt<I>..., List, AnyAt<K>..., List> f) { f({any_at(I)..., {}, any_at(K)..., {any_at(J)...}}); };

template <class T>
inline constexpr bool takes_anys<T, 1> = Braces<0>::fit<T, AnyPartOf<T>> || complete<T, std::index_sequence<0>>;

}  // namespace fearless::derive
