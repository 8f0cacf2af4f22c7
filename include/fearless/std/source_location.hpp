// SPDX-License-Identifier: MIT
// The rows of <source_location>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <source_location>

namespace fearless {

// Why: it is numbers and texts that live as long as the program.
template <>
struct row<std::source_location> : kind::value {};

}  // namespace fearless
