// SPDX-License-Identifier: MIT
// The bounded channel: a ring of slots. The stamp of each slot shows whether a sender or the receiver may use it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/wait/asymmetric_fence.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/sleepers.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>
#include <fearless/sync/mpsc/detail/ends.hpp>

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::mpsc_detail {

// A position consists of a lap and an index; positions only grow. The stamp of a slot is the position (its lowest 32
// bits) of the value that the slot is free for, or one more if that value is in it. docs/channels.md gives the reason
// for each memory order.
template <class S>
class Ring {
  struct Slot : Place<S> {
    std::atomic<std::uint32_t> stamp{0};
  };

 public:
  // Whether a ring may allocate all its memory at once. A channel with a larger bound allocates memory when it needs it
  // (Limited).
  [[nodiscard]] static constexpr bool fits(std::size_t bound) noexcept {
    return bound <= (std::size_t{1} << 20) / sizeof(Slot);
  }

  // `first` is the initial position, a multiple of a lap. Throws std::bad_alloc.
  Ring(Ends& ends, std::size_t bound, std::uint64_t first = 0)
      : ends_(ends), bound_(bound), slots_(new Slot[bound]), tail_(first << flags), full_at_(first), head_(first) {
    for (std::size_t i = 0; i < bound; ++i) slots_[i].stamp.store(stamp(first + i), std::memory_order_relaxed);
  }
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring() = default;

  // Takes the value if the result is Done.
  template <class Stop = NoStop>
  [[nodiscard]] Sent send(S& value, const Deadline& deadline, const Stop& stop = {}) noexcept {
    for (std::uint64_t tail = tail_.load(std::memory_order_relaxed);;) {
      if ((tail & closed) != 0) return Sent::Disconnected;
      const std::uint64_t position = tail >> flags;
      Slot& slot = slots_[index(position)];
      // Acquire: the receiver no longer accesses the previous value of this slot.
      if (slot.stamp.load(std::memory_order_acquire) != stamp(position)) [[unlikely]] {
        if (const Sent room = wait_for_room(deadline, stop); room != Sent::Done) return room;
        tail = tail_.load(std::memory_order_relaxed);
        continue;
      }
      if (!tail_.compare_exchange_weak(tail, after(position) << flags | (tail & asleep), std::memory_order_relaxed)) {
        continue;
      }
      detail::pause_point();
      std::construct_at(std::addressof(slot.value), std::move(value));
      detail::pause_point();
      slot.stamp.store(stamp(position) + 1, std::memory_order_release);
      detail::pause_point();
      if ((tail & asleep) != 0) [[unlikely]]
        wake_receiver();
      return Sent::Done;
    }
  }

  // Wakes the receiver if it sleeps. (The memory orders are those of List.)
  void wake_receiver() noexcept {
    if ((tail_.fetch_and(~asleep, std::memory_order_acq_rel) & asleep) != 0) reception_.wake();
  }

  // The functions from here on are for the receiver. This one calls `use` with the first value and then destroys the
  // value; if there is none, it calls `none` with the reason. For a boxed value, release() gives its capacity back,
  // with the number from the box.
  template <class R, class Use, class None, class Stop = NoStop>
  R receive(const Deadline& deadline, Use&& use, None&& none, const Stop& stop = {}) {
    if (!arrived()) [[unlikely]] {
      if (const Arrival arrival = wait(deadline, stop); arrival != Arrival::Value) return none(arrival);
    }
    // If `use` itself receives from this channel, it gets the next value.
    const std::uint64_t position = std::exchange(head_, after(head_));
    Slot& slot = slots_[index(position)];
    if constexpr (is_boxed<S>) {
      slot.value.box->room = position;
      const Leaving<S> leaving(slot.value);
      return use(std::move(slot.value));
    } else {
      const Release release(*this, position);
      const Leaving<S> leaving(slot.value);
      return use(std::move(slot.value));
    }
  }

  void release(std::uint64_t position) noexcept {
    std::atomic<std::uint32_t>& slot = slots_[index(position)].stamp;
    if (senders_.fenced()) [[likely]] {
      slot.store(stamp(position + lap_), std::memory_order_release);
    } else {
      slot.store(stamp(position + lap_), std::memory_order_seq_cst);
    }
    detail::pause_point();
    senders_.wake_one();
  }

  [[nodiscard]] bool arrived() const noexcept {
    return slots_[index(head_)].stamp.load(std::memory_order_acquire) == stamp(head_) + 1;
  }
  [[nodiscard]] bool nothing_reserved() const noexcept {
    return tail_.load(std::memory_order_acquire) == head_ << flags;
  }
  [[nodiscard]] bool mark_asleep() noexcept {
    std::uint64_t expected = head_ << flags;
    return tail_.compare_exchange_strong(expected, expected | asleep, std::memory_order_acq_rel,
                                         std::memory_order_relaxed);
  }
  bool mark_awake() noexcept { return (tail_.fetch_and(~asleep, std::memory_order_relaxed) & asleep) != 0; }

  // For a thread that waits for several channels at once (Reception).
  [[nodiscard]] bool is_ready() const noexcept { return arrived() || ends_.senders_gone(); }
  [[nodiscard]] bool begin_watch(Signal& signal) { return reception_.begin_watch(*this, ends_, signal); }
  void end_watch() noexcept { reception_.end_watch(*this); }

  // Closes the channel, gives the waiting senders their values back, and destroys the values in the channel, including
  // those whose senders have taken a slot but not yet written the value.
  void close() noexcept {
    const std::uint64_t last = tail_.fetch_or(closed, std::memory_order_seq_cst) >> flags;
    detail::pause_point();
    senders_.wake_all();
    for (; head_ != last; head_ = after(head_)) {
      for (Snoozing snoozing; !arrived();) snoozing.snooze();
      const Leaving<S> leaving(slots_[index(head_)].value);
    }
  }

 private:
  // The flags below the position: `closed` means that no sender may begin any more, `asleep` that the receiver sleeps.
  static constexpr std::uint64_t closed = 1;
  static constexpr std::uint64_t asleep = 2;
  static constexpr int flags = 2;

  struct Release {
    Ring& ring;
    std::uint64_t position;

    Release(Ring& r, std::uint64_t p) noexcept : ring(r), position(p) {}
    Release(const Release&) = delete;
    Release& operator=(const Release&) = delete;
    ~Release() { ring.release(position); }
  };

  // Returns Done if there may be room now.
  template <class Stop>
  [[gnu::noinline]] Sent wait_for_room(const Deadline& deadline, const Stop& stop) noexcept {
    const auto ready = [this] { return room_or_closed(); };
    if (ready()) return Sent::Done;
    if (deadline.is_now()) return Sent::TooLate;
    if (Stopping<Stop>::requested(stop)) return Sent::Stopped;
    const std::uint64_t now = tail_.load(std::memory_order_relaxed) >> flags;
    const std::uint64_t sent = now - full_at_.exchange(now, std::memory_order_relaxed);
    if (spinning_.wait(backlog(sent), deadline, ready)) return Sent::Done;
    return senders_.sleep(deadline, ready, stop) || ready() ? Sent::Done : Sent::TooLate;
  }

  // If the tail has not changed in between, the stamp is that of the next slot. Sequentially consistent: Sleepers
  // requires it.
  [[nodiscard]] bool room_or_closed() const noexcept {
    const std::uint64_t tail = tail_.load(std::memory_order_seq_cst);
    const std::uint64_t position = tail >> flags;
    return (tail & closed) != 0 || slots_[index(position)].stamp.load(std::memory_order_seq_cst) == stamp(position) ||
           tail_.load(std::memory_order_seq_cst) >> flags != position;
  }

  template <class Stop>
  [[gnu::noinline]] Arrival wait(const Deadline& deadline, const Stop& stop) {
    if (deadline.is_now()) return reception_.wait(*this, ends_, 0, deadline, stop);  // this does not wait
    const std::uint64_t received = head_ - std::exchange(empty_at_, head_);
    return reception_.wait(*this, ends_, backlog(received), deadline, stop);
  }

  // Returns the backlog for `Spinning`. The other side can continue only as long as there is room, so this side must
  // check again soon.
  [[nodiscard]] std::size_t backlog(std::uint64_t messages) const noexcept {
    return static_cast<std::size_t>(detail::smaller<std::uint64_t>(messages, bound_) / 8);
  }

  [[nodiscard]] static std::uint32_t stamp(std::uint64_t position) noexcept {
    return static_cast<std::uint32_t>(position);
  }
  [[nodiscard]] std::size_t index(std::uint64_t position) const noexcept {
    return static_cast<std::size_t>(position & (lap_ - 1));
  }
  [[nodiscard]] std::uint64_t after(std::uint64_t position) const noexcept {
    return index(position) + 1 < bound_ ? position + 1 : (position & ~(lap_ - 1)) + lap_;
  }

  // Never changed.
  Ends& ends_;
  const std::size_t bound_;
  // More than the bound, so that position + 1 never equals the position one lap later.
  const std::uint64_t lap_ = std::bit_ceil(std::uint64_t{bound_} + 1);
  const std::unique_ptr<Slot[]> slots_;

  // Used by the senders.
  std::byte apart_[cache_line]{};
  std::atomic<std::uint64_t> tail_;
  std::atomic<std::uint64_t> full_at_;
  Spinning spinning_;

  // Used by the receiver, or rarely changed.
  std::byte apart_too_[cache_line]{};
  std::uint64_t head_;
  std::uint64_t empty_at_ = head_;
  // A fiber waits so often, and so cheaply, that the heavy fence of each wait would take most of the time.
  detail::Sleepers senders_{detail::has_asymmetric_fence() && detail::parker_of_this_thread == nullptr};
  Reception reception_;
};

}  // namespace fearless::mpsc::mpsc_detail
