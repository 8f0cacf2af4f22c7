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
// (`Address` is std::uintptr_t. Templates, so that a file which borrows nothing does not pay for a map.)
template <class Address>
class BorrowedRanges {
 public:
  struct Range {
    Range(BorrowedRanges& registry, Address first, Address last) noexcept : home(&registry), begin(first), end(last) {}

    BorrowedRanges* home;
    Address begin;
    Address end;
    std::atomic<std::size_t> borrows{1};
  };

  // The ranges of this part of the program. It is never destroyed: a static may hold a borrow for longer.
  static BorrowedRanges& here() {
    static BorrowedRanges* const ranges = new BorrowedRanges;
    return *ranges;
  }

  // Enters the range [begin, end), which is not empty; null if it overlaps one that is there. Throws std::bad_alloc.
  Range* enter(Address begin, Address end) {
    const std::lock_guard lock(mutex_);
    const auto next = ranges_.lower_bound(begin);
    if (next != ranges_.end() && next->first < end) return nullptr;
    if (next != ranges_.begin() && std::prev(next)->second.end > begin) return nullptr;
    return &ranges_.try_emplace(next, begin, *this, begin, end)->second;
  }

  void leave(const Range& range) noexcept {
    typename decltype(ranges_)::node_type freed_without_the_lock;
    const std::lock_guard lock(mutex_);
    freed_without_the_lock = ranges_.extract(range.begin);
  }

 private:
  std::mutex mutex_;
  std::map<Address, Range> ranges_;
};

// A share in the exclusive borrow of an address range, which ends with the last share; or of nothing. The shares may be
// on any threads: whoever borrows the range next sees what was written before the last share went.
template <class Address>
class BorrowOf {
 public:
  // Of nothing.
  BorrowOf() noexcept = default;
  BorrowOf(BorrowOf&& other) noexcept : range_(std::exchange(other.range_, nullptr)) {}
  BorrowOf& operator=(BorrowOf&& other) noexcept {
    BorrowOf taken(std::move(other));
    std::swap(range_, taken.range_);
    return *this;
  }
  BorrowOf(const BorrowOf&) = delete;
  BorrowOf& operator=(const BorrowOf&) = delete;
  ~BorrowOf() {
    if (range_ != nullptr && range_->borrows.fetch_sub(1, std::memory_order_acq_rel) == 1) range_->home->leave(*range_);
  }

  // Borrows `bytes` bytes from `first` on, where this borrows nothing yet. False, without any effect, if some of them
  // are borrowed already. Throws std::bad_alloc.
  [[nodiscard]] bool take(const volatile void* first, std::size_t bytes) {
    if (bytes == 0) return true;
    const auto begin = reinterpret_cast<Address>(first);
    range_ = BorrowedRanges<Address>::here().enter(begin, begin + bytes);
    return range_ != nullptr;
  }

  // One more share in the same borrow.
  [[nodiscard]] BorrowOf share() const noexcept {
    if (range_ != nullptr) range_->borrows.fetch_add(1, std::memory_order_relaxed);
    return BorrowOf(range_);
  }

 private:
  explicit BorrowOf(typename BorrowedRanges<Address>::Range* range) noexcept : range_(range) {}

  typename BorrowedRanges<Address>::Range* range_ = nullptr;
};

using ExclusiveBorrow = BorrowOf<std::uintptr_t>;

}  // namespace fearless::detail
