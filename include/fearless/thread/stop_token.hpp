// SPDX-License-Identifier: MIT
// StopToken: tells a Worker's function when it shall return, and ends the waits that take it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/process.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/detail/wait/waiting.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

namespace fearless {
namespace thread {
namespace detail {

using fearless::detail::Deadline;

// Whether a thread shall stop, and a list of those that sleep until then or until something else happens.
class StopState {
 public:
  // One that sleeps, on its own stack.
  class Sleeper {
   public:
    using Wake = void (*)(Sleeper&) noexcept;
    explicit Sleeper(Wake wake) noexcept : wake_(wake) {}

   private:
    friend class StopState;

    const Wake wake_;
    Sleeper* next_ = nullptr;
    Sleeper* previous_ = nullptr;
    std::uint32_t process_ = 0;  // in whose list it is
  };

  void request() noexcept {
    word_.store(stop, std::memory_order_release);
    fearless::detail::pause_point();
    fearless::detail::futex_wake_all(word_);
    // Who enters the list later finds the word changed: it takes the lock after this.
    const Lock lock(*this);
    for (Sleeper* sleeper = first_; sleeper != nullptr; sleeper = sleeper->next_) sleeper->wake_(*sleeper);
  }
  [[nodiscard]] bool requested() const noexcept { return word_.load(std::memory_order_acquire) == stop; }
  bool wait(const Deadline& deadline) const noexcept {
    while (!requested() && fearless::detail::futex_wait(word_, go_on, deadline)) {
    }
    return requested();
  }

  // Wakes the sleeper when a stop is requested, or now if one was.
  void enter(Sleeper& sleeper) noexcept {
    {
      const Lock lock(*this);
      if (!requested()) {
        sleeper.process_ = process_;
        sleeper.next_ = first_;
        if (first_ != nullptr) first_->previous_ = &sleeper;
        first_ = &sleeper;
        return;
      }
    }
    sleeper.wake_(sleeper);
  }
  // Nobody wakes the sleeper from then on.
  void leave(Sleeper& sleeper) noexcept {
    const Lock lock(*this);
    if (sleeper.process_ != process_) return;
    (sleeper.previous_ == nullptr ? first_ : sleeper.previous_->next_) = sleeper.next_;
    if (sleeper.next_ != nullptr) sleeper.next_->previous_ = sleeper.previous_;
  }

 private:
  static constexpr std::uint32_t go_on = 0;
  static constexpr std::uint32_t stop = 1;

  // Held for a few instructions, and the calls that wake. It says in which process: in a child made by fork, the thread
  // that held it may not be there, nor those in the list, whose stacks may be gone.
  class Lock {
   public:
    explicit Lock(StopState& state) noexcept : state_(state) {
      const std::uint32_t here = this_process();
      for (fearless::detail::Snoozing snoozing;; snoozing.snooze()) {
        std::uint32_t held = 0;
        if (state_.lock_.compare_exchange_strong(held, here, std::memory_order_acquire, std::memory_order_relaxed))
          break;
        if (held != here &&
            state_.lock_.compare_exchange_strong(held, here, std::memory_order_acquire, std::memory_order_relaxed)) {
          break;
        }
      }
      if (std::exchange(state_.process_, here) != here) state_.first_ = nullptr;
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock() { state_.lock_.store(0, std::memory_order_release); }

   private:
    static std::uint32_t this_process() noexcept { return fearless::detail::this_process() + 1; }

    StopState& state_;
  };

  fearless::detail::FutexWord word_{go_on};
  std::atomic<std::uint32_t> lock_{0};  // the number of the process that holds it
  // Both under the lock.
  std::uint32_t process_ = 0;
  Sleeper* first_ = nullptr;
};

}  // namespace detail

/// Tells a Worker's function when it shall return. Copies lead to the same worker. `mpsc::Receiver::recv` and `iter`
/// and `Condvar::wait_while` take one, and end when a stop is requested. C++: `std::stop_token`; Rust has no
/// counterpart in std.
class StopToken {
 public:
  /// For Worker alone.
  explicit StopToken(std::shared_ptr<detail::StopState> state) noexcept : state_(std::move(state)) {}
  /// Whether it shall stop.
  [[nodiscard]] bool stop_requested() const noexcept { return state_->requested(); }
  /// Waits until it shall stop, for at most `span` (of any length): whether it shall. To do something now and then:
  /// `while (!stop.wait_for(1s)) refresh();`.
  template <class Rep, class Period>
  bool wait_for(const std::chrono::duration<Rep, Period>& span) const {
    return state_->wait(detail::Deadline::after(span));
  }
  /// Waits until it shall stop.
  void wait() const { state_->wait(detail::Deadline::never()); }

 private:
  friend struct fearless::detail::Stopping<StopToken>;

  std::shared_ptr<detail::StopState> state_;
};

}  // namespace thread

template <>
struct detail::Stopping<thread::StopToken> {
  static bool requested(const thread::StopToken& token) noexcept { return token.stop_requested(); }

  template <class F>
  class Waking : private thread::detail::StopState::Sleeper {
    using Sleeper = thread::detail::StopState::Sleeper;

   public:
    Waking(const thread::StopToken& token, const F& wake) noexcept
        : Sleeper([](Sleeper& me) noexcept { static_cast<Waking&>(me).call_(); }), state_(*token.state_), call_(wake) {
      state_.enter(*this);
    }
    Waking(const Waking&) = delete;
    Waking& operator=(const Waking&) = delete;
    ~Waking() { state_.leave(*this); }

   private:
    thread::detail::StopState& state_;
    F call_;
  };
};

// Why: a flag that is atomic, and a list that is under a lock.
template <>
struct rules::row<thread::StopToken> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
