// SPDX-License-Identifier: MIT
// A source of members with C++26 reflection: the bases and members of every class, private ones included. Closures show
// no members.
#pragma once

#if defined(__cpp_impl_reflection)
#define FEARLESS_DETAIL_REFLECTS 1
#else
#define FEARLESS_DETAIL_REFLECTS 0
#endif

#if FEARLESS_DETAIL_REFLECTS

#include <cstddef>
#include <meta>
#include <type_traits>
#include <vector>

#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/members/plain_bits.hpp>

namespace fearless::derive {

// clang-format off: it does not support ^^ and [: :]

// Appends the types of T's bases and members, as they are in a T or in a const T. In a const T only `mutable` members
// and references lack the const. The members of an anonymous union are appended as members of the class. A const member
// of a union is appended without its const: another member may take its place.
consteval void append_members(std::vector<std::meta::info>& types, std::meta::info type, bool of_const) {
  constexpr auto all = std::meta::access_context::unchecked();
  for (std::meta::info base : std::meta::bases_of(type, all)) {
    std::meta::info base_type = std::meta::type_of(base);
    types.push_back(of_const ? std::meta::add_const(base_type) : base_type);
  }
  for (std::meta::info member : std::meta::nonstatic_data_members_of(type, all)) {
    std::meta::info declared = std::meta::type_of(member);
    if (std::meta::is_union_type(type) && !of_const) declared = std::meta::remove_const(declared);
    if (std::meta::is_union_type(declared) && !std::meta::has_identifier(member))
      append_members(types, declared, of_const);
    else if (of_const && !std::meta::is_reference_type(declared) && !std::meta::is_mutable_member(member))
      types.push_back(std::meta::add_const(declared));
    else
      types.push_back(declared);
  }
}
template <class T>
consteval std::meta::info reflect_members() {
  std::vector<std::meta::info> types;
  append_members(types, std::meta::dealias(^^std::remove_cv_t<T>), std::is_const_v<T>);
  return std::meta::substitute(^^TypeList, types);
}

// The bases and members of the class T as a TypeList; as those of a const object if T is const.
template <class T>
using ReflectedMembers = [:reflect_members<T>():];

// The direct bases of the class T as a TypeList. (GCC bug: GCC 16 cannot export its own list, `__direct_bases`, from a
// module, so reflection replaces it.)
template <class T>
consteval std::meta::info reflect_bases() {
  std::vector<std::meta::info> types;
  for (std::meta::info base : std::meta::bases_of(std::meta::dealias(^^T), std::meta::access_context::unchecked()))
    types.push_back(std::meta::type_of(base));
  return std::meta::substitute(^^TypeList, types);
}
template <class T>
using ReflectedBases = [:reflect_bases<T>():];

// clang-format on

// GCC warns (-Wattributes) if the element type of `va_list` becomes a template argument.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"
#pragma GCC diagnostic ignored "-Wignored-attributes"

// Whether a member is raw storage, or is an aggregate that holds raw storage.
template <class Members>
inline constexpr bool any_raw_storage = false;
template <class Member, class Element = std::remove_cv_t<std::remove_all_extents_t<Member>>>
inline constexpr bool holds_raw_storage_as = is_raw_storage<Member>;
template <class Member, class Element>
  requires(std::is_class_v<Element> && std::is_aggregate_v<Element>)
inline constexpr bool holds_raw_storage_as<Member, Element> = any_raw_storage<ReflectedMembers<Element>>;
template <class... Member>
inline constexpr bool any_raw_storage<TypeList<Member...>> = (holds_raw_storage_as<Member> || ...);
// Whether a member is a class. Unions need no mention, because the bit-cast probe refuses them.
template <class Members>
inline constexpr bool any_class = false;
template <class... Member>
inline constexpr bool any_class<TypeList<Member...>> = (std::is_class_v<std::remove_all_extents_t<Member>> || ...);

#pragma GCC diagnostic pop

}  // namespace fearless::derive

#endif
