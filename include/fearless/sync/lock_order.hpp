// SPDX-License-Identifier: MIT
// The handler for locks that are taken in contradictory orders, in programs that define FEARLESS_LOCK_ORDER.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/lock_order_handler.hpp>

namespace fearless {

/// Sets the function that is called after a report was written to stderr, and returns the previous one. Initially it is
/// std::abort, and a null pointer means std::abort. Without FEARLESS_LOCK_ORDER nothing is ever reported. Rust has no
/// counterpart.
///
/// If every file of a program is compiled with FEARLESS_LOCK_ORDER defined, the program records, for each Mutex and
/// RwLock that a thread waits for, which locks the thread held, and where each was taken. If two threads take two locks
/// in opposite orders (or three in a cycle, and so on), this is reported the first time the second order is seen,
/// before the thread waits, and whether or not the threads meet. An attempt (`try_lock`, `try_lock_for`, `try_read`,
/// `try_write`) cannot wait forever and does not create an order by itself, but the lock that it has taken counts as
/// held. `lock_all` creates no order among its own locks. A lock that is destroyed is forgotten.
inline LockOrderHandler set_lock_order_handler(LockOrderHandler handler) noexcept {
  return detail::lock_order_handler().exchange(handler != nullptr ? handler : &detail::abort_of_lock_order);
}

}  // namespace fearless
