// SPDX-License-Identifier: MIT
// Tests of thread::scope and scope_all, named after the behaviours that Rust's documentation and suite promise.
// They are in scope/, and compiled at once, because what they include takes longer than they do.

#include "threads/scope/joining.hpp"
#include "threads/scope/lifetimes.hpp"
#include "threads/scope/tasks.hpp"

namespace {

// Static facts. Rust's Scope and ScopedJoinHandle are Send and Sync, and neither is 'static.
static_assert(fearless::is_thread_safe_v<Scope> && fearless::is_sync_v<Scope> && !fearless::is_static_v<Scope>);
static_assert(fearless::is_send_v<Scope&> && !fearless::is_static_v<Scope&>);
static_assert(fearless::is_send_v<thread::ScopedJoinHandle<int>> && fearless::is_sync_v<thread::ScopedJoinHandle<int>>);
static_assert(!fearless::is_static_v<thread::ScopedJoinHandle<int>>);
static_assert(!fearless::is_thread_safe_v<thread::ScopedJoinHandle<int>>);
static_assert(!std::is_copy_constructible_v<Scope> && !std::is_move_constructible_v<Scope>);
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::scope_spawn, 12>::text) ==
              "fearless::thread::Scope::spawn: argument 12");

}  // namespace
