// SPDX-License-Identifier: MIT
// FEARLESS_MOVE(a, b) { … } and FEARLESS_COPY(a, b) { … }, which write a closure that owns what it names.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/quiet_captures.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>

/// An expression that moves the named local variables into a callable. The callable owns them as values (a reference or
/// a const variable becomes an object of its own), and its body sees them under the same names, as mutable lvalues. The
/// body can name no other local variable and not `this`. Its result type is deduced, or written as in
/// `FEARLESS_MOVE(a) -> int { … }`. There may be at most 64 names. Rust: `move || { … }`.
///
///     auto job = thread::spawn(FEARLESS_MOVE(tx, n) { tx.send(n).unwrap(); });
///
/// If a named handle of the library (an Arc, a Sender, …) was moved from, for example in the previous round of a loop,
/// the program ends with a message, in every build.
///
/// Refuses to compile: a name that is not a variable, a member of the enclosing class, a variable with static storage
/// that is not const, a const variable of a type that can only be moved, a body that names any other local variable, a
/// body that is called at once without parentheses around the whole expression, and a coroutine as the body, which
/// would outlive the objects that it owns.
//
// How: the names are init-captures, since parameters would shadow the outer variables. The parameter `...` is there
// because the language does not allow a coroutine with a C-style variadic parameter list. (The cast in `(void)name`
// makes an assignment in place of a name ill-formed.)
#define FEARLESS_MOVE(...) \
  FEARLESS_DETAIL_CLOSURE(moved, FEARLESS_DETAIL_MOVED_NAME, FEARLESS_DETAIL_MOVED, __VA_ARGS__)

/// FEARLESS_MOVE with copies: the callable owns a copy of each named variable, or the result of its `clone()` if it has
/// to be cloned, such as a Box. So the expression may be evaluated repeatedly in a loop. It may also name members,
/// which are copied out of `*this` at once. Everything else is as for FEARLESS_MOVE. Rust:
/// `let a = a.clone(); move || { … }`.
///
///     for (int i = 0; i < 4; ++i) workers.push_back(thread::spawn(FEARLESS_COPY(counter, i) { counter->add(i); }));
///
/// Throws what copying throws. Refuses to compile: a variable that can be neither copied nor cloned, and what
/// FEARLESS_MOVE refuses, except members and variables with static storage.
#define FEARLESS_COPY(...) \
  FEARLESS_DETAIL_CLOSURE(copied, FEARLESS_DETAIL_COPIED_NAME, FEARLESS_DETAIL_COPIED, __VA_ARGS__)

#define FEARLESS_DETAIL_CLOSURE(names, named, capture, ...)                                        \
  ::fearless::detail::names(FEARLESS_DETAIL_LIST(named __VA_OPT__(, ) __VA_ARGS__))                \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(capture __VA_OPT__(, ) __VA_ARGS__) \
                  FEARLESS_DETAIL_QUIET_END](::fearless::detail::OfBody = {}, ...) mutable
// `(name)` would be another expression to decltype. And clang-tidy takes the two operands of `->*` for unsequenced, so
// that it would report every FEARLESS_MOVE in a call.
// NOLINTBEGIN(bugprone-macro-parentheses,bugprone-use-after-move)
#define FEARLESS_DETAIL_COPIED_NAME(name) ::std::type_identity<::std::decay_t<decltype((void)name, name)>>()
#define FEARLESS_DETAIL_MOVED_NAME(name)                                                   \
  ::fearless::detail::named<::std::decay_t<decltype((void)name, name)>, decltype((name))>( \
      [&] { ::fearless::detail::refer_to(name); })
#define FEARLESS_DETAIL_MOVED(name) \
  name = ::fearless::detail::unless_moved_from(::std::move(name), "FEARLESS_MOVE: `" #name "`", __FILE__, __LINE__)
#define FEARLESS_DETAIL_COPIED(name) \
  name = ::fearless::detail::copy_of(name, "FEARLESS_COPY: `" #name "`", __FILE__, __LINE__)
// NOLINTEND(bugprone-macro-parentheses,bugprone-use-after-move)
