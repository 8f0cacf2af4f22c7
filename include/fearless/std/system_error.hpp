// SPDX-License-Identifier: MIT
// The rows of <system_error>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <system_error>

namespace fearless::rules {

// Why: it consists of a number and a category, which lives as long as the program.
template <>
struct row<std::error_code> : kind::value {};
template <>
struct row<std::error_condition> : kind::value {};

// Why: it has no state of its own.
template <>
struct row<std::error_category> : kind::value {};

// Why: it consists of an error code and an immutable text.
template <>
struct row<std::system_error> : kind::value {};

}  // namespace fearless::rules
