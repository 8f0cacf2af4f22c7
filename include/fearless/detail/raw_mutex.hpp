// SPDX-License-Identifier: MIT
// The lock below Mutex: it knows who holds it, so that locking it twice from one thread is an error and not a hang.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/deadline.hpp>
#include <fearless/detail/deadlock.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>

#include <pthread.h>

namespace fearless::detail {

class RawMutex {
 public:
  RawMutex() = default;
  RawMutex(const RawMutex&) = delete;
  RawMutex& operator=(const RawMutex&) = delete;

  // Throws std::system_error, and changes nothing, if this thread holds the lock.
  void lock() {
    if (is_mine()) raise_deadlock("fearless::Mutex: this thread holds the lock already");
    mutex_.lock();
    take();
  }

  bool try_lock() noexcept {
    if (is_mine() || !mutex_.try_lock()) return false;
    take();
    return true;
  }

  // Waits until the deadline at most. False, too, if this thread holds the lock.
  bool try_lock_until(const Deadline& deadline) {
    if (is_mine()) return false;
    if (deadline.is_never()) {
      mutex_.lock();
    } else if (!mutex_.try_lock() && (deadline.is_now() || !wait_for_lock(deadline))) {
      return false;
    }
    take();
    return true;
  }

  // Releases the lock while it waits on `condition`, and has it again when it returns: whether it was notified before
  // the deadline (or woken for nothing). Only the thread that holds the lock may call it.
  bool wait(std::condition_variable& condition, const Deadline& deadline) noexcept {
    owner_.store(nullptr, std::memory_order_relaxed);
    std::unique_lock lock(mutex_, std::adopt_lock);
    const bool notified = deadline.wait_once(condition, lock);
    lock.release();
    take();
    return notified;
  }

  // Only the thread that holds the lock may call it.
  void unlock() noexcept {
    owner_.store(nullptr, std::memory_order_relaxed);
    mutex_.unlock();
  }

  // Whether the calling thread holds the lock. (Only this thread ever stores its own mark, so no order is needed.)
  [[nodiscard]] bool is_mine() const noexcept { return owner_.load(std::memory_order_relaxed) == this_thread_mark(); }

 private:
  // (std::timed_mutex waits by a call that GCC 12's ThreadSanitizer does not know; on others it is a larger object.)
  bool wait_for_lock(const Deadline& deadline) {
    using std::chrono::nanoseconds;
    using std::chrono::seconds;
#if defined(__GLIBC__) && !defined(__SANITIZE_THREAD__)
    constexpr clockid_t clock = CLOCK_MONOTONIC;
#else
    constexpr clockid_t clock = CLOCK_REALTIME;
#endif
    timespec moment{};
    ::clock_gettime(clock, &moment);
    const nanoseconds sum = nanoseconds(moment.tv_nsec) + deadline.left();
    const auto whole = std::chrono::duration_cast<seconds>(sum);
    moment.tv_sec += static_cast<time_t>(whole.count());
    moment.tv_nsec = static_cast<long>((sum - whole).count());
#if defined(__GLIBC__) && !defined(__SANITIZE_THREAD__)
    return ::pthread_mutex_clocklock(mutex_.native_handle(), clock, &moment) == 0;
#else
    return ::pthread_mutex_timedlock(mutex_.native_handle(), &moment) == 0;
#endif
  }

  void take() noexcept { owner_.store(this_thread_mark(), std::memory_order_relaxed); }

  std::mutex mutex_;
  std::atomic<const void*> owner_{nullptr};
};

}  // namespace fearless::detail
