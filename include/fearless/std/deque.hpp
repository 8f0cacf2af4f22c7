// SPDX-License-Identifier: MIT
// The rows of <deque>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <deque>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::deque<T, A>> : kind::owner<Element<T>, A> {};

}  // namespace fearless
