// SPDX-License-Identifier: MIT
// Which locks a thread reads, so that reading again can be told from reading first, and writing what one reads from
// waiting for others.
#pragma once

#include <cstddef>

namespace fearless::detail {

// An entry for each time that this thread has taken a lock for reading and not yet released it; most often there is no
// more than one. Trivially destructible, since guards may still be used by the destructors of other thread-locals; what
// it has allocated goes with the guards.
class ReadHolds {
 public:
  // Room for one more entry. Throws std::bad_alloc.
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
  void leave(const void* lock) noexcept {
    if (first_ == lock) [[likely]] {
      first_ = nullptr;
    } else {
      leave_more(lock);
    }
  }
  [[nodiscard]] bool has(const void* lock) const noexcept {
    if (first_ == lock) return true;
    for (std::size_t i = 0; i < count_; ++i) {
      if (more_[i] == lock) return true;
    }
    return false;
  }

 private:
  [[gnu::noinline]] void reserve_more() {
    if (count_ < capacity_) return;
    const std::size_t capacity = capacity_ == 0 ? 8 : 2 * capacity_;
    auto** const more = new const void*[capacity];
    for (std::size_t i = 0; i < count_; ++i) more[i] = more_[i];
    delete[] more_;
    more_ = more;
    capacity_ = capacity;
  }

  [[gnu::noinline]] void leave_more(const void* lock) noexcept {
    for (std::size_t i = count_; i-- > 0;) {
      if (more_[i] != lock) continue;
      more_[i] = more_[--count_];
      break;
    }
    if (count_ == 0) {
      delete[] more_;
      more_ = nullptr;
      capacity_ = 0;
    }
  }

  const void* first_ = nullptr;
  const void** more_ = nullptr;
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;
};

inline ReadHolds& read_holds_of_this_thread() noexcept {
  static thread_local ReadHolds holds;
  return holds;
}

}  // namespace fearless::detail
