// SPDX-License-Identifier: MIT
// The handler that is called if locks are taken in contradictory orders. The graph that detects this is in another
// header, since most programs do not need it.
#pragma once

#include <atomic>
#include <cstdlib>

namespace fearless {

/// A function that is called if locks are found to be taken in contradictory orders, after `report`, a text of several
/// lines, has been written to stderr. It runs on the thread that was about to wait, which may hold locks. If it
/// returns, that thread goes on to lock.
using LockOrderHandler = void (*)(const char* report) noexcept;

namespace detail {

inline void abort_of_lock_order(const char* /*report*/) noexcept { std::abort(); }
[[gnu::visibility("default")]] inline std::atomic<LockOrderHandler>& lock_order_handler() noexcept {
  static std::atomic<LockOrderHandler> handler{&abort_of_lock_order};
  return handler;
}

}  // namespace detail
}  // namespace fearless
