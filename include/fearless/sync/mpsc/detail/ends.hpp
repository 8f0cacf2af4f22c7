// SPDX-License-Identifier: MIT
// How many senders a channel has, whether both of its sides are gone, and how the receiver waits.
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

namespace fearless::mpsc::detail {

using fearless::detail::Deadline;
using fearless::detail::NoStop;
using fearless::detail::Signal;
using fearless::detail::Snoozing;
using fearless::detail::Spinning;
using fearless::detail::Stopping;

// Two positions that threads on different processors write are at least this far apart.
inline constexpr std::size_t cache_line = 128;

// What a second one is told.
inline constexpr const char* fiber_waits = "fearless::mpsc: another fiber waits at this receiver";

enum class Sent { Done, TooLate, Disconnected };
enum class Arrival { Value, TooLate, Stopped, Disconnected };

// The senders together own one half of the channel, the receiver owns the other; whoever goes last destroys it.
class Ends {
 public:
  void add_sender() noexcept {
    // Relaxed: a new sender is made from one that is there.
    if (senders_.fetch_add(1, std::memory_order_relaxed) > SIZE_MAX / 2) {
      fearless::detail::fatal("fearless::mpsc: too many senders");
    }
  }
  // Whether it was the last. Release: all it sent is seen by who finds no sender left.
  [[nodiscard]] bool remove_sender() noexcept { return senders_.fetch_sub(1, std::memory_order_acq_rel) == 1; }
  [[nodiscard]] bool senders_gone() const noexcept { return senders_.load(std::memory_order_acquire) == 0; }

  // Gives up one half; whether the other is gone, too. Each half sees all the other did.
  [[nodiscard]] bool leave() noexcept { return half_gone_.exchange(true, std::memory_order_acq_rel); }

 private:
  std::atomic<std::size_t> senders_{1};
  std::atomic<bool> half_gone_{false};
};

// How the receiver waits at a queue whose tail is one atomic word with a mark that says "the receiver sleeps":
// - `arrived()`: whether the first value is there;
// - `nothing_reserved()`: whether no sender has even begun;
// - `mark_asleep()`: sets the mark if no sender has begun, and says whether; `mark_awake()` removes it.
//
// A sender takes its place by changing the same word. Of that change and setting the mark one comes first: either the
// sender finds the mark, and wakes the receiver when the value is there; or the mark is not set. So no value arrives at
// a receiver that sleeps on, and neither side needs a fence.
class Reception {
 public:
  // Throws std::system_error, and changes nothing, if another fiber of this thread waits here.
  template <class Queue, class Stop>
  Arrival wait(Queue& queue, const Ends& ends, std::size_t backlog, const Deadline& deadline, const Stop& stop) {
    const Alone alone(waits_);
    const auto stopped = [&] { return Stopping<Stop>::requested(stop); };
    Arrival in_vain = Arrival::TooLate;
    Snoozing snoozing;
    for (bool look_only = deadline.is_now();;) {
      if (queue.arrived()) return Arrival::Value;
      // What the senders sent is there before they are gone.
      if (ends.senders_gone()) return queue.arrived() ? Arrival::Value : Arrival::Disconnected;
      if (look_only) {
        // A later value may be there already, sent by a thread that knows this one looks only now.
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
      fearless::detail::pause_point();
      if (!queue.mark_asleep()) {
        snoozing.snooze();
        continue;
      }
      fearless::detail::pause_point();
      const auto interrupt = [this]() noexcept { signal_.interrupt(); };
      fearless::detail::sleep_unless_stopped(stop, interrupt, [&] {
        // The last sender goes, and then looks for the mark.
        if (!ends.senders_gone()) signal_.sleep(deadline);
      });
      queue.mark_awake();
    }
  }

  // By whoever removed the mark: at worst for nothing, when the receiver gave up in between.
  void wake() noexcept { signal_.set(woken); }

 private:
  static constexpr std::uint32_t woken = 2;

  // A receiver is used by one thread at a time, which may have several fibers.
  class Alone {
   public:
    explicit Alone(bool& waits) : waits_(waits) {
      if (waits) fearless::detail::raise_deadlock(fiber_waits);
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
  Signal signal_;
};

}  // namespace fearless::mpsc::detail
