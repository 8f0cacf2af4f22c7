// SPDX-License-Identifier: MIT
// The row of std::pair, which many standard headers declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it consists of its two members, which are assigned one by one.
template <class A, class B>
struct row<std::pair<A, B>> : kind::memberwise<A, B> {};

}  // namespace fearless::rules
