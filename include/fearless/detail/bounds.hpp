// SPDX-License-Identifier: MIT
// The smaller and the larger of two numbers, for headers that need no more of <algorithm>, which is a large one.
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
// What is nearest to `value` from `least` up to `most`.
template <class T>
constexpr T bounded(T value, T least, T most) noexcept {
  return smaller(larger(value, least), most);
}

}  // namespace fearless::detail
