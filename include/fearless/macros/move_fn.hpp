// SPDX-License-Identifier: MIT
// FEARLESS_MOVE_FN(a, b)(parameters) { … } and FEARLESS_COPY_FN, which write a closure with parameters that owns what
// it names.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/quiet_captures.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>
#include <fearless/macros/move.hpp>

/// FEARLESS_MOVE for a closure with parameters, which are written in parentheses between the names and the body (or its
/// `-> int`). Rust: `move |n| { … }`.
///
///     fearless::SendFn<void(int)> on_number = FEARLESS_MOVE_FN(tx)(int n) { tx.send(n).unwrap(); };
///
/// Everything else is as for FEARLESS_MOVE, except that a body which returns the type of a coroutine is refused,
/// whether or not it is a coroutine.
//
// How: `mutable` has to be written after the parameters. So the expansion ends with the name of a macro that takes the
// parameters as its arguments. If they are missing, the compiler's error shows that name.
#define FEARLESS_MOVE_FN(...) \
  FEARLESS_DETAIL_CLOSURE_FN(moved, FEARLESS_DETAIL_MOVED_NAME, FEARLESS_DETAIL_MOVED, __VA_ARGS__)

/// FEARLESS_COPY for a closure with parameters, just as FEARLESS_MOVE_FN is FEARLESS_MOVE for one. Rust:
/// `let a = a.clone(); move |n| { … }`.
#define FEARLESS_COPY_FN(...) \
  FEARLESS_DETAIL_CLOSURE_FN(copied, FEARLESS_DETAIL_COPIED_NAME, FEARLESS_DETAIL_COPIED, __VA_ARGS__)

#define FEARLESS_DETAIL_CLOSURE_FN(names, named, capture, ...)                                         \
  ::fearless::detail::with_parameters(                                                                 \
      ::fearless::detail::names(FEARLESS_DETAIL_LIST(named __VA_OPT__(, ) __VA_ARGS__)))               \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(capture __VA_OPT__(, ) __VA_ARGS__)     \
                 FEARLESS_DETAIL_QUIET_END]<::fearless::detail::ToCallItAtOncePutAllOfItInParentheses> \
                 fearless_parameters_have_to_stand_behind_the_names
#define fearless_parameters_have_to_stand_behind_the_names(...) (__VA_ARGS__) mutable
