// SPDX-License-Identifier: MIT
// The row of std::allocator, which many standard headers declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/rebind.ipp>

namespace fearless::rules {

// Why: it holds nothing, and the heap behind it is synchronised. (A program may specialise it for a class of
// its own, and then it may hold something.)
template <class T>
  requires(__is_empty(std::allocator<T>))
struct row<std::allocator<T>> : kind::stateless {};

namespace kind {
template <class T, class Allocates, class... Parts>
  requires(__is_empty(std::allocator<T>))
struct container<std::allocator<T>, Allocates, Parts...> : owner<Parts...> {};
}  // namespace kind

}  // namespace fearless::rules
