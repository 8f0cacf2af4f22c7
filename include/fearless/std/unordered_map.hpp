// SPDX-License-Identifier: MIT
// The rows of <unordered_map>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <unordered_map>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/hash.ipp>
#include <fearless/std/shared/hash_iterator.ipp>
#include <fearless/std/shared/hash_node.ipp>
#include <fearless/std/shared/node_handle.ipp>
#include <fearless/std/shared/pair.ipp>

namespace fearless::rules {

// Why: it owns its keys and values, and hashes and compares the keys.
template <class K, class V, class Hash, class Equal, class A>
struct row<std::unordered_map<K, V, Hash, Equal, A>>
    : kind::container<A, detail::NodesOfHashMap<K, V, A>, Element<K>, Element<V>, Hash, Equal> {};
template <class K, class V, class Hash, class Equal, class A>
struct row<std::unordered_multimap<K, V, Hash, Equal, A>>
    : kind::container<A, detail::NodesOfHashMap<K, V, A>, Element<K>, Element<V>, Hash, Equal> {};

}  // namespace fearless::rules
