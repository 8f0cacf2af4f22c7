// SPDX-License-Identifier: MIT
// Condvar: lets threads that hold a Mutex wait until another thread changes the value in it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/lock/held.hpp>
#include <fearless/detail/lock/lock_order.hpp>
#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/detail/wait/waiting.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/std/kinds.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/poison.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <system_error>
#include <type_traits>
#include <utility>

// The message of the deleted functions of a Condvar.
#define FEARLESS_DETAIL_WAIT_WHILE                                                    \
  "a fearless::Condvar waits as long as a condition on the guarded value says true: " \
  "condvar.wait_while(guard, [](const T& value) { return !value.ready; }).unwrap(), the opposite of std's condition"
#define FEARLESS_DETAIL_WAIT_TIMEOUT                                                                       \
  "a fearless::Condvar waits with condvar.wait_timeout(guard, span), or as long as a condition says true " \
  "with condvar.wait_timeout_while(guard, span, condition)"

namespace fearless {

/// Whether a wait with a time limit ended because of the limit. Rust: `std::sync::WaitTimeoutResult`.
/// \snippet reference/locks.cpp wait_timeout
class WaitTimeoutResult {
 public:
  /// For Condvar only.
  explicit WaitTimeoutResult(bool timed_out) noexcept : timed_out_(timed_out) {}
  /// Returns whether the time limit was reached. Rust: `WaitTimeoutResult::timed_out`.
  [[nodiscard]] bool timed_out() const noexcept { return timed_out_; }
  friend bool operator==(WaitTimeoutResult, WaitTimeoutResult) = default;

 private:
  bool timed_out_;
};

/// Whether a wait with a stop token ended because a stop was requested. C++: the negation of the result of
/// `std::condition_variable_any::wait` with a `std::stop_token`; Rust has no counterpart.
/// \snippet reference/locks.cpp wait_stop
class WaitStopResult {
 public:
  /// For Condvar only.
  explicit WaitStopResult(bool stopped) noexcept : stopped_(stopped) {}
  /// Returns whether a stop was requested before the condition became false.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  friend bool operator==(WaitStopResult, WaitStopResult) = default;

 private:
  bool stopped_;
};

/// A condition variable: `condvar.wait(guard).unwrap();` releases the lock, waits until another thread notifies, and
/// takes the lock again. There may be spurious wake-ups; `wait_while` checks the condition again. A Condvar belongs to
/// the first mutex that it is used with; using it with another one is an error, as in Rust. It must outlive the threads
/// that wait. Rust: `std::sync::Condvar`.
///
/// One of the waiting threads spins for a moment before it sleeps, and `notify_one` prefers that thread: notifying a
/// running thread needs no system call. (A fiber does not spin.)
///
/// Every wait takes the guard in one of two ways. It takes an rvalue and returns it, as in Rust. It leaves an lvalue
/// where it is, which holds the lock again afterwards. If the mutex is poisoned after the wait, the returned object is
/// inside the error. A wait throws std::system_error (invalid_argument) if this Condvar was used with another mutex
/// before. In that case an lvalue guard keeps its lock. A guard that was passed as an rvalue is destroyed by the
/// exception, which releases and poisons its lock.
/// \snippet reference/locks.cpp condvar
class Condvar {
 public:
  /// A condition variable on which no thread waits. Rust: `Condvar::new`.
  constexpr Condvar() noexcept = default;
  /// A new condition variable. Threads that wait on `other` continue to wait there. It exists for moving a Condvar to
  /// its place before it is used.
  Condvar(Condvar&& /*other*/) noexcept {}
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  /// Waits until a notification or a spurious wake-up. Returns the guard. Rust: `Condvar::wait`.
  template <class T>
  [[nodiscard]] Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> wait(MutexGuard<T>&& guard) const {
    MutexGuard<T> mine(std::move(guard));
    auto told = wait(mine);
    return with_guard(std::move(mine), std::move(told));
  }
  template <class T>
  [[nodiscard]] Result<void, PoisonError<void>> wait(MutexGuard<T>& guard) const {
    wait_once(guard, detail::Deadline::never());
    return unless_poisoned(guard);
  }

  // The name in `std::condition_variable`. The condition there is the opposite, and it does not get the value.
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_WHILE, (class T, class F),
                                   void wait(MutexGuard<T>&, F&&) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_WHILE, (class T, class F),
                                   void wait(MutexGuard<T>&&, F&&) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_TIMEOUT, (class T, class... A),
                                   void wait_for(MutexGuard<T>&, A&&...) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_TIMEOUT, (class T, class... A),
                                   void wait_until(MutexGuard<T>&, A&&...) const);

  /// Waits as long as `condition(value)` is true, where `value` is the guarded `T&`. Returns the guard. Throws what
  /// `condition` throws. Rust: `Condvar::wait_while`.
  template <class T, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> wait_while(MutexGuard<T>&& guard, F condition) const {
    MutexGuard<T> mine(std::move(guard));
    auto told = wait_while(mine, std::ref(condition));
    return with_guard(std::move(mine), std::move(told));
  }
  template <class T, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] Result<void, PoisonError<void>> wait_while(MutexGuard<T>& guard, F condition) const {
    while (std::invoke(condition, *guard)) {
      wait_once(guard, detail::Deadline::never());
      if (is_poisoned(guard)) return unless_poisoned(guard);
    }
    return {};
  }

  /// Waits as long as `condition(value)` is true, until a stop is requested through `stop`, which is a
  /// `thread::StopToken` or a `std::stop_token` (with fearless/std/stop_token.hpp). So a Worker that sleeps here ends
  /// when its owner is destroyed. The result is *stopped* only if the condition is still true at the end. One
  /// notification may cause spurious wake-ups of other threads, too. C++: `std::condition_variable_any::wait`; Rust has
  /// no counterpart.
  template <class T, detail::StopsWaits Stop, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] Result<WaitStopResult, PoisonError<WaitStopResult>> wait_while(MutexGuard<T>& guard, const Stop& stop,
                                                                               F condition) const {
    while (std::invoke(condition, *guard)) {
      if (detail::Stopping<Stop>::requested(stop)) return Told<WaitStopResult>(std::in_place, true);
      wait_once(guard, detail::Deadline::never(), stop);
      if (is_poisoned(guard)) return unless_poisoned(guard, WaitStopResult(false));
    }
    return Told<WaitStopResult>(std::in_place, false);
  }

  /// Waits for at most `span` (of any length). Returns the guard, and whether the time limit was reached. Rust:
  /// `Condvar::wait_timeout`.
  template <class T, class Rep, class Period>
  [[nodiscard]] auto wait_timeout(MutexGuard<T>&& guard, const std::chrono::duration<Rep, Period>& span) const {
    MutexGuard<T> mine(std::move(guard));
    auto told = wait_timeout(mine, span);
    return with_guard(std::move(mine), std::move(told));
  }
  template <class T, class Rep, class Period>
  [[nodiscard]] Result<WaitTimeoutResult, PoisonError<WaitTimeoutResult>> wait_timeout(
      MutexGuard<T>& guard, const std::chrono::duration<Rep, Period>& span) const {
    const bool notified = wait_once(guard, detail::Deadline::after(span));
    return unless_poisoned(guard, WaitTimeoutResult(!notified));
  }

  /// Waits as long as `condition(value)` is true, for at most `span`. The result is *timed out* only if the condition
  /// is still true at the end. Rust: `Condvar::wait_timeout_while`.
  template <class T, class Rep, class Period, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] auto wait_timeout_while(MutexGuard<T>&& guard, const std::chrono::duration<Rep, Period>& span,
                                        F condition) const {
    MutexGuard<T> mine(std::move(guard));
    auto told = wait_timeout_while(mine, span, std::ref(condition));
    return with_guard(std::move(mine), std::move(told));
  }
  template <class T, class Rep, class Period, class F>
    requires std::is_invocable_r_v<bool, F&, T&>
  [[nodiscard]] Result<WaitTimeoutResult, PoisonError<WaitTimeoutResult>> wait_timeout_while(
      MutexGuard<T>& guard, const std::chrono::duration<Rep, Period>& span, F condition) const {
    const auto deadline = detail::Deadline::after(span);
    bool timed_out = false;
    while (std::invoke(condition, *guard)) {
      if (timed_out) return Told<WaitTimeoutResult>(std::in_place, true);
      timed_out = !wait_once(guard, deadline);
      if (is_poisoned(guard)) return unless_poisoned(guard, WaitTimeoutResult(timed_out));
    }
    return Told<WaitTimeoutResult>(std::in_place, false);
  }

  /// Wakes one waiting thread, if there is one. Rust: `Condvar::notify_one`.
  void notify_one() const noexcept {
    // The notified thread may have destroyed this object. So nothing may follow.
    if (tell_spinner()) return;
    detail::pause_point();
    if (change()) detail::futex_wake_one(changes_);
  }
  /// Wakes every waiting thread. Rust: `Condvar::notify_all`.
  void notify_all() const noexcept {
    // The spinning thread must be notified before the change. Suppose that it were notified after the change. A thread
    // that begins to wait in between would then sleep until the next notification. A notify_one that is meant for that
    // thread could notify the spinning thread instead, which this call wakes anyway, and so be lost.
    tell_spinner();
    detail::pause_point();
    if (change()) detail::futex_wake_all(changes_);
  }

 private:
  static constexpr std::uint32_t nobody = 0;
  static constexpr bool is_spinning(std::uint32_t number) noexcept { return number % 2 != 0; }

  // Returns false if the deadline has passed and no notification was meant for this thread.
  template <class T, class Stop = detail::NoStop>
  bool wait_once(const MutexGuard<T>& guard, const detail::Deadline& deadline, const Stop& stop = {}) const {
    detail::RawMutex& raw = detail::GuardAccess::lock(guard).raw;
    const detail::RawMutex* bound = nullptr;
    if (!mutex_.compare_exchange_strong(bound, &raw, std::memory_order_relaxed) && bound != &raw) {
      detail::raise(std::system_error(std::make_error_code(std::errc::invalid_argument),
                                      "fearless::Condvar: it was used with another mutex before"));
    }
    detail::Taking::will_wait_again(&detail::GuardAccess::lock(guard));
    // A thread whose time is up is not notified. Otherwise a wait that checks the condition after each notification
    // might never end.
    const bool in_time = deadline.left().count() > 0;
    // Both steps happen while this thread holds the lock. A thread that changes the value for this thread takes the
    // lock later. It then finds this thread spinning, or changes the counter that was read here. Acquire: notify_all
    // notifies the spinning thread before it changes the counter. A thread that takes the lock after one that has read
    // the change must no longer find that thread spinning.
    const std::uint32_t before = changes_.load(std::memory_order_acquire);
    const bool spins = in_time && detail::parker_of_this_thread == nullptr;
    const std::uint32_t number = spins ? begin_to_spin() : nobody;
    auto taking = detail::Taking::again(&detail::GuardAccess::lock(guard));
    detail::pause_point();
    raw.unlock();
    detail::pause_point();
    const auto wake = [this]() noexcept { wake_stopped(); };
    const bool notified = in_time && detail::sleep_unless_stopped(stop, wake, [&] {
                            return spin(number, deadline, stop) || sleep(before, deadline);
                          });
    relock(raw, taking);
    return notified;
  }

  // Returns the number under which this thread spins, which is odd, or nobody if another thread spins. While the number
  // is even, only a thread that holds the lock changes it. (Acquire: the thread that was notified may find this number
  // instead of the one with which it was notified.)
  std::uint32_t begin_to_spin() const noexcept {
    const std::uint32_t now = spinner_.load(std::memory_order_acquire);
    if (is_spinning(now)) return nobody;
    detail::pause_point();
    spinner_.store(now + 1, std::memory_order_relaxed);
    return now + 1;
  }

  // Returns whether this thread was notified before it was time to sleep.
  template <class Stop>
  bool spin(std::uint32_t number, const detail::Deadline& deadline, const Stop& stop) const noexcept {
    if (number == nobody) return false;
    // Acquire: the notifying thread no longer accesses this object.
    const auto told = [&] { return spinner_.load(std::memory_order_acquire) != number; };
    const auto ready = [&] { return told() || detail::Stopping<Stop>::requested(stop); };
    if (spinning_.wait(0, deadline, ready) && told()) return true;
    detail::pause_point();
    // A thread that found this one spinning after the last check has either notified it, or fails to do so because of
    // this change.
    const bool gave_up = spinner_.compare_exchange_strong(number, number - 1, std::memory_order_acquire);
    detail::pause_point();
    return !gave_up;
  }

  // Notifies the spinning thread, if there is one, by incrementing the number, so that another thread may spin at once.
  // (A relaxed load suffices: the waiting thread took the lock earlier, so this load reads the number that it stored,
  // or a later one.)
  bool tell_spinner() const noexcept {
    std::uint32_t number = spinner_.load(std::memory_order_relaxed);
    if (!is_spinning(number)) return false;
    detail::pause_point();
    return spinner_.compare_exchange_strong(number, number + 1, std::memory_order_release, std::memory_order_relaxed);
  }

  // Sleeps, unless the counter has changed since this thread held the lock.
  bool sleep(std::uint32_t before, const detail::Deadline& deadline) const noexcept {
    // This thread increments the count of waiting threads and then checks the counter of changes. A notifying thread
    // increments the counter and then checks the count. The four operations are sequentially consistent, so at least
    // one thread sees what the other did.
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    detail::pause_point();
    const bool notified =
        changes_.load(std::memory_order_seq_cst) != before || detail::futex_wait(changes_, before, deadline);
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    return notified;
  }

  // Called if a stop was requested for a thread that sleeps here or is about to sleep. It is unknown which thread that
  // is, so all are woken. A spinning thread sees the request itself, and does not sleep after the change.
  void wake_stopped() const noexcept {
    if (change()) detail::futex_wake_all(changes_);
  }

  // Changes the counter. Returns whether a thread may sleep. (A thread that is about to sleep sees the change.)
  bool change() const noexcept {
    changes_.fetch_add(1, std::memory_order_seq_cst);
    detail::pause_point();
    return waiting_.load(std::memory_order_seq_cst) != 0;
  }

  // (It does not throw, because the guard is going to release the lock.)
  static void relock(detail::RawMutex& raw, detail::Taking& taking) noexcept {
    raw.lock();
    taking.taken();
  }

  template <class T>
  static bool is_poisoned(const MutexGuard<T>& guard) {
    return detail::GuardAccess::lock(guard).poison.is_set();
  }

  // The result of a wait that leaves the guard where it is.
  template <class Answer>
  using Told = Result<Answer, PoisonError<Answer>>;
  template <class T, class Answer>
  static Told<Answer> unless_poisoned(const MutexGuard<T>& guard, Answer answer) {
    return detail::unless_poisoned(detail::GuardAccess::lock(guard).poison, std::move(answer));
  }
  template <class T>
  static Told<void> unless_poisoned(const MutexGuard<T>& guard) {
    return is_poisoned(guard) ? Told<void>(unexpect) : Told<void>();
  }

  // The result of a wait that takes the guard and returns it.
  template <class T, class Answer>
  static auto with_guard(MutexGuard<T>&& guard, Told<Answer>&& told) {
    if constexpr (std::is_void_v<Answer>) {
      return told.has_value() ? Told<MutexGuard<T>>(std::in_place, std::move(guard))
                              : Told<MutexGuard<T>>(unexpect, std::move(guard));
    } else {
      using Pair = std::pair<MutexGuard<T>, Answer>;
      Pair pair(std::move(guard), told.has_value() ? *told : told.error().get_ref());
      return told.has_value() ? Told<Pair>(std::in_place, std::move(pair)) : Told<Pair>(unexpect, std::move(pair));
    }
  }

  mutable std::atomic<const detail::RawMutex*> mutex_{nullptr};
  // An odd number while a thread spins.
  mutable std::atomic<std::uint32_t> spinner_{0};
  // `changes_` is incremented by each notification that does not notify a spinning thread. `waiting_` counts the
  // threads that may need it.
  mutable detail::FutexWord changes_{0};
  mutable std::atomic<std::uint32_t> waiting_{0};
  mutable detail::Spinning spinning_;
};

// Why: it holds no value, and its operations are synchronised. It cannot be assigned, and moving from it changes
// nothing.
template <>
struct rules::row<Condvar> : kind::synchronized {};

// Why: it holds only a bool.
template <>
struct rules::row<WaitTimeoutResult> : kind::value {};
template <>
struct rules::row<WaitStopResult> : row<WaitTimeoutResult> {};

}  // namespace fearless
