// SPDX-License-Identifier: MIT
// The rows of <list>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <list>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/libstdcxx.ipp>

namespace fearless::detail {
// The node type of std::list.
#if defined(__GLIBCXX__)
template <class T, class A>
using NodeOfList = libstdcxx::_List_node<T>;
#elif defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
template <class T, class A>
using NodeOfList = std::__list_node<T, typename VoidPointer<A>::type>;
#else
template <class T, class A>
using NodeOfList = SomeNode;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it owns its elements.
template <class T, class A>
struct row<std::list<T, A>> : kind::container<A, detail::Allocates<detail::NodeOfList<T, A>>, Element<T>> {};

#if defined(__GLIBCXX__)
// Why: a node contains an element; the links to other nodes belong to the list.
template <class T>
struct row<detail::libstdcxx::_List_node<T>> : kind::owner<Element<T>> {};

// Why: an iterator of std::list gives access to every element, as a reference does.
template <class T>
struct row<detail::libstdcxx::_List_iterator<T>> : kind::iterator<T> {};

// Why: a const_iterator of std::list gives access to every element, as a const reference does.
template <class T>
struct row<detail::libstdcxx::_List_const_iterator<T>> : kind::iterator<const T> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
// Why: a node contains an element; the links to other nodes belong to the list.
template <class T, class Pointer>
struct row<std::__list_node<T, Pointer>> : kind::owner<Element<T>> {};

// Why: an iterator of std::list gives access to every element, as a reference does.
template <class T>
struct row<std::__list_iterator<T, void*>> : kind::iterator<T> {};

// Why: a const_iterator of std::list gives access to every element, as a const reference does.
template <class T>
struct row<std::__list_const_iterator<T, void*>> : kind::iterator<const T> {};
#endif

}  // namespace fearless::rules
