// SPDX-License-Identifier: MIT
// The rows of the iterators of the unordered containers. Include this file after one of their headers.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/libstdcxx.ipp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: an iterator of an unordered container gives access to every element, as a reference does.
template <class T, bool Constant, bool Cached>
struct row<std::__detail::_Node_iterator<T, Constant, Cached>>
    : kind::iterator<std::remove_reference_t<typename std::__detail::_Node_iterator<T, Constant, Cached>::reference>> {
};

// Why: a const_iterator of an unordered container gives access to every element, as a const reference does.
template <class T, bool Constant, bool Cached>
struct row<std::__detail::_Node_const_iterator<T, Constant, Cached>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of an unordered container gives access to every element, as a reference does.
template <class Node>
struct row<std::__hash_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__hash_iterator<Node*>::reference>> {};
template <class Node>
struct row<std::__hash_map_iterator<std::__hash_iterator<Node*>>>
    : kind::iterator<
          std::remove_reference_t<typename std::__hash_map_iterator<std::__hash_iterator<Node*>>::reference>> {};

// Why: a const_iterator of an unordered container gives access to every element, as a const reference does.
template <class Node>
struct row<std::__hash_const_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__hash_const_iterator<Node*>::reference>> {};
template <class Node>
struct row<std::__hash_map_const_iterator<std::__hash_const_iterator<Node*>>>
    : kind::iterator<std::remove_reference_t<
          typename std::__hash_map_const_iterator<std::__hash_const_iterator<Node*>>::reference>> {};
#endif

}  // namespace fearless::rules
