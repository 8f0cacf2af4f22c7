// SPDX-License-Identifier: MIT
// The node types of the unordered containers, and their rows. Include this file after one of the containers' headers.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/rebind.ipp>

namespace fearless::detail {
// A node, and an entry of the table, which refers to nodes. (libstdc++ has two types of nodes: one stores the hash, one
// does not.)
#if defined(__GLIBCXX__)
template <class T, class A>
using NodesOfHash =
    Allocates<std::__detail::_Hash_node<T, true>, std::__detail::_Hash_node<T, false>, std::__detail::_Hash_node_base*>;
template <class K, class A>
using NodesOfHashSet = NodesOfHash<K, A>;
template <class K, class V, class A>
using NodesOfHashMap = NodesOfHash<std::pair<const K, V>, A>;
#elif defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
template <class Node, class Pointer>
using LinkOfHash =
    typename ReboundPointer<Pointer, std::__hash_node_base<typename ReboundPointer<Pointer, Node>::type>>::type;
template <class T, class Pointer>
using NodesOfHash = Allocates<std::__hash_node<T, Pointer>, LinkOfHash<std::__hash_node<T, Pointer>, Pointer>>;
template <class K, class A>
using NodesOfHashSet = NodesOfHash<K, typename VoidPointer<A>::type>;
template <class K, class V, class A>
using NodesOfHashMap = NodesOfHash<std::__hash_value_type<K, V>, typename VoidPointer<A>::type>;
#else
template <class K, class A>
using NodesOfHashSet = Allocates<SomeNode, SomeNode*>;
template <class K, class V, class A>
using NodesOfHashMap = Allocates<SomeNode, SomeNode*>;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: a node contains an element; the links to other nodes belong to the container.
template <class T, bool Cached>
struct row<std::__detail::_Hash_node<T, Cached>> : kind::owner<Element<T>> {};

// Why: it is a link between nodes, and only the container follows it.
template <>
struct row<std::__detail::_Hash_node_base*> : kind::value {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a node contains an element; the links to other nodes belong to the container.
template <class T, class Pointer>
struct row<std::__hash_node<T, Pointer>> : kind::owner<Element<T>> {};
template <class K, class V>
struct row<std::__hash_value_type<K, V>> : kind::owner<Element<K>, Element<V>> {};

// Why: it is a link between nodes, and only the container follows it.
template <class Pointer>
struct row<std::__hash_node_base<Pointer>*> : kind::value {};
#endif

}  // namespace fearless::rules
