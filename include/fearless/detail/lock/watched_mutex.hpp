// SPDX-License-Identifier: MIT
// Tells ThreadSanitizer what a lock does, so that it finds locks taken in opposite orders. (That one holder's writes
// are seen by the next, it knows from the lock's atomic operations.)
#pragma once

#include <fearless/detail/wait/watched.hpp>

namespace fearless::detail {

enum class Access { Alone, Shared };

// Whether the thread waits for the lock as long as it takes, if it has to: then whatever it holds comes before that
// lock, and another thread that takes them the other way round may meet it, also if neither had to wait this time. What
// never waits, or not forever, makes no order.
enum class Taken { ByLocking, ByAttempt };

// An empty base of a lock. What lies between `before_` and `after_` is the lock's own affair, where nothing is looked
// at: no exception may leave it.
class WatchedMutex {
 public:
#if FEARLESS_DETAIL_TSAN_LOCKS
  constexpr WatchedMutex() noexcept = default;
  WatchedMutex(const WatchedMutex&) = delete;
  WatchedMutex& operator=(const WatchedMutex&) = delete;
  ~WatchedMutex() { __tsan_mutex_destroy(this, 0); }

 protected:
  static constexpr bool is_watched = true;

  void before_lock(Access access, Taken how) noexcept {
    ++locks_at_work;
    __tsan_mutex_pre_lock(this, flags(access, how));
  }
  void after_lock(Access access, Taken how) noexcept {
    __tsan_mutex_post_lock(this, flags(access, how), 0);
    --locks_at_work;
  }
  // After a `before_lock` that came to nothing.
  void not_locked(Access access) noexcept {
    __tsan_mutex_post_lock(this, flag(access) | __tsan_mutex_try_lock | __tsan_mutex_try_lock_failed, 0);
    --locks_at_work;
  }
  // It was free.
  void locked_at_once(Access access, Taken how) noexcept {
    before_lock(access, how);
    after_lock(access, how);
  }
  void before_unlock(Access access) noexcept {
    ++locks_at_work;
    __tsan_mutex_pre_unlock(this, flag(access));
  }
  void after_unlock(Access access) noexcept {
    __tsan_mutex_post_unlock(this, flag(access));
    --locks_at_work;
  }

 private:
  static constexpr unsigned flag(Access access) noexcept {
    return access == Access::Shared ? __tsan_mutex_read_lock : 0;
  }
  static constexpr unsigned flags(Access access, Taken how) noexcept {
    return flag(access) | (how == Taken::ByAttempt ? __tsan_mutex_try_lock : 0);
  }
#else
 protected:
  static constexpr bool is_watched = false;

  static constexpr void before_lock(Access /*access*/, Taken /*how*/) noexcept {}
  static constexpr void after_lock(Access /*access*/, Taken /*how*/) noexcept {}
  static constexpr void not_locked(Access /*access*/) noexcept {}
  static constexpr void locked_at_once(Access /*access*/, Taken /*how*/) noexcept {}
  static constexpr void before_unlock(Access /*access*/) noexcept {}
  static constexpr void after_unlock(Access /*access*/) noexcept {}
#endif
};

}  // namespace fearless::detail
