// SPDX-License-Identifier: MIT
// Tests of thread::spawn and JoinHandle, named after the behaviours that Rust's suite for std::thread checks. They are
// in thread/, and compiled at once, because what they include takes longer than they do.

#include "threads/thread/identity.hpp"
#include "threads/thread/joining.hpp"
#include "threads/thread/lifetimes.hpp"

namespace {

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<thread::JoinHandle<int>> && fearless::is_sync_v<thread::JoinHandle<int>>);
static_assert(fearless::is_send_v<thread::JoinHandle<int*>> && fearless::is_sync_v<thread::JoinHandle<int*>>);
static_assert(fearless::is_static_v<thread::JoinHandle<int>> && !fearless::is_thread_safe_v<thread::JoinHandle<int>>);
static_assert(fearless::is_send_v<Panic> && !fearless::is_sync_v<Panic> && fearless::is_static_v<Panic>);
static_assert(fearless::is_send_v<thread::Thread> && fearless::is_sync_v<thread::Thread>);
static_assert(fearless::is_send_v<thread::ThreadId> && fearless::is_sync_v<thread::ThreadId>);

// The shape.
static_assert(!std::is_copy_constructible_v<thread::JoinHandle<int>>);
static_assert(std::is_nothrow_move_constructible_v<thread::JoinHandle<int>>);
// An exception_ptr, which may have copies, is not Send; nor does it become so.
static_assert(!std::is_constructible_v<Panic, std::exception_ptr>);
template <class T>
concept MadeOfAnything = requires(std::exception_ptr exception) { T({}, exception); };
static_assert(!MadeOfAnything<Panic>);
static_assert(!std::is_copy_constructible_v<Panic> && std::is_nothrow_move_constructible_v<Panic>);
static_assert(std::is_same_v<decltype(thread::spawn([] {})), thread::JoinHandle<void>>);
static_assert(std::is_same_v<decltype(thread::spawn([] { return std::make_unique<int>(1); }).join()),
                             fearless::Result<std::unique_ptr<int>, Panic>>);
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::spawn, 1>::text) ==
              "fearless::thread::spawn: argument 1");
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::spawn, 12>::text) ==
              "fearless::thread::spawn: argument 12");

}  // namespace
