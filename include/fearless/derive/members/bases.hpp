// SPDX-License-Identifier: MIT
// The direct bases of an aggregate, if the compiler shows them.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/count/count_bindings.hpp>
#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/members/reflection.hpp>
#include <fearless/detail/language.hpp>

#if !FEARLESS_DETAIL_DUMPS_STRUCTS
#include <fearless/derive/members/count/count.hpp>
#endif

namespace fearless::derive {

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// The bases of T if it has none or one; empty otherwise.
template <class T>
using DirectBases = decltype(only_base<T>());
template <class T>
concept HasNoBases = !has_bases<T>;
// The bases of T that are listed beside its members. (If T has several bases, it has no count, so this is not asked.)
template <class T, std::size_t>
consteval auto bases_of() {
  return DirectBases<T>{};
}

#else

// The bases of T, on GCC, which lists them.
template <class T>
struct DirectBasesOf {
#if FEARLESS_DETAIL_ONLY_READS
  using type = TypeList<>;
#elif FEARLESS_DETAIL_REFLECTS
  using type = ReflectedBases<T>;
#else
  using type = TypeList<__direct_bases(T)...>;
#endif
};
template <class T>
using DirectBases = typename DirectBasesOf<T>::type;
template <class T>
concept HasNoBases = (DirectBases<T>::size == 0);

// Whether the empty base B has no member. std::is_empty is true for a class with an empty [[no_unique_address]] member
// as well, and such a member could not be listed.
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
           derive::are_bare(DirectBases<B>{});
  else
    return false;
}

template <class T, std::size_t N>
consteval auto bases_of() {
  using Bases = DirectBases<T>;
  if constexpr (Bases::size == 0 || Bases::size == N || derive::are_bare(Bases{}))
    return Bases{};
  else
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
}

#endif

}  // namespace fearless::derive
