// SPDX-License-Identifier: MIT
// The rows of <queue>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/deque.hpp>
#include <fearless/std/kinds.hpp>
#include <fearless/std/vector.hpp>

#include <queue>

#include <fearless/std/shared/less.ipp>

namespace fearless::rules {

// Why: it consists of its container.
template <class T, class Container>
struct row<std::queue<T, Container>> : kind::owner<Container> {};

// Why: it consists of its container, and compares the elements.
template <class T, class Container, class Compare>
struct row<std::priority_queue<T, Container, Compare>> : kind::owner<Container, Compare> {};

}  // namespace fearless::rules
