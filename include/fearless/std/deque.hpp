// SPDX-License-Identifier: MIT
// The rows of <deque>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <deque>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/libstdcxx.ipp>

namespace fearless::detail {
// The type in which std::deque stores the addresses of its blocks. (libstdc++ creates the allocator for it when it is
// needed.)
#if defined(__GLIBCXX__)
template <class T, class A>
using EntryOfDeque = SomeNode*;
#else
template <class A>
struct PointerOf {
  using type = typename A::value_type*;
};
template <class A>
  requires requires { typename A::pointer; }
struct PointerOf<A> {
  using type = typename A::pointer;
};
template <class T, class A>
using EntryOfDeque = typename PointerOf<A>::type;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it owns its elements, and a table of the blocks that hold them.
template <class T, class A>
struct row<std::deque<T, A>> : kind::container<A, detail::Allocates<T, detail::EntryOfDeque<T, A>>, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: an iterator of std::deque gives access to every element, as a reference does.
template <class T, class Reference, class Pointee>
struct row<detail::libstdcxx::_Deque_iterator<T, Reference, Pointee*>> : kind::iterator<Pointee> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: an iterator of std::deque gives access to every element, as a reference does.
template <class V, class Pointee, class R, class Block, class D, D Size>
struct row<std::__deque_iterator<V, Pointee*, R, Block*, D, Size>> : kind::iterator<Pointee> {};
#endif

}  // namespace fearless::rules
