// SPDX-License-Identifier: MIT
// The row of std::mbstate_t, C's, which the headers of streams and of wide characters declare: to be included after one
// of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it is a few bytes of state, whatever the union in it says.
template <>
struct row<std::mbstate_t> : kind::value {};

}  // namespace fearless::rules
