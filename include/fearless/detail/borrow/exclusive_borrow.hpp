// SPDX-License-Identifier: MIT
// The address ranges that are borrowed exclusively at the moment. Every division of a sequence is checked against them.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

namespace fearless::detail {

// The borrowed ranges, which do not overlap. The comparison is by bytes, so a range of chars can be compared with one
// of ints. (`Address` is std::uintptr_t. The classes are templates, so that a file which borrows nothing does not pay
// for a map.)
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

  // The ranges of this part of the program. The object is never destroyed, because a static variable may hold a borrow
  // for longer.
  static BorrowedRanges& here() {
    static BorrowedRanges* const ranges = new BorrowedRanges;
    return *ranges;
  }

  // Adds the range [begin, end), which is not empty. Returns null if it overlaps an existing range. Throws
  // std::bad_alloc.
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

// A share in the exclusive borrow of an address range, or an empty object. The borrow ends with its last share. The
// shares may be on any threads: the next thread that borrows the range sees everything that was written before the last
// share was destroyed.
template <class Address>
class BorrowOf {
 public:
  // Borrows nothing.
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

  // Borrows the `bytes` bytes that start at `first`. This object must not borrow anything yet. Returns false, and
  // changes nothing, if some of the bytes are borrowed already. Throws std::bad_alloc.
  [[nodiscard]] bool take(const volatile void* first, std::size_t bytes) {
    if (bytes == 0) return true;
    const auto begin = reinterpret_cast<Address>(first);
    range_ = BorrowedRanges<Address>::here().enter(begin, begin + bytes);
    return range_ != nullptr;
  }

  // Another share in the same borrow.
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
