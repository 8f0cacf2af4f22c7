// SPDX-License-Identifier: MIT
// What is called when locks are taken in contradictory orders. The graph that finds it out is a header of its own,
// since most programs have none.
#pragma once

#include <atomic>
#include <cstdlib>

namespace fearless {

/// What is called when locks are found to be taken in contradictory orders, after `report`, a text of several lines,
/// was written to stderr. It may return: then the locking goes on. Called by the thread that was about to wait, which
/// may hold locks.
using LockOrderHandler = void (*)(const char* report) noexcept;

namespace detail {

inline void abort_of_lock_order(const char* /*report*/) noexcept { std::abort(); }
[[gnu::visibility("default")]] inline std::atomic<LockOrderHandler>& lock_order_handler() noexcept {
  static std::atomic<LockOrderHandler> handler{&abort_of_lock_order};
  return handler;
}

}  // namespace detail
}  // namespace fearless
