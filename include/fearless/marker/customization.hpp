// SPDX-License-Identifier: MIT
// Every customisation point of the library: what a user may say of a type, and the macros that say it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/marker/conditions.hpp>

namespace fearless {

/// What the user says of `T` and Send. Specialise it directly after the class with `always` (an unchecked promise),
/// `never<Reason>`, or a condition, for a template as `if_send<T>` (Rust's `unsafe impl<T: Send> Send for Stack<T>`):
///
/// ```cpp
/// template <class T> inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
/// ```
///
/// A word said after the first question about the type, or in one translation unit only, is a violation of the one
/// definition rule. A word for a base class says nothing of classes derived from it; one for a hierarchy does
/// (`unsafe_impl_dyn_send`).
template <class T>
inline constexpr auto unsafe_impl_send = rules::not_declared;
/// What the user says of `T` and Sync; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_sync = rules::not_declared;
/// What the user says of `T` and Static; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_static = rules::not_declared;
/// What the user says of `T` and ThreadSafe; as `unsafe_impl_send`. A promise of it is one of Sync, too.
template <class T>
inline constexpr auto unsafe_impl_thread_safe = rules::not_declared;

/// What the user says of Send for every object a `Base&` or `Base*` may lead to (Rust's `dyn Base + Send`). It answers
/// for `Base` itself, too. Said with FEARLESS_UNSAFE_DYN_SEND, it answers for each polymorphic class derived from
/// `Base` and for what pointers to that lead to; a specialisation answers for the pointers to `Base` alone.
template <class Base>
inline constexpr auto unsafe_impl_dyn_send = rules::not_declared;
/// What the user says of Sync for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_sync = rules::not_declared;
/// What the user says of Static for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_static = rules::not_declared;
/// What the user says of ThreadSafe for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_thread_safe = rules::not_declared;

namespace detail {
// What was said inside a class: a type by which the class, or the root of its hierarchy, names itself. A derived class
// inherits the name, which still is its base's. (It may be private: each class that says something makes this a
// friend.)
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

// Of a hierarchy: declared once more for each root that is promised, where the macro stands, and found by the argument
// when a class is asked about. (A class with several such roots makes the call ambiguous, which is an answer, too.)
template <class Trait>
struct fearless_hierarchy {};
template <class Derived>
::fearless::rules::NotDeclared fearless_promised(...);

#define FEARLESS_DETAIL_DECLARE(point, answer, ...) \
  template <>                                       \
  [[maybe_unused]] inline constexpr auto fearless::point<__VA_ARGS__> = answer

/// Promises, unchecked, that the class is Send. At global scope, directly after the class; types with commas are fine.
#define FEARLESS_UNSAFE_SEND(...) FEARLESS_DETAIL_DECLARE(unsafe_impl_send, ::fearless::rules::always, __VA_ARGS__)
/// Promises, unchecked, that the class is Sync.
#define FEARLESS_UNSAFE_SYNC(...) FEARLESS_DETAIL_DECLARE(unsafe_impl_sync, ::fearless::rules::always, __VA_ARGS__)
/// Promises, unchecked, that the class is Static.
#define FEARLESS_UNSAFE_STATIC(...) FEARLESS_DETAIL_DECLARE(unsafe_impl_static, ::fearless::rules::always, __VA_ARGS__)
/// Promises, unchecked, that the class is ThreadSafe, and so Sync.
#define FEARLESS_UNSAFE_THREAD_SAFE(...) \
  FEARLESS_DETAIL_DECLARE(unsafe_impl_thread_safe, ::fearless::rules::always, __VA_ARGS__)

#define FEARLESS_DETAIL_DECLARE_HIERARCHY(point, Trait, ...)              \
  FEARLESS_DETAIL_DECLARE(point, ::fearless::rules::always, __VA_ARGS__); \
  template <class Derived>                                                \
    requires(__is_base_of(__VA_ARGS__, Derived))::fearless::rules::Always \
  fearless_promised(fearless_hierarchy<::fearless::traits::Trait>)

/// Promises, unchecked, that the class is Send, and so is every polymorphic class derived from it, however deep:
/// objects of them, and what pointers and references to any of them lead to. At global scope, directly after the class.
#define FEARLESS_UNSAFE_DYN_SEND(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_send, Send, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it is Sync.
#define FEARLESS_UNSAFE_DYN_SYNC(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_sync, Sync, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it is Static.
#define FEARLESS_UNSAFE_DYN_STATIC(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_static, Static, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it is ThreadSafe, and so Sync.
#define FEARLESS_UNSAFE_DYN_THREAD_SAFE(...) \
  FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_thread_safe, ThreadSafe, __VA_ARGS__)

#define FEARLESS_DETAIL_DECLARE_HERE(word, ...) \
  friend struct ::fearless::detail::Inside;     \
  using word [[maybe_unused]] = __VA_ARGS__

/// Promises, unchecked, that the class in whose definition it stands is Send. It names that class, and says nothing of
/// one derived from it. For a class that cannot be named at global scope, such as one that is private in another:
///
/// ```cpp
/// class Pool {
///   class Connection {
///     FEARLESS_UNSAFE_SEND_HERE(Connection);
///     int* handle_;
///   };
/// };
/// ```
#define FEARLESS_UNSAFE_SEND_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_send, __VA_ARGS__)
/// Promises, unchecked, that the class in whose definition it stands is Sync; as FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_SYNC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_sync, __VA_ARGS__)
/// Promises, unchecked, that the class in whose definition it stands is Static; as FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_STATIC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_static, __VA_ARGS__)
/// Promises, unchecked, that the class in whose definition it stands is ThreadSafe, and so Sync; as
/// FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_THREAD_SAFE_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_thread_safe, __VA_ARGS__)

/// As FEARLESS_UNSAFE_DYN_SEND, in the definition of the polymorphic class that it names.
#define FEARLESS_UNSAFE_DYN_SEND_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_dyn_send, __VA_ARGS__)
/// As FEARLESS_UNSAFE_DYN_SYNC, in the definition of the polymorphic class that it names.
#define FEARLESS_UNSAFE_DYN_SYNC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_dyn_sync, __VA_ARGS__)
/// As FEARLESS_UNSAFE_DYN_STATIC, in the definition of the polymorphic class that it names.
#define FEARLESS_UNSAFE_DYN_STATIC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_dyn_static, __VA_ARGS__)
/// As FEARLESS_UNSAFE_DYN_THREAD_SAFE, in the definition of the polymorphic class that it names.
#define FEARLESS_UNSAFE_DYN_THREAD_SAFE_HERE(...) \
  FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_dyn_thread_safe, __VA_ARGS__)

/// Declares that the class is not Send. It needs no `unsafe`, since it only refuses. Refuses to compile for an
/// aggregate and for a trivially copyable class, which are what their members are: give such a class a `NotSend`
/// member.
#define FEARLESS_NOT_SEND(...)                                                                                   \
  FEARLESS_DETAIL_DECLARE(unsafe_impl_send, ::fearless::derive::negative_declaration<__VA_ARGS__>, __VA_ARGS__); \
  static_assert(::fearless::derive::accepts_negative_declaration<__VA_ARGS__>(),                                 \
                "fearless: an aggregate or a trivially copyable class is what its members are: give it a "       \
                "fearless::NotSend member instead of FEARLESS_NOT_SEND")
/// Declares that the class is not Sync; as FEARLESS_NOT_SEND, with `NotSync`.
#define FEARLESS_NOT_SYNC(...)                                                                                   \
  FEARLESS_DETAIL_DECLARE(unsafe_impl_sync, ::fearless::derive::negative_declaration<__VA_ARGS__>, __VA_ARGS__); \
  static_assert(::fearless::derive::accepts_negative_declaration<__VA_ARGS__>(),                                 \
                "fearless: an aggregate or a trivially copyable class is what its members are: give it a "       \
                "fearless::NotSync member instead of FEARLESS_NOT_SYNC")
