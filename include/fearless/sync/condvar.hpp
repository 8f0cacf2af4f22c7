// SPDX-License-Identifier: MIT
// Condvar: lets threads that hold a Mutex wait until another one changes what it guards.
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
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/poison.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <system_error>
#include <type_traits>
#include <utility>

// What the deleted functions of a Condvar say.
#define FEARLESS_DETAIL_WAIT_WHILE                                                    \
  "a fearless::Condvar waits as long as a condition on the guarded value says true: " \
  "condvar.wait_while(guard, [](const T& value) { return !value.ready; }).unwrap(), the opposite of std's condition"
#define FEARLESS_DETAIL_WAIT_TIMEOUT                                                                       \
  "a fearless::Condvar waits with condvar.wait_timeout(guard, span), or as long as a condition says true " \
  "with condvar.wait_timeout_while(guard, span, condition)"

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

/// Whether a wait with a token ended because a stop was requested. C++: what `std::condition_variable_any::wait` with a
/// `std::stop_token` returns, the other way round; Rust has no counterpart.
class WaitStopResult {
 public:
  /// For Condvar alone.
  explicit WaitStopResult(bool stopped) noexcept : stopped_(stopped) {}
  /// Whether a stop was requested before the condition ended.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  friend bool operator==(WaitStopResult, WaitStopResult) = default;

 private:
  bool stopped_;
};

/// A condition variable: `condvar.wait(guard).unwrap();` releases the lock, waits until another thread notifies, and
/// takes the lock again. A thread may also wake for nothing: `wait_while` looks again. It belongs to the first mutex it
/// is used with; another one is an error, as in Rust. It must outlive those who wait. Rust: `std::sync::Condvar`.
///
/// One of those who wait spins for a moment before it sleeps, and `notify_one` prefers it: notifying a thread that runs
/// takes no call of the system. (A fiber does not spin.)
///
/// Every wait takes the guard either as an rvalue, and gives it back, as in Rust; or as an lvalue, and it stays where
/// it is and holds the lock again afterwards. If the mutex was found poisoned after waiting, what is given back is
/// inside the error. A wait throws std::system_error (invalid_argument) if this was used with another mutex before:
/// then nothing was released, but the guard given as an rvalue is gone, its lock released and, since an exception
/// passes it, poisoned.
class Condvar {
 public:
  /// Rust: `Condvar::new`.
  constexpr Condvar() noexcept = default;
  /// A new condition variable: who waits on `other` goes on waiting there. It is for moving one to its place, before it
  /// is used.
  Condvar(Condvar&& /*other*/) noexcept {}
  Condvar(const Condvar&) = delete;
  Condvar& operator=(const Condvar&) = delete;

  /// Waits until it is notified, or woken for nothing. Rust: `Condvar::wait`.
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

  // What `std::condition_variable` calls them, whose conditions say the opposite and see no value.
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_WHILE, (class T, class F),
                                   void wait(MutexGuard<T>&, F&&) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_WHILE, (class T, class F),
                                   void wait(MutexGuard<T>&&, F&&) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_TIMEOUT, (class T, class... A),
                                   void wait_for(MutexGuard<T>&, A&&...) const);
  FEARLESS_DETAIL_DELETED_TEMPLATE(FEARLESS_DETAIL_WAIT_TIMEOUT, (class T, class... A),
                                   void wait_until(MutexGuard<T>&, A&&...) const);

  /// Waits as long as `condition(value)` says true, `value` being the guarded `T&`. Rust: `Condvar::wait_while`.
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

  /// Waits as long as `condition(value)` says true, until a stop is requested of `stop`, a `thread::StopToken` or a
  /// `std::stop_token` (with fearless/std/stop_token.hpp): so a Worker that sleeps here ends when its owner goes. It
  /// was stopped only if the condition still says true in the end. What is notified once may wake others for nothing,
  /// too. C++: `std::condition_variable_any::wait`; Rust has no counterpart.
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

  /// Waits for at most `span` (of any length): the guard, and whether the time was up. Rust: `Condvar::wait_timeout`.
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

  /// Waits as long as `condition(value)` says true, for at most `span`. It has timed out only if the condition still
  /// says true in the end. Rust: `Condvar::wait_timeout_while`.
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

  /// Wakes one thread that waits, if there is one. Rust: `Condvar::notify_one`.
  void notify_one() const noexcept {
    // Who was told may be gone, and this object with it: nothing may follow.
    if (tell_spinner()) return;
    detail::pause_point();
    if (change()) detail::futex_wake_one(changes_);
  }
  /// Wakes every thread that waits. Rust: `Condvar::notify_all`.
  void notify_all() const noexcept {
    // First who spins. After the change, one that comes in between would sleep until the next one, and a notify_one for
    // it might still tell who spins, whom this one lets go.
    tell_spinner();
    detail::pause_point();
    if (change()) detail::futex_wake_all(changes_);
  }

 private:
  static constexpr std::uint32_t nobody = 0;
  static constexpr bool is_spinning(std::uint32_t number) noexcept { return number % 2 != 0; }

  // False if the deadline has passed, and no notification was meant for this thread.
  template <class T, class Stop = detail::NoStop>
  bool wait_once(const MutexGuard<T>& guard, const detail::Deadline& deadline, const Stop& stop = {}) const {
    detail::RawMutex& raw = detail::GuardAccess::lock(guard).raw;
    const detail::RawMutex* bound = nullptr;
    if (!mutex_.compare_exchange_strong(bound, &raw, std::memory_order_relaxed) && bound != &raw) {
      detail::raise(std::system_error(std::make_error_code(std::errc::invalid_argument),
                                      "fearless::Condvar: it was used with another mutex before"));
    }
    detail::Taking::will_wait_again(&detail::GuardAccess::lock(guard));
    // Who has no time is not notified: else a wait that looks again after each notification might never end.
    const bool in_time = deadline.left().count() > 0;
    // Both while it holds the lock: who changes something for it takes the lock later, and then finds it spinning, or
    // changes what it has read. Acquire: notify_all tells who spins before it changes this, and whoever takes the lock
    // after one who has read the change must not find that one spinning.
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

  // The number under which this thread spins, an odd one; or nobody, if another does. While it is even, only who holds
  // the lock changes it. (Acquire: whoever was told may find this number in place of the one it was told with.)
  std::uint32_t begin_to_spin() const noexcept {
    const std::uint32_t now = spinner_.load(std::memory_order_acquire);
    if (is_spinning(now)) return nobody;
    detail::pause_point();
    spinner_.store(now + 1, std::memory_order_relaxed);
    return now + 1;
  }

  // Whether it was told, before it was time to sleep.
  template <class Stop>
  bool spin(std::uint32_t number, const detail::Deadline& deadline, const Stop& stop) const noexcept {
    if (number == nobody) return false;
    // Acquire: who told it touches this object no more.
    const auto told = [&] { return spinner_.load(std::memory_order_acquire) != number; };
    const auto ready = [&] { return told() || detail::Stopping<Stop>::requested(stop); };
    if (spinning_.wait(0, deadline, ready) && told()) return true;
    detail::pause_point();
    // Whoever found it spinning after its last look has told it, or finds out that it does not any more.
    const bool gave_up = spinner_.compare_exchange_strong(number, number - 1, std::memory_order_acquire);
    detail::pause_point();
    return !gave_up;
  }

  // Tells the one who spins, if there is one: the number is the next then, so that another may spin at once. (Who waits
  // took the lock before: a relaxed load finds what it stored there, or what came after.)
  bool tell_spinner() const noexcept {
    std::uint32_t number = spinner_.load(std::memory_order_relaxed);
    if (!is_spinning(number)) return false;
    detail::pause_point();
    return spinner_.compare_exchange_strong(number, number + 1, std::memory_order_release, std::memory_order_relaxed);
  }

  // Sleeps, unless there was a change since it held the lock.
  bool sleep(std::uint32_t before, const detail::Deadline& deadline) const noexcept {
    // Counted before it looks at the changes, as a notifier changes before it looks at the count: in the one order of
    // these four, one of them sees the other.
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    detail::pause_point();
    const bool notified =
        changes_.load(std::memory_order_seq_cst) != before || detail::futex_wait(changes_, before, deadline);
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    return notified;
  }

  // A thread that sleeps here was asked to stop, or is about to sleep. Which one does not show: all wake. One that
  // spins sees for itself, and does not sleep after the change.
  void wake_stopped() const noexcept {
    if (change()) detail::futex_wake_all(changes_);
  }

  // Whether somebody may sleep. (Who is about to sees the change.)
  bool change() const noexcept {
    changes_.fetch_add(1, std::memory_order_seq_cst);
    detail::pause_point();
    return waiting_.load(std::memory_order_seq_cst) != 0;
  }

  // (Not throwing: the guard will release the lock.)
  static void relock(detail::RawMutex& raw, detail::Taking& taking) noexcept {
    raw.lock();
    taking.taken();
  }

  template <class T>
  static bool is_poisoned(const MutexGuard<T>& guard) {
    return detail::GuardAccess::lock(guard).poison.is_set();
  }

  // What a wait that leaves the guard where it is returns.
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

  // The same for one that takes the guard and gives it back.
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
  // Odd while somebody spins.
  mutable std::atomic<std::uint32_t> spinner_{0};
  // The word that a notification changes which tells nobody, and for how many it does.
  mutable detail::FutexWord changes_{0};
  mutable std::atomic<std::uint32_t> waiting_{0};
  mutable detail::Spinning spinning_;
};

// Why all: it holds no value, and what it does is synchronised. It cannot be assigned, and moving from it changes
// nothing.
template <>
struct rules::row<Condvar> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

// Why each: it is a bool.
template <>
struct rules::row<WaitTimeoutResult> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <>
struct rules::row<WaitStopResult> : row<WaitTimeoutResult> {};

}  // namespace fearless
