// SPDX-License-Identifier: MIT
// The types that a container derives from its allocator: the allocators for its nodes and tables, and their pointers.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::detail {

// Stands for a type that a library allocates and that cannot be named here.
struct SomeNode {
  void* links[4];
};
struct NotRebound {};

// The template of A with U in place of its first argument. (An allocator template with non-type arguments has to define
// `rebind` itself.)
template <class T, class U>
struct FirstReplaced {
  using type = NotRebound;
};
template <template <class, class...> class Template, class T, class... Rest, class U>
  requires requires { typename Template<U, Rest...>; }
struct FirstReplaced<Template<T, Rest...>, U> {
  using type = Template<U, Rest...>;
};

template <class A, class U>
concept SaysItsRebind = requires { typename A::template rebind<U>::other; };
// As std::allocator_traits<A>::rebind_alloc<U>, but not an error if that does not exist. (If the first argument is not
// the allocated type, replacing it is no rebind.)
template <class A, class U>
struct Rebound {
  using type = NotRebound;
};
template <class A, class U>
  requires(!SaysItsRebind<A, U> && std::is_same_v<typename FirstReplaced<A, typename A::value_type>::type, A>)
struct Rebound<A, U> : FirstReplaced<A, U> {};
template <class A, class U>
  requires SaysItsRebind<A, U>
struct Rebound<A, U> {
  using type = typename A::template rebind<U>::other;
};

// As std::pointer_traits<P>::rebind<U>.
template <class P, class U>
struct ReboundPointer : FirstReplaced<P, U> {};
template <class T, class U>
struct ReboundPointer<T*, U> {
  using type = U*;
};
template <class P, class U>
  requires requires { typename P::template rebind<U>; }
struct ReboundPointer<P, U> {
  using type = typename P::template rebind<U>;
};

// As std::allocator_traits<A>::void_pointer.
template <class A>
concept SaysItsVoidPointer = requires { typename A::void_pointer; };
template <class A>
struct VoidPointer {
  using type = void*;
};
template <class A>
  requires(kind::BringsItsPointer<A> && !SaysItsVoidPointer<A>)
struct VoidPointer<A> : ReboundPointer<typename A::pointer, void> {};
template <SaysItsVoidPointer A>
struct VoidPointer<A> {
  using type = typename A::void_pointer;
};
template <class T>
struct VoidPointer<std::allocator<T>> {
  using type = void*;
};

template <class... T>
struct Types {};
template <class... Lists>
struct Joined;
template <class... T>
struct Joined<Types<T...>> {
  using type = Types<T...>;
};
template <class... T, class... U, class... Rest>
struct Joined<Types<T...>, Types<U...>, Rest...> : Joined<Types<T..., U...>, Rest...> {};

// The class of the allocator's pointers, if they are of a class type.
template <class A>
struct OwnPointers {
  using type = Types<>;
};
template <kind::BringsItsPointer A>
struct OwnPointers<A> {
  using type = Types<typename A::pointer>;
};
// Nodes may refer to each other by pointers of yet another class.
template <class A, class U>
struct OwnLinks {
  using type = Types<>;
};
template <class A, class U>
  requires(SaysItsVoidPointer<A> && !std::is_pointer_v<typename VoidPointer<A>::type>)
struct OwnLinks<A, U> {
  using type = Types<typename ReboundPointer<typename A::void_pointer, U>::type>;
};
// All types to ask about if A is rebound to U. (If A is no template, rebinding may give A itself.)
template <class A, class U, class B = typename Rebound<A, U>::type>
struct Allocated : Joined<Types<B>, typename OwnPointers<B>::type, typename OwnLinks<A, U>::type> {};
template <class A, class U>
  requires std::is_same_v<typename A::value_type, U>
struct Allocated<A, U, NotRebound> {
  using type = Types<>;
};

/// For a row: the types that its container allocates with its allocator.
template <class... U>
struct Allocates {
  template <class A>
  using asked = typename Joined<typename OwnPointers<A>::type, typename Allocated<A, U>::type...>::type;
};

}  // namespace fearless::detail

namespace fearless::rules {

// Why: no container can be made with such an allocator.
template <>
struct row<detail::NotRebound> : kind::never_because<because::its_members_cannot_be_seen> {};

// Why: the condition on an allocator of nodes is about the allocator itself; the container has the conditions on the
// elements and the pointers.
template <>
struct row<detail::SomeNode> : kind::stateless {};
template <>
struct row<detail::SomeNode*> : kind::stateless {};

}  // namespace fearless::rules
