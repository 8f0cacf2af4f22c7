// SPDX-License-Identifier: MIT
// The two questions that need one text per number of members; their answers stand in tables_128.hpp and tables_256.hpp.
#pragma once

#include <cstddef>

namespace fearless::derive {

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

// An aggregate is asked what it can be initialised from by passing a braced list to a function of this type. `T{...}`
// would say the same, but compilers evaluate it, which instantiates bodies of constructors that may not compile. (`new
// T` asks for no destructor, which Clang would evaluate from C++26 on; but g++ lets it leave references uninitialised.)
template <class T>
using Takes = void (*)(const T&) noexcept;

template <class P>
P&& value() noexcept;  // an initialiser; only ever named in unevaluated operands

// `Braces<N>::fit<T, P...>`: whether N times `{}` and then a P each initialise the aggregate T. Beyond the table the
// answer is no, so an aggregate that is larger than the table shows by taking one initialiser more than its last entry.
template <std::size_t N>
struct Braces {
  static constexpr bool in_table = false;
  template <class T, class... P>
  static constexpr bool fit = false;
};
template <>
struct Braces<0> {
  static constexpr bool in_table = true;
  template <class T, class... P>
  static constexpr bool fit = requires(Takes<T> f) { f({value<P>()...}); };
};

// `Binding<N>::types(t)`: the declared types of t's N members, as a TypeList; seen through the constness of t, so that
// a `mutable` member shows by lacking the `const` of the others.
#if defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L
template <std::size_t N>
struct Binding {
  static constexpr bool in_table = true;
  template <class T>
  static auto types(T& t) {
    auto& [... member] = t;
    return TypeList<decltype(member)...>{};
  }
};
#else
template <std::size_t N>
struct Binding {
  static constexpr bool in_table = false;
};
#endif
template <>
struct Binding<0> {
  static constexpr bool in_table = true;
  template <class T>
  static auto types(T&) {
    return TypeList<>{};
  }
};

}  // namespace fearless::derive
