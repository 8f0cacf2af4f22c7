// SPDX-License-Identifier: MIT
// The row of std::char_traits, which <string> and <string_view> declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it has static members only.
template <class C>
struct row<std::char_traits<C>> : kind::stateless {};

}  // namespace fearless::rules
