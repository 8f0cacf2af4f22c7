// SPDX-License-Identifier: MIT
// Which locks a thread reads, so that reading again can be told from reading first, and writing what one reads from
// waiting for others.
#pragma once

#include <fearless/detail/lock/reader_slots.hpp>

#include <cstddef>
#include <cstdint>

namespace fearless::detail {

// An entry for each time that this thread has taken a lock for reading and not yet released it; most often there is no
// more than one. Some are shown to other threads, and the lock knows nothing of them; of the others the lock keeps
// count. Trivially destructible, since guards may still be used by the destructors of other thread-locals; what it has
// allocated goes with the guards.
class [[gnu::visibility("default")]] ReadHolds {
 public:
  // Those of a fiber, which are here while it runs: it never shows what it reads, so that there need not be places for
  // thousands, which every writer would have to look at.
  static ReadHolds of_a_fiber() noexcept {
    ReadHolds holds;
    holds.ended_ = true;
    return holds;
  }

  // Instead of being counted by the lock, one whose slots were expected to be open. False if there is no place to show
  // it.
  [[nodiscard]] bool show(const void* lock) noexcept { return slots_->show(lock); }
  // False if it is not shown. The lock may be gone then.
  [[nodiscard]] bool hide(const void* lock) noexcept { return slots_->hide(lock); }

  // Whether the slots of `lock` were open when this thread last looked: looking anew would have the lock's cache line
  // fetched twice by who is then counted there. A guess: locks may share an entry.
  [[nodiscard]] bool expects_slots(const void* lock) const noexcept { return open_[entry(lock)] == lock; }
  void expect_slots(const void* lock, bool open) noexcept {
    if (open && slots_ == &nobodys) find_slots();
    open_[entry(lock)] = open && slots_ != &nobodys ? lock : nullptr;
  }

  // Room for one more entry that is counted. Throws std::bad_alloc.
  void reserve() {
    if (first_ != nullptr) [[unlikely]]
      reserve_more();
  }
  // Only after `reserve`.
  void enter(const void* lock) noexcept {
    if (first_ == nullptr) [[likely]] {
      first_ = lock;
    } else {
      more_[count_++] = lock;
    }
  }
  // Frees the room for one more entry, if none is made after all.
  void unreserve() noexcept {
    if (capacity_ != 0 && count_ == 0) [[unlikely]]
      free_room();
  }
  // False if there is no such entry. Its room may be freed with it.
  bool leave(const void* lock) noexcept {
    if (first_ == lock) [[likely]] {
      first_ = nullptr;
      return true;
    }
    return leave_more(lock);
  }
  // Whether so many more were counted that it is worth looking at the lock.
  [[nodiscard]] bool is_sample(std::uint32_t period) noexcept { return ++counted_ % period == 0; }

  [[nodiscard]] bool has(const void* lock) const noexcept {
    if (first_ == lock || slots_->shows(lock)) return true;
    for (std::size_t i = 0; i < count_; ++i) {
      if (more_[i] == lock) return true;
    }
    return false;
  }
  // Whether the thread reads the lock once more than the entry says that was made, or shown, last.
  [[nodiscard]] bool has_again(const void* lock) const noexcept {
    std::size_t times = static_cast<std::size_t>(slots_->times_shown(lock)) + (first_ == lock ? 1 : 0);
    for (std::size_t i = 0; i < count_; ++i) {
      if (more_[i] == lock) ++times;
    }
    return times > 1;
  }

 private:
  // Gives the places back when the thread ends. (Where a guard outlives even that, they are lost.)
  struct AtThreadEnd {
    ReadHolds* holds = nullptr;

    AtThreadEnd() = default;
    AtThreadEnd(const AtThreadEnd&) = delete;
    AtThreadEnd& operator=(const AtThreadEnd&) = delete;
    ~AtThreadEnd() {
      if (holds == nullptr) return;
      holds->ended_ = true;
      if (holds->slots_ == &nobodys || !holds->slots_->is_empty()) return;
      holds->slots_->give_back();
      holds->slots_ = &nobodys;
      for (const void*& lock : holds->open_) lock = nullptr;
    }
  };

  static constexpr std::size_t entries = 8;
  static std::size_t entry(const void* lock) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(lock);
    return (address / 8 ^ address / 256) % entries;
  }

  [[gnu::noinline]] void find_slots() noexcept {
    if (ended_) return;
    static thread_local AtThreadEnd at_end;
    at_end.holds = this;
    if (ReaderSlots* const taken = ReaderSlots::take(); taken != nullptr) slots_ = taken;
  }

  [[gnu::noinline]] void reserve_more() {
    if (count_ < capacity_) return;
    const std::size_t capacity = capacity_ == 0 ? 8 : 2 * capacity_;
    auto** const more = new const void*[capacity];
    for (std::size_t i = 0; i < count_; ++i) more[i] = more_[i];
    delete[] more_;
    more_ = more;
    capacity_ = capacity;
  }

  [[gnu::noinline]] bool leave_more(const void* lock) noexcept {
    bool found = false;
    for (std::size_t i = count_; i-- > 0;) {
      if (more_[i] != lock) continue;
      more_[i] = more_[--count_];
      found = true;
      break;
    }
    if (count_ == 0) free_room();
    return found;
  }

  [[gnu::noinline]] void free_room() noexcept {
    delete[] more_;
    more_ = nullptr;
    capacity_ = 0;
  }

  // Of a thread that has none: always empty, so that whoever looks need not ask first.
  static inline constinit ReaderSlots nobodys{};

  ReaderSlots* slots_ = &nobodys;
  const void* first_ = nullptr;
  const void** more_ = nullptr;
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;
  const void* open_[entries]{};
  std::uint32_t counted_ = 0;
  bool ended_ = false;
};

[[gnu::visibility("default")]] inline ReadHolds& read_holds_of_this_thread() noexcept {
  static thread_local ReadHolds holds;
  return holds;
}

}  // namespace fearless::detail
