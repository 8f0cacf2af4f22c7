// SPDX-License-Identifier: MIT
// The rows of <flat_map>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<flat_map>)
#include <flat_map>
#endif

#ifdef __cpp_lib_flat_map
#include <fearless/std/shared/sorted.ipp>

namespace fearless::rules {

// Why: it owns its keys and values, each in a container, and compares the keys.
template <class K, class V, class Compare, class Keys, class Values>
struct row<std::flat_map<K, V, Compare, Keys, Values>> : kind::owner<Compare, Keys, Values> {};
template <class K, class V, class Compare, class Keys, class Values>
struct row<std::flat_multimap<K, V, Compare, Keys, Values>> : kind::owner<Compare, Keys, Values> {};

}  // namespace fearless::rules
#endif
