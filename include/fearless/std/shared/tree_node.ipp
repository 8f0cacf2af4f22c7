// SPDX-License-Identifier: MIT
// The node type of std::map and std::set, and its row. Include this file after one of their headers.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/rebind.ipp>

namespace fearless::detail {
#if defined(__GLIBCXX__)
template <class K, class A>
using NodeOfSet = std::_Rb_tree_node<K>;
template <class K, class V, class A>
using NodeOfMap = std::_Rb_tree_node<std::pair<const K, V>>;
#elif defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
template <class K, class A>
using NodeOfSet = std::__tree_node<K, typename VoidPointer<A>::type>;
template <class K, class V, class A>
using NodeOfMap = std::__tree_node<std::__value_type<K, V>, typename VoidPointer<A>::type>;
#else
template <class K, class A>
using NodeOfSet = SomeNode;
template <class K, class V, class A>
using NodeOfMap = SomeNode;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: a node contains an element; the links to other nodes belong to the container.
template <class T>
struct row<std::_Rb_tree_node<T>> : kind::owner<Element<T>> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a node contains an element; the links to other nodes belong to the container.
template <class T, class Pointer>
struct row<std::__tree_node<T, Pointer>> : kind::owner<Element<T>> {};
template <class K, class V>
struct row<std::__value_type<K, V>> : kind::owner<Element<K>, Element<V>> {};
#endif

}  // namespace fearless::rules
