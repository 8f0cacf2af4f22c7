// SPDX-License-Identifier: MIT
// Once: an action that the first thread to request it performs, while the others wait for it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class OnceLock;
template <class T, class F>
class LazyLock;

/// Thrown if an earlier attempt of a Once or a LazyLock ended in an exception; `what` tells which. Rust panics in that
/// case.
/// \snippet reference/locks.cpp once_state
class OncePoisonError final : public std::exception {
 public:
  /// The error of a Once.
  OncePoisonError() noexcept = default;
  [[nodiscard]] const char* what() const noexcept override { return what_; }

 private:
  friend class Once;
  explicit OncePoisonError(const char* what) noexcept : what_(what) {}

  // A string literal.
  const char* what_ = "fearless::Once: an earlier attempt ended in an exception";
};

/// The argument of the function of `Once::call_once_force`. Rust: `std::sync::OnceState`.
/// \snippet reference/locks.cpp once_state
class OnceState {
 public:
  /// For Once only.
  explicit OnceState(bool is_poisoned) noexcept : is_poisoned_(is_poisoned) {}
  /// Returns whether an earlier attempt ended in an exception. Rust: `OnceState::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return is_poisoned_; }

 private:
  bool is_poisoned_;
};

/// An action that is performed once, however many threads request it. A thread that requests it while it is being
/// performed waits. After `call_once` has returned, each thread sees what the action did. A Once can be
/// constant-initialised, and costs one load when the action is complete. Rust: `std::sync::Once`.
/// \snippet reference/locks.cpp once
class Once {
 public:
  /// A Once whose action has not been performed. Rust: `Once::new`.
  constexpr Once() noexcept = default;
  /// A new Once, which is complete if `other` is. It exists for moving a Once to its place before it is used.
  Once(Once&& other) noexcept : state_(other.is_completed() ? complete : fresh) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  /// Calls `f()` unless the action is complete, and returns when it is. Throws what `f` throws, and is then poisoned.
  /// Throws OncePoisonError if it is poisoned, and std::system_error (resource_deadlock_would_occur) if `f` itself
  /// requests the action; Rust may deadlock in that case. Rust: `Once::call_once`.
  template <class F>
    requires std::is_invocable_v<F>
  void call_once(F&& f) const {
    if (is_completed()) return;
    run(own_words, Poison::Refused, [&](const OnceState&) {
      std::invoke(std::forward<F>(f));
      return true;
    });
  }

  /// The same, but if the Once is poisoned, it tries again. `f(state)` learns whether it is poisoned. Rust:
  /// `Once::call_once_force`.
  template <class F>
    requires std::is_invocable_v<F, const OnceState&>
  void call_once_force(F&& f) const {
    if (is_completed()) return;
    run(own_words, Poison::Ignored, [&](const OnceState& state) {
      std::invoke(std::forward<F>(f), state);
      return true;
    });
  }

  /// Waits until the action is complete. Throws OncePoisonError if the Once is poisoned, and std::system_error
  /// (resource_deadlock_would_occur) if this thread is performing the action. Rust: `Once::wait`.
  void wait() const {
    if (!wait_until_done(own_words, Poison::Refused)) detail::raise(OncePoisonError());
  }
  /// Waits until the action is complete, even if attempts fail meanwhile. Rust: `Once::wait_force`.
  void wait_force() const { wait_until_done(own_words, Poison::Ignored); }

  /// Returns whether the action is complete. Rust: `Once::is_completed`.
  [[nodiscard]] bool is_completed() const noexcept { return state_.load(std::memory_order_acquire) == complete; }

 private:
  template <class>
  friend class OnceLock;
  template <class, class>
  friend class LazyLock;
  using State = std::uint32_t;
  static constexpr State fresh = 0;
  static constexpr State poisoned = 1;
  static constexpr State running = 2;
  static constexpr State complete = 3;
  // A flag that may be set together with one of the first three states: a thread sleeps until the attempt has ended.
  static constexpr State awaited = 4;
  enum class Poison { Refused, Ignored };

  // The texts of the errors, which depend on the class that contains this Once.
  struct Words {
    const char* asks_for_itself;
    const char* failed = nullptr;  // if that is an error
  };
  static constexpr Words own_words{"fearless::Once: what is being done asks for itself",
                                   "fearless::Once: an earlier attempt ended in an exception"};

  // Records how an attempt ended, whatever the way: the thread may also be cancelled during it.
  class Attempt {
   public:
    explicit Attempt(const Once& once) noexcept : once_(once) {
      once_.runner_.store(detail::this_thread_number(), std::memory_order_relaxed);
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    ~Attempt() {
      once_.runner_.store(0, std::memory_order_relaxed);
      detail::pause_point();
      // Another thread may destroy the object from here on.
      const State before = once_.state_.exchange(ends_in_, std::memory_order_release);
      detail::pause_point();
      if ((before & awaited) != 0) detail::futex_wake_all(once_.state_);
    }
    void succeed() noexcept { ends_in_ = complete; }

   private:
    const Once& once_;
    State ends_in_ = poisoned;
  };

  // `f(state)` returns whether it has performed the action. If it has not, the next thread may try.
  template <class F>
  void run(const Words& words, Poison poison, const F& f) const {
    State state = state_.load(std::memory_order_acquire);
    for (;;) {
      if (state == complete) return;
      if ((state & ~awaited) == running) {
        check_runner(words);
        sleep(state);
        state = state_.load(std::memory_order_acquire);
        continue;
      }
      const bool was_poisoned = (state & ~awaited) == poisoned;
      if (was_poisoned && poison == Poison::Refused) detail::raise(OncePoisonError(words.failed));
      detail::pause_point();
      if (!state_.compare_exchange_weak(state, running | (state & awaited), std::memory_order_acquire)) continue;
      Attempt attempt(*this);
      if (f(OnceState(was_poisoned))) attempt.succeed();
      return;
    }
  }

  bool wait_until_done(const Words& words, Poison poison) const {
    for (;;) {
      const State state = state_.load(std::memory_order_acquire);
      if (state == complete) return true;
      if ((state & ~awaited) == poisoned && poison == Poison::Refused) return false;
      if ((state & ~awaited) == running) check_runner(words);
      sleep(state);
    }
  }

  void check_runner(const Words& words) const {
    if (runner_.load(std::memory_order_relaxed) == detail::this_thread_number()) {
      detail::raise_deadlock(words.asks_for_itself);
    }
  }
  // Sleeps while the state, which is not the last one, does not change.
  void sleep(State state) const noexcept {
    detail::pause_point();
    if ((state & awaited) == 0 && !state_.compare_exchange_strong(state, state | awaited, std::memory_order_relaxed)) {
      return;
    }
    detail::pause_point();
    detail::futex_wait(state_, state | awaited, detail::Deadline::never());
  }

  mutable detail::FutexWord state_{fresh};
  // The number of the thread that performs the action.
  mutable std::atomic<std::uint32_t> runner_{0};
};

// Why all: it holds no value, and its operations are synchronised.
template <>
struct rules::row<Once> : kind::synchronized {};

// Why both: they hold at most a bool.
template <>
struct rules::row<OnceState> : kind::value {};
template <>
struct rules::row<OncePoisonError> : row<OnceState> {};

}  // namespace fearless
