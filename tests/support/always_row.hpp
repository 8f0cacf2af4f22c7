// SPDX-License-Identifier: MIT
// The rule of a test's own class that may go anywhere, on every compiler.
#pragma once

#include <fearless/marker.hpp>

struct AlwaysRow {
  static constexpr auto send = fearless::rules::always;
  static constexpr auto sync = fearless::rules::always;
  static constexpr auto static_ = fearless::rules::always;
  static constexpr auto thread_safe = fearless::rules::always;
};
