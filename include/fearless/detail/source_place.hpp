// SPDX-License-Identifier: MIT
// A source location: std::source_location, which does not exist in a tool that is built with an old Clang.
#pragma once

#include <fearless/detail/language.hpp>

#include <source_location>

namespace fearless::detail {

#if FEARLESS_DETAIL_ONLY_READS && !defined(__cpp_lib_source_location)
struct SourcePlace {
  static constexpr SourcePlace current() noexcept { return {}; }
  constexpr const char* file_name() const noexcept { return ""; }
  constexpr const char* function_name() const noexcept { return ""; }
  constexpr unsigned line() const noexcept { return 0; }
  constexpr unsigned column() const noexcept { return 0; }
};
#else
using SourcePlace = std::source_location;
#endif

}  // namespace fearless::detail
