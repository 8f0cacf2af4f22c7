// SPDX-License-Identifier: MIT
// The rows of <set>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <set>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/less.ipp>
#include <fearless/std/shared/node_handle.ipp>
#include <fearless/std/shared/tree_iterator.ipp>
#include <fearless/std/shared/tree_node.ipp>

namespace fearless::rules {

// Why: it owns its keys, and compares them.
template <class K, class Compare, class A>
struct row<std::set<K, Compare, A>>
    : kind::container<A, detail::Allocates<detail::NodeOfSet<K, A>>, Element<K>, Compare> {};
template <class K, class Compare, class A>
struct row<std::multiset<K, Compare, A>>
    : kind::container<A, detail::Allocates<detail::NodeOfSet<K, A>>, Element<K>, Compare> {};

}  // namespace fearless::rules
