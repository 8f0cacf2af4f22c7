// SPDX-License-Identifier: MIT
// The macros with which a class promises or denies a trait: FEARLESS_UNSAFE_SEND, FEARLESS_NOT_SEND and the like.
#pragma once

#include <fearless/detail/language.hpp>  // first

#define FEARLESS_DETAIL_POINTS fearless::write_a_promise_at_global_scope_behind_its_class
#define FEARLESS_DETAIL_DECLARE(point, answer, ...) \
  template <>                                       \
  [[maybe_unused]] inline constexpr auto            \
      FEARLESS_DETAIL_POINTS::point<typename decltype(::fearless::derive::promisee<__VA_ARGS__>(0))::type> = answer

/// Promises, unchecked, that the class is Send. Use it at global scope, directly after the class; types with commas
/// need no extra parentheses.
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

/// Promises, unchecked, that the class is Send, and so is every polymorphic class derived from it, at any depth. The
/// promise covers objects of these classes and what pointers and references to them lead to. Use it at global scope,
/// directly after the class.
#define FEARLESS_UNSAFE_DYN_SEND(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_send, Send, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it are Sync.
#define FEARLESS_UNSAFE_DYN_SYNC(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_sync, Sync, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it are Static.
#define FEARLESS_UNSAFE_DYN_STATIC(...) FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_static, Static, __VA_ARGS__)
/// Promises, unchecked, that the class and every polymorphic class derived from it are ThreadSafe, and so Sync.
#define FEARLESS_UNSAFE_DYN_THREAD_SAFE(...) \
  FEARLESS_DETAIL_DECLARE_HIERARCHY(unsafe_impl_dyn_thread_safe, ThreadSafe, __VA_ARGS__)

#define FEARLESS_DETAIL_DECLARE_HERE(word, ...) \
  friend struct ::fearless::detail::Inside;     \
  using word [[maybe_unused]] = __VA_ARGS__

/// Promises, unchecked, that the class whose definition contains it is Send. It names that class, and does not apply to
/// classes derived from it. Use it for a class that cannot be named at global scope, such as a private nested class:
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
/// Promises, unchecked, that the class whose definition contains it is Sync; as FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_SYNC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_sync, __VA_ARGS__)
/// Promises, unchecked, that the class whose definition contains it is Static; as FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_STATIC_HERE(...) FEARLESS_DETAIL_DECLARE_HERE(fearless_unsafe_static, __VA_ARGS__)
/// Promises, unchecked, that the class whose definition contains it is ThreadSafe, and so Sync; as
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

// The macro for each trait of a list.
#define FEARLESS_DETAIL_PROMISE_Send FEARLESS_UNSAFE_SEND
#define FEARLESS_DETAIL_PROMISE_Sync FEARLESS_UNSAFE_SYNC
#define FEARLESS_DETAIL_PROMISE_Static FEARLESS_UNSAFE_STATIC
#define FEARLESS_DETAIL_PROMISE_ThreadSafe FEARLESS_UNSAFE_THREAD_SAFE
#define FEARLESS_DETAIL_PROMISE_(...) static_assert(true)
#define FEARLESS_DETAIL_PROMISE_DYN_Send FEARLESS_UNSAFE_DYN_SEND
#define FEARLESS_DETAIL_PROMISE_DYN_Sync FEARLESS_UNSAFE_DYN_SYNC
#define FEARLESS_DETAIL_PROMISE_DYN_Static FEARLESS_UNSAFE_DYN_STATIC
#define FEARLESS_DETAIL_PROMISE_DYN_ThreadSafe FEARLESS_UNSAFE_DYN_THREAD_SAFE
#define FEARLESS_DETAIL_PROMISE_DYN_(...) static_assert(true)
#define FEARLESS_DETAIL_PROMISE_HERE_Send FEARLESS_UNSAFE_SEND_HERE
#define FEARLESS_DETAIL_PROMISE_HERE_Sync FEARLESS_UNSAFE_SYNC_HERE
#define FEARLESS_DETAIL_PROMISE_HERE_Static FEARLESS_UNSAFE_STATIC_HERE
#define FEARLESS_DETAIL_PROMISE_HERE_ThreadSafe FEARLESS_UNSAFE_THREAD_SAFE_HERE
#define FEARLESS_DETAIL_PROMISE_HERE_(...) static_assert(true)
#define FEARLESS_DETAIL_PROMISE_DYN_HERE_Send FEARLESS_UNSAFE_DYN_SEND_HERE
#define FEARLESS_DETAIL_PROMISE_DYN_HERE_Sync FEARLESS_UNSAFE_DYN_SYNC_HERE
#define FEARLESS_DETAIL_PROMISE_DYN_HERE_Static FEARLESS_UNSAFE_DYN_STATIC_HERE
#define FEARLESS_DETAIL_PROMISE_DYN_HERE_ThreadSafe FEARLESS_UNSAFE_DYN_THREAD_SAFE_HERE
#define FEARLESS_DETAIL_PROMISE_DYN_HERE_(...) static_assert(true)
#define FEARLESS_DETAIL_WORDS(...) __VA_ARGS__
#define FEARLESS_DETAIL_PROMISE_EACH(...) FEARLESS_DETAIL_PROMISE_FOUR(__VA_ARGS__)
#define FEARLESS_DETAIL_PROMISE_FOUR(macro, type, a, b, c, d, ...) \
  macro##a type;                                                   \
  macro##b type;                                                   \
  macro##c type;                                                   \
  macro##d type

/// Promises, unchecked, several traits of a class at once: `FEARLESS_UNSAFE_IMPL((Send, Sync), Handle);`, at global
/// scope directly after the class. The traits are Send, Sync, Static and ThreadSafe. Rust: `unsafe impl`, once for
/// each.
#define FEARLESS_UNSAFE_IMPL(traits, ...) \
  FEARLESS_DETAIL_PROMISE_EACH(FEARLESS_DETAIL_PROMISE_, (__VA_ARGS__), FEARLESS_DETAIL_WORDS traits, , , , )
/// The same for a class and every polymorphic class derived from it; as FEARLESS_UNSAFE_DYN_SEND.
#define FEARLESS_UNSAFE_DYN_IMPL(traits, ...) \
  FEARLESS_DETAIL_PROMISE_EACH(FEARLESS_DETAIL_PROMISE_DYN_, (__VA_ARGS__), FEARLESS_DETAIL_WORDS traits, , , , )
/// As FEARLESS_UNSAFE_IMPL, in the definition of the class that it names; as FEARLESS_UNSAFE_SEND_HERE.
#define FEARLESS_UNSAFE_IMPL_HERE(traits, ...) \
  FEARLESS_DETAIL_PROMISE_EACH(FEARLESS_DETAIL_PROMISE_HERE_, (__VA_ARGS__), FEARLESS_DETAIL_WORDS traits, , , , )
/// As FEARLESS_UNSAFE_DYN_IMPL, in the definition of the polymorphic class that it names.
#define FEARLESS_UNSAFE_DYN_IMPL_HERE(traits, ...) \
  FEARLESS_DETAIL_PROMISE_EACH(FEARLESS_DETAIL_PROMISE_DYN_HERE_, (__VA_ARGS__), FEARLESS_DETAIL_WORDS traits, , , , )

/// Declares that the class is not Send. It needs no `unsafe`, because it can only refuse. Does not compile for an
/// aggregate or a trivially copyable class, because these are judged by their members: give such a class a `NotSend`
/// member instead.
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
