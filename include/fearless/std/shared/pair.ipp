// SPDX-License-Identifier: MIT
// The row of std::pair, which many standard headers declare: to be included after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it is its two members, and is assigned one by one.
template <class A, class B>
struct row<std::pair<A, B>> : kind::memberwise<A, B> {};

}  // namespace fearless::rules
