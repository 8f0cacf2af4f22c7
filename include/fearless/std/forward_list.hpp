// SPDX-License-Identifier: MIT
// The rows of <forward_list>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <forward_list>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/libstdcxx.ipp>

namespace fearless::detail {
// The node type of std::forward_list.
#if defined(__GLIBCXX__)
template <class T, class A>
using NodeOfForwardList = libstdcxx::_Fwd_list_node<T>;
#elif defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
template <class T, class A>
using NodeOfForwardList = std::__forward_list_node<T, typename VoidPointer<A>::type>;
#else
template <class T, class A>
using NodeOfForwardList = SomeNode;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it owns its elements.
template <class T, class A>
struct row<std::forward_list<T, A>>
    : kind::container<A, detail::Allocates<detail::NodeOfForwardList<T, A>>, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: a node contains an element; the links to other nodes belong to the list.
template <class T>
struct row<detail::libstdcxx::_Fwd_list_node<T>> : kind::owner<Element<T>> {};

// Why: an iterator of std::forward_list gives access to every element, as a reference does.
template <class T>
struct row<detail::libstdcxx::_Fwd_list_iterator<T>> : kind::iterator<T> {};

// Why: a const_iterator of std::forward_list gives access to every element, as a const reference does.
template <class T>
struct row<detail::libstdcxx::_Fwd_list_const_iterator<T>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a node contains an element; the links to other nodes belong to the list.
template <class T, class Pointer>
struct row<std::__forward_list_node<T, Pointer>> : kind::owner<Element<T>> {};

// Why: an iterator of std::forward_list gives access to every element, as a reference does.
template <class Node>
struct row<std::__forward_list_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__forward_list_iterator<Node*>::reference>> {};

// Why: a const_iterator of std::forward_list gives access to every element, as a const reference does.
template <class Node>
struct row<std::__forward_list_const_iterator<Node*>>
    : kind::iterator<std::remove_reference_t<typename std::__forward_list_const_iterator<Node*>::reference>> {};
#endif

}  // namespace fearless::rules
