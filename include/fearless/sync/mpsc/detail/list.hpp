// SPDX-License-Identifier: MIT
// The unbounded channel: a list of blocks. A sender takes a slot with one atomic addition.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/sync/mpsc/detail/block.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>
#include <fearless/sync/mpsc/detail/ends.hpp>
#include <fearless/sync/mpsc/detail/tail_word.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::mpsc_detail {

// docs/channels.md gives the reason for each memory order.
template <class S>
class List {
  using Block = mpsc_detail::Block<S>;
  using Slot = mpsc_detail::Slot<S>;
  using Word = TailWord<Block>;

 public:
  explicit List(Ends& ends) noexcept : ends_(ends) {}
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() { Block::destroy(spare_.load(std::memory_order_relaxed)); }

  // Takes the value, unless the receiver is gone. Throws std::bad_alloc, and changes nothing then.
  [[nodiscard]] bool send(S& value) {
    // Acquire: this thread sees the slots of the block as they were initialised by the thread that added the block.
    Word place(tail_.fetch_add(1, std::memory_order_acquire));
    if (place.number() >= Block::limit) [[unlikely]] {
      place = find_place(place);
      if (place.is_closed()) return false;
    }
    detail::pause_point();
    Slot* slot = place.block()->slot(place.number());
    std::construct_at(std::addressof(slot->value), std::move(value));
    detail::pause_point();
    slot->full.store(1, std::memory_order_release);
    detail::pause_point();
    // The receiver may have freed the block by now.
    if (place.receiver_sleeps()) [[unlikely]]
      wake_receiver();
    return true;
  }

  [[nodiscard]] bool is_closed() const noexcept { return Word(tail_.load(std::memory_order_seq_cst)).is_closed(); }

  // Wakes the receiver if it sleeps.
  void wake_receiver() noexcept {
    // Release: the receiver sees that the last sender is gone. Acquire: this thread sees that the receiver is ready to
    // be woken.
    if (Word(tail_.fetch_and(~Word::asleep, std::memory_order_acq_rel)).receiver_sleeps()) reception_.wake();
  }

  // The functions from here on are for the receiver. This one calls `use` with the first value and then destroys the
  // value; if there is none, it calls `none` with the reason.
  template <class R, class Use, class None, class Stop = NoStop>
  R receive(const Deadline& deadline, Use&& use, None&& none, const Stop& stop = {}) {
    if (!arrived()) [[unlikely]] {
      if (const Arrival arrival = wait(deadline, stop); arrival != Arrival::Value) return none(arrival);
    }
    // If `use` itself receives from this channel, it gets the next value.
    Slot* slot = cursor_++;
    if constexpr (std::is_trivially_copyable_v<S> || is_boxed<S>) {
      const Leaving<S> leaving(slot->value);
      return use(std::move(slot->value));
    } else {
      const Visit visit(*this);
      const Leaving<S> leaving(slot->value);
      return use(std::move(slot->value));
    }
  }

  static void release(std::uint64_t) noexcept {}  // the capacity is unlimited

  [[nodiscard]] bool arrived() noexcept {
    if (cursor_ == end() && !enter_next_block()) return false;
    return cursor_->full.load(std::memory_order_acquire) != 0;
  }
  [[nodiscard]] bool nothing_reserved() const noexcept {
    return tail_.load(std::memory_order_acquire) == here().bits();
  }
  [[nodiscard]] bool mark_asleep() noexcept {
    std::uint64_t expected = here().bits();
    // Release: the receiver is ready to be woken. Acquire: if the last sender checked the mark earlier, this thread
    // sees that it is gone.
    return tail_.compare_exchange_strong(expected, expected | Word::asleep, std::memory_order_acq_rel,
                                         std::memory_order_relaxed);
  }
  bool mark_awake() noexcept {
    return Word(tail_.fetch_and(~Word::asleep, std::memory_order_relaxed)).receiver_sleeps();
  }

  // For a thread that waits for several channels at once (Reception).
  [[nodiscard]] bool is_ready() noexcept { return arrived() || ends_.senders_gone(); }
  [[nodiscard]] bool begin_watch(Signal& signal) { return reception_.begin_watch(*this, ends_, signal); }
  void end_watch() noexcept { reception_.end_watch(*this); }

  // Closes the channel and destroys the values in it, including those whose senders have taken a slot but not yet
  // written the value.
  void close() noexcept {
    // Sequentially consistent: Limited requires it.
    const Word last(tail_.exchange(Word::closed().bits(), std::memory_order_seq_cst));
    detail::pause_point();
    for (Snoozing snoozing; last.block() != nullptr;) {
      if (block_ == nullptr || (cursor_ == end() && block_ != last.block())) {
        enter_next_block() ? void() : snoozing.snooze();
        continue;
      }
      if (block_ == last.block() && cursor_ == block_->slot(detail::smaller(last.number(), Block::limit))) break;
      if (cursor_->full.load(std::memory_order_acquire) == 0) {
        snoozing.snooze();
        continue;
      }
      const Leaving<S> leaving((cursor_++)->value);
      snoozing = Snoozing();
    }
    Block::destroy(std::exchange(block_, nullptr));
    cursor_ = nullptr;
    Block::destroy(spare_.exchange(nullptr, std::memory_order_acquire));
  }

 private:
  // While user code of a value runs, the block of that value is not freed, even if that code receives the rest of the
  // block.
  class Visit {
   public:
    explicit Visit(List& list) noexcept : list_(list) { ++list_.visits_; }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() {
      if (--list_.visits_ != 0) return;
      while (list_.retired_ != nullptr) [[unlikely]] {
        Block::destroy(std::exchange(list_.retired_, list_.retired_->next.load(std::memory_order_relaxed)));
      }
    }

   private:
    List& list_;
  };

  // Finds the slot of a sender that got a number behind the end of a block. Returns a closed word if the channel is
  // closed.
  [[gnu::noinline]] Word find_place(Word place) {
    while (place.number() >= Block::limit) {
      if (place.is_closed()) {
        // Takes back the addition of this thread, and those of others, so that the number never overflows its bits.
        tail_.store(Word::closed().bits(), std::memory_order_relaxed);
        return place;
      }
      // The first sender behind the end adds the next block. The others wait until it is there, and then take a new
      // number.
      if (place.number() == Block::limit) return add_block(place);
      for (Snoozing snoozing; Word(tail_.load(std::memory_order_relaxed)).is_being_extended();) snoozing.snooze();
      place = Word(tail_.fetch_add(1, std::memory_order_acquire));
    }
    return place;
  }

  // Until the tail refers to the new block, a concurrent close may free the full block. So this function does not
  // access the full block before that. Afterwards nobody, not even close, gets past the full block before its `next`
  // was stored.
  Word add_block(Word place) {
    Resignation resignation{tail_};
    Block* block = spare_.exchange(nullptr, std::memory_order_acquire);
    if (block == nullptr) {
      block = Block::make(capacity_.load(std::memory_order_relaxed));
      if (!Word::can_hold(block)) {
        Block::destroy(block);
        detail::raise(std::bad_alloc());
      }
    } else {
      block->reset();
    }
    capacity_.store(Block::after(block->capacity()), std::memory_order_relaxed);
    Word here = Word::at(block, block->first());
    std::uint64_t now = tail_.load(std::memory_order_relaxed);
    do {
      if (Word(now).is_closed()) {
        resignation.dismiss();
        Block::destroy(block);
        return Word::closed();
      }
      here = Word::at(block, block->first()).with_mark_of(Word(now));
    } while (!tail_.compare_exchange_weak(now, here.bits() + 1, std::memory_order_release, std::memory_order_relaxed));
    resignation.dismiss();
    detail::pause_point();
    (place.block() == nullptr ? first_ : place.block()->next).store(block, std::memory_order_release);
    return here;
  }

  // If there was no memory for the new block, this lets another sender be the first behind the end of the block.
  struct Resignation {
    std::atomic<std::uint64_t>& tail;
    bool dismissed = false;

    void dismiss() noexcept { dismissed = true; }
    ~Resignation() {
      if (dismissed) return;
      std::uint64_t now = tail.load(std::memory_order_relaxed);
      while (!Word(now).is_closed() &&
             !tail.compare_exchange_weak(now, Word(now).with_number(Block::limit).bits(), std::memory_order_relaxed)) {
      }
    }
  };

  template <class Stop>
  [[gnu::noinline]] Arrival wait(const Deadline& deadline, const Stop& stop) {
    if (deadline.is_now()) return reception_.wait(*this, ends_, 0, deadline, stop);  // this does not wait
    const std::size_t backlog = received() - std::exchange(received_at_last_wait_, received());
    return reception_.wait(*this, ends_, backlog, deadline, stop);
  }

  bool enter_next_block() noexcept {
    Block* next = (block_ == nullptr ? first_ : block_->next).load(std::memory_order_acquire);
    if (next == nullptr) return false;
    if (block_ != nullptr) retire(block_);
    block_ = next;
    cursor_ = next->slot(next->first());
    received_before_ += next->capacity();
    return true;
  }

  // Keeps one block of the full size for the senders. Release: this thread no longer accesses its slots.
  void retire(Block* block) noexcept {
    if (visits_ != 0) {
      block->next.store(std::exchange(retired_, block), std::memory_order_relaxed);
    } else if (block->capacity() == Block::most && spare_.load(std::memory_order_relaxed) == nullptr) {
      spare_.store(block, std::memory_order_release);
    } else {
      Block::destroy(block);
    }
  }

  [[nodiscard]] Slot* end() const noexcept { return reinterpret_cast<Slot*>(block_); }
  [[nodiscard]] std::size_t received() const noexcept {
    return received_before_ - static_cast<std::size_t>(end() - cursor_);
  }
  // The value of the tail if no slot behind the last received one is taken.
  [[nodiscard]] Word here() const noexcept {
    return Word::at(block_, Block::limit - static_cast<std::uint32_t>(end() - cursor_));
  }

  // Used by the receiver, or rarely changed.
  Ends& ends_;
  Block* block_ = nullptr;
  Slot* cursor_ = nullptr;  // the next slot to receive from; the end of the slots is the address of the block itself
  Block* retired_ = nullptr;
  std::size_t visits_ = 0;
  std::size_t received_before_ = 0;  // the number of values received up to the end of this block
  std::size_t received_at_last_wait_ = 0;
  std::atomic<Block*> first_{nullptr};
  Reception reception_;

  // Used by the senders.
  std::byte apart_[cache_line]{};
  std::atomic<std::uint64_t> tail_{Word::at(nullptr, Block::limit).bits()};
  std::atomic<Block*> spare_{nullptr};
  std::atomic<std::uint32_t> capacity_{Block::least};  // of the next block; only one thread at a time changes it
};

}  // namespace fearless::mpsc::mpsc_detail
