// SPDX-License-Identifier: MIT
// The base classes of an aggregate, as far as the compiler shows them.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/count.hpp>
#include <fearless/derive/dump_struct.hpp>
#include <fearless/derive/obligation.hpp>
#include <fearless/derive/probe.hpp>
#include <fearless/derive/reason.hpp>
#include <fearless/derive/tables.hpp>

namespace fearless::derive {

// In an obligation: the one base class of T, an aggregate, whose type the compiler does not tell.
template <class T>
struct SoleBase {};

template <class U, class T>
concept BaseOf = std::is_base_of_v<U, T> && !std::is_same_v<U, T>;

// The bases of T where the compiler lists them.
template <class T>
struct DirectBasesOf {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  using type = TypeList<>;
#else
  using type = TypeList<__direct_bases(T)...>;
#endif
};
template <class T>
using DirectBases = typename DirectBasesOf<T>::type;

#if FEARLESS_DETAIL_DUMPS_STRUCTS
template <class T>
concept HasNoBases = !has_bases<T>;
#else
template <class T>
concept HasNoBases = (DirectBases<T>::size == 0);
#endif

// Whether no member hides in a base that is called empty: one that has an empty [[no_unique_address]] member is, too.
template <class B>
consteval bool is_bare();
template <class... B>
consteval bool are_bare(TypeList<B...>) {
  return (is_bare<B>() && ...);
}
template <class B>
consteval bool is_bare() {
  if constexpr (!std::is_empty_v<B>)
    return false;
  else if constexpr (requires { sizeof(row<B>); })
    return true;
  else if constexpr (std::is_aggregate_v<B>)
    return clause_count<B>.shape == Shape::members && clause_count<B>.clauses == DirectBases<B>::size &&
           are_bare(DirectBases<B>{});
  else
    return false;
}

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Initialise a base of T for which `Passes` holds, and nothing else. A base that is constructible from anything takes
// them too, but then there are two ways, of which none is better with the one or the other of these.
template <class T, class Question>
struct ABase {
  template <BaseOf<T> U>
    requires(Question::template base<U>)
  operator U() {
    __builtin_unreachable();
  }
};
template <class T, class Question>
struct AConstBase {
  template <BaseOf<T> U>
    requires(Question::template base<U>)
  operator U() const {
    __builtin_unreachable();
  }
};
// Whether the clause at position At of the N that initialise T is for a base that passes. What comes after it has a
// default, or takes Any.
template <class T, std::size_t N, std::size_t At, class P>
inline constexpr bool takes_at =
    AnyTimes<At>::template constructible_around<T, P> || AnyTimes<At, N - At - 1>::template constructible_around<T, P>;
template <class T, std::size_t N, std::size_t At, class Question>
consteval bool is_base_clause() {
  if constexpr (takes_at<T, N, At, Nothing>)
    return !(takes_at<T, N, At, ABase<T, Question>> && takes_at<T, N, At, AConstBase<T, Question>>);
  else
    return takes_at<T, N, At, AConstBase<T, Question>>;
}
struct AnyBase {
  template <class U>
  static constexpr bool base = true;
};
struct EmptyBase {
  template <class U>
  static constexpr bool base = is_bare<U>();
};
// What the bases of T are in the list of its members, of which N clauses tell; or Never. Where a member could be taken
// for a second base, it is not known how many there are. A base that is not empty hides the members.
template <class T, std::size_t N>
consteval auto bases_of() {
  if constexpr (!has_bases<T>)
    return TypeList<>{};
  else if constexpr (!Destructible<T>)
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  else if constexpr (dump_fails<T> && N != 0 && !is_base_clause<T, N, 0, AnyBase>())
    return TypeList<>{};  // it failed at a member
  else if constexpr (N == 1)
    return TypeList<SoleBase<T>>{};
  else if constexpr (is_base_clause<T, N, 1, AnyBase>() || !is_base_clause<T, N, 0, EmptyBase>())
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  else
    return TypeList<SoleBase<T>>{};
}

#else

template <class T, std::size_t N>
consteval auto bases_of() {
  using Bases = DirectBases<T>;
  if constexpr (Bases::size == 0 || Bases::size == N || are_bare(Bases{}))
    return Bases{};
  else
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
}

#endif

}  // namespace fearless::derive
