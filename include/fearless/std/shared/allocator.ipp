// SPDX-License-Identifier: MIT
// The row of std::allocator, which many standard headers declare. Include this file after one of them.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/rebind.ipp>

namespace fearless::rules {

// Why: it holds nothing, and the heap behind it is synchronised.
template <class T>
struct row<std::allocator<T>> : kind::stateless {};

namespace kind {
template <class T, class Allocates, class... Parts>
struct container<std::allocator<T>, Allocates, Parts...> : owner<Parts...> {};
}  // namespace kind

}  // namespace fearless::rules
