// SPDX-License-Identifier: MIT
// Makes handles of counts that have been added already.
#pragma once

#include <fearless/detail/language.hpp>

#include <utility>

namespace fearless::detail {

// The first argument of the private constructors that make a handle of a count which the caller owns.
struct Adopt {};

// Calls these constructors, and takes apart weak handles. The handles have it as a friend.
struct HandleAccess {
  template <class Handle, class Count>
  static Handle adopt(Count&& count) noexcept {
    return Handle(Adopt{}, std::forward<Count>(count));
  }
  // Gives up the count of the handle, which belongs to another object now.
  template <class Weak>
  static void forget(Weak weak) noexcept {
    static_cast<void>(weak.ptr_.release());
  }
};

}  // namespace fearless::detail
