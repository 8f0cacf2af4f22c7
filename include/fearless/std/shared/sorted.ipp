// SPDX-License-Identifier: MIT
// The rows of the tags that <flat_map> and <flat_set> declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it holds nothing.
template <>
struct row<std::sorted_unique_t> : kind::stateless {};
template <>
struct row<std::sorted_equivalent_t> : kind::stateless {};

}  // namespace fearless::rules
