// SPDX-License-Identifier: MIT
// A list of threads that must be joined later.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/thread/detail/native.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace fearless::thread::thread_detail {

// The first few threads need no allocation; most scopes start no more.
class Unjoined {
 public:
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return few + more_.capacity(); }

  // Reserves space for `wanted` threads in total. Throws std::bad_alloc.
  void reserve(std::size_t wanted) {
    if (wanted > few) more_.reserve(wanted - few);
  }
  // There must be space for it.
  void push(Native thread) noexcept {
    if (size_ < few) {
      first_[size_] = std::move(thread);
    } else {
      more_.push_back(std::move(thread));
    }
    ++size_;
  }
  // The list must not be empty.
  [[nodiscard]] Native pop() noexcept {
    Native last = std::move(at(--size_));
    if (size_ >= few) more_.pop_back();
    return last;
  }
  // Joins the threads that have ended, on systems that can tell.
  void join_ended() noexcept {
    for (std::size_t i = size_; i-- > 0;) {
      if (!at(i).try_join()) continue;
      Native last = pop();
      if (i < size_) at(i) = std::move(last);
    }
  }

 private:
  static constexpr std::size_t few = 8;

  Native& at(std::size_t i) noexcept { return i < few ? first_[i] : more_[i - few]; }

  std::size_t size_ = 0;
  Native first_[few];
  std::vector<Native> more_;
};

}  // namespace fearless::thread::thread_detail
