// SPDX-License-Identifier: MIT
// The common part of Ref and RefMut: the state of a RefCell's borrows, and the ownership of one of them.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/language.hpp>
#include <fearless/result.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <utility>

namespace fearless::detail {

// The state of a RefCell's borrows: nobody (0), that many readers (> 0), one writer (-1), or that many writers of
// disjoint parts (< 0).
class BorrowFlag {
 public:
  bool free() const noexcept { return state_ == 0; }
  bool readable() const noexcept { return state_ >= 0; }
  bool read() noexcept {
    if (state_ < 0 || state_ == std::numeric_limits<std::ptrdiff_t>::max()) return false;
    ++state_;
    return true;
  }
  bool write() noexcept {
    if (state_ != 0) return false;
    state_ = -1;
    return true;
  }
  void read_done() noexcept { --state_; }
  void write_done() noexcept { ++state_; }
  // Adds a writer of another part. There must be a writer already.
  bool write_part() noexcept {
    if (state_ == std::numeric_limits<std::ptrdiff_t>::min()) return false;
    --state_;
    return true;
  }

 private:
  std::ptrdiff_t state_ = 0;
};

// Whether the function returns a pair of references to parts. The pair must be a std::pair<A&, B&>.
template <class>
inline constexpr bool is_pair_of_parts = false;
template <class A, class B>
inline constexpr bool is_pair_of_parts<std::pair<A&, B&>> = true;

// Whether two objects share a byte, as an object and its member do.
template <class A, class B>
bool overlap(const A& a, const B& b) noexcept {
  const auto* const first = reinterpret_cast<const volatile std::byte*>(std::addressof(a));
  const auto* const second = reinterpret_cast<const volatile std::byte*>(std::addressof(b));
  const std::less<const volatile std::byte*> before;
  return before(first, second + sizeof(B)) && before(second, first + sizeof(A));
}

// Owns a borrow of a `T`, which is const for readers; a moved-from object owns nothing. `Kind` says how the borrow is
// returned, how a second one is added for another part, and which message a use after a move gets.
template <class T, class Kind>
class CellBorrow {
 public:
  CellBorrow(CellBorrow&& other) noexcept : value_(other.value_), flag_(std::exchange(other.flag_, nullptr)) {}
  // The old borrow is returned last, when this object already owns the new one.
  CellBorrow& operator=(CellBorrow&& other) noexcept {
    CellBorrow(std::move(other)).swap(*this);
    return *this;
  }
  CellBorrow(const CellBorrow&) = delete;
  CellBorrow& operator=(const CellBorrow&) = delete;

  void swap(CellBorrow& other) noexcept {
    std::swap(value_, other.value_);
    std::swap(flag_, other.flag_);
  }

 protected:
  CellBorrow(T* value, BorrowFlag* flag) noexcept : value_(value), flag_(flag) {}
  ~CellBorrow() {
    if (flag_ != nullptr) Kind::done(*flag_);
  }

  T* get() const noexcept {
    FEARLESS_ASSERT(flag_ != nullptr, Kind::moved_from);
    return value_;
  }
  BorrowFlag* flag() const noexcept { return flag_; }

  // The bodies of `map`, `map_split` and `filter_map`. `mine` is the borrow that is mapped, and `Part` the class of the
  // new one, which takes it over. If `f` throws, `mine` is returned.
  template <class Part, class Self, class F>
  static Part map_to(Self mine, F&& f) {
    auto&& part = std::invoke(std::forward<F>(f), *mine.get());
    return Part(&part, mine.release());
  }
  template <class First, class Second, class Parts, class Self, class F>
  static std::pair<First, Second> split_to(Self mine, F&& f) {
    Parts parts = std::invoke(std::forward<F>(f), *mine.get());
    Kind::split(*mine.flag_, parts.first, parts.second);
    BorrowFlag* const flag = mine.release();
    return std::pair<First, Second>(First(&parts.first, flag), Second(&parts.second, flag));
  }
  template <class Part, class Self, class F>
  static Result<Part, Self> filter_map_to(Self mine, F&& f) {
    auto* const part = std::invoke(std::forward<F>(f), *mine.get());
    if (part == nullptr) return Result<Part, Self>(unexpect, std::move(mine));
    return Result<Part, Self>(std::in_place, Part(part, mine.release()));
  }

 private:
  BorrowFlag* release() noexcept { return std::exchange(flag_, nullptr); }

  T* value_;
  BorrowFlag* flag_;
};

}  // namespace fearless::detail
