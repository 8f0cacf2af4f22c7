// SPDX-License-Identifier: MIT
// All customisation points of the library: the declarations that a user can make for a type, and the macros for them.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/macros/promise.hpp>
#include <fearless/marker/conditions.hpp>

namespace fearless {

// (A compiler that finds a promise in another namespace prints the name of this one.)
inline namespace write_a_promise_at_global_scope_behind_its_class {

/// The user's declaration for `T` and Send. Specialise it directly after the class with `always` (an unchecked
/// promise), `never<Reason>`, or, for a template, a condition such as `if_send<T>` (Rust's `unsafe impl<T: Send> Send
/// for Stack<T>`):
///
/// ```cpp
/// template <class T> inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
/// ```
///
/// A declaration after the first question about the type, or in one translation unit only, violates the one-definition
/// rule. A declaration for a base class does not apply to classes derived from it; one for a hierarchy does
/// (`unsafe_impl_dyn_send`).
template <class T>
inline constexpr auto unsafe_impl_send = rules::not_declared;
/// The user's declaration for `T` and Sync; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_sync = rules::not_declared;
/// The user's declaration for `T` and Static; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_static = rules::not_declared;
/// The user's declaration for `T` and ThreadSafe; as `unsafe_impl_send`. If it is a promise, it also promises Sync.
template <class T>
inline constexpr auto unsafe_impl_thread_safe = rules::not_declared;

/// The user's declaration for Send and every object that a `Base&` or `Base*` may lead to (Rust's `dyn Base + Send`).
/// It answers for `Base` itself as well. If it is made with FEARLESS_UNSAFE_DYN_SEND, it answers for each polymorphic
/// class derived from `Base`, and for what pointers to such a class lead to; a specialisation answers for pointers to
/// `Base` only.
template <class Base>
inline constexpr auto unsafe_impl_dyn_send = rules::not_declared;
/// The user's declaration for Sync and every object that a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_sync = rules::not_declared;
/// The user's declaration for Static and every object that a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_static = rules::not_declared;
/// The user's declaration for ThreadSafe and every object that a `Base&` or `Base*` may lead to; as
/// `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_thread_safe = rules::not_declared;

}  // namespace write_a_promise_at_global_scope_behind_its_class

namespace derive {
// The type that a macro names. A template instead of a type is an error.
template <class T>
struct Promisee {
  using type = T;
};
template <class T>
Promisee<T> promisee(int);
template <template <class...> class>
struct ATemplate {};
template <template <class...> class Template>
auto promisee(int) {
  static_assert(sizeof(ATemplate<Template>) == 0,
                "fearless: a template is promised for all its arguments at once, without a macro: template <class T> "
                "inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;");
  return Promisee<ATemplate<Template>>{};
}
}  // namespace derive

namespace detail {
// The declarations inside a class. Each is a type alias by which the class, or the root of its hierarchy, names itself.
// A derived class inherits the alias, which still names the base, so the two can be distinguished. (The alias may be
// private: a class with a declaration makes this struct a friend.)
struct Inside {
  template <class T>
  static typename T::fearless_unsafe_send* send(int);
  template <class T>
  static void send(...);
  template <class T>
  static typename T::fearless_unsafe_sync* sync(int);
  template <class T>
  static void sync(...);
  template <class T>
  static typename T::fearless_unsafe_static* static_(int);
  template <class T>
  static void static_(...);
  template <class T>
  static typename T::fearless_unsafe_thread_safe* thread_safe(int);
  template <class T>
  static void thread_safe(...);
  template <class T>
  static typename T::fearless_unsafe_dyn_send* dyn_send(int);
  template <class T>
  static void dyn_send(...);
  template <class T>
  static typename T::fearless_unsafe_dyn_sync* dyn_sync(int);
  template <class T>
  static void dyn_sync(...);
  template <class T>
  static typename T::fearless_unsafe_dyn_static* dyn_static(int);
  template <class T>
  static void dyn_static(...);
  template <class T>
  static typename T::fearless_unsafe_dyn_thread_safe* dyn_thread_safe(int);
  template <class T>
  static void dyn_thread_safe(...);
};
}  // namespace detail

}  // namespace fearless

// Declarations for a hierarchy. The macro declares one overload of this function for each root. Overload resolution
// finds it when a derived class is asked about. (If a class has several such roots, the call is ambiguous, which also
// shows that there is a promise.)
template <class Trait>
struct fearless_hierarchy {};
template <class Derived>
::fearless::rules::NotDeclared fearless_promised(...);
