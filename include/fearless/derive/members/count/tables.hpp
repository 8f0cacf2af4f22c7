// SPDX-License-Identifier: MIT
// The two questions that need separate code for each number of members: do N times `{}` initialise an aggregate
// (`Braces`), and what are the types of its N members (`Binding`). The code is in tables_128.hpp, bindings_128.hpp and
// tables_256.hpp.
#pragma once

#include <cstddef>

#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

// The question whether a braced list initialises the aggregate T. The list is passed to an object of type Lists<T,
// P...>, where P... are the types of the initialisers. One overload takes a T, the other takes every such list. If the
// list initialises a T, both overloads accept it, and the call is ambiguous; otherwise the second one is selected. So
// an ambiguous call means *yes*. The detour performs no conversion and selects no constructor. GCC bug: `T{...}`
// selects constructors of the members and instantiates their noexcept-specifications, which need not compile for a
// probe.
template <class... P>
struct ListOf {
  ListOf(P&&...);
};
struct List {  // a list in a list
  List(...);
};
template <class T, class... P>
struct Lists {
  void operator()(const T&) const;
  void operator()(const ListOf<P...>&) const;
};
// The same question with the conversion performed. It is for initialisers that no constructor of a member accepts.
template <class T>
using Takes = void (*)(const T&) noexcept;
template <std::size_t>
using ListAt = List;
template <class Indices>
struct BracesOf;
template <std::size_t... I>
struct BracesOf<std::index_sequence<I...>> {
  template <class T, class... P>
  using ListsOf = Lists<T, ListAt<I>..., P...>;
};
template <class T, std::size_t N, class... P>
using BracesFor = typename BracesOf<std::make_index_sequence<N>>::template ListsOf<T, P...>;

template <class P>
P&& value() noexcept;  // an initialiser; only ever named in unevaluated operands

// `Braces<N>::fit<T, P...>`: whether N times `{}`, followed by one initialiser of each type P, initialise the aggregate
// T. For an N beyond the table the answer is no. So an aggregate that is larger than the table is recognised by another
// question: it accepts one more initialiser after the largest N in the table.
template <std::size_t N>
struct Braces {
  template <class T, class... P>
  static constexpr bool fit = false;
};
template <>
struct Braces<0> {
  template <class T, class... P>
  static constexpr bool fit = !requires(Lists<T, P...> f) { f({value<P>()...}); };
};
template <std::size_t N>
inline constexpr bool braces_in_table = N <= 128;

// `Binding<N>::types(t)`: the declared types of t's N members, as a TypeList. They are seen through the constness of t:
// of a const t, only `mutable` members and references lack the `const`.
#if defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L
#define FEARLESS_DETAIL_BINDS_PACKS 1
#define FEARLESS_DETAIL_TRIES_BINDINGS 0
#if defined(__clang__)  // Clang has them before C++26 as well, and warns
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc++26-extensions"
#endif
template <std::size_t N>
struct Binding {
  template <class T>
  static auto types(T& t) {
    auto& [... member] = t;
    return TypeList<decltype(member)...>{};
  }
};
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
template <std::size_t N>
inline constexpr bool binding_in_table = true;
#else
#define FEARLESS_DETAIL_BINDS_PACKS 0
#if defined(__clang__) && !__has_builtin(__builtin_structured_binding_size)
#define FEARLESS_DETAIL_TRIES_BINDINGS 1
// `Binding<N>::fits<T>()`: whether T has exactly N members. The body of the loop over `objects<T>` is instantiated only
// when T is known. If a structured binding there, in a statement expression, has a wrong number of names, the
// constraint is false; elsewhere it would be an error.
template <class T>
inline constexpr T (*objects)[1] = nullptr;
#else
#define FEARLESS_DETAIL_TRIES_BINDINGS 0
#endif
template <class... T>
constexpr TypeList<T...> list_of() noexcept {  // costs compilers less than `TypeList<T...>{}`
  return {};
}
template <std::size_t N>
struct Binding;
template <std::size_t N>
inline constexpr bool binding_in_table = N <= 64;  // and more where bindings_128.hpp is included
#endif
template <>
struct Binding<0> {
  template <class T>
  static auto types(T&) {
    return TypeList<>{};
  }
};

}  // namespace fearless::derive
