// SPDX-License-Identifier: MIT
// The smaller and the larger of two numbers, for headers that do not need the rest of <algorithm>, which is large.
#pragma once

namespace fearless::detail {

template <class T>
constexpr T smaller(T a, T b) noexcept {
  return b < a ? b : a;
}
template <class T>
constexpr T larger(T a, T b) noexcept {
  return a < b ? b : a;
}
// The number between `least` and `most` that is nearest to `value`.
template <class T>
constexpr T bounded(T value, T least, T most) noexcept {
  return smaller(larger(value, least), most);
}

}  // namespace fearless::detail
