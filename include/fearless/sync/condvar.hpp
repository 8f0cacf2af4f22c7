// SPDX-License-Identifier: MIT
// Condvar: lets threads that hold a Mutex wait until another one changes what it guards.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/deadline.hpp>
#include <fearless/detail/futex.hpp>
#include <fearless/detail/held.hpp>
#include <fearless/detail/lock_order.hpp>
#include <fearless/detail/pause_point.hpp>
#include <fearless/detail/raw_mutex.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/poison.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
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
      if (is_poisoned(guard)) return checked(std::move(guard));
    }
    return Result<MutexGuard<T>, PoisonError<MutexGuard<T>>>(std::in_place, std::move(guard));
  }

  /// Waits for at most `span` (of any length): the guard, and whether the time was up. Rust: `Condvar::wait_timeout`.
  template <class T, class Rep, class Period>
  [[nodiscard]] auto wait_timeout(MutexGuard<T> guard, const std::chrono::duration<Rep, Period>& span) const {
    const bool notified = wait_once(guard, detail::Deadline::after(span));
    const bool poisoned = is_poisoned(guard);
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
      if (is_poisoned(guard)) return answer(std::move(guard), timed_out, true);
    }
    return answer(std::move(guard), false, false);
  }

  /// Wakes one thread that waits, if there is one. Rust: `Condvar::notify_one`.
  void notify_one() const noexcept {
    if (change()) detail::futex_wake_one(changes_);
  }
  /// Wakes every thread that waits. Rust: `Condvar::notify_all`.
  void notify_all() const noexcept {
    if (change()) detail::futex_wake_all(changes_);
  }

 private:
  template <class T>
  bool wait_once(const MutexGuard<T>& guard, const detail::Deadline& deadline) const {
    detail::RawMutex& raw = detail::GuardAccess::lock(guard).raw;
    const detail::RawMutex* bound = nullptr;
    if (!mutex_.compare_exchange_strong(bound, &raw, std::memory_order_relaxed) && bound != &raw) {
      detail::raise(std::system_error(std::make_error_code(std::errc::invalid_argument),
                                      "fearless::Condvar: it was used with another mutex before"));
    }
    // Counted before it looks at the changes, as a notifier changes before it looks at the count: in the one order of
    // these four, one of them sees the other.
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    const std::uint32_t before = changes_.load(std::memory_order_seq_cst);
    auto taking = detail::Taking::again(&detail::GuardAccess::lock(guard));
    detail::pause_point();
    raw.unlock();
    detail::pause_point();
    const bool notified = detail::futex_wait(changes_, before, deadline);
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    relock(raw, taking);
    return notified;
  }

  // (Not throwing: the guard will release the lock.)
  static void relock(detail::RawMutex& raw, detail::Taking& taking) noexcept {
    taking.will_wait();
    raw.lock();
    taking.taken();
  }

  // Whether somebody may wait for it. (Who does not yet has still to take the lock.)
  bool change() const noexcept {
    changes_.fetch_add(1, std::memory_order_seq_cst);
    detail::pause_point();
    return waiting_.load(std::memory_order_seq_cst) != 0;
  }

  template <class T>
  static bool is_poisoned(const MutexGuard<T>& guard) {
    return detail::GuardAccess::lock(guard).poison.is_set();
  }

  template <class T>
  static Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> checked(MutexGuard<T> guard) {
    const detail::PoisonFlag& poison = detail::GuardAccess::lock(guard).poison;
    return detail::unless_poisoned(poison, std::move(guard));
  }
  template <class T>
  static auto answer(MutexGuard<T> guard, bool timed_out, bool poisoned) {
    using Pair = std::pair<MutexGuard<T>, WaitTimeoutResult>;
    using Answer = Result<Pair, PoisonError<Pair>>;
    Pair pair(std::move(guard), WaitTimeoutResult(timed_out));
    return poisoned ? Answer(unexpect, std::move(pair)) : Answer(std::in_place, std::move(pair));
  }

  // The word that a notification changes, and for how many it does.
  mutable detail::FutexWord changes_{0};
  mutable std::atomic<std::uint32_t> waiting_{0};
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
