// SPDX-License-Identifier: MIT
// Tests of Mutex, MutexGuard, poisoning and lock_all, named after the behaviours that Rust's suite for Mutex checks.
// They are in mutex/, and compiled at once, because what they include takes longer than they do.

#include "locks/mutex/guards.hpp"
#include "locks/mutex/lock_all.hpp"
#include "locks/mutex/locking.hpp"

namespace {

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<Mutex<int>>);
static_assert(fearless::is_sync_v<Mutex<int>>);
static_assert(fearless::is_static_v<Mutex<int>>);
static_assert(fearless::is_thread_safe_v<Mutex<int>>);
static_assert(!fearless::is_send_v<Mutex<int*>>);
static_assert(!fearless::is_sync_v<Mutex<int*>>);
static_assert(!fearless::is_thread_safe_v<Mutex<int*>>);
static_assert(!fearless::is_send_v<MutexGuard<int>>);
static_assert(fearless::is_sync_v<MutexGuard<int>>);
static_assert(!fearless::is_sync_v<MutexGuard<int*>>);
static_assert(!fearless::is_static_v<MutexGuard<int>>);
static_assert(!fearless::is_thread_safe_v<MutexGuard<int>>);
static_assert(!fearless::is_send_v<PoisonError<MutexGuard<int>>>);
static_assert(fearless::is_send_v<Mutex<int>&>);
static_assert(fearless::is_send_v<const Mutex<int>&>);

// The shape: no assignment, no swap; a guard that moves only, deep const, nothing from a temporary.
static_assert(!std::is_copy_constructible_v<Mutex<int>> && std::is_move_constructible_v<Mutex<int>>);
static_assert(!std::is_move_assignable_v<Mutex<int>> && !std::is_copy_assignable_v<Mutex<int>>);
static_assert(!std::is_swappable_v<Mutex<int>>);
static_assert(!std::is_move_constructible_v<Mutex<Immovable>>);
static_assert(!std::is_default_constructible_v<Mutex<MoveOnly>> && std::is_default_constructible_v<Mutex<int>>);
static_assert(!std::is_copy_constructible_v<MutexGuard<int>> && std::is_nothrow_move_constructible_v<MutexGuard<int>>);
static_assert(std::is_same_v<decltype(*std::declval<MutexGuard<int>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const MutexGuard<int>&>()), const int&>);
template <class G>
concept dereferences = requires(G&& g) { *static_cast<G&&>(g); };
template <class G>
concept points = requires(G&& g) { static_cast<G&&>(g).operator->(); };
template <class M>
concept locks = requires(M&& m) { static_cast<M&&>(m).lock(); };
static_assert(dereferences<MutexGuard<int>&> && !dereferences<MutexGuard<int>> && !dereferences<const MutexGuard<int>>);
static_assert(points<MutexGuard<int>&> && !points<MutexGuard<int>> && !points<const MutexGuard<int>>);
static_assert(locks<const Mutex<int>&> && !locks<Mutex<int>> && !locks<const Mutex<int>>);
static_assert(std::is_same_v<decltype(Mutex(0)), Mutex<int>>);
static_assert(!std::is_convertible_v<int, Mutex<int>>);
static_assert(!std::is_copy_constructible_v<PoisonError<MutexGuard<int>>>);
static_assert(std::is_move_constructible_v<PoisonError<MutexGuard<int>>>);

}  // namespace
