// SPDX-License-Identifier: MIT
// The number of a channel's senders, whether both of its sides are gone, and how the receiver waits.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/detail/wait/waiting.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace fearless::mpsc::mpsc_detail {

using detail::Deadline;
using detail::NoStop;
using detail::Signal;
using detail::Snoozing;
using detail::Spinning;
using detail::Stopping;

// The minimum distance between two variables that threads on different processors write.
inline constexpr std::size_t cache_line = 128;

// What a sender sets the receiver's signal to.
inline constexpr std::uint32_t woken = 2;

// The message for a second fiber that waits at one receiver.
inline constexpr const char* fiber_waits = "fearless::mpsc: another fiber waits at this receiver";

enum class Sent { Done, TooLate, Stopped, Disconnected };
enum class Arrival { Value, TooLate, Stopped, Disconnected };

// The senders together own one half of the channel, and the receiver owns the other. The side that leaves last destroys
// the channel.
class Ends {
 public:
  void add_sender() noexcept {
    // Relaxed: a new sender is always a copy of an existing one.
    if (senders_.fetch_add(1, std::memory_order_relaxed) > SIZE_MAX / 2) {
      detail::fatal("fearless::mpsc: too many senders");
    }
  }
  // Returns whether it was the last sender. Release: whoever finds no sender left sees everything that was sent.
  [[nodiscard]] bool remove_sender() noexcept { return senders_.fetch_sub(1, std::memory_order_acq_rel) == 1; }
  [[nodiscard]] bool senders_gone() const noexcept { return senders_.load(std::memory_order_acquire) == 0; }

  // Gives up one half. Returns whether the other half is gone, too. The later side sees everything that the earlier
  // side did.
  [[nodiscard]] bool leave() noexcept { return half_gone_.exchange(true, std::memory_order_acq_rel); }

 private:
  std::atomic<std::size_t> senders_{1};
  std::atomic<bool> half_gone_{false};
};

// How the receiver waits on a queue whose tail is one atomic word, with a mark for "the receiver sleeps". The queue
// provides
// - `arrived()`: whether the first value is there;
// - `nothing_reserved()`: whether no sender has taken a slot;
// - `mark_asleep()`: sets the mark if no sender has taken a slot, and returns whether it did; `mark_awake()` removes
//   it, and returns whether no sender had removed it.
//
// A sender takes its slot by changing the same word. Either that change or setting the mark comes first. If the mark
// comes first, the sender finds it and wakes the receiver when the value is there. If the sender comes first, the mark
// is not set. So the receiver never sleeps after a value has arrived, and neither side needs a fence.
class Reception {
 public:
  // Throws std::system_error, and changes nothing, if another fiber of this thread waits here already.
  template <class Queue, class Stop>
  Arrival wait(Queue& queue, const Ends& ends, std::size_t backlog, const Deadline& deadline, const Stop& stop) {
    const Alone alone(waits_);
    const auto stopped = [&] { return Stopping<Stop>::requested(stop); };
    Arrival in_vain = Arrival::TooLate;
    Snoozing snoozing;
    for (bool look_only = deadline.is_now();;) {
      if (queue.arrived()) return Arrival::Value;
      // If all senders are gone, everything that they sent has arrived.
      if (ends.senders_gone()) return queue.arrived() ? Arrival::Value : Arrival::Disconnected;
      if (look_only) {
        // A later value may have arrived already, and its sender may know that this thread only starts to look now.
        if (queue.nothing_reserved()) return in_vain;
        snoozing.snooze();
        continue;
      }
      if (stopped()) {
        in_vain = Arrival::Stopped;
        look_only = true;
        continue;
      }
      const auto ready = [&] { return queue.arrived() || ends.senders_gone() || stopped(); };
      if (spinning_.wait(backlog, deadline, ready)) continue;
      backlog = 0;
      if (deadline.left().count() <= 0) {
        look_only = true;
        continue;
      }
      signal_.reset();
      detail::pause_point();
      if (!queue.mark_asleep()) {
        snoozing.snooze();
        continue;
      }
      detail::pause_point();
      const auto interrupt = [this]() noexcept { signal_.interrupt(); };
      detail::sleep_unless_stopped(stop, interrupt, [&] {
        // The last sender leaves first and then checks the mark.
        if (!ends.senders_gone()) signal_.sleep(deadline);
      });
      if (!queue.mark_awake()) ++marks_taken_;
    }
  }

  // For a thread that waits for several channels at once: a sender sets `signal` instead, until `end_watch`. Returns
  // false, and changes nothing, if the thread has to look at the queue once more. Throws std::system_error, and changes
  // nothing, if a fiber of this thread waits here already.
  template <class Queue>
  bool begin_watch(Queue& queue, const Ends& ends, Signal& signal) {
    if (waits_) detail::raise_deadlock(fiber_waits);
    // A sender that took the mark in an earlier wait may only now be reading `watch_`.
    wait_for_wakers();
    watch_ = &signal;
    detail::pause_point();
    if (!queue.mark_asleep()) {
      watch_ = nullptr;
      return false;
    }
    waits_ = true;
    if (!ends.senders_gone()) return true;
    end_watch(queue);
    return false;
  }
  // Afterwards no sender accesses the signal.
  template <class Queue>
  void end_watch(Queue& queue) noexcept {
    if (!queue.mark_awake()) ++marks_taken_;
    wait_for_wakers();
    watch_ = nullptr;
    waits_ = false;
  }

  // Called by the thread that removed the mark. If the receiver has given up meanwhile, this is a spurious wake-up.
  void wake() noexcept {
    (watch_ == nullptr ? signal_ : *watch_).set(woken);
    detail::pause_point();
    // Release: this thread no longer accesses the signal.
    wakers_done_.fetch_add(1, std::memory_order_release);
  }

 private:
  // The receiver knows how many senders removed the mark, and each of them says when it has woken the receiver.
  void wait_for_wakers() noexcept {
    for (Snoozing snoozing; wakers_done_.load(std::memory_order_acquire) != marks_taken_;) snoozing.snooze();
  }

  // One thread at a time uses a receiver, but that thread may run several fibers.
  class Alone {
   public:
    explicit Alone(bool& waits) : waits_(waits) {
      if (waits) detail::raise_deadlock(fiber_waits);
      waits = true;
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;
    ~Alone() { waits_ = false; }

   private:
    bool& waits_;
  };

  [[no_unique_address]] Spinning spinning_;
  bool waits_ = false;
  std::uint32_t marks_taken_ = 0;
  std::atomic<std::uint32_t> wakers_done_{0};
  Signal* watch_ = nullptr;
  Signal signal_;
};

}  // namespace fearless::mpsc::mpsc_detail
