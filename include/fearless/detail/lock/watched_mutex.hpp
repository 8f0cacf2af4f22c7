// SPDX-License-Identifier: MIT
// Tells ThreadSanitizer about the operations of a lock, so that it can report locks that are taken in opposite orders.
// (It knows from the lock's atomic operations that one holder's writes are visible to the next.)
#pragma once

#include <fearless/detail/wait/watched.hpp>

namespace fearless::detail {

enum class Access { Alone, Shared };

// `ByLocking` means that the thread waits for the lock without limit if it has to. The locks that it holds then come
// before this one in the order: another thread that takes them the other way round may deadlock with it, even if
// neither had to wait this time. An attempt that does not wait, or waits for a limited time, creates no order
// (`ByAttempt`).
enum class Taken { ByLocking, ByAttempt };

// An empty base class of a lock. Between `before_…` and `after_…`, ThreadSanitizer ignores the memory accesses, which
// belong to the lock's implementation. No exception may leave such a section.
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
  // Called if the lock was not taken after `before_lock`.
  void not_locked(Access access) noexcept {
    __tsan_mutex_post_lock(this, flag(access) | __tsan_mutex_try_lock | __tsan_mutex_try_lock_failed, 0);
    --locks_at_work;
  }
  // Called if the lock was free.
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
