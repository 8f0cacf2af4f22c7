// SPDX-License-Identifier: MIT
// The rows of the iterators of the unordered containers: to be included after one of them.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: an iterator of an unordered container is a reference to each of the elements.
template <class T, bool Constant, bool Cached>
struct row<std::__detail::_Node_iterator<T, Constant, Cached>>
    : kind::iterator<std::remove_reference_t<typename std::__detail::_Node_iterator<T, Constant, Cached>::reference>> {
};

// Why: a const_iterator of an unordered container is a const reference to each of the elements.
template <class T, bool Constant, bool Cached>
struct row<std::__detail::_Node_const_iterator<T, Constant, Cached>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of an unordered container is a reference to each of the elements.
template <class Node>
struct row<std::__hash_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__hash_iterator<Node*>::reference>> {};
template <class Node>
struct row<std::__hash_map_iterator<std::__hash_iterator<Node*>>>
    : kind::iterator<
          std::remove_reference_t<typename std::__hash_map_iterator<std::__hash_iterator<Node*>>::reference>> {};

// Why: a const_iterator of an unordered container is a const reference to each of the elements.
template <class Node>
struct row<std::__hash_const_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__hash_const_iterator<Node*>::reference>> {};
template <class Node>
struct row<std::__hash_map_const_iterator<std::__hash_const_iterator<Node*>>>
    : kind::iterator<std::remove_reference_t<
          typename std::__hash_map_const_iterator<std::__hash_const_iterator<Node*>>::reference>> {};
#endif

}  // namespace fearless::rules
