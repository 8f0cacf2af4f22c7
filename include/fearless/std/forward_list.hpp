// SPDX-License-Identifier: MIT
// The rows of <forward_list>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <forward_list>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::forward_list<T, A>> : kind::container<A, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: an iterator of std::forward_list is a reference to each of the elements.
template <class T>
struct row<std::_Fwd_list_iterator<T>> : kind::iterator<T> {};

// Why: a const_iterator of std::forward_list is a const reference to each of the elements.
template <class T>
struct row<std::_Fwd_list_const_iterator<T>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::forward_list is a reference to each of the elements.
template <class Node>
struct row<std::__forward_list_iterator<Node>>
    : kind::iterator<std::remove_reference_t<typename std::__forward_list_iterator<Node>::reference>> {};

// Why: a const_iterator of std::forward_list is a const reference to each of the elements.
template <class Node>
struct row<std::__forward_list_const_iterator<Node>>
    : kind::iterator<std::remove_reference_t<typename std::__forward_list_const_iterator<Node>::reference>> {};
#endif

}  // namespace fearless
