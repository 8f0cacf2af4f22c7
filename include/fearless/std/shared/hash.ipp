// SPDX-License-Identifier: MIT
// The rows of std::hash and std::equal_to, which <functional> and the unordered containers' headers declare: to be
// included after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it holds nothing, unless a program's own specialisation does, such as a seed.
template <class T>
  requires kind::Empty<std::hash<T>>
struct row<std::hash<T>> : kind::stateless {};

// Why: it holds nothing, unless a program's own specialisation does.
template <class T>
  requires kind::Empty<std::equal_to<T>>
struct row<std::equal_to<T>> : kind::stateless {};

}  // namespace fearless::rules
