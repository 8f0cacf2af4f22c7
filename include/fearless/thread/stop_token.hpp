// SPDX-License-Identifier: MIT
// StopToken: tells the function of a Worker when to return, and ends the waits that take the token.
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
namespace thread_detail {

using detail::Deadline;

// Whether a thread shall stop, and a list of those that sleep until then or until another event.
class StopState {
 public:
  // A sleeping thread's entry in the list, on its own stack.
  class Sleeper {
   public:
    using Wake = void (*)(Sleeper&) noexcept;
    explicit Sleeper(Wake wake) noexcept : wake_(wake) {}

   private:
    friend class StopState;

    const Wake wake_;
    Sleeper* next_ = nullptr;
    Sleeper* previous_ = nullptr;
    std::uint32_t process_ = 0;  // the process in whose list it is
  };

  void request() noexcept {
    word_.store(stop, std::memory_order_release);
    detail::pause_point();
    detail::futex_wake_all(word_);
    // A thread that enters the list later takes the lock after this, so it finds the word changed.
    const Lock lock(*this);
    for (Sleeper* sleeper = first_; sleeper != nullptr; sleeper = sleeper->next_) sleeper->wake_(*sleeper);
  }
  [[nodiscard]] bool requested() const noexcept { return word_.load(std::memory_order_acquire) == stop; }
  bool wait(const Deadline& deadline) const noexcept {
    while (!requested() && detail::futex_wait(word_, go_on, deadline)) {
    }
    return requested();
  }

  // Wakes the sleeper when a stop is requested, or now if it was requested before.
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
  // Nobody wakes the sleeper after this call.
  void leave(Sleeper& sleeper) noexcept {
    const Lock lock(*this);
    if (sleeper.process_ != process_) return;
    (sleeper.previous_ == nullptr ? first_ : sleeper.previous_->next_) = sleeper.next_;
    if (sleeper.next_ != nullptr) sleeper.next_->previous_ = sleeper.previous_;
  }

 private:
  static constexpr std::uint32_t go_on = 0;
  static constexpr std::uint32_t stop = 1;

  // This lock is held for a few instructions and for the calls that wake. It stores which process holds it. In a forked
  // child, the thread that held it may not exist, nor may the threads in the list, whose stacks may be gone.
  class Lock {
   public:
    explicit Lock(StopState& state) noexcept : state_(state) {
      const std::uint32_t here = this_process();
      for (detail::Snoozing snoozing;; snoozing.snooze()) {
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
    static std::uint32_t this_process() noexcept { return detail::this_process() + 1; }

    StopState& state_;
  };

  detail::FutexWord word_{go_on};
  std::atomic<std::uint32_t> lock_{0};  // the number of the process that holds it
  // Both are protected by the lock.
  std::uint32_t process_ = 0;
  Sleeper* first_ = nullptr;
};

}  // namespace thread_detail

/// Tells the function of a Worker when to return. Copies refer to the same Worker. Receiving from any kind of channel,
/// `mpsc::SyncSender::send` and `Condvar::wait_while` take a token, and end when a stop is requested. C++:
/// `std::stop_token`; Rust has no counterpart in std.
/// \snippet reference/threads.cpp stop_token
class StopToken {
 public:
  /// For Worker only.
  explicit StopToken(std::shared_ptr<thread_detail::StopState> state) noexcept : state_(std::move(state)) {}
  /// Returns whether a stop was requested. C++: `std::stop_token::stop_requested`.
  [[nodiscard]] bool stop_requested() const noexcept { return state_->requested(); }
  /// Waits until a stop is requested, for at most `span` (of any length). Returns whether it was requested. For a
  /// periodic action: `while (!stop.wait_for(1s)) refresh();`.
  template <class Rep, class Period>
  bool wait_for(const std::chrono::duration<Rep, Period>& span) const {
    return state_->wait(thread_detail::Deadline::after(span));
  }
  /// Waits until a stop is requested.
  void wait() const { state_->wait(thread_detail::Deadline::never()); }

 private:
  friend struct detail::Stopping<StopToken>;

  std::shared_ptr<thread_detail::StopState> state_;
};

}  // namespace thread

template <>
struct detail::Stopping<thread::StopToken> {
  static bool requested(const thread::StopToken& token) noexcept { return token.stop_requested(); }

  template <class F>
  class Waking : private thread::thread_detail::StopState::Sleeper {
    using Sleeper = thread::thread_detail::StopState::Sleeper;

   public:
    Waking(const thread::StopToken& token, const F& wake) noexcept
        : Sleeper([](Sleeper& me) noexcept { static_cast<Waking&>(me).call_(); }), state_(*token.state_), call_(wake) {
      state_.enter(*this);
    }
    Waking(const Waking&) = delete;
    Waking& operator=(const Waking&) = delete;
    ~Waking() { state_.leave(*this); }

   private:
    thread::thread_detail::StopState& state_;
    F call_;
  };
};

// Why: it holds an atomic flag, and a list that is protected by a lock.
template <>
struct rules::row<thread::StopToken> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
