// SPDX-License-Identifier: MIT
// How many members and bases an aggregate has on Clang, which tells whether a structured binding of a class may have so
// many names.
#pragma once

#include <fearless/derive/members/dump_bases.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/tables_128.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/derive/support/utility.hpp>

// Clang shows the fields of an aggregate that is larger than the table (dump_struct.hpp), so there a program does not
// pay for more than 64 members bound. Clang 16 shows only those of small ones.
#if __clang_major__ < 17
#include <fearless/derive/members/count/bindings_128.hpp>
#endif

namespace fearless::derive {

// Nothing is initialised here: what constructors, default member initialisers and noexcept-specifications say would be
// instantiated, and need not compile.

#if FEARLESS_DETAIL_TRIES_BINDINGS

// What is bound has to be all that there is, so one number fits at most. (Several in a function, so that compilers do
// not nest deeply.)
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
// What a union without a name holds is shown field by field, as that of an anonymous one is; so it is not listed here.
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

// The compiler knows the number.
template <class T>
inline constexpr Count bound_members{Shape::unknown};
template <class T>
  requires requires { std::integral_constant<std::size_t, __builtin_structured_binding_size(T)>{}; }
inline constexpr Count bound_members<T>{Shape::members, __builtin_structured_binding_size(T)};

#endif

// Whether T has no member of its own. (What is shown of a large class is not looked at where there is no need to.)
template <class T, bool MayHaveNone>
consteval bool has_no_member() {
  if constexpr (MayHaveNone)
    return shows_no_field<T>();
  else
    return false;
}
// What is bound of a class without members of its own are those of its base. Beside a base that has some, nothing is
// bound of one that has members of its own.
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
