// SPDX-License-Identifier: MIT
// The rows of <forward_list>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <forward_list>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::forward_list<T, A>> : kind::owner<Element<T>, A> {};

}  // namespace fearless
