// SPDX-License-Identifier: MIT
// Every customisation point of the library: what a user may say of a type, and the macros that say it.
#pragma once

#include <fearless/derive/obligation.hpp>
#include <fearless/derive/reason.hpp>

namespace fearless {

/// What the user says of `T` and Send. Specialise it directly after the class with `always` (an unchecked promise),
/// `never<Reason>`, or a condition, for a template as `if_send<T>` (Rust's `unsafe impl<T: Send> Send for Stack<T>`):
///
/// ```cpp
/// template <class T> inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
/// ```
///
/// A word said after the first question about the type, or in one translation unit only, is a violation of the one
/// definition rule. A word for a base class says nothing of classes derived from it.
template <class T>
inline constexpr auto unsafe_impl_send = not_said;
/// What the user says of `T` and Sync; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_sync = not_said;
/// What the user says of `T` and Static; as `unsafe_impl_send`.
template <class T>
inline constexpr auto unsafe_impl_static = not_said;
/// What the user says of `T` and ThreadSafe; as `unsafe_impl_send`. A promise of it is one of Sync, too.
template <class T>
inline constexpr auto unsafe_impl_thread_safe = not_said;

/// What the user says of Send for every object a `Base&` or `Base*` may lead to (Rust's `dyn Base + Send`). It answers
/// for `Base` itself, too.
template <class Base>
inline constexpr auto unsafe_impl_dyn_send = not_said;
/// What the user says of Sync for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_sync = not_said;
/// What the user says of Static for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_static = not_said;
/// What the user says of ThreadSafe for every object a `Base&` or `Base*` may lead to; as `unsafe_impl_dyn_send`.
template <class Base>
inline constexpr auto unsafe_impl_dyn_thread_safe = not_said;

}  // namespace fearless

#define FEARLESS_DETAIL_SAY(point, answer, ...) \
  template <>                                   \
  inline constexpr auto fearless::point<__VA_ARGS__> = answer

/// Promises, unchecked, that the class is Send. At global scope, directly after the class; types with commas are fine.
#define FEARLESS_UNSAFE_SEND(...) FEARLESS_DETAIL_SAY(unsafe_impl_send, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class is Sync.
#define FEARLESS_UNSAFE_SYNC(...) FEARLESS_DETAIL_SAY(unsafe_impl_sync, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class is Static.
#define FEARLESS_UNSAFE_STATIC(...) FEARLESS_DETAIL_SAY(unsafe_impl_static, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class is ThreadSafe, and so Sync.
#define FEARLESS_UNSAFE_THREAD_SAFE(...) FEARLESS_DETAIL_SAY(unsafe_impl_thread_safe, ::fearless::always, __VA_ARGS__)

/// Promises, unchecked, that the class and every class derived from it is Send.
#define FEARLESS_UNSAFE_DYN_SEND(...) FEARLESS_DETAIL_SAY(unsafe_impl_dyn_send, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class and every class derived from it is Sync.
#define FEARLESS_UNSAFE_DYN_SYNC(...) FEARLESS_DETAIL_SAY(unsafe_impl_dyn_sync, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class and every class derived from it is Static.
#define FEARLESS_UNSAFE_DYN_STATIC(...) FEARLESS_DETAIL_SAY(unsafe_impl_dyn_static, ::fearless::always, __VA_ARGS__)
/// Promises, unchecked, that the class and every class derived from it is ThreadSafe.
#define FEARLESS_UNSAFE_DYN_THREAD_SAFE(...) \
  FEARLESS_DETAIL_SAY(unsafe_impl_dyn_thread_safe, ::fearless::always, __VA_ARGS__)

/// Declares that the class is not Send. It needs no `unsafe`, since it only refuses. Refuses to compile for an
/// aggregate and for a trivially copyable class, which are what their members are: give such a class a `NotSend`
/// member.
#define FEARLESS_NOT_SEND(...)                                                                             \
  FEARLESS_DETAIL_SAY(unsafe_impl_send, ::fearless::derive::declared_not<__VA_ARGS__>, __VA_ARGS__);       \
  static_assert(::fearless::derive::can_be_declared_not<__VA_ARGS__>(),                                    \
                "fearless: an aggregate or a trivially copyable class is what its members are: give it a " \
                "fearless::NotSend member instead of FEARLESS_NOT_SEND")
/// Declares that the class is not Sync; as FEARLESS_NOT_SEND, with `NotSync`.
#define FEARLESS_NOT_SYNC(...)                                                                             \
  FEARLESS_DETAIL_SAY(unsafe_impl_sync, ::fearless::derive::declared_not<__VA_ARGS__>, __VA_ARGS__);       \
  static_assert(::fearless::derive::can_be_declared_not<__VA_ARGS__>(),                                    \
                "fearless: an aggregate or a trivially copyable class is what its members are: give it a " \
                "fearless::NotSync member instead of FEARLESS_NOT_SYNC")
