// SPDX-License-Identifier: MIT
// The rows of containers and iterators in the debug mode of libstdc++, where each of them is another class.
// (GCC 16 cannot compile it with reflection.)
#if __has_include(<bits/c++config.h>) && !defined(__cpp_impl_reflection)
#define _GLIBCXX_DEBUG
#include "std_containers.cpp"
#include "std_iterators.cpp"
#if defined(__GLIBCXX__)
static_assert(!std::is_same_v<std::vector<int>, std::__cxx1998::vector<int>>);
#endif
#endif
