// SPDX-License-Identifier: MIT
// The lock that Mutex uses. Its one word stores which thread holds it, so that locking it twice on one thread is an
// error and not a deadlock. docs/locks.md describes the protocol.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/lock/watched_mutex.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause.hpp>
#include <fearless/detail/wait/pause_point.hpp>

#include <atomic>
#include <cstdint>

namespace fearless::detail {

// If the lock is free, the word is 0. Otherwise it is the number of the thread that holds the lock, with a flag if
// other threads may sleep.
class RawMutex : private WatchedMutex {
 public:
  constexpr RawMutex() noexcept = default;
  RawMutex(const RawMutex&) = delete;
  RawMutex& operator=(const RawMutex&) = delete;

  // Throws std::system_error, and changes nothing, if this thread holds the lock already.
  void lock() {
    const std::uint32_t me = this_thread_number();
    if (take(me)) [[likely]] {
      locked_at_once(Access::Alone, Taken::ByLocking);
    } else {
      lock_held(me);
    }
  }

  bool try_lock() noexcept {
    if (!take(this_thread_number())) return false;
    locked_at_once(Access::Alone, Taken::ByAttempt);
    return true;
  }

  // Waits until the deadline at most. Returns false if it has passed, or if this thread holds the lock already.
  bool try_lock_until(const Deadline& deadline) noexcept {
    if (try_lock()) return true;
    if (is_mine() || deadline.is_now()) return false;
    before_lock(Access::Alone, Taken::ByAttempt);
    const bool taken = wait(this_thread_number(), deadline);
    taken ? after_lock(Access::Alone, Taken::ByAttempt) : not_locked(Access::Alone);
    return taken;
  }

  // Must be called by the thread that holds the lock. If another thread calls it, the program ends. Another thread may
  // destroy the lock as soon as it is free.
  void unlock() noexcept {
    before_unlock(Access::Alone);
    // This one comparison checks both that no other thread sleeps and that this thread held the lock.
    const std::uint32_t held = word_.exchange(0, std::memory_order_release);
    if (held != number_of_this_thread()) [[unlikely]]
      unlocked(held);
    after_unlock(Access::Alone);
  }

  // Returns whether the calling thread holds the lock. (Relaxed order suffices, since only this thread ever stores its
  // own number.)
  [[nodiscard]] bool is_mine() const noexcept {
    return (word_.load(std::memory_order_relaxed) & ~sleepers) == this_thread_number();
  }

 private:
  static constexpr std::uint32_t sleepers = std::uint32_t{1} << 31;

  bool take(std::uint32_t as) noexcept {
    std::uint32_t free = 0;
    return word_.compare_exchange_strong(free, as, std::memory_order_acquire, std::memory_order_relaxed);
  }

  [[gnu::noinline]] void lock_held(std::uint32_t me) {
    if (is_mine()) raise_deadlock("fearless::Mutex: this thread holds the lock already");
    before_lock(Access::Alone, Taken::ByLocking);
    wait(me, Deadline::never());
    after_lock(Access::Alone, Taken::ByLocking);
  }

  // Called after the release if the word `held` named another thread, or showed that others sleep.
  [[gnu::noinline]] void unlocked(std::uint32_t held) noexcept {
    if ((held & ~sleepers) != this_thread_number()) fatal(released_by_another_thread);
    pause_point();
    futex_wake_one(word_);
  }

  // Returns true when this thread has taken the lock, false if the deadline has passed.
  bool wait(std::uint32_t me, const Deadline& deadline) noexcept {
    std::uint32_t as = me;
    for (bool in_time = true;;) {
      std::uint32_t seen = look();
      if (seen == 0) {
        if (take(as)) return true;
        continue;
      }
      if (!in_time) return false;
      if ((seen & sleepers) == 0 && !word_.compare_exchange_weak(seen, seen | sleepers, std::memory_order_relaxed)) {
        continue;
      }
      pause_point();
      in_time = futex_wait(word_, seen | sleepers, deadline);
      // A thread that has slept cannot know whether others still sleep. So it sets the flag.
      as = me | sleepers;
    }
  }

  // Spins for a moment, since a lock is rarely held for long, unless other threads sleep already. Returns the word.
  std::uint32_t look() const noexcept {
    Backoff backoff;
    for (;;) {
      const std::uint32_t seen = word_.load(std::memory_order_relaxed);
      if (seen == 0 || (seen & sleepers) != 0 || !backoff.again()) return seen;
    }
  }

  FutexWord word_{0};
};

}  // namespace fearless::detail
