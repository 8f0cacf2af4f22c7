// SPDX-License-Identifier: MIT
// What happens when locks are taken in contradictory orders: a report, in programs that define FEARLESS_LOCK_ORDER.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/lock_order_handler.hpp>

namespace fearless {

/// Sets what is called after a report was written to stderr, and returns what was called so far. At first that is
/// std::abort. Without FEARLESS_LOCK_ORDER nothing is ever reported. A null pointer stands for std::abort. Rust has no
/// counterpart.
///
/// A program whose every file is compiled with FEARLESS_LOCK_ORDER defined remembers, for each Mutex and RwLock that a
/// thread waits for, which locks it held then, and where each was taken. Two threads that take two locks in opposite
/// orders (or three in a circle, and so on) are reported the first time the second order is seen, whether or not they
/// meet, and before anybody waits. Attempts (`try_lock`, `try_lock_for`, `try_read`, `try_write`) cannot wait forever
/// and are no order by themselves, but what they have taken is held; `lock_all` makes no order among its own locks. A
/// lock that dies is forgotten.
inline LockOrderHandler set_lock_order_handler(LockOrderHandler handler) noexcept {
  return detail::lock_order_handler().exchange(handler != nullptr ? handler : &detail::abort_of_lock_order);
}

}  // namespace fearless
