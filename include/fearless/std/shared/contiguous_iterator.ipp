// SPDX-License-Identifier: MIT
// The row of the iterators of std::vector, std::string and, with libstdc++, std::span: to be included after one of
// them. (The names are the library's own, but they are part of its ABI. Unknown ones are refused.)
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: an iterator of std::vector or std::string is a reference to each of the elements.
template <class T, class Container>
struct row<__gnu_cxx::__normal_iterator<T*, Container>> : kind::iterator<T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::vector or std::string is a reference to each of the elements.
template <class T>
struct row<std::__wrap_iter<T*>> : kind::iterator<T> {};
#endif

}  // namespace fearless::rules
