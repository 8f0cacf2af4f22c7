// SPDX-License-Identifier: MIT
// FEARLESS_SHARE(a, b)(parameters) { … }, which writes a closure that borrows what it names.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/quiet_captures.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>

/// An expression that creates a callable which borrows the named variables and members. Its body sees them under the
/// same names: as `T&` if the `T` is ThreadSafe (a Mutex, an atomic), otherwise as `const T&`. The names are followed
/// by the parameters, if any, and the body, which can name no other local variable and not `this`. There may be at most
/// 64 names. Rust: a closure that borrows by `&`.
///
///     thread::scope([&](thread::Scope& s) { s.spawn(FEARLESS_SHARE(words, total) { total += words.size(); }); });
///     auto is_known = FEARLESS_SHARE(words)(const std::string& word) -> bool { return words.contains(word); };
///
/// The callable is Send and Sync if the `T` of every `const T&` is Sync, so `thread::scope` and `scope_all` accept it
/// on every compiler. It borrows, so it is not Static and must not outlive the objects that it names. If a named handle
/// of the library was moved from, the program ends with a message, in every build.
///
/// Refuses to compile: a name that is not a variable, a body that names any other local variable or writes through a
/// `const T&`, a body that is called at once without parentheses around the whole expression, and a body that returns a
/// coroutine.
#define FEARLESS_SHARE(...)                                                                                         \
  ::fearless::detail::borrowed(FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_SHARED __VA_OPT__(, ) __VA_ARGS__))             \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_BORROWED __VA_OPT__(, ) __VA_ARGS__) \
                 FEARLESS_DETAIL_QUIET_END]<::fearless::detail::ToCallItAtOncePutAllOfItInParentheses>
// NOLINTBEGIN(bugprone-macro-parentheses): a capture's name cannot stand in parentheses
#define FEARLESS_DETAIL_SHARED(name) \
  ::fearless::detail::share(((void)name, name), "FEARLESS_SHARE: `" #name "`", __FILE__, __LINE__)
#define FEARLESS_DETAIL_BORROWED(name) &name = FEARLESS_DETAIL_SHARED(name)
// NOLINTEND(bugprone-macro-parentheses)
