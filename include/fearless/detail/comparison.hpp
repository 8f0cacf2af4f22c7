// SPDX-License-Identifier: MIT
// The requirements of the comparison of a handle on the value behind it. They depend on a template parameter of the
// comparison itself, so they are checked only when it is used. By then a class that contains a handle of itself is
// complete.
#pragma once

#include <concepts>
#include <utility>

namespace fearless::detail {

// Whether two const Ts can be compared by `==`.
template <class T>
concept EqualityComparable = requires(const T& a, const T& b) {
  { a == b } -> std::convertible_to<bool>;
};

// The result type of `<=>` for two const Ts. (std::three_way_comparable would also require `<` and the others. These
// may be synthesised from the `<=>` of the very class that asks, and GCC 12 rejects this circular dependency.)
template <class T>
using ThreeWayResult = decltype(std::declval<const T&>() <=> std::declval<const T&>());

}  // namespace fearless::detail
