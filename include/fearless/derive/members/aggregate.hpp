// SPDX-License-Identifier: MIT
// A source of members: structured bindings, for any aggregate.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/bases.hpp>
#include <fearless/derive/support/utility.hpp>

#if !FEARLESS_DETAIL_DUMPS_STRUCTS
#include <fearless/derive/members/count/bindings_128.hpp>
#endif

namespace fearless::derive {

// If std::tuple_size<T> is complete, a structured binding lists what get<I> returns, not the members. For a const T,
// std::tuple_size<const T> decides, which may differ.
template <class T>
concept HijacksBindings = requires { sizeof(std::tuple_size<T>); };

// The bases and the members in one list. In a const T, a base is const like a member.
template <class T, class Bases, class Members>
struct BasesAndMembers;
template <class T, class... Base, class... Member>
struct BasesAndMembers<T, TypeList<Base...>, TypeList<Member...>> {
  using type = TypeList<Base..., Member...>;
};
template <class T, class... Base, class... Member>
struct BasesAndMembers<const T, TypeList<Base...>, TypeList<Member...>> {
  using type = TypeList<const Base..., Member...>;
};

// The bases and members of the aggregate T as a TypeList of their declared types, or Never with the reason why there is
// no list. If T is const, all members but references and `mutable` ones are const.
template <class T>
consteval auto aggregate_members() {
  using Object = std::remove_cv_t<T>;
  if constexpr (HijacksBindings<T> || HijacksBindings<Object>) {
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  } else if constexpr (constexpr Count count = clause_count<Object>; count.shape == Shape::unknown) {
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  } else if constexpr (count.shape == Shape::too_many) {
    return never<because::it_has_more_members_than_can_be_listed>;
  } else {
    using Bases = decltype(bases_of<Object, count.clauses>());
    if constexpr (is_never<Bases>)
      return Bases{};
    else if constexpr (!binding_in_table<count.clauses - Bases::size>)
      return never<because::it_has_more_members_than_can_be_listed>;
    else if constexpr (Bases::size == 0)
      return decltype(Binding<count.clauses>::types(std::declval<T&>())){};
    else
      return
          typename BasesAndMembers<T, Bases,
                                   decltype(Binding<count.clauses - Bases::size>::types(std::declval<T&>()))>::type{};
  }
}

// The list as a type. Most aggregates have members only, and few enough for the table. A specialisation for them costs
// the compiler less than the function.
template <class T>
struct AggregateMembers {
  using type = decltype(aggregate_members<T>());
};
template <class T>
concept OnlyMembers = !HijacksBindings<T> && clause_count<T>.shape == Shape::members && HasNoBases<T> &&
                      binding_in_table<clause_count<T>.clauses>;
template <class T>
  requires(OnlyMembers<std::remove_cv_t<T>> && !HijacksBindings<T>)
struct AggregateMembers<T> {
  using type = decltype(Binding<clause_count<std::remove_cv_t<T>>.clauses>::types(std::declval<T&>()));
};

}  // namespace fearless::derive
