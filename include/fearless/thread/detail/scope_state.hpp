// SPDX-License-Identifier: MIT
// What a scope knows of its threads: how many run, which of them it has to join, and the panic that it throws.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/process.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/unjoined.hpp>
#include <fearless/thread/panic.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

#include <pthread.h>

namespace fearless::thread::thread_detail {

// The state that a scope, its threads and their handles share.
class ScopeState {
 public:
  ScopeState() = default;
  ScopeState(const ScopeState&) = delete;
  ScopeState& operator=(const ScopeState&) = delete;
  ~ScopeState() {
    if (panic_) tell(*panic_);
  }

  // Locks the state.
  [[nodiscard]] std::unique_lock<std::mutex> lock() noexcept {
    if (process_ != detail::this_process()) begin_in_child();
    return std::unique_lock(mutex_);
  }

  // Registers a thread. Throws std::bad_alloc.
  void thread_begins() {
    const auto locked = lock();
    if (left_.size() + running_ == left_.capacity()) make_room();
    ++running_;
  }
  // Unregisters a thread whose handle joins it, or one that failed to start.
  void thread_ends() noexcept {
    const auto locked = lock();
    if (--running_ == 0) tell_owner();
  }
  // Leaves a running thread whose handle is destroyed to the scope, which joins it. The state must be locked.
  void leave_locked(Native native) noexcept {
    left_.push(std::move(native));
    --running_;
    tell_owner();
  }

  // Stores a panic that no handle can return any more. The scope throws the first one; the others are written to
  // stderr.
  void leave(Panic panic) noexcept {
    {
      const auto locked = lock();
      if (!panic_) {
        panic_.emplace(std::move(panic));
        return;
      }
    }
    tell(panic);
  }

  // Joins the youngest thread first: by the time it has ended, most of the others have ended, too, and joining them
  // does not sleep.
  void wait() noexcept {
    auto locked = lock();
    for (;;) {
      while (running_ != 0 && left_.empty()) {
        const std::uint32_t before = changes_.load(std::memory_order_relaxed);
        waits_ = true;
        locked.unlock();
        detail::futex_wait(changes_, before, detail::Deadline::never());
        locked.lock();
      }
      if (left_.empty()) return;
      Native youngest = left_.pop();
      locked.unlock();
      detail::pause_point();
      youngest.join();
      locked.lock();
    }
  }
  [[nodiscard]] std::optional<Panic> panic() noexcept { return std::exchange(panic_, std::nullopt); }

 private:
  // The state must be locked. The scope takes the lock before it destroys the state.
  void tell_owner() noexcept {
    if (!std::exchange(waits_, false)) return;
    changes_.fetch_add(1, std::memory_order_relaxed);
    detail::futex_wake_all(changes_);
  }

  // After a fork, the child has only the thread that called it. One of the other threads may have held the lock and
  // been in the middle of a change. The state that they left is not destroyed, because its mutex and its condition
  // variable may still regard them as waiting.
  void begin_in_child() noexcept {
    process_ = detail::this_process();
    const bool consistent = mutex_.try_lock();
    ::new (&mutex_) std::mutex;
    waits_ = false;
    ::new (&left_) Unjoined;
    if (!consistent) ::new (&panic_) std::optional<Panic>;
    running_ = ::pthread_equal(owner_, ::pthread_self()) != 0 ? 0 : 1;
  }

  static void tell(const Panic& panic) noexcept {
    std::fprintf(stderr, "fearless: a thread of a scope, which nobody joined, ended in an exception: %s\n",
                 panic.what());
  }

  // Reserves space for one more thread. First it joins the threads of `left_` that have ended, so that a scope may
  // start any number of threads one after the other without joining them.
  void make_room() {
    left_.join_ended();
    const std::size_t needed = left_.size() + running_ + 1;
    if (2 * needed > left_.capacity()) left_.reserve(2 * needed);
  }

  const pthread_t owner_ = ::pthread_self();
  unsigned process_ = detail::this_process();
  std::mutex mutex_;
  detail::FutexWord changes_{0};
  bool waits_ = false;       // whether the scope may sleep
  std::size_t running_ = 0;  // not counting those of `left_`
  Unjoined left_;            // the threads that the scope joins; it has space for every running thread
  std::optional<Panic> panic_;
};

}  // namespace fearless::thread::thread_detail
