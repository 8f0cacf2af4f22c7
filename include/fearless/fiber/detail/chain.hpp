// SPDX-License-Identifier: MIT
// The list in which a carrier keeps its jobs and its waiting fibers.
#pragma once

#include <fearless/detail/language.hpp>  // first

namespace fearless::fiber::fiber_detail {

// A list of objects with `next` and `previous`.
template <class T>
class Chain {
 public:
  void add(T& one) noexcept {
    one.next = first_;
    one.previous = nullptr;
    if (first_ != nullptr) first_->previous = &one;
    first_ = &one;
  }
  void remove(T& one) noexcept {
    (one.previous == nullptr ? first_ : one.previous->next) = one.next;
    if (one.next != nullptr) one.next->previous = one.previous;
  }
  [[nodiscard]] T* first() const noexcept { return first_; }

 private:
  T* first_ = nullptr;
};

}  // namespace fearless::fiber::fiber_detail
