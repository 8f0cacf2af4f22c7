// SPDX-License-Identifier: MIT
// The namespace in which libstdc++ defines the parts of its containers. Include this file after a container's header.
#pragma once

#include <fearless/std/kinds.hpp>

#if defined(__GLIBCXX__)

// With _GLIBCXX_DEBUG, the containers in `std` check their use. They consist of the containers in this namespace.
namespace fearless::detail {
#if defined(_GLIBCXX_DEBUG)
namespace libstdcxx = ::std::__cxx1998;
#else
namespace libstdcxx = ::std;
#endif
}  // namespace fearless::detail

#if defined(_GLIBCXX_DEBUG)
namespace fearless::rules {

// Why: it is an iterator with a link to its container, which enters its iterators into a list. libstdc++ guards that
// list with a lock, because two threads may copy iterators of a const container.
template <class I, class Sequence, class Category>
  requires requires { sizeof(row<I>); }
struct row<__gnu_debug::_Safe_iterator<I, Sequence, Category>> : row<I> {};

}  // namespace fearless::rules
#endif

#endif
