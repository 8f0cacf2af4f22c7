// SPDX-License-Identifier: MIT
// The replacement for a class template whose argument is refused. Its assertion is the only error.
#pragma once

namespace fearless::detail {

// It can be constructed from anything, so that constructing one is not a second error.
struct RefusedClass {
  template <class... Args>
  constexpr explicit RefusedClass(const Args&... /*unused*/) noexcept {}
};

}  // namespace fearless::detail
