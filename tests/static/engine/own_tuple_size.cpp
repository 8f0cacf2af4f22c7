// SPDX-License-Identifier: MIT
// A program specialises std::tuple_size for whatever can be called, so that a structured binding of a closure shows
// what the program's `get` returns.
#include <fearless/marker.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

template <class F>
concept CanBeCalled = requires { &F::operator(); };

}  // namespace

template <CanBeCalled F>
struct std::tuple_size<F> : std::integral_constant<std::size_t, 1> {};
template <std::size_t I, CanBeCalled F>
struct std::tuple_element<I, F> {
  using type = long;
};

namespace {

template <std::size_t I, CanBeCalled F>
[[maybe_unused]] long get(const F&) {
  return 1;
}

using fearless::Send, fearless::Sync;

[[maybe_unused]] void captures(int& number, const int& read) {
  auto reference = [&number] { return ++number; };
  auto pointer = [p = &number] { return ++*p; };
  auto value = [n = number] { return n; };
  auto reads = [&read] { return read; };
  static_assert(!Send<decltype(reference)> && !Sync<decltype(reference)> && !Send<decltype(pointer)>);
  static_assert(!Sync<decltype(pointer)> && Send<decltype(value)>);
#if defined(__clang__)
  static_assert(Send<decltype(reads)>);
#else
  static_assert(!Send<decltype(reads)>);  // nothing shows what it captures
#endif
  (void)reference, (void)pointer, (void)value, (void)reads;
}

}  // namespace
