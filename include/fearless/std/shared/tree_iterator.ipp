// SPDX-License-Identifier: MIT
// The rows of the iterators of std::map and std::set. Include this file after one of their headers.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/libstdcxx.ipp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: an iterator of std::map or std::set gives access to every element, as a reference does.
template <class T>
struct row<std::_Rb_tree_iterator<T>> : kind::iterator<T> {};

// Why: a const_iterator of std::map or std::set gives access to every element, as a const reference does.
template <class T>
struct row<std::_Rb_tree_const_iterator<T>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::map or std::set gives access to every element, as a reference does.
template <class T, class Node, class D>
struct row<std::__tree_iterator<T, Node*, D>>
    : kind::iterator<std::remove_reference_t<typename std::__tree_iterator<T, Node*, D>::reference>> {};
template <class T, class Node, class D>
struct row<std::__map_iterator<std::__tree_iterator<T, Node*, D>>>
    : kind::iterator<
          std::remove_reference_t<typename std::__map_iterator<std::__tree_iterator<T, Node*, D>>::reference>> {};

// Why: a const_iterator of std::map or std::set gives access to every element, as a const reference does.
template <class T, class Node, class D>
struct row<std::__tree_const_iterator<T, Node*, D>>
    : kind::iterator<std::remove_reference_t<typename std::__tree_const_iterator<T, Node*, D>::reference>> {};
template <class T, class Node, class D>
struct row<std::__map_const_iterator<std::__tree_const_iterator<T, Node*, D>>>
    : kind::iterator<std::remove_reference_t<
          typename std::__map_const_iterator<std::__tree_const_iterator<T, Node*, D>>::reference>> {};
#endif

}  // namespace fearless::rules
