// SPDX-License-Identifier: MIT
// Once: something that is done by the first thread that asks, while the others wait for it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/marker.hpp>

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

/// Thrown by what waits for something to be done once when an earlier attempt ended in an exception: by a Once, or by a
/// LazyLock, as `what` says. Rust panics there.
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

/// What the function of `Once::call_once_force` is told. Rust: `std::sync::OnceState`.
class OnceState {
 public:
  /// For Once alone.
  explicit OnceState(bool is_poisoned) noexcept : is_poisoned_(is_poisoned) {}
  /// Whether an earlier attempt ended in an exception. Rust: `OnceState::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return is_poisoned_; }

 private:
  bool is_poisoned_;
};

/// Something to be done once, whatever number of threads ask for it: who asks while it is being done waits, and what it
/// did is seen by everybody whom `call_once` returned to. It can be constant-initialised, and costs one look once it is
/// done. Rust: `std::sync::Once`.
class Once {
 public:
  /// Rust: `Once::new`.
  constexpr Once() noexcept = default;
  /// A Once of its own, which is done if `other` is. It is for moving one to its place, before it is used.
  Once(Once&& other) noexcept : state_(other.is_completed() ? complete : fresh) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  /// Calls `f()` unless that was done, and returns when it was. Throws what `f` throws, and is poisoned then;
  /// OncePoisonError if it is poisoned; std::system_error (resource_deadlock_would_occur) if `f` itself asks for it,
  /// where Rust may hang. Rust: `Once::call_once`.
  template <class F>
    requires std::is_invocable_v<F>
  void call_once(F&& f) const {
    if (is_completed()) return;
    run(own_words, Poison::Refused, [&](const OnceState&) {
      std::invoke(std::forward<F>(f));
      return true;
    });
  }

  /// The same, but if it is poisoned, tries again: `f(state)` is told whether it is. Rust: `Once::call_once_force`.
  template <class F>
    requires std::is_invocable_v<F, const OnceState&>
  void call_once_force(F&& f) const {
    if (is_completed()) return;
    run(own_words, Poison::Ignored, [&](const OnceState& state) {
      std::invoke(std::forward<F>(f), state);
      return true;
    });
  }

  /// Waits until it is done. Throws OncePoisonError if it is poisoned, and std::system_error
  /// (resource_deadlock_would_occur) if this thread is doing it. Rust: `Once::wait`.
  void wait() const {
    if (!wait_until_done(own_words, Poison::Refused)) detail::raise(OncePoisonError());
  }
  /// Waits until it is done, through attempts that fail. Rust: `Once::wait_force`.
  void wait_force() const { wait_until_done(own_words, Poison::Ignored); }

  /// Whether it was done. Rust: `Once::is_completed`.
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
  // Set beside one of the first three by who sleeps until an attempt has ended.
  static constexpr State awaited = 4;
  enum class Poison { Refused, Ignored };

  // What is said of an error by what this is part of.
  struct Words {
    const char* asks_for_itself;
    const char* failed = nullptr;  // where that is an error
  };
  static constexpr Words own_words{"fearless::Once: what is being done asks for itself",
                                   "fearless::Once: an earlier attempt ended in an exception"};

  // Says how an attempt ended, however that is: a thread may be cancelled in it, too.
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
      // The object may be gone from then on.
      const State before = once_.state_.exchange(ends_in_, std::memory_order_release);
      detail::pause_point();
      if ((before & awaited) != 0) detail::futex_wake_all(once_.state_);
    }
    void succeed() noexcept { ends_in_ = complete; }

   private:
    const Once& once_;
    State ends_in_ = poisoned;
  };

  // `f(state)` says whether it did what was to be done; if it did not, the next one may.
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
  // Sleeps while it is in this state, which is not the last one.
  void sleep(State state) const noexcept {
    detail::pause_point();
    if ((state & awaited) == 0 && !state_.compare_exchange_strong(state, state | awaited, std::memory_order_relaxed)) {
      return;
    }
    detail::pause_point();
    detail::futex_wait(state_, state | awaited, detail::Deadline::never());
  }

  mutable detail::FutexWord state_{fresh};
  // The number of the thread that does it.
  mutable std::atomic<std::uint32_t> runner_{0};
};

// Why all: it holds no value, and what it does is synchronised.
template <>
struct rules::row<Once> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

// Why both: they hold no more than a bool.
template <>
struct rules::row<OnceState> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <>
struct rules::row<OncePoisonError> : row<OnceState> {};

}  // namespace fearless
