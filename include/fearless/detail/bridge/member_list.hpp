// SPDX-License-Identifier: MIT
// The members of a class as member pointers, which the user has listed through another library, and whether the list is
// complete.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/members/listing.hpp>
#include <fearless/derive/support/unbuilt.hpp>
#include <fearless/detail/bridge/layout.hpp>
#include <fearless/marker.hpp>

#if defined(__cpp_impl_reflection)
#include <meta>
#endif

namespace fearless::rules::because {

/// The reason for a refusal if the list of members leaves space for another member.
struct the_list_of_its_members_is_incomplete {
  static constexpr const char* text = "the list of its members is incomplete, or cannot be told from one that is";
  static constexpr const char* help =
      "list every member and every base once (there is no way to list a bit-field, a reference or an anonymous "
      "union), or promise it with %M(%T)";
  static constexpr const char* anchor = "incomplete-list";
};
/// The reason for a refusal if the list names a member twice.
struct the_list_of_its_members_names_one_twice {
  static constexpr const char* text = "the list of its members names one twice";
  static constexpr const char* help = "list every member and every base once";
  static constexpr const char* anchor = "incomplete-list";
};
/// The reason for a refusal if the list names a member of a base class.
struct the_list_of_its_members_names_one_of_a_base {
  static constexpr const char* text = "the list of its members names one of a base class";
  static constexpr const char* help = "list the base, and its members in the base's own list";
  static constexpr const char* anchor = "incomplete-list";
};
/// The reason for a refusal of a class with a virtual base.
struct a_virtual_base_cannot_be_placed {
  static constexpr const char* text = "it has a virtual base, whose place in the object cannot be told";
  static constexpr const char* help = "promise it with %M(%T)";
  static constexpr const char* anchor = "incomplete-list";
};
/// The reason for a refusal if an accessor in the list is a function.
struct an_accessor_function_does_not_show_the_member {
  static constexpr const char* text = "an accessor that is a function does not show the member";
  static constexpr const char* help =
      "adapt the members themselves (BOOST_HANA_DEFINE_STRUCT, BOOST_HANA_ADAPT_STRUCT), or promise it with "
      "%M(%T)";
  static constexpr const char* anchor = "accessor";
};

}  // namespace fearless::rules::because

namespace fearless::detail {

template <auto>
struct Value {};

template <class Pointer>
struct PointedMember;
template <class Class, class Member>
struct PointedMember<Member Class::*> {
  using whole = Class;
  using type = Member;
};
template <auto Pointer>
using MemberOf = PointedMember<std::remove_const_t<decltype(Pointer)>>;

// Member pointers to all members of a class, in any order.
template <auto... Pointer>
struct MemberPointers {
  static constexpr std::size_t size = sizeof...(Pointer);
};

// What another library knows about T. The bridge to that library specialises this template with the members
//   bases    TypeList of the direct bases
//   members  MemberPointers; or Never with the reason why the list is rejected
//   names()  the members' names, an array of const char*
// If both libraries list a class, Describe's list is used, because it can name bases.
template <class T>
struct HanaList;
template <class T>
struct DescribeList;

template <class List>
concept Given = requires { typename List::members; };

template <class T, class... Rest>
inline constexpr bool one_of = (std::is_same_v<T, Rest> || ...);
template <class... T>
inline constexpr bool all_different = true;
template <class First, class... Rest>
inline constexpr bool all_different<First, Rest...> = !one_of<First, Rest...> && all_different<Rest...>;

// The number of the members and bases that really exist, if the compiler can tell.
struct Census {
  bool known = false;
  std::size_t members = 0;
  std::size_t bases = 0;
  bool flattened = false;  // the members of an anonymous union count as members
};

#if FEARLESS_DETAIL_DUMPS_STRUCTS
// __builtin_dump_struct calls its function with a format alone or with an indentation, with one more string for a base,
// or with two or more for a field. The content of a field or base has a larger indentation.
struct Enumerator {
  Census& census;
  static constexpr bool outermost(const char* indent) {
    return indent[0] != '\0' && indent[1] != '\0' && indent[2] == '\0';
  }
  template <class... Field>
  constexpr void operator()(const char*, const Field&...) const {}
  constexpr void operator()(const char*, const char* indent, const char*) const {
    if (outermost(indent)) ++census.bases;
  }
  template <class... Field>
  constexpr void operator()(const char*, const char* indent, const char*, const char*, const Field&...) const {
    if (outermost(indent)) ++census.members;
  }
};
// The builtin takes the address of a member that has a base, by the `operator&` of its class if there is one, which may
// be deleted.
template <class T>
concept CanBeDumped = requires(T* object, const Enumerator& enumerate) { __builtin_dump_struct(object, enumerate); };
template <class T>
constexpr Census dump_census() {
  Census census{.known = true, .flattened = true};
  __builtin_dump_struct(__builtin_addressof(derive::unbuilt<T>.object), Enumerator{census});
  return census;
}
#endif

#if defined(__cpp_impl_reflection)
inline constexpr std::size_t nothing_has_so_many = std::size_t{1} << 20;
#endif
// Clang counts the clauses by structured bindings, which a class may answer with its own `get`.
#if defined(__clang__)
template <class T>
inline constexpr bool clauses_are_counted = std::is_aggregate_v<T> && !derive::HijacksBindings<T>;
#else
template <class T>
inline constexpr bool clauses_are_counted = std::is_aggregate_v<T>;
#endif
template <class T>
consteval Census take_census() {
#if defined(__cpp_impl_reflection)
  constexpr auto everything = std::meta::access_context::unchecked();
  Census census{.known = true, .bases = bases_of(^^T, everything).size()};
  // An anonymous union is one member without a name. No member that is listed can represent it.
  for (std::meta::info member : nonstatic_data_members_of(^^T, everything))
    census.members += has_identifier(member) ? 1 : nothing_has_so_many;
  return census;
#else
  if constexpr (clauses_are_counted<T>) {
    constexpr derive::Count count = derive::clause_count<T>;
    if constexpr (count.shape == derive::Shape::members) {
      using Bases = decltype(derive::bases_of<T, count.clauses>());
      if constexpr (!derive::is_never<Bases>)
        return {.known = true, .members = count.clauses - Bases::size, .bases = Bases::size};
    }
  }
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  // This is not a constant expression for a class that contains a reference or a bit-field.
  if constexpr (!std::is_abstract_v<T> && CanBeDumped<T>)
    if constexpr (requires { typename std::bool_constant<dump_census<T>().known>; }) return dump_census<T>();
#endif
  return {};
#endif
}

// A marker may be an empty base or member that occupies no space. It can still be found.
template <class T, class Marker, class... Part>
consteval bool hides_marker() {
  if constexpr (std::is_base_of_v<Marker, T>)
    return !(std::is_base_of_v<Marker, Part> || ...);
  else if constexpr ((begins_with<Marker, Part>() || ...))
    return false;
  else
    return begins_with<Marker, T>();
}

template <class T, class... Part>
consteval bool hides_a_marker(derive::TypeList<Part...>) {
  return hides_marker<T, NotSend, std::remove_cv_t<Part>...>() || hides_marker<T, NotSync, std::remove_cv_t<Part>...>();
}

template <class T, bool Tight, class... Base, auto... Pointer>
consteval Coverage measure(derive::TypeList<Base...>, MemberPointers<Pointer...>) {
  constexpr bool own_vptr = std::is_polymorphic_v<T> && !(std::is_polymorphic_v<Base> || ...);
  Extent extents[] = {
      {0, own_vptr ? sizeof(void*) : 0, own_vptr ? alignof(void*) : 1, false},
      {base_offset<T, Base>(), base_size<Base>(), alignof(Base), std::is_empty_v<Base>}...,
      {member_offset<T, Pointer>(),
       Tight ? member_size<typename MemberOf<Pointer>::type>() : sizeof(typename MemberOf<Pointer>::type),
       alignof(typename MemberOf<Pointer>::type), std::is_empty_v<typename MemberOf<Pointer>::type>}...};
  return coverage(extents, sizeof(T), alignof(T), std::is_empty_v<T>);
}

// Whether each base has a place in every T. That of a virtual base depends on the complete object, so that its offset
// is no constant.
template <std::size_t... Offset>
struct Offsets;
template <class T, class... Base>
consteval bool bases_have_places(derive::TypeList<Base...>) {
  return requires { typename Offsets<base_offset<T, Base>()...>; };
}
template <class T, class... Base>
consteval bool bases_are_unambiguous(derive::TypeList<Base...>) {
  return (Unambiguous<T, Base> && ...);
}

// Returns the declared types, or the reason why the list is rejected. If the compiler cannot tell the number of
// members, only padding may be left beside the listed members; if `Tight`, not even padding.
template <class T, bool Tight = false, class... Base, auto... Pointer>
consteval auto checked_members(derive::TypeList<Base...> bases, MemberPointers<Pointer...> members) {
  if constexpr (!(std::is_same_v<typename MemberOf<Pointer>::whole, T> && ...)) {
    return never<because::the_list_of_its_members_names_one_of_a_base>;
  } else if constexpr (!all_different<Value<Pointer>...> || !all_different<Base...>) {
    return never<because::the_list_of_its_members_names_one_twice>;
  } else if constexpr ((std::is_unbounded_array_v<typename MemberOf<Pointer>::type> || ...)) {
    return never<because::the_list_of_its_members_is_incomplete>;  // a flexible array has no size
  } else {
    using Bases = derive::TypeList<Base...>;
    using All = derive::TypeList<Base..., typename MemberOf<Pointer>::type...>;
    constexpr Census census = take_census<T>();
    if constexpr (census.known && (census.members != sizeof...(Pointer) || census.bases != sizeof...(Base))) {
      return never<because::the_list_of_its_members_is_incomplete>;
    } else if constexpr (census.known && !census.flattened) {
      return All{};
    } else if constexpr (!bases_are_unambiguous<T>(Bases{})) {
      return never<because::its_members_cannot_be_seen>;
    } else if constexpr (!bases_have_places<T>(Bases{})) {
      return never<because::a_virtual_base_cannot_be_placed>;
    } else if constexpr (!census.known && hides_a_marker<T>(All{})) {
      return never<because::the_list_of_its_members_is_incomplete>;
    } else {
      constexpr Coverage found = measure<T, Tight>(bases, members);
      if constexpr (found == Coverage::overlaps)
        return never<because::a_union_does_not_say_which_member_is_alive>;
      else if constexpr (found == Coverage::whole || census.known || (found == Coverage::padded && !Tight))
        return All{};
      else
        return never<because::the_list_of_its_members_is_incomplete>;
    }
  }
}
template <class T, class Bases, class Reason>
consteval auto checked_members(Bases, Never<Reason> refused) {
  return refused;
}

template <class T, class List>
struct ListingFrom {
  static consteval auto members() {
    return detail::checked_members<T>(typename List::bases{}, typename List::members{});
  }
  static consteval auto names() { return List::names(); }
};

}  // namespace fearless::detail

namespace fearless::derive {

template <class T>
  requires detail::Given<detail::DescribeList<T>>
struct Listing<T> : detail::ListingFrom<T, detail::DescribeList<T>> {};
template <class T>
  requires(detail::Given<detail::HanaList<T>> && !detail::Given<detail::DescribeList<T>>)
struct Listing<T> : detail::ListingFrom<T, detail::HanaList<T>> {};

}  // namespace fearless::derive
