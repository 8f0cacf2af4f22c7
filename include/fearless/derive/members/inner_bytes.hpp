// SPDX-License-Identifier: MIT
// Whether the members of a class are raw storage, or hold some: aggregates show their members at any depth.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/members/reflection.hpp>

namespace fearless::derive {

// Whether a member is raw storage.
template <class Members>
inline constexpr bool any_bytes = false;
template <class... Member>
inline constexpr bool any_bytes<TypeList<Member...>> = (is_raw_storage<Member> || ...);

// Whether a member is raw storage, or an aggregate with such a member, or an array of such aggregates. A class that is
// no aggregate is refused itself if it holds some.
template <class Members>
inline constexpr bool any_bytes_inside = false;
template <class T>
inline constexpr bool aggregate_holds_bytes = [] {
#if FEARLESS_DETAIL_REFLECTS
  return any_bytes_inside<ReflectedMembers<T>>;
#elif FEARLESS_DETAIL_DUMPS_STRUCTS
  return holds_raw_storage<T>;
#else
  using Members = typename AggregateMembers<T>::type;
  return is_never<Members> || any_bytes_inside<Members>;  // std::array is one that is not listed
#endif
}();
template <class T, bool is_aggregate = __is_class(T) && __is_aggregate(T)>
inline constexpr bool object_holds_bytes = false;
template <class T>
inline constexpr bool object_holds_bytes<T, true> = aggregate_holds_bytes<T>;
template <class... Member>
inline constexpr bool any_bytes_inside<TypeList<Member...>> =
    (is_raw_storage<Member> || ...) || (object_holds_bytes<std::remove_cv_t<std::remove_all_extents_t<Member>>> || ...);

}  // namespace fearless::derive
