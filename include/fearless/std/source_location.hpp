// SPDX-License-Identifier: MIT
// The rows of <source_location>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <source_location>

namespace fearless::rules {

#if defined(__cpp_lib_source_location)

// Why: it consists of numbers, and of texts that live as long as the program.
template <>
struct row<std::source_location> : kind::value {};

#endif

}  // namespace fearless::rules
