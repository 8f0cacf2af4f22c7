// SPDX-License-Identifier: MIT
// The row of the iterators of std::vector, std::string and, with libstdc++, std::span. Include this file after one of
// their headers. (The names are internal to the library, but part of its ABI. An iterator with an unknown name is
// refused.)
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: an iterator of std::vector or std::string gives access to every element, as a reference does.
template <class T, class Container>
struct row<__gnu_cxx::__normal_iterator<T*, Container>> : kind::iterator<T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::vector or std::string gives access to every element, as a reference does.
template <class T>
struct row<std::__wrap_iter<T*>> : kind::iterator<T> {};
#endif

}  // namespace fearless::rules
