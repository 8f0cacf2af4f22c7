// SPDX-License-Identifier: MIT
// The rows of <list>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <list>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::list<T, A>> : kind::container<A, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: an iterator of std::list is a reference to each of the elements.
template <class T>
struct row<std::_List_iterator<T>> : kind::iterator<T> {};

// Why: a const_iterator of std::list is a const reference to each of the elements.
template <class T>
struct row<std::_List_const_iterator<T>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::list is a reference to each of the elements.
template <class T, class Node>
struct row<std::__list_iterator<T, Node>> : kind::iterator<T> {};

// Why: a const_iterator of std::list is a const reference to each of the elements.
template <class T, class Node>
struct row<std::__list_const_iterator<T, Node>> : kind::iterator<const T> {};
#endif

}  // namespace fearless
