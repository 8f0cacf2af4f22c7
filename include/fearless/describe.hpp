// SPDX-License-Identifier: MIT
// The members of every class that is described with Boost.Describe, private members and bases included.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <array>
#include <type_traits>

#include <boost/describe/bases.hpp>
#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>

#include <fearless/detail/bridge/member_list.hpp>

namespace fearless::detail {

template <class Bases, class Members>
struct Described;
template <template <class...> class List, class... Base, template <class...> class Other, class... Member>
struct Described<List<Base...>, Other<Member...>> {
  using bases = derive::TypeList<typename Base::type...>;
  using members =
      std::conditional_t<(((Base::modifiers & boost::describe::mod_virtual) != 0) || ...),
                         Never<because::a_virtual_base_cannot_be_placed>, MemberPointers<Member::pointer...>>;
  static consteval auto names() { return std::array<const char*, sizeof...(Member)>{Member::name...}; }
};

// Static data members and functions are not part of an object.
template <class T>
  requires(boost::describe::has_describe_bases<T>::value && boost::describe::has_describe_members<T>::value)
struct DescribeList<T> : Described<boost::describe::describe_bases<T, boost::describe::mod_any_access>,
                                   boost::describe::describe_members<T, boost::describe::mod_any_access>> {};

}  // namespace fearless::detail
