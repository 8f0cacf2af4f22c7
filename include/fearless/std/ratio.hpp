// SPDX-License-Identifier: MIT
// The rows of <ratio>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <ratio>

namespace fearless::rules {

// Why: it holds nothing: its numbers are part of its type.
template <std::intmax_t N, std::intmax_t D>
struct row<std::ratio<N, D>> : kind::stateless {};

}  // namespace fearless::rules
