// SPDX-License-Identifier: MIT
// Condvar: lets threads that hold a Mutex wait until another one changes what it guards.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/deadline.hpp>
#include <fearless/detail/raw_mutex.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/poison.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <system_error>
#include <type_traits>
#include <utility>

namespace fearless {

/// Whether a wait with a limit ended because of it. Rust: `std::sync::WaitTimeoutResult`.
class WaitTimeoutResult {
 public:
  /// For Condvar alone.
  explicit WaitTimeoutResult(bool timed_out) noexcept : timed_out_(timed_out) {}
  /// Whether the time was up. Rust: `WaitTimeoutResult::timed_out`.
  [[nodiscard]] bool timed_out() const noexcept { return timed_out_; }
  friend bool operator==(WaitTimeoutResult, WaitTimeoutResult) = default;

 private:
  bool timed_out_;
};

/// A condition variable: `guard = condvar.wait(std::move(guard)).value();` releases the lock, sleeps until another
/// thread notifies, and takes the lock again. A thread may also wake for nothing: `wait_while` looks again. It belongs
/// to the first mutex it is used with; another one is an error, as in Rust. It must outlive those who wait. Rust:
/// `std::sync::Condvar`.
///
/// Every wait takes the guard and gives it back; inside the error if the mutex was found poisoned after waiting. It
/// throws
/// std::system_error (invalid_argument) if this was used with another mutex before: the guard's lock is released then,
/// and, since an exception passes it, poisoned.
class Condvar {
 public:
  Condvar() = default;
  /// A new condition variable: who waits on `other` goes on waiting there. It is for moving one to its place, before it
  /// is used.
  Condvar(Condvar&& /*other*/) noexcept {}
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  /// Waits until it is notified, or woken for nothing. Rust: `Condvar::wait`.
  template <class T>
  [[nodiscard]] Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> wait(MutexGuard<T> guard) const {
    wait_once(guard, detail::Deadline::never());
    return checked(std::move(guard));
  }

  /// Waits as long as `condition(value)` says true, `value` being the guarded `T&`. Rust: `Condvar::wait_while`.
  template <class T, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> wait_while(MutexGuard<T> guard, F condition) const {
    while (std::invoke(condition, *guard)) {
      wait_once(guard, detail::Deadline::never());
      if (mutex_of(guard).is_poisoned()) return checked(std::move(guard));
    }
    return Result<MutexGuard<T>, PoisonError<MutexGuard<T>>>(std::in_place, std::move(guard));
  }

  /// Waits for at most `span` (of any length): the guard, and whether the time was up. Rust: `Condvar::wait_timeout`.
  template <class T, class Rep, class Period>
  [[nodiscard]] auto wait_timeout(MutexGuard<T> guard, const std::chrono::duration<Rep, Period>& span) const {
    const bool notified = wait_once(guard, detail::Deadline::after(span));
    const bool poisoned = mutex_of(guard).is_poisoned();
    return answer(std::move(guard), !notified, poisoned);
  }

  /// Waits as long as `condition(value)` says true, for at most `span`. It has timed out only if the condition still
  /// says true in the end. Rust: `Condvar::wait_timeout_while`.
  template <class T, class Rep, class Period, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] auto wait_timeout_while(MutexGuard<T> guard, const std::chrono::duration<Rep, Period>& span,
                                        F condition) const {
    const auto deadline = detail::Deadline::after(span);
    bool timed_out = false;
    while (std::invoke(condition, *guard)) {
      if (timed_out) return answer(std::move(guard), true, false);
      timed_out = !wait_once(guard, deadline);
      if (mutex_of(guard).is_poisoned()) return answer(std::move(guard), timed_out, true);
    }
    return answer(std::move(guard), false, false);
  }

  /// Wakes one thread that waits, if there is one. Rust: `Condvar::notify_one`.
  void notify_one() const noexcept { condition_.notify_one(); }
  /// Wakes every thread that waits. Rust: `Condvar::notify_all`.
  void notify_all() const noexcept { condition_.notify_all(); }

 private:
  template <class T>
  static const Mutex<T>& mutex_of(const MutexGuard<T>& guard) {
    return detail::MutexAccess::mutex(guard);
  }

  template <class T>
  bool wait_once(const MutexGuard<T>& guard, const detail::Deadline& deadline) const {
    detail::RawMutex& raw = detail::MutexAccess::raw(mutex_of(guard));
    const detail::RawMutex* bound = nullptr;
    if (!mutex_.compare_exchange_strong(bound, &raw, std::memory_order_relaxed) && bound != &raw) {
      detail::raise(std::system_error(std::make_error_code(std::errc::invalid_argument),
                                      "fearless::Condvar: it was used with another mutex before"));
    }
    return raw.wait(condition_, deadline);
  }

  template <class T>
  static Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> checked(MutexGuard<T> guard) {
    using Answer = Result<MutexGuard<T>, PoisonError<MutexGuard<T>>>;
    const bool poisoned = mutex_of(guard).is_poisoned();
    return poisoned ? Answer(unexpect, std::move(guard)) : Answer(std::in_place, std::move(guard));
  }
  template <class T>
  static auto answer(MutexGuard<T> guard, bool timed_out, bool poisoned) {
    using Pair = std::pair<MutexGuard<T>, WaitTimeoutResult>;
    using Answer = Result<Pair, PoisonError<Pair>>;
    Pair pair(std::move(guard), WaitTimeoutResult(timed_out));
    return poisoned ? Answer(unexpect, std::move(pair)) : Answer(std::in_place, std::move(pair));
  }

  mutable std::condition_variable condition_;
  mutable std::atomic<const detail::RawMutex*> mutex_{nullptr};
};

// Why all: it holds no value, and what it does is synchronised. It cannot be assigned, and moving from it changes
// nothing.
template <>
struct row<Condvar> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

// Why: it is a bool.
template <>
struct row<WaitTimeoutResult> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
