// SPDX-License-Identifier: MIT
// The two questions that need one text per number of members; their answers stand in tables_128.hpp,
// bindings_128.hpp and tables_256.hpp.
#pragma once

#include <cstddef>

#include <fearless/derive/utility.hpp>

namespace fearless::derive {

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

// An aggregate is asked whether a braced list initialises it by passing the list to an object of this type, where P...
// are what the list consists of. One of two functions takes the aggregate, the other any such list. So if the list
// converts to the aggregate, the call is ambiguous, and nothing is converted. `T{...}` would say the same, but there
// g++ chooses constructors of the members, and instantiates what they say of noexcept, which may be ill-formed for a
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
// The same, where the list is converted: for initialisers of which no constructor of a member takes one.
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

// `Braces<N>::fit<T, P...>`: whether N times `{}` and then a P each initialise the aggregate T. Beyond the table the
// answer is no, so an aggregate that is larger than the table shows by taking one initialiser more than its last entry.
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

// `Binding<N>::types(t)`: the declared types of t's N members, as a TypeList; seen through the constness of t, so that
// a `mutable` member shows by lacking the `const` of the others.
#if defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L
#define FEARLESS_DETAIL_BINDS_PACKS 1
#define FEARLESS_DETAIL_TRIES_BINDINGS 0
#if defined(__clang__)  // which has them in C++20, too, and says so
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
// `Binding<N>::fits<T>()`: whether T has so many members, of which nobody asks anything else. A loop is put off until
// T is known, and what is declared in braces is a question there, so that a wrong number is no error.
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
