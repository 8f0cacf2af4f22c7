// SPDX-License-Identifier: MIT
// Barrier: lets a number of threads wait for one another.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace fearless {

/// What `Barrier::wait` returns: whether this thread is the one that was chosen. Rust: `std::sync::BarrierWaitResult`.
class BarrierWaitResult {
 public:
  /// For Barrier alone.
  explicit BarrierWaitResult(bool is_leader) noexcept : is_leader_(is_leader) {}
  /// True for exactly one of the threads that met. Rust: `BarrierWaitResult::is_leader`.
  [[nodiscard]] bool is_leader() const noexcept { return is_leader_; }
  friend bool operator==(BarrierWaitResult, BarrierWaitResult) = default;

 private:
  bool is_leader_;
};

/// A place where `n` threads wait until all have come, again and again. What each did before, all see after. It must
/// outlive those who wait. Rust: `std::sync::Barrier`.
class Barrier {
 public:
  /// A barrier for `n` threads; 0 is as 1: nobody waits. Rust: `Barrier::new`.
  constexpr explicit Barrier(std::size_t n) noexcept : n_(n) {}
  /// A new barrier for as many: who waits at `other` goes on waiting there. It is for moving one to its place, before
  /// it is used.
  Barrier(Barrier&& other) noexcept : n_(other.n_) {}
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  /// Waits until `n` threads, this one included, have called it; then the barrier can be used again. The leader is the
  /// one that came last. Rust: `Barrier::wait`.
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
  // The word that changes when all have come.
  mutable detail::FutexWord round_{0};
  mutable std::size_t count_ = 0;
};

// Why all: it is its own synchronisation. It cannot be assigned, and its move reads what does not change.
template <>
struct rules::row<Barrier> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

// Why: it is a bool.
template <>
struct rules::row<BarrierWaitResult> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
