// SPDX-License-Identifier: MIT
// The locks that a thread reads. This list distinguishes a nested read from a first one, and an attempt to write a lock
// that the same thread reads (an error) from one that has to wait for other threads.
#pragma once

#include <fearless/detail/lock/reader_slots.hpp>

#include <cstddef>
#include <cstdint>

namespace fearless::detail {

// There is one entry for each time that this thread has taken a lock for reading and not released it yet; usually there
// is at most one. A *shown* entry is in a reader slot, where other threads can see it, and the lock does not count it.
// Every other entry is *counted* in the lock's word. The class is trivially destructible, because destructors of other
// thread-local objects may still use guards; allocated memory is freed together with the last guard.
class [[gnu::visibility("default")]] ReadHolds {
 public:
  // The list of a fiber, which is installed while the fiber runs. A fiber never shows its reads: thousands of fibers
  // would need thousands of slots, and every writer would have to check them all.
  static ReadHolds of_a_fiber() noexcept {
    ReadHolds holds;
    holds.ended_ = true;
    return holds;
  }

  // Shows a read of `lock`, whose slots were expected to be open, so that the lock need not count it. Returns false if
  // all slots of this thread are in use.
  [[nodiscard]] bool show(const void* lock) noexcept { return slots_->show(lock); }
  // Removes a shown read. Returns false if this thread does not show `lock`. Another thread may destroy the lock
  // afterwards.
  [[nodiscard]] bool hide(const void* lock) noexcept { return slots_->hide(lock); }

  // Whether the slots of `lock` were open when this thread last looked. Loading the lock's word again would fetch its
  // cache line twice if the reader is then counted there. The answer is only a guess, since several locks may share an
  // entry.
  [[nodiscard]] bool expects_slots(const void* lock) const noexcept { return open_[entry(lock)] == lock; }
  void expect_slots(const void* lock, bool open) noexcept {
    if (open && slots_ == &nobodys) find_slots();
    open_[entry(lock)] = open && slots_ != &nobodys ? lock : nullptr;
  }

  // Reserves space for one more counted entry. Throws std::bad_alloc.
  void reserve() {
    if (first_ != nullptr) [[unlikely]]
      reserve_more();
  }
  // Adds a counted entry. May be called only after `reserve`.
  void enter(const void* lock) noexcept {
    if (first_ == nullptr) [[likely]] {
      first_ = lock;
    } else {
      more_[count_++] = lock;
    }
  }
  // Frees the space that `reserve` reserved, if no entry is added after all.
  void unreserve() noexcept {
    if (capacity_ != 0 && count_ == 0) [[unlikely]]
      free_room();
  }
  // Removes a counted entry. Returns false if there is none. This may also free the space for it.
  bool leave(const void* lock) noexcept {
    if (first_ == lock) [[likely]] {
      first_ = nullptr;
      return true;
    }
    return leave_more(lock);
  }
  // Records that one more read was counted in a lock's word. Returns true for one in `period` of these reads; the
  // caller then checks whether to open the slots.
  [[nodiscard]] bool is_sample(std::uint32_t period) noexcept { return ++counted_ % period == 0; }

  [[nodiscard]] bool has(const void* lock) const noexcept {
    if (first_ == lock || slots_->shows(lock)) return true;
    for (std::size_t i = 0; i < count_; ++i) {
      if (more_[i] == lock) return true;
    }
    return false;
  }
  // Whether the thread reads the lock besides the entry that it has added or shown last.
  [[nodiscard]] bool has_again(const void* lock) const noexcept {
    std::size_t times = static_cast<std::size_t>(slots_->times_shown(lock)) + (first_ == lock ? 1 : 0);
    for (std::size_t i = 0; i < count_; ++i) {
      if (more_[i] == lock) ++times;
    }
    return times > 1;
  }

 private:
  // Gives the slots back when the thread ends. (If a guard lives even longer, its slots are lost.)
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

  // The slots of a thread that has none: they are always empty, so that a lookup need not check for null.
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
