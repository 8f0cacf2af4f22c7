// SPDX-License-Identifier: MIT
// The rows of std::hash and std::equal_to, which <functional> and the headers of the unordered containers declare.
// Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

// Why: it holds nothing, unless it is a user's specialisation that does, such as one with a seed.
template <class T>
  requires kind::Empty<std::hash<T>>
struct row<std::hash<T>> : kind::stateless {};

// Why: it holds nothing, unless it is a user's specialisation that does.
template <class T>
  requires kind::Empty<std::equal_to<T>>
struct row<std::equal_to<T>> : kind::stateless {};

}  // namespace fearless::rules
