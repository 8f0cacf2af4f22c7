// SPDX-License-Identifier: MIT
// The lock that RwLock uses: many readers or one writer. It knows whether the calling thread is one of them, so that a
// thread that would wait for itself gets an error and does not deadlock. docs/locks.md describes the protocol.
#pragma once

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/lock/read_holds.hpp>
#include <fearless/detail/lock/reader_slots.hpp>
#include <fearless/detail/lock/rwlock_word.hpp>
#include <fearless/detail/lock/watched_mutex.hpp>
#include <fearless/detail/wait/futex_of.hpp>
#include <fearless/detail/wait/pause.hpp>
#include <fearless/detail/wait/pause_point.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <system_error>

namespace fearless::detail {

// A waiting writer keeps new readers out, so that an endless sequence of readers cannot starve it. But a thread that
// reads already may read again, since the writer waits for that thread.
//
// A lock that is read often and written rarely opens the reader slots. A reader then records the lock in a slot of its
// own thread and does not modify the lock at all. A writer closes the slots and has to check the slots of every thread,
// which takes longer. So the slots are opened again only after the readers have had enough time to make up for that
// cost.
class RawRwLock : private WatchedMutex, private RwLockWord {
 public:
  constexpr RawRwLock() noexcept = default;
  RawRwLock(const RawRwLock&) = delete;
  RawRwLock& operator=(const RawRwLock&) = delete;

  // Throws std::system_error, and changes nothing, if this thread writes, or if there are 2^26 readers.
  void read() {
    ReadHolds& holds = read_holds_of_this_thread();
    if (holds.expects_slots(this) && read_by_slot(holds)) return;
    holds.reserve();
    // (The hold is recorded before the lock is taken and removed after it is released, because the same work costs more
    // between the two atomic operations.)
    holds.enter(this);
    const std::uint32_t word = word_.fetch_add(1, std::memory_order_acquire);
    if ((word & keeps_readers_out) == 0) [[likely]] {
      reads_at_once(holds);
      if ((word & slots_open) != 0 || holds.is_sample(sample_period)) [[unlikely]]
        consider_slots(holds);
    } else {
      read_kept_out(holds);
    }
  }

  bool try_read() {
    ReadHolds& holds = read_holds_of_this_thread();
    if (holds.expects_slots(this) && read_by_slot(holds)) return true;
    holds.reserve();
    if (!try_add_reader(holds.has(this))) {
      holds.unreserve();
      return false;
    }
    locked_at_once(Access::Shared, Taken::ByAttempt);
    holds.enter(this);
    return true;
  }

  // Must be called by the thread that reads and owns the guard.
  void read_done() noexcept {
    ReadHolds& holds = read_holds_of_this_thread();
    before_unlock(Access::Shared);
    const bool shown = holds.hide(this);
    if (!shown) remove_reader();
    after_unlock(Access::Shared);
    if (!shown && !holds.leave(this)) [[unlikely]]
      fatal(released_by_another_thread);
  }

  // Throws std::system_error, and changes nothing, if this thread reads or writes already.
  void lock() {
    std::uint32_t free = 0;
    if (word_.compare_exchange_strong(free, writer, std::memory_order_acquire, std::memory_order_relaxed)) [[likely]] {
      locked_at_once(Access::Alone, Taken::ByLocking);
    } else {
      lock_held();
    }
    taken_alone();
  }

  bool try_lock() noexcept {
    if (!try_take() && !try_take_from_slots()) return false;
    locked_at_once(Access::Alone, Taken::ByAttempt);
    taken_alone();
    return true;
  }

  // Must be called by the thread that writes. If another thread calls it, the program ends.
  void unlock() noexcept {
    before_unlock(Access::Alone);
    released_alone();
    std::uint32_t word = writer;
    if (!word_.compare_exchange_strong(word, 0, std::memory_order_release, std::memory_order_relaxed)) [[unlikely]] {
      unlock_and_wake(word);
    }
    after_unlock(Access::Alone);
  }

  // Turns the writer into a reader; no other writer can take the lock in between. Throws std::bad_alloc, and changes
  // nothing then.
  void downgrade() {
    ReadHolds& holds = read_holds_of_this_thread();
    holds.reserve();
    before_unlock(Access::Alone);
    released_alone();
    const std::uint32_t left = word_.fetch_sub(writer - 1, std::memory_order_release) - (writer - 1);
    if ((left & writers_wait) == 0 && (left & readers_sleep) != 0) {
      word_.fetch_and(~readers_sleep, std::memory_order_relaxed);
      futex_wake_all_of(WaitSet::Readers, word_);
    }
    after_unlock(Access::Alone);
    // (A downgrade waits for nobody.)
    locked_at_once(Access::Shared, Taken::ByAttempt);
    holds.enter(this);
  }

 private:
#if defined(FEARLESS_TEST_PAUSE_POINTS)
  static constexpr std::uint32_t sample_period = 2;
  static constexpr std::uint8_t least_calm = 1;
#else
  static constexpr std::uint32_t sample_period = 256;
  static constexpr std::uint8_t least_calm = 8;
#endif

  [[nodiscard]] bool read_by_slot(ReadHolds& holds) noexcept {
    if (!holds.show(this)) return false;
    pause_point();
    // (Acquire: the reader has to see what was written before the slots were opened.)
    if ((word_.load(std::memory_order_acquire) & slots_open) == 0 || !uses_my_slots()) [[unlikely]] {
      static_cast<void>(holds.hide(this));
      holds.expect_slots(this, false);
      return false;
    }
    reads_at_once(holds);
    return true;
  }

  // Tells the checkers about a reader that has recorded its hold or shown it in a slot. A thread that reads already
  // does not wait when it reads again, so the locks that it has taken since do not create an order.
  void reads_at_once(const ReadHolds& holds) noexcept {
    if constexpr (is_watched) {
      locked_at_once(Access::Shared, holds.has_again(this) ? Taken::ByAttempt : Taken::ByLocking);
    }
  }

  // Called by a counted reader if the slots are open, and otherwise once in each sampling period. If the slots are
  // closed, this opens them once enough samples in a row have found that nobody has written.
  [[gnu::noinline]] void consider_slots(ReadHolds& holds) noexcept {
    if (!has_asymmetric_fence() || ReaderSlots::list() == nullptr) return;
    if ((word_.load(std::memory_order_acquire) & slots_open) != 0) {
      holds.expect_slots(this, uses_my_slots());
      return;
    }
    const std::uint8_t calm = calm_.load(std::memory_order_relaxed);
    if (calm < wanted_calm_.load(std::memory_order_relaxed)) {
      calm_.store(static_cast<std::uint8_t>(calm + 1), std::memory_order_relaxed);
      return;
    }
    // The list of slots that a lock uses is chosen once.
    const ReaderSlots::List* list = nullptr;
    if (!slots_.compare_exchange_strong(list, ReaderSlots::list(), std::memory_order_relaxed) &&
        list != ReaderSlots::list()) {
      return;
    }
    std::uint32_t word = word_.load(std::memory_order_relaxed);
    while ((word & ~readers) == 0) {
      if (word_.compare_exchange_weak(word, word | slots_open | slots_used, std::memory_order_release,
                                      std::memory_order_relaxed)) {
        holds.expect_slots(this, true);
        return;
      }
    }
  }

  [[nodiscard]] bool uses_my_slots() const noexcept {
    return slots_.load(std::memory_order_relaxed) == ReaderSlots::list();
  }
  // May be called only after slots_used was seen in the word.
  [[nodiscard]] const ReaderSlots::List& slots() const noexcept { return *slots_.load(std::memory_order_relaxed); }

  // Called by a writer after it has closed the slots. The time that checking the slots takes decides how long they stay
  // closed: it shall be at most a quarter of the time of the reads before it, at ten nanoseconds for each read.
  [[nodiscard]] bool fence_and_look() noexcept {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    asymmetric_fence_heavy();
    const bool read = ReaderSlots::any_shows(slots(), this);
    const std::chrono::nanoseconds took = Clock::now() - begin;
    const auto samples = took.count() * 4 / (10 * std::int64_t{sample_period});
    wanted_calm_.store(static_cast<std::uint8_t>(bounded<std::int64_t>(samples, least_calm, UINT8_MAX)),
                       std::memory_order_relaxed);
    return read;
  }

  // Waits until no slot shows the lock. The slots are closed, and they stay closed until this waiting writer has had
  // its turn.
  [[gnu::noinline]] void wait_for_slots() noexcept {
    if (fence_and_look()) ReaderSlots::wait_until_none_shows(slots(), this);
    // Acquires what the readers did, and releases it to the next writer.
    word_.fetch_and(~slots_used, std::memory_order_acq_rel);
  }

  // Tries to take the lock while the slots are open, and gives it back if a reader shows the lock in a slot.
  [[gnu::noinline]] bool try_take_from_slots() noexcept {
    std::uint32_t word = word_.load(std::memory_order_acquire);
    do {
      if ((word & slots_used) == 0 || !is_free(word & ~slots_used) || ReaderSlots::any_shows(slots(), this))
        return false;
      pause_point();
    } while (!word_.compare_exchange_weak(word, (word & ~(slots_open | slots_used)) | writer, std::memory_order_acquire,
                                          std::memory_order_acquire));
    pause_point();
    if (!fence_and_look()) return true;
    word = word_.load(std::memory_order_relaxed);
    std::uint32_t left = 0;
    do {
      left = ((word - writer) | slots_used) & ~readers_sleep;
      if ((word & writers_wait) == 0) left |= slots_open;
    } while (!word_.compare_exchange_weak(word, left, std::memory_order_release, std::memory_order_relaxed));
    // Wake both groups: a sleeping reader may read the lock already, in which case the writer waits for it.
    if ((word & writers_wait) != 0) futex_wake_one_of(WaitSet::Writers, word_);
    if ((word & readers_sleep) != 0) futex_wake_all_of(WaitSet::Readers, word_);
    return false;
  }

  void taken_alone() noexcept {
    writer_.store(this_thread_number(), std::memory_order_relaxed);
    calm_.store(0, std::memory_order_relaxed);
  }
  void released_alone() noexcept {
    if (writer_.load(std::memory_order_relaxed) != number_of_this_thread()) [[unlikely]]
      fatal(released_by_another_thread);
    writer_.store(0, std::memory_order_relaxed);
  }

  bool try_add_reader(bool again) noexcept {
    std::uint32_t word = word_.load(std::memory_order_relaxed);
    while (may_read(word, again)) {
      if (word_.compare_exchange_weak(word, word + 1, std::memory_order_acquire, std::memory_order_relaxed))
        return true;
    }
    return false;
  }
  bool try_take() noexcept {
    std::uint32_t word = word_.load(std::memory_order_relaxed);
    while (is_free(word)) {
      if (word_.compare_exchange_weak(word, word | writer, std::memory_order_acquire, std::memory_order_relaxed)) {
        return true;
      }
    }
    return false;
  }
  void remove_reader() noexcept {
    const std::uint32_t left = word_.fetch_sub(1, std::memory_order_release) - 1;
    if ((left & writers_wait) != 0 && is_free(left)) [[unlikely]]
      futex_wake_one_of(WaitSet::Writers, word_);
  }

  // Called after the reader has recorded its hold and has incremented the count although it may not read.
  [[gnu::noinline]] void read_kept_out(ReadHolds& holds) {
    remove_reader();
    if (writer_.load(std::memory_order_relaxed) == this_thread_number()) {
      holds.leave(this);
      raise_deadlock("fearless::RwLock: this thread writes already");
    }
    // The recorded hold stays, since removing it would also free the space that was reserved for it. (A thread that
    // reads already does not wait here, because the writer cannot have the lock yet.)
    const bool again = holds.has_again(this);
    const Taken how = again ? Taken::ByAttempt : Taken::ByLocking;
    before_lock(Access::Shared, how);
    const bool taken = wait_to_read(again);
    taken ? after_lock(Access::Shared, how) : not_locked(Access::Shared);
    if (!taken) {
      holds.leave(this);
      raise(std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again),
                              "fearless::RwLock: too many readers"));
    }
  }

  // Returns false if there are too many readers.
  bool wait_to_read(bool again) noexcept {
    Backoff backoff;
    for (;;) {
      if (try_add_reader(again)) return true;
      std::uint32_t word = word_.load(std::memory_order_relaxed);
      if ((word & too_many) != 0) return false;
      if (may_read(word, again) || backoff.again()) continue;
      if ((word & readers_sleep) == 0 &&
          !word_.compare_exchange_weak(word, word | readers_sleep, std::memory_order_relaxed)) {
        continue;
      }
      pause_point();
      futex_wait_in(WaitSet::Readers, word_, word | readers_sleep);
      backoff = Backoff();
    }
  }

  [[gnu::noinline]] void lock_held() {
    if (writer_.load(std::memory_order_relaxed) == this_thread_number()) {
      raise_deadlock("fearless::RwLock: this thread writes already");
    }
    if (read_holds_of_this_thread().has(this)) raise_deadlock("fearless::RwLock: this thread reads already");
    before_lock(Access::Alone, Taken::ByLocking);
    wait_to_write();
    after_lock(Access::Alone, Taken::ByLocking);
  }

  void wait_to_write() noexcept {
    if (try_take()) return;
    // The writer increments the count first and sets the flag second; the end of this function relies on that order.
    waiting_writers_.fetch_add(1, std::memory_order_relaxed);
    pause_point();
    std::uint32_t word = word_.load(std::memory_order_relaxed);
    while (!word_.compare_exchange_weak(word, (word | writers_wait) & ~slots_open, std::memory_order_release,
                                        std::memory_order_relaxed)) {
    }
    pause_point();
    for (Backoff backoff; !try_take();) {
      word = word_.load(std::memory_order_acquire);
      if ((word & slots_used) != 0) {
        wait_for_slots();
        continue;
      }
      if (is_free(word) || backoff.again()) continue;
      pause_point();
      futex_wait_in(WaitSet::Writers, word_, word);
      backoff = Backoff();
    }
    // The last waiting writer clears the flag. A writer that arrives in between has incremented the count before it
    // sets the flag; it sees the flag set, or sets it itself. Nobody acts on the flag meanwhile, because this thread
    // holds the lock.
    if (waiting_writers_.fetch_sub(1, std::memory_order_relaxed) == 1) {
      word_.fetch_and(~writers_wait, std::memory_order_acquire);
      pause_point();
      if (waiting_writers_.load(std::memory_order_relaxed) != 0) {
        word_.fetch_or(writers_wait, std::memory_order_relaxed);
      }
    }
  }

  // Wakes one writer, or all readers if no writer waits. Nothing is written to the lock once it is free, since another
  // thread may then destroy it.
  [[gnu::noinline]] void unlock_and_wake(std::uint32_t word) noexcept {
    std::uint32_t left = 0;
    do {
      left = word - writer;
      if ((left & writers_wait) == 0) left &= ~readers_sleep;
    } while (!word_.compare_exchange_weak(word, left, std::memory_order_release, std::memory_order_relaxed));
    pause_point();
    if ((left & writers_wait) != 0) {
      futex_wake_one_of(WaitSet::Writers, word_);
    } else if ((word & readers_sleep) != 0) {
      futex_wake_all_of(WaitSet::Readers, word_);
    }
  }

  // The list of slots that readers have used, or null if no reader ever used one.
  std::atomic<const ReaderSlots::List*> slots_{nullptr};
  FutexWord word_{0};
  std::atomic<std::uint32_t> waiting_writers_{0};
  // The number of the thread that writes.
  std::atomic<std::uint32_t> writer_{0};
  // `calm_` counts the samples of readers since the last write. When it reaches `wanted_calm_`, the slots are opened.
  std::atomic<std::uint8_t> calm_{0};
  std::atomic<std::uint8_t> wanted_calm_{least_calm};
};

}  // namespace fearless::detail
