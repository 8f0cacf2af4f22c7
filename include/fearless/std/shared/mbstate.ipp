// SPDX-License-Identifier: MIT
// The row of C's std::mbstate_t, which the headers of streams and of wide characters declare. Include this file after
// one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it consists of a few bytes of state, although it contains a union.
template <>
struct row<std::mbstate_t> : kind::value {};

}  // namespace fearless::rules
