// SPDX-License-Identifier: MIT
// The row of the node handles of std::map, std::set and the unordered containers. Include this file after one of their
// headers.
#pragma once

#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/rebind.ipp>

namespace fearless::rules {

#if defined(__GLIBCXX__)
// Why: a node_type owns an element that was extracted from a container, and the allocator.
template <class K, class V, class A>
struct row<std::_Node_handle<K, V, A>> : kind::container<A, detail::Allocates<>, Element<K>, Element<V>> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a node_type owns an element that was extracted from a container, and the allocator.
template <class Node, class A, template <class, class> class Specifics>
struct row<std::__basic_node_handle<Node, A, Specifics>>
    : kind::container<A, detail::Allocates<Node>, Element<typename A::value_type>> {};
#endif

}  // namespace fearless::rules
