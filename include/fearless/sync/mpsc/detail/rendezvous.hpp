// SPDX-License-Identifier: MIT
// The channel that holds nothing: a sender and the receiver meet, and the value goes from hand to hand.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>
#include <fearless/sync/mpsc/detail/ends.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace fearless::mpsc::detail {

// Who comes first waits for the other, at a packet on its own stack. The lock guards the list of waiting senders and
// where the receiver waits; no value is touched under it: whoever takes a packet off there has it for itself until it
// sets the packet's news, after which the packet may be gone.
template <class S>
class Rendezvous {
  static constexpr std::uint32_t done = 2;          // the value was taken, or is there
  static constexpr std::uint32_t disconnected = 3;  // the other side is gone; a sender keeps its value

  struct WaitingSender {
    S* value;
    WaitingSender* next = nullptr;
    Signal signal{};
  };
  struct WaitingReceiver : Place<S> {
    Signal signal;
  };

 public:
  explicit Rendezvous(Ends& ends) noexcept : ends_(ends) {}
  Rendezvous(const Rendezvous&) = delete;
  Rendezvous& operator=(const Rendezvous&) = delete;
  ~Rendezvous() = default;

  // Takes the value, if the result is Done.
  [[nodiscard]] Sent send(S& value, const Deadline& deadline) noexcept {
    WaitingSender me{&value};
    {
      std::unique_lock lock = lock_soon();
      if (closed_) return Sent::Disconnected;
      if (receiver_ != nullptr) {
        WaitingReceiver* const receiver = std::exchange(receiver_, nullptr);
        lock.unlock();
        fearless::detail::pause_point();
        std::construct_at(std::addressof(receiver->value), std::move(value));
        receiver->signal.set(done);
        return Sent::Done;
      }
      if (deadline.is_now()) return Sent::TooLate;
      (last_ == nullptr ? first_ : last_->next) = &me;
      last_ = &me;
    }
    std::uint32_t news = wait(me.signal, sender_spins_, deadline);
    if (news == Signal::none) {
      if (withdraw(me)) return Sent::TooLate;
      news = wait(me.signal, sender_spins_, Deadline::never());
    }
    return news == done ? Sent::Done : Sent::Disconnected;
  }

  // If the receiver waits, now that the last sender is gone.
  void wake_receiver() noexcept {
    std::unique_lock lock = lock_soon();
    WaitingReceiver* const receiver = std::exchange(receiver_, nullptr);
    lock.unlock();
    fearless::detail::pause_point();
    if (receiver != nullptr) receiver->signal.set(disconnected);
  }

  // The rest is for the receiver. Calls `use` with the value, and destroys that; or `none` with why there is none.
  template <class R, class Use, class None, class Stop = NoStop>
  R receive(const Deadline& deadline, Use&& use, None&& none, const Stop& stop = {}) {
    WaitingReceiver me;
    {
      std::unique_lock lock = lock_soon();
      if (first_ != nullptr) {
        WaitingSender* const sender = take_first();
        lock.unlock();
        fearless::detail::pause_point();
        const Taking taking{*sender};
        return use(std::move(*sender->value));
      }
      if (ends_.senders_gone()) return none(Arrival::Disconnected);
      if (deadline.is_now()) return none(Arrival::TooLate);
      if (receiver_ != nullptr) fearless::detail::raise_deadlock(fiber_waits);
      receiver_ = &me;
    }
    const auto stopped = [&] { return Stopping<Stop>::requested(stop); };
    const auto interrupt = [&me]() noexcept { me.signal.interrupt(); };
    std::uint32_t news = fearless::detail::sleep_unless_stopped(
        stop, interrupt, [&] { return wait(me.signal, receiver_spins_, deadline, stopped); });
    if (news == Signal::none) {
      if (withdraw(me)) return none(stopped() ? Arrival::Stopped : Arrival::TooLate);
      // A sender is moving its value here.
      me.signal.resume();
      news = wait(me.signal, receiver_spins_, Deadline::never());
    }
    if (news == disconnected) return none(Arrival::Disconnected);
    const Leaving<S> leaving(me.value);
    return use(std::move(me.value));
  }

  // Perhaps: to know it would take as long as to receive.
  [[nodiscard]] static constexpr bool arrived() noexcept { return true; }

  static void release(std::uint64_t) noexcept {}

  // Gives every waiting sender its value back.
  void close() noexcept {
    std::unique_lock lock = lock_soon();
    closed_ = true;
    last_ = nullptr;
    WaitingSender* sender = std::exchange(first_, nullptr);
    lock.unlock();
    fearless::detail::pause_point();
    while (sender != nullptr) std::exchange(sender, sender->next)->signal.set(disconnected);
  }

 private:
  // The sender goes on when its value was moved (and not before: the value is on its stack). What is left there is its
  // own to destroy.
  struct Taking {
    WaitingSender& sender;
    ~Taking() {
      fearless::detail::pause_point();
      sender.signal.set(done);
    }
  };

  // It is held for a few instructions: seldom is it worth sleeping for.
  [[nodiscard]] std::unique_lock<std::mutex> lock_soon() noexcept {
    std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock()) {
      Snoozing snoozing;
      for (int i = 0; i < 10 && !lock.try_lock(); ++i) snoozing.snooze();
      if (!lock.owns_lock()) lock.lock();
    }
    return lock;
  }

  // What was set; or none, if the deadline has passed, or `stopped()` holds and the signal was interrupted.
  template <class Stopped>
  static std::uint32_t wait(Signal& signal, Spinning& spinning, const Deadline& deadline,
                            const Stopped& stopped) noexcept {
    const auto ready = [&] { return signal.news() != Signal::none || stopped(); };
    return spinning.wait(0, deadline, ready) ? signal.news() : signal.sleep(deadline);
  }
  static std::uint32_t wait(Signal& signal, Spinning& spinning, const Deadline& deadline) noexcept {
    return wait(signal, spinning, deadline, [] { return false; });
  }

  // Whether nobody has taken the packet off yet.
  [[nodiscard]] bool withdraw(WaitingReceiver& me) noexcept {
    const std::unique_lock lock = lock_soon();
    return receiver_ == &me ? receiver_ = nullptr, true : false;
  }
  [[nodiscard]] bool withdraw(WaitingSender& me) noexcept {
    const std::unique_lock lock = lock_soon();
    WaitingSender* previous = nullptr;
    for (WaitingSender* s = first_; s != nullptr; previous = std::exchange(s, s->next)) {
      if (s != &me) continue;
      (previous == nullptr ? first_ : previous->next) = me.next;
      if (last_ == &me) last_ = previous;
      return true;
    }
    return false;
  }

  WaitingSender* take_first() noexcept {
    WaitingSender* const sender = first_;
    first_ = sender->next;
    if (first_ == nullptr) last_ = nullptr;
    return sender;
  }

  Ends& ends_;
  std::mutex mutex_;
  WaitingSender* first_ = nullptr;  // who has waited longest
  WaitingSender* last_ = nullptr;
  WaitingReceiver* receiver_ = nullptr;
  bool closed_ = false;
  Spinning sender_spins_;
  Spinning receiver_spins_;
};

}  // namespace fearless::mpsc::detail
