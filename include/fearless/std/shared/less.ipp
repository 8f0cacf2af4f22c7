// SPDX-License-Identifier: MIT
// The row of std::less, which <map>, <set>, <queue> and <functional> declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it holds nothing, unless it is a user's specialisation that does.
template <class T>
  requires kind::Empty<std::less<T>>
struct row<std::less<T>> : kind::stateless {};

}  // namespace fearless::rules
