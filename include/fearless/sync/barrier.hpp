// SPDX-License-Identifier: MIT
// Barrier: lets a number of threads wait for one another.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace fearless {

/// The result of `Barrier::wait`: whether this thread is the leader. Rust: `std::sync::BarrierWaitResult`.
/// \snippet reference/locks.cpp barrier
class BarrierWaitResult {
 public:
  /// For Barrier only.
  explicit BarrierWaitResult(bool is_leader) noexcept : is_leader_(is_leader) {}
  /// Returns true for exactly one of the threads that met. Rust: `BarrierWaitResult::is_leader`.
  [[nodiscard]] bool is_leader() const noexcept { return is_leader_; }
  friend bool operator==(BarrierWaitResult, BarrierWaitResult) = default;

 private:
  bool is_leader_;
};

/// A barrier at which `n` threads wait until all have arrived. It can be used repeatedly. After the wait, each thread
/// sees what the others did before it. It must outlive the threads that wait. Rust: `std::sync::Barrier`.
/// \snippet reference/locks.cpp barrier
class Barrier {
 public:
  /// A barrier for `n` threads. With 0, as with 1, nobody waits. Rust: `Barrier::new`.
  constexpr explicit Barrier(std::size_t n) noexcept : n_(n) {}
  /// A new barrier for the same number of threads. Threads that wait at `other` continue to wait there. It exists for
  /// moving a barrier to its place before it is used.
  Barrier(Barrier&& other) noexcept : n_(other.n_) {}
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  /// Waits until `n` threads, including this one, have called it. Then the barrier can be used again. Returns whether
  /// this thread is the leader, which is the last one to arrive. Rust: `Barrier::wait`.
  BarrierWaitResult wait() const {
    std::unique_lock lock(mutex_);
    const std::uint32_t mine = round_.load(std::memory_order_relaxed);
    if (++count_ < n_) {
      lock.unlock();
      while (round_.load(std::memory_order_acquire) == mine) {
        detail::futex_wait(round_, mine, detail::Deadline::never());
      }
      return BarrierWaitResult(false);
    }
    count_ = 0;
    round_.fetch_add(1, std::memory_order_release);
    lock.unlock();
    detail::futex_wake_all(round_);
    return BarrierWaitResult(true);
  }

 private:
  const std::size_t n_;
  mutable detail::RawMutex mutex_;
  // The word that changes when all threads have arrived.
  mutable detail::FutexWord round_{0};
  mutable std::size_t count_ = 0;
};

// Why: it is its own synchronisation. It cannot be assigned, and moving from it reads only what does not change.
template <>
struct rules::row<Barrier> : kind::synchronized {};

// Why: it holds only a bool.
template <>
struct rules::row<BarrierWaitResult> : kind::value {};

}  // namespace fearless
