// SPDX-License-Identifier: MIT
// What a class template is for a type it is not made for: its assertion is the only error.
#pragma once

namespace fearless::detail {

// Can be made of anything, so that making one is no second error.
struct RefusedClass {
  template <class... Args>
  constexpr explicit RefusedClass(const Args&... /*unused*/) noexcept {}
};

}  // namespace fearless::detail
