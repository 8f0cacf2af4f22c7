// SPDX-License-Identifier: MIT
// The rows of <compare>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <compare>

namespace fearless::rules {

// Why: it is a number.
template <>
struct row<std::partial_ordering> : kind::value {};
template <>
struct row<std::weak_ordering> : kind::value {};
template <>
struct row<std::strong_ordering> : kind::value {};

// Why: it holds nothing.
template <>
struct row<std::compare_three_way> : kind::stateless {};

}  // namespace fearless::rules
