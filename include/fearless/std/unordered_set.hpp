// SPDX-License-Identifier: MIT
// The rows of <unordered_set>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <unordered_set>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/hash.ipp>
#include <fearless/std/shared/hash_iterator.ipp>
#include <fearless/std/shared/hash_node.ipp>
#include <fearless/std/shared/node_handle.ipp>

namespace fearless::rules {

// Why: it owns its keys, and hashes and compares them.
template <class K, class Hash, class Equal, class A>
struct row<std::unordered_set<K, Hash, Equal, A>>
    : kind::container<A, detail::NodesOfHashSet<K, A>, Element<K>, Hash, Equal> {};
template <class K, class Hash, class Equal, class A>
struct row<std::unordered_multiset<K, Hash, Equal, A>>
    : kind::container<A, detail::NodesOfHashSet<K, A>, Element<K>, Hash, Equal> {};

}  // namespace fearless::rules
