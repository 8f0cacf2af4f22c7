// SPDX-License-Identifier: MIT
// The rows of <stack>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/deque.hpp>
#include <fearless/std/kinds.hpp>

#include <stack>

namespace fearless::rules {

// Why: it consists of its container.
template <class T, class Container>
struct row<std::stack<T, Container>> : kind::owner<Container> {};

}  // namespace fearless::rules
