// SPDX-License-Identifier: MIT
// The row of std::less, which <map>, <set>, <queue> and <functional> declare: to be included after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it holds nothing, unless a program's own specialisation does.
template <class T>
  requires kind::Empty<std::less<T>>
struct row<std::less<T>> : kind::stateless {};

}  // namespace fearless::rules
