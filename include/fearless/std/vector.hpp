// SPDX-License-Identifier: MIT
// The rows of <vector>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <vector>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless {

// Why: it owns its elements; those of vector<bool> share words, which matters only to who writes.
template <class T, class A>
struct row<std::vector<T, A>> : kind::container<A, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: a reference or iterator of vector<bool> leads to bits, which share words.
template <>
struct row<std::_Bit_reference> : kind::iterator<bool> {};
template <>
struct row<std::_Bit_iterator> : kind::iterator<bool> {};
template <>
struct row<std::_Bit_const_iterator> : kind::iterator<const bool> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a reference or iterator of vector<bool> leads to bits, which share words.
template <class Container>
struct row<std::__bit_reference<Container>> : kind::iterator<bool> {};
template <class Container, typename Container::__storage_type N>
struct row<std::__bit_iterator<Container, false, N>> : kind::iterator<bool> {};
template <class Container, typename Container::__storage_type N>
struct row<std::__bit_iterator<Container, true, N>> : kind::iterator<const bool> {};
template <class Container>
struct row<std::__bit_const_reference<Container>> : kind::iterator<const bool> {};
#endif

}  // namespace fearless
