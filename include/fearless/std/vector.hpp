// SPDX-License-Identifier: MIT
// The rows of <vector>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <vector>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements; those of vector<bool> share words, which matters only to who writes.
template <class T, class A>
struct row<std::vector<T, A>> : kind::owner<Element<T>, A> {};

}  // namespace fearless
