// SPDX-License-Identifier: MIT
// The lock below RwLock: many readers or one writer, and it knows whether the calling thread is one of them, so that
// what would wait for itself is an error and not a hang. docs/locks.md has its protocol.
#pragma once

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/lock/read_holds.hpp>
#include <fearless/detail/lock/reader_slots.hpp>
#include <fearless/detail/lock/watched_mutex.hpp>
#include <fearless/detail/wait/futex_of.hpp>
#include <fearless/detail/wait/pause.hpp>
#include <fearless/detail/wait/pause_point.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <system_error>

namespace fearless::detail {

// A writer that waits keeps new readers out, so that readers who follow one another do not keep it out forever; but not
// a thread that reads already, which the writer waits for.
//
// The word counts the readers, below flags and one bit that shows that there are too many. A reader adds itself before
// it looks, and takes itself away again if it may not read: one locked operation, and no loop, where nobody writes.
//
// A lock that is read often and written rarely opens the readers' slots: who reads shows that in places of its own
// thread, and changes nothing of the lock. A writer closes them and looks at every thread's, which takes longer; so
// they are opened again only after reads that took some time more than that.
class RawRwLock : private WatchedMutex {
 public:
  constexpr RawRwLock() noexcept = default;
  RawRwLock(const RawRwLock&) = delete;
  RawRwLock& operator=(const RawRwLock&) = delete;

  // Throws std::system_error, and changes nothing, if this thread writes, or if there are 2^26 readers.
  void read() {
    ReadHolds& holds = read_holds_of_this_thread();
    if (holds.expects_slots(this) && read_by_slot(holds)) return;
    holds.reserve();
    // (Noted before, and forgotten after it is released: between the two locked operations it would cost more.)
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

  // By the thread that reads, whose guard it is.
  void read_done() noexcept {
    ReadHolds& holds = read_holds_of_this_thread();
    before_unlock(Access::Shared);
    const bool shown = holds.hide(this);
    if (!shown) remove_reader();
    after_unlock(Access::Shared);
    if (!shown && !holds.leave(this)) [[unlikely]]
      fatal(released_by_another_thread);
  }

  // Throws std::system_error, and changes nothing, if this thread reads or writes.
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

  // By the thread that writes; another one ends the program.
  void unlock() noexcept {
    before_unlock(Access::Alone);
    released_alone();
    std::uint32_t word = writer;
    if (!word_.compare_exchange_strong(word, 0, std::memory_order_release, std::memory_order_relaxed)) [[unlikely]] {
      unlock_and_wake(word);
    }
    after_unlock(Access::Alone);
  }

  // The writer becomes a reader, and no other writer comes between. Throws std::bad_alloc, and changes nothing.
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
    // (It waits for nobody.)
    locked_at_once(Access::Shared, Taken::ByAttempt);
    holds.enter(this);
  }

 private:
  static constexpr std::uint32_t writer = std::uint32_t{1} << 31;
  static constexpr std::uint32_t writers_wait = std::uint32_t{1} << 30;
  static constexpr std::uint32_t readers_sleep = std::uint32_t{1} << 29;
  // Readers may use their slots; or did, so that nobody may write before he has looked at them all.
  static constexpr std::uint32_t slots_open = std::uint32_t{1} << 28;
  static constexpr std::uint32_t slots_used = std::uint32_t{1} << 27;
  static constexpr std::uint32_t too_many = std::uint32_t{1} << 26;
  static constexpr std::uint32_t readers = too_many - 1;
  static constexpr std::uint32_t keeps_readers_out = writer | writers_wait | readers_sleep | too_many;

  // Whether nobody reads or writes: not even a reader who will find that it may not.
  static constexpr bool is_free(std::uint32_t word) noexcept {
    return (word & (writer | slots_used | too_many | readers)) == 0;
  }
  // `again` if the thread reads already.
  static constexpr bool may_read(std::uint32_t word, bool again) noexcept {
    return (word & (writer | too_many)) == 0 && (again || (word & writers_wait) == 0);
  }

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
    // (Acquire: what was written before the slots were opened.)
    if ((word_.load(std::memory_order_acquire) & slots_open) == 0 || !uses_my_slots()) [[unlikely]] {
      static_cast<void>(holds.hide(this));
      holds.expect_slots(this, false);
      return false;
    }
    reads_at_once(holds);
    return true;
  }

  // Announces a reader that is noted, or shown. Who reads already waits for nobody when it reads again, so that it does
  // not matter what else it has taken since.
  void reads_at_once(const ReadHolds& holds) noexcept {
    if constexpr (is_watched) {
      locked_at_once(Access::Shared, holds.has_again(this) ? Taken::ByAttempt : Taken::ByLocking);
    }
  }

  // By a reader that is counted, if the slots are open, and now and then. Opens them if nobody has written for so many
  // samples.
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
    // Whose they are is decided once.
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
  // Where slots_used was seen.
  [[nodiscard]] const ReaderSlots::List& slots() const noexcept { return *slots_.load(std::memory_order_relaxed); }

  // By a writer, after it has closed the slots: what looking at them costs decides how long they stay closed. At ten
  // nanoseconds for a read, it shall be no more than a quarter of what the reads before took.
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

  // Waits until nobody reads by a slot. They are closed, and stay that until this writer, who waits, has had its turn.
  [[gnu::noinline]] void wait_for_slots() noexcept {
    if (fence_and_look()) ReaderSlots::wait_until_none_shows(slots(), this);
    // Acquired from the readers, and released to whoever writes first.
    word_.fetch_and(~slots_used, std::memory_order_acq_rel);
  }

  // Takes the lock while the slots are open, and gives it back if somebody turns out to read.
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
    // Both: a reader that sleeps may read already, so that the writer waits for it.
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

  // After the reader has noted itself, and added itself where it may not.
  [[gnu::noinline]] void read_kept_out(ReadHolds& holds) {
    remove_reader();
    if (writer_.load(std::memory_order_relaxed) == this_thread_number()) {
      holds.leave(this);
      raise_deadlock("fearless::RwLock: this thread writes already");
    }
    // What is noted stays, since its room would go with it. (If it reads already, it does not wait: the writer is not
    // there yet.)
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

  // False if there are too many readers.
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
    // First counted, then flagged: see the end.
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
    // The last of those who wait lowers the flag; one that came in between has counted itself before it raised it, and
    // sees it raised again, or raises it itself. Nobody acts on the flag meanwhile: this thread holds the lock.
    if (waiting_writers_.fetch_sub(1, std::memory_order_relaxed) == 1) {
      word_.fetch_and(~writers_wait, std::memory_order_acquire);
      pause_point();
      if (waiting_writers_.load(std::memory_order_relaxed) != 0) {
        word_.fetch_or(writers_wait, std::memory_order_relaxed);
      }
    }
  }

  // Wakes a writer; the readers, if none waits. Nothing is written once the lock is free, since it may be gone then.
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

  // Which slots readers have used, if any ever did.
  std::atomic<const ReaderSlots::List*> slots_{nullptr};
  FutexWord word_{0};
  std::atomic<std::uint32_t> waiting_writers_{0};
  // The number of the thread that writes.
  std::atomic<std::uint32_t> writer_{0};
  // How many samples of the readers found that nobody had written, and after how many the slots are opened.
  std::atomic<std::uint8_t> calm_{0};
  std::atomic<std::uint8_t> wanted_calm_{least_calm};
};

}  // namespace fearless::detail
