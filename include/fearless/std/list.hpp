// SPDX-License-Identifier: MIT
// The rows of <list>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <list>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::list<T, A>> : kind::owner<Element<T>, A> {};

}  // namespace fearless
