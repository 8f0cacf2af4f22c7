// SPDX-License-Identifier: MIT
// Which locks a thread reads, so that reading again can be told from reading first, and writing what one reads from
// waiting for others.
#pragma once

#include <cstddef>

namespace fearless::detail {

// An entry for each time that this thread has taken a lock for reading and not yet released it. Trivially destructible,
// since guards may still be used by the destructors of other thread-locals; what it has allocated goes with the guards.
class ReadHolds {
 public:
  // Room for one more entry. Throws std::bad_alloc.
  void reserve() {
    if (count_ >= few) [[unlikely]]
      reserve_more();
  }
  // Only after `reserve`.
  void enter(const void* lock) noexcept { at(count_++) = lock; }
  void leave(const void* lock) noexcept {
    if (count_ - 1 < few && few_[count_ - 1] == lock) [[likely]] {
      --count_;
    } else {
      leave_any(lock);
    }
  }
  [[nodiscard]] bool has(const void* lock) noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (at(i) == lock) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t few = 8;

  const void*& at(std::size_t i) noexcept { return i < few ? few_[i] : more_[i - few]; }

  [[gnu::noinline]] void reserve_more() {
    if (count_ - few < capacity_) return;
    const std::size_t capacity = capacity_ == 0 ? few : 2 * capacity_;
    auto** const more = new const void*[capacity];
    for (std::size_t i = few; i < count_; ++i) more[i - few] = at(i);
    delete[] more_;
    more_ = more;
    capacity_ = capacity;
  }

  [[gnu::noinline]] void leave_any(const void* lock) noexcept {
    for (std::size_t i = count_; i-- > 0;) {
      if (at(i) != lock) continue;
      at(i) = at(--count_);
      break;
    }
    if (count_ <= few && more_ != nullptr) {
      delete[] more_;
      more_ = nullptr;
      capacity_ = 0;
    }
  }

  const void* few_[few] = {};
  const void** more_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t count_ = 0;
};

inline ReadHolds& read_holds_of_this_thread() noexcept {
  static thread_local ReadHolds holds;
  return holds;
}

}  // namespace fearless::detail
