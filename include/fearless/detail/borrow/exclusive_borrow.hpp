// SPDX-License-Identifier: MIT
// Which address ranges are borrowed exclusively at the moment: what two divisions of a sequence are checked against.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

namespace fearless::detail {

// The ranges that are borrowed, none of which overlap. Bytes are compared, so a range of chars meets one of ints.
class BorrowedRanges {
 public:
  struct Range {
    Range(BorrowedRanges& registry, std::uintptr_t first, std::uintptr_t last) noexcept
        : home(&registry), begin(first), end(last) {}

    BorrowedRanges* home;
    std::uintptr_t begin;
    std::uintptr_t end;
    std::atomic<std::size_t> borrows{1};
  };

  // The ranges of this part of the program. It is never destroyed: a static may hold a borrow for longer.
  static BorrowedRanges& here() {
    static BorrowedRanges* const ranges = new BorrowedRanges;
    return *ranges;
  }

  // Enters the range [begin, end), which is not empty; null if it overlaps one that is there. Throws std::bad_alloc.
  Range* enter(std::uintptr_t begin, std::uintptr_t end) {
    const std::lock_guard lock(mutex_);
    const auto next = ranges_.lower_bound(begin);
    if (next != ranges_.end() && next->first < end) return nullptr;
    if (next != ranges_.begin() && std::prev(next)->second.end > begin) return nullptr;
    return &ranges_.try_emplace(next, begin, *this, begin, end)->second;
  }

  void leave(const Range& range) noexcept {
    decltype(ranges_)::node_type freed_without_the_lock;
    const std::lock_guard lock(mutex_);
    freed_without_the_lock = ranges_.extract(range.begin);
  }

 private:
  std::mutex mutex_;
  std::map<std::uintptr_t, Range> ranges_;
};

// A share in the exclusive borrow of an address range, which ends with the last share; or of nothing. The shares may be
// on any threads: whoever borrows the range next sees what was written before the last share went.
class ExclusiveBorrow {
 public:
  // Of nothing.
  ExclusiveBorrow() noexcept = default;
  ExclusiveBorrow(ExclusiveBorrow&& other) noexcept : range_(std::exchange(other.range_, nullptr)) {}
  ExclusiveBorrow& operator=(ExclusiveBorrow&& other) noexcept {
    ExclusiveBorrow taken(std::move(other));
    std::swap(range_, taken.range_);
    return *this;
  }
  ExclusiveBorrow(const ExclusiveBorrow&) = delete;
  ExclusiveBorrow& operator=(const ExclusiveBorrow&) = delete;
  ~ExclusiveBorrow() {
    if (range_ != nullptr && range_->borrows.fetch_sub(1, std::memory_order_acq_rel) == 1) range_->home->leave(*range_);
  }

  // Borrows `bytes` bytes from `first` on, where this borrows nothing yet. False, without any effect, if some of them
  // are borrowed already. Throws std::bad_alloc.
  [[nodiscard]] bool take(const volatile void* first, std::size_t bytes) {
    if (bytes == 0) return true;
    const auto begin = reinterpret_cast<std::uintptr_t>(first);
    range_ = BorrowedRanges::here().enter(begin, begin + bytes);
    return range_ != nullptr;
  }

  // One more share in the same borrow.
  [[nodiscard]] ExclusiveBorrow share() const noexcept {
    if (range_ != nullptr) range_->borrows.fetch_add(1, std::memory_order_relaxed);
    return ExclusiveBorrow(range_);
  }

 private:
  explicit ExclusiveBorrow(BorrowedRanges::Range* range) noexcept : range_(range) {}

  BorrowedRanges::Range* range_ = nullptr;
};

}  // namespace fearless::detail
