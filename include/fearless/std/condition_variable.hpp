// SPDX-License-Identifier: MIT
// The rows of <condition_variable>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <condition_variable>

namespace fearless::rules {

// Why: every use of it is synchronised.
template <>
struct row<std::condition_variable> : kind::synchronized {};

// Why: every use of it is synchronised.
template <>
struct row<std::condition_variable_any> : kind::synchronized {};

}  // namespace fearless::rules
