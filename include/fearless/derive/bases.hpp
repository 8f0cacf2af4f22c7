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
// Whether the clause at position At of the N that initialise T may be for a base that passes.
template <class T, std::size_t N, std::size_t At, class Question>
consteval bool is_base_clause() {
  using Others = AnyTimes<At, N - At - 1>;
  if constexpr (Others::template fit_around<T, Nothing>)
    return !(Others::template fit_around<T, ABase<T, Question>> &&
             Others::template fit_around<T, AConstBase<T, Question>>);
  else
    return Others::template fit_around<T, AConstBase<T, Question>>;
}
struct AnyBase {
  template <class U>
  static constexpr bool base = true;
};
struct EmptyBase {
  template <class U>
  static constexpr bool base = std::is_empty_v<U>;
};
// What the bases of T are in the list of its members, of which N clauses tell; or Never. Where a member could be taken
// for a second base, it is not known how many there are. A base that is not empty hides the members.
template <class T, std::size_t N>
consteval auto bases_of() {
  if constexpr (!has_bases<T>)
    return TypeList<>{};
  else if constexpr (N == 1)
    return TypeList<SoleBase<T>>{};
  else if constexpr (is_base_clause<T, N, 1, AnyBase>() || !is_base_clause<T, N, 0, EmptyBase>())
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  else
    return TypeList<SoleBase<T>>{};
}

#else

// Whether no member hides in a base that is called empty: g++ calls one so that has an empty [[no_unique_address]] one.
template <class B>
consteval bool is_bare();
template <class... B>
consteval bool are_bare(TypeList<B...>) {
  return (is_bare<B>() && ...);
}
template <class T>
struct DirectBasesOf {
  using type = TypeList<__direct_bases(T)...>;
};
template <class T>
using DirectBases = typename DirectBasesOf<T>::type;
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
