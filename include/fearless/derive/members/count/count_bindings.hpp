// SPDX-License-Identifier: MIT
// The number of members and bases of an aggregate on Clang. The compiler can be asked, without an error, whether a
// structured binding with N names is valid. A structured binding has to name all members, so it is valid for one N
// only; that is the proof that nothing follows.
#pragma once

#include <fearless/derive/members/dump_bases.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/derive/support/utility.hpp>

// For an aggregate that is larger than the table, Clang shows the fields (dump_struct.hpp). So programs need not pay
// for a table of more than 64 members, except with Clang 16, which shows the fields of small aggregates only.
#if __clang_major__ < 17
#include <fearless/derive/members/count/bindings_128.hpp>
#endif

namespace fearless::derive {

// No object is initialised here. So Clang instantiates no constructor, no default member initialiser and no
// noexcept-specification, any of which might fail to compile.

#if FEARLESS_DETAIL_TRIES_BINDINGS

// Tries one number after the other. One function tries eight of them, so that the compiler does not nest template
// instantiations deeply.
template <class T, std::size_t N>
consteval Count count_bindings() {
  if constexpr (!binding_in_table<N + 7>)
    return {sizeof(T) < N ? Shape::unknown : Shape::too_many};
  else if constexpr (Binding<N>::template fits<T>())
    return {Shape::members, N};
  else if constexpr (Binding<N + 1>::template fits<T>())
    return {Shape::members, N + 1};
  else if constexpr (Binding<N + 2>::template fits<T>())
    return {Shape::members, N + 2};
  else if constexpr (Binding<N + 3>::template fits<T>())
    return {Shape::members, N + 3};
  else if constexpr (Binding<N + 4>::template fits<T>())
    return {Shape::members, N + 4};
  else if constexpr (Binding<N + 5>::template fits<T>())
    return {Shape::members, N + 5};
  else if constexpr (Binding<N + 6>::template fits<T>())
    return {Shape::members, N + 6};
  else if constexpr (Binding<N + 7>::template fits<T>())
    return {Shape::members, N + 7};
  else
    return count_bindings<T, N + 8>();
}
// An aggregate with a member that is an unnamed union is not listed, because Clang binds what such a union holds field
// by field, as for an anonymous union.
template <class U, bool = __is_union(U)>
inline constexpr bool unnamed_union = false;
template <class U>
inline constexpr bool unnamed_union<U, true> = is_unnamed_record<U>();
template <class... Member>
consteval bool holds_unnamed_union(TypeList<Member...>) {
  return (unnamed_union<Member> || ...);
}
template <class T>
consteval Count count_bound() {
  constexpr Count bound = count_bindings<T, 1>();
  if constexpr (bound.shape != Shape::members)
    return bound;
  else if constexpr (derive::holds_unnamed_union(decltype(Binding<bound.clauses>::types(std::declval<T&>())){}))
    return {Shape::unknown};
  else
    return bound;
}
template <class T>
inline constexpr Count bound_members = count_bound<T>();

#else

// Clang 21 and newer report how many names a structured binding of T needs.
template <class T>
inline constexpr Count bound_members{Shape::unknown};
template <class T>
  requires requires { std::integral_constant<std::size_t, __builtin_structured_binding_size(T)>{}; }
inline constexpr Count bound_members<T>{Shape::members, __builtin_structured_binding_size(T)};

#endif

// Whether T has no member of its own. (The question costs much for a large class, so it is asked only if there may be
// none.)
template <class T, bool MayHaveNone>
consteval bool has_no_member() {
  if constexpr (MayHaveNone)
    return shows_no_field<T>();
  else
    return false;
}
// If a class with a base has no members of its own, Clang binds the members of the base. If both have members, nothing
// can be bound.
template <class T>
consteval Count count_of() {
  constexpr bool based = has_bases<T>;
  if constexpr (based && only_base<T>().size != 1)
    return {Shape::unknown};
  else if constexpr (has_no_member<T, based || __is_empty(T)>())
    return {Shape::members, based};
  else if constexpr (bound_members<T>.shape == Shape::members)
    return {Shape::members, bound_members<T>.clauses + based};
  else
    return bound_members<T>;
}
template <class T>
inline constexpr Count clause_count = count_of<T>();

}  // namespace fearless::derive

#endif
