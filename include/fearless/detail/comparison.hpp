// SPDX-License-Identifier: MIT
// What the comparison of a handle asks of the value behind it. Both are asked about a template parameter of the
// comparison itself, when it is used: by then a class that contains a handle of itself is complete.
#pragma once

#include <concepts>
#include <utility>

namespace fearless::detail {

// Whether a const T can be compared with another by `==`.
template <class T>
concept EqualityComparable = requires(const T& a, const T& b) {
  { a == b } -> std::convertible_to<bool>;
};

// What `<=>` of two const Ts returns. (std::three_way_comparable would also ask for `<` and the others, which are made
// of the `<=>` of a class that may have asked: GCC 12 does not accept such a circle.)
template <class T>
using ThreeWayResult = decltype(std::declval<const T&>() <=> std::declval<const T&>());

}  // namespace fearless::detail
