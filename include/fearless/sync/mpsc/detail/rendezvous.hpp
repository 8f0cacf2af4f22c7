// SPDX-License-Identifier: MIT
// The channel without a buffer: a sender and the receiver meet, and the value is moved directly from one to the other.
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

namespace fearless::mpsc::mpsc_detail {

// The side that arrives first waits for the other, in a packet on its own stack. The mutex protects the list of waiting
// senders and the pointer to the waiting receiver, and no value is accessed while it is held. A thread that takes a
// packet off owns it until it sets the packet's signal. After that, the packet may be destroyed.
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

  // Takes the value if the result is Done.
  template <class Stop = NoStop>
  [[nodiscard]] Sent send(S& value, const Deadline& deadline, const Stop& stop = {}) noexcept {
    WaitingSender me{&value};
    {
      std::unique_lock lock = lock_soon();
      if (closed_) return Sent::Disconnected;
      if (receiver_ != nullptr) {
        WaitingReceiver* const receiver = std::exchange(receiver_, nullptr);
        lock.unlock();
        detail::pause_point();
        std::construct_at(std::addressof(receiver->value), std::move(value));
        receiver->signal.set(done);
        return Sent::Done;
      }
      if (deadline.is_now()) return Sent::TooLate;
      (last_ == nullptr ? first_ : last_->next) = &me;
      last_ = &me;
      tell_watch();
    }
    std::uint32_t news = wait_unless_stopped(stop, me.signal, sender_spins_, deadline);
    if (news == Signal::none) {
      if (withdraw(me)) return Stopping<Stop>::requested(stop) ? Sent::Stopped : Sent::TooLate;
      // The receiver is moving the value out.
      me.signal.resume();
      news = wait(me.signal, sender_spins_, Deadline::never());
    }
    return news == done ? Sent::Done : Sent::Disconnected;
  }

  // Wakes the receiver if it waits, since the last sender is gone.
  void wake_receiver() noexcept {
    std::unique_lock lock = lock_soon();
    WaitingReceiver* const receiver = std::exchange(receiver_, nullptr);
    tell_watch();
    lock.unlock();
    detail::pause_point();
    if (receiver != nullptr) receiver->signal.set(disconnected);
  }

  // The functions from here on are for the receiver. This one calls `use` with the value and then destroys the value;
  // if there is none, it calls `none` with the reason.
  template <class R, class Use, class None, class Stop = NoStop>
  R receive(const Deadline& deadline, Use&& use, None&& none, const Stop& stop = {}) {
    WaitingReceiver me;
    {
      std::unique_lock lock = lock_soon();
      if (first_ != nullptr) {
        WaitingSender* const sender = take_first();
        lock.unlock();
        detail::pause_point();
        const Taking taking{*sender};
        return use(std::move(*sender->value));
      }
      if (ends_.senders_gone()) return none(Arrival::Disconnected);
      if (deadline.is_now()) return none(Arrival::TooLate);
      if (receiver_ != nullptr || watch_ != nullptr) detail::raise_deadlock(fiber_waits);
      receiver_ = &me;
    }
    std::uint32_t news = wait_unless_stopped(stop, me.signal, receiver_spins_, deadline);
    if (news == Signal::none) {
      if (withdraw(me)) return none(Stopping<Stop>::requested(stop) ? Arrival::Stopped : Arrival::TooLate);
      // A sender is moving its value into the packet.
      me.signal.resume();
      news = wait(me.signal, receiver_spins_, Deadline::never());
    }
    if (news == disconnected) return none(Arrival::Disconnected);
    const Leaving<S> leaving(me.value);
    return use(std::move(me.value));
  }

  // Always true, which means "perhaps": finding out would take as long as receiving.
  [[nodiscard]] static constexpr bool arrived() noexcept { return true; }

  // For a thread that waits for several channels at once: a sender that arrives, or the last one that goes, sets
  // `signal`, until `end_watch`. Returns false, and changes nothing, if a sender waits, or none is left. Throws
  // std::system_error, and changes nothing, if a fiber of this thread waits here already.
  [[nodiscard]] bool begin_watch(Signal& signal) {
    const std::unique_lock lock = lock_soon();
    if (receiver_ != nullptr || watch_ != nullptr) detail::raise_deadlock(fiber_waits);
    if (first_ != nullptr || ends_.senders_gone()) return false;
    watch_ = &signal;
    return true;
  }
  // Afterwards no sender accesses the signal, which is set under the lock.
  void end_watch() noexcept {
    const std::unique_lock lock = lock_soon();
    watch_ = nullptr;
  }
  [[nodiscard]] bool is_ready() noexcept {
    const std::unique_lock lock = lock_soon();
    return first_ != nullptr || ends_.senders_gone();
  }

  static void release(std::uint64_t) noexcept {}

  // Gives its value back to every sender that waits.
  void close() noexcept {
    std::unique_lock lock = lock_soon();
    closed_ = true;
    last_ = nullptr;
    WaitingSender* sender = std::exchange(first_, nullptr);
    lock.unlock();
    detail::pause_point();
    while (sender != nullptr) std::exchange(sender, sender->next)->signal.set(disconnected);
  }

 private:
  // Lets the sender continue once its value was moved out, and not before, since the value is on the sender's stack.
  // The sender destroys the moved-from value.
  struct Taking {
    WaitingSender& sender;
    ~Taking() {
      detail::pause_point();
      sender.signal.set(done);
    }
  };

  // Called with the lock held.
  void tell_watch() noexcept {
    if (watch_ != nullptr) watch_->set(woken);
  }

  // The mutex is held for a few instructions only, so sleeping is rarely worthwhile.
  [[nodiscard]] std::unique_lock<std::mutex> lock_soon() noexcept {
    std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock()) {
      Snoozing snoozing;
      for (int i = 0; i < 10 && !lock.try_lock(); ++i) snoozing.snooze();
      if (!lock.owns_lock()) lock.lock();
    }
    return lock;
  }

  // Returns the number that was set. Returns none if the deadline has passed, or if the signal was interrupted and
  // `stopped()` is true.
  template <class Stopped>
  static std::uint32_t wait(Signal& signal, Spinning& spinning, const Deadline& deadline,
                            const Stopped& stopped) noexcept {
    const auto ready = [&] { return signal.news() != Signal::none || stopped(); };
    return spinning.wait(0, deadline, ready) ? signal.news() : signal.sleep(deadline);
  }
  static std::uint32_t wait(Signal& signal, Spinning& spinning, const Deadline& deadline) noexcept {
    return wait(signal, spinning, deadline, [] { return false; });
  }
  // The same; it returns none if a stop was requested, too.
  template <class Stop>
  static std::uint32_t wait_unless_stopped(const Stop& stop, Signal& signal, Spinning& spinning,
                                           const Deadline& deadline) {
    const auto stopped = [&] { return Stopping<Stop>::requested(stop); };
    const auto interrupt = [&signal]() noexcept { signal.interrupt(); };
    return detail::sleep_unless_stopped(stop, interrupt, [&] { return wait(signal, spinning, deadline, stopped); });
  }

  // Takes the packet off. Returns false if a sender has already taken it off.
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
  WaitingSender* first_ = nullptr;  // the sender that has waited longest
  WaitingSender* last_ = nullptr;
  WaitingReceiver* receiver_ = nullptr;
  Signal* watch_ = nullptr;
  bool closed_ = false;
  Spinning sender_spins_;
  Spinning receiver_spins_;
};

}  // namespace fearless::mpsc::mpsc_detail
