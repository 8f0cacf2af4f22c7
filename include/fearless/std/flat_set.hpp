// SPDX-License-Identifier: MIT
// The rows of <flat_set>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<flat_set>)
#include <flat_set>
#endif

#ifdef __cpp_lib_flat_set
#include <fearless/std/shared/sorted.ipp>

namespace fearless::rules {

// Why: it owns its keys, in a container, and compares them.
template <class K, class Compare, class Keys>
struct row<std::flat_set<K, Compare, Keys>> : kind::owner<Compare, Keys> {};
template <class K, class Compare, class Keys>
struct row<std::flat_multiset<K, Compare, Keys>> : kind::owner<Compare, Keys> {};

}  // namespace fearless::rules
#endif
