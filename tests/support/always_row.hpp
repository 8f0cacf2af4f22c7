// SPDX-License-Identifier: MIT
// The rule of a test's own class that may go anywhere, on every compiler.
#pragma once

#include <fearless/marker.hpp>

struct AlwaysRow {
  static constexpr auto send = fearless::always;
  static constexpr auto sync = fearless::always;
  static constexpr auto static_ = fearless::always;
  static constexpr auto thread_safe = fearless::always;
};
