// SPDX-License-Identifier: MIT
// The rows of <deque>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <deque>

#include <fearless/std/shared/allocator.ipp>

namespace fearless {

// Why: it owns its elements.
template <class T, class A>
struct row<std::deque<T, A>> : kind::container<A, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: an iterator of std::deque is a reference to each of the elements.
template <class T, class Reference, class Pointee>
struct row<std::_Deque_iterator<T, Reference, Pointee*>> : kind::iterator<Pointee> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::deque is a reference to each of the elements.
template <class V, class Pointee, class R, class M, class D, D Size>
struct row<std::__deque_iterator<V, Pointee*, R, M, D, Size>> : kind::iterator<Pointee> {};
#endif

}  // namespace fearless
