// SPDX-License-Identifier: MIT
// The rows of <map>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <map>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/less.ipp>
#include <fearless/std/shared/node_handle.ipp>
#include <fearless/std/shared/pair.ipp>
#include <fearless/std/shared/tree_iterator.ipp>
#include <fearless/std/shared/tree_node.ipp>

namespace fearless::rules {

// Why: it owns its keys and values, and compares the keys.
template <class K, class V, class Compare, class A>
struct row<std::map<K, V, Compare, A>>
    : kind::container<A, detail::Allocates<detail::NodeOfMap<K, V, A>>, Element<K>, Element<V>, Compare> {};
template <class K, class V, class Compare, class A>
struct row<std::multimap<K, V, Compare, A>>
    : kind::container<A, detail::Allocates<detail::NodeOfMap<K, V, A>>, Element<K>, Element<V>, Compare> {};

}  // namespace fearless::rules
