// SPDX-License-Identifier: MIT
// A source of members: any aggregate, through structured bindings.
#pragma once

#include <type_traits>
#include <utility>

#include <fearless/derive/count.hpp>
#include <fearless/derive/obligation.hpp>
#include <fearless/derive/reason.hpp>

namespace fearless::derive {

// A complete std::tuple_size<T> would take structured bindings over: they then list what get<I> returns.
template <class T>
concept HijacksBindings = requires { sizeof(std::tuple_size<T>); };

// The members of the aggregate T as a TypeList of their declared types, or Never with the reason why there is no list.
// If T is const, members carry that const, but for references and `mutable` ones.
template <class T>
consteval auto aggregate_members() {
  using Object = std::remove_cv_t<T>;
  if constexpr (HijacksBindings<Object>) {
    return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  } else {
    constexpr Count count = member_count<Object>;
    if constexpr (count.shape == Shape::members)
      return decltype(Binding<count.members>::types(std::declval<T&>())){};
    else if constexpr (count.shape == Shape::too_many)
      return never<because::it_has_more_members_than_can_be_listed>;
    else
      return never<because::the_members_of_this_aggregate_cannot_be_listed>;
  }
}

}  // namespace fearless::derive
