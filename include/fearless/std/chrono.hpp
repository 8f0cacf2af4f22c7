// SPDX-License-Identifier: MIT
// The rows of <chrono>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <chrono>

namespace fearless {

// Why: it is a number.
template <class Rep, class Period>
struct row<std::chrono::duration<Rep, Period>> : kind::owner<Rep> {};

// Why: it is a duration; its clock is a tag.
template <class Clock, class Duration>
struct row<std::chrono::time_point<Clock, Duration>> : kind::owner<Duration> {};

}  // namespace fearless
