// SPDX-License-Identifier: MIT
// The four traits for the engine: their rules for the language's own types, and the order in which declarations apply.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <type_traits>

#include <fearless/derive/answer/auto_trait.hpp>
#include <fearless/derive/decide/walk.hpp>
#include <fearless/marker/conditions.hpp>
#include <fearless/marker/customization.hpp>

namespace fearless {

namespace traits {

// The first of several declarations that was made. A declaration is passed as the type of a `const` variable.
template <class... Declarations>
struct FirstDeclared {
  using type = NotDeclared;
  static consteval auto get() { return not_declared; }
};
template <class First, class... Rest>
struct FirstDeclared<First, Rest...> {
  using type = std::remove_const_t<First>;
  static consteval auto get() { return First{}; }
};
template <class... Rest>
struct FirstDeclared<const NotDeclared, Rest...> : FirstDeclared<Rest...> {};
// A declaration if it is a refusal, or if it is a grant; NotDeclared otherwise.
template <class Declaration>
using RefusalIn =
    std::conditional_t<derive::is_never<std::remove_const_t<Declaration>>, Declaration, const NotDeclared>;
template <class Declaration>
using GrantIn = std::conditional_t<derive::is_never<std::remove_const_t<Declaration>>, const NotDeclared, Declaration>;

// Whether T, a complete polymorphic class, belongs to a hierarchy that was promised. The promise was made with a macro
// at global scope, which declares another overload of `fearless_promised`, or inside the class `Root` that T is derived
// from.
template <class Trait, class T>
concept NoRootPromised = std::is_same_v<decltype(fearless_promised<T>(fearless_hierarchy<Trait>{})), NotDeclared>;
template <class T, class Root>
inline constexpr bool is_root = false;
template <class T, class Root>
inline constexpr bool is_root<T, Root*> = __is_base_of(Root, T);
template <class Trait, class T, class Root>
consteval bool hierarchy_promised() {
  return !NoRootPromised<Trait, T> || is_root<T, Root>;
}

struct ThreadSafe;

/// The trait behind the concept `fearless::Send`.
/// \snippet reference/markers.cpp has_trait
struct Send : AutoTrait<Send> {
  static constexpr const char* text = "Send";
  static constexpr const char* refusal = "cannot be sent to another thread";
  template <class T>
  using Declared = typename FirstDeclared<decltype(unsafe_impl_send<T>), decltype(unsafe_impl_dyn_send<T>)>::type;
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return unsafe_impl_dyn_send<T>;
  }
  template <class T>
  static consteval bool declared_inside() {
    return std::is_same_v<decltype(detail::Inside::send<T>(0)), T*>;
  }
  template <class T>
  static consteval bool declared_by_root() {
    return hierarchy_promised<Send, T, decltype(detail::Inside::dyn_send<T>(0))>();
  }
  template <class Row>
  static consteval auto of_row() {
    return Row::send;
  }
  // The sender of a reference keeps the object, so both threads may do with it what the reference allows.
  template <class T>
  static consteval auto of_reference() {
    return IfAll<Obligation<ThreadSafe, Pointee<T>>>{};
  }
  static constexpr bool plain_bits_suffice = true;
};

/// The trait behind the concept `fearless::Sync`.
/// \snippet reference/markers.cpp has_trait
struct Sync : AutoTrait<Sync> {
  static constexpr const char* text = "Sync";
  static constexpr const char* refusal = "cannot be shared between threads";
  template <class T>
  using Declared = typename FirstDeclared<decltype(unsafe_impl_sync<T>), decltype(unsafe_impl_dyn_sync<T>),
                                          GrantIn<decltype(unsafe_impl_thread_safe<T>)>,
                                          GrantIn<decltype(unsafe_impl_dyn_thread_safe<T>)>>::type;
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return FirstDeclared<decltype(unsafe_impl_dyn_sync<T>), GrantIn<decltype(unsafe_impl_dyn_thread_safe<T>)>>::get();
  }
  template <class T>
  static consteval bool declared_inside() {
    return std::is_same_v<decltype(detail::Inside::sync<T>(0)), T*> ||
           std::is_same_v<decltype(detail::Inside::thread_safe<T>(0)), T*>;
  }
  template <class T>
  static consteval bool declared_by_root() {
    return hierarchy_promised<Sync, T, decltype(detail::Inside::dyn_sync<T>(0))>() ||
           hierarchy_promised<ThreadSafe, T, decltype(detail::Inside::dyn_thread_safe<T>(0))>();
  }
  template <class Row>
  static consteval auto of_row() {
    return Row::sync;
  }
  // A reference in a const object still allows every access, because its const is shallow.
  template <class T>
  static consteval auto of_reference() {
    return IfAll<Obligation<ThreadSafe, Pointee<T>>>{};
  }
  // A `mutable` member may be changed through const, like Rust's Cell.
  static constexpr bool members_of_const_object = true;
  template <class Member>
  using OfMutable = Obligation<ThreadSafe, Member>;
};

/// The trait behind the concept `fearless::Static`.
/// \snippet reference/markers.cpp has_trait
struct Static : AutoTrait<Static> {
  static constexpr const char* text = "Static";
  static constexpr const char* refusal = "borrows what may die before the thread does";
  template <class T>
  using Declared = typename FirstDeclared<decltype(unsafe_impl_static<T>), decltype(unsafe_impl_dyn_static<T>)>::type;
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return unsafe_impl_dyn_static<T>;
  }
  template <class T>
  static consteval bool declared_inside() {
    return std::is_same_v<decltype(detail::Inside::static_<T>(0)), T*>;
  }
  template <class T>
  static consteval bool declared_by_root() {
    return hierarchy_promised<Static, T, decltype(detail::Inside::dyn_static<T>(0))>();
  }
  template <class Row>
  static consteval auto of_row() {
    return Row::static_;
  }
  // As in Rust, a raw pointer guarantees nothing that could be violated; it is not Send in any case.
  static constexpr auto of_pointer = always;
  template <class T>
  static consteval auto of_reference() {
    return never<because::a_reference_borrows_what_may_die_first>;
  }
  static constexpr bool plain_bits_suffice = true;
};

/// The trait behind the concept `fearless::ThreadSafe`.
/// \snippet reference/markers.cpp has_trait
struct ThreadSafe : AutoTrait<ThreadSafe> {
  static constexpr const char* text = "ThreadSafe";
  static constexpr const char* refusal = "cannot be changed by several threads at once";
  template <class T>
  using Declared =
      typename FirstDeclared<RefusalIn<decltype(unsafe_impl_sync<T>)>, decltype(unsafe_impl_thread_safe<T>),
                             decltype(unsafe_impl_dyn_thread_safe<T>)>::type;
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return FirstDeclared<RefusalIn<decltype(unsafe_impl_dyn_sync<T>)>, decltype(unsafe_impl_dyn_thread_safe<T>)>::get();
  }
  template <class Row>
  static consteval auto of_row() {
    return Row::thread_safe;
  }
  template <class T>
  static consteval bool declared_inside() {
    return std::is_same_v<decltype(detail::Inside::thread_safe<T>(0)), T*>;
  }
  template <class T>
  static consteval bool declared_by_root() {
    return hierarchy_promised<ThreadSafe, T, decltype(detail::Inside::dyn_thread_safe<T>(0))>();
  }
  static constexpr auto of_value = never<because::two_threads_writing_it_would_race>;
  static constexpr auto of_pointer = never<because::a_raw_pointer_may_alias_data_of_another_thread>;
  template <class T>
  static consteval auto of_reference() {
    return IfAll<Obligation<ThreadSafe, Pointee<T>>>{};
  }
  // A const object can only be used through const.
  template <class T>
  using OfConst = IfAll<Obligation<Sync, T>>;
};

}  // namespace traits

}  // namespace fearless
