// SPDX-License-Identifier: MIT
// The capture of a closure that has exactly one, on GCC before 15. That compiler shows no captures otherwise.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/support/utility.hpp>

// A structured binding cannot bind a closure. GCC before 15 does bind the captures, with their types, for a class
// derived from a closure. The number of names has to equal the number of captures, a wrong number is a hard error, and
// the number of captures is not known. So we ask only about a closure whose size equals its alignment. Something in it
// has that alignment and therefore at least that size, which leaves no byte for a second capture; and two captures
// never share a byte.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 15
#define FEARLESS_DETAIL_BINDS_CAPTURES 1
#else
#define FEARLESS_DETAIL_BINDS_CAPTURES 0
#endif

namespace fearless::derive {

// An empty closure captures nothing, or a class of size 0 (one with an array of length 0), so it is excluded. A closure
// that captures `this` is excluded because it is refused with a reason of its own. A program may specialise
// std::tuple_size for classes that it constrains, and then the binding would show what its `get` returns.
#if FEARLESS_DETAIL_BINDS_CAPTURES
template <class Closure>
struct DerivedFrom : Closure {};
template <class Closure>
concept HasSingleCapture =
    sizeof(Closure) == alignof(Closure) && !__is_empty(Closure) && !requires(Closure closure) { closure.__this; } &&
    !HijacksBindings<DerivedFrom<Closure>> && !HijacksBindings<const DerivedFrom<Closure>>;

template <class Derived>
auto single_capture(Derived& derived) {
  auto& [capture] = derived;
  return std::type_identity<decltype(capture)>();
}
// The type of the capture, including its reference. For a `const Closure`, the type as the const call operator sees it.
template <class Closure>
using CaptureSeen = typename decltype(single_capture(std::declval<DerivedFrom<Closure>&>()))::type;
template <class Closure>
using ConstCaptureSeen = typename decltype(single_capture(std::declval<const DerivedFrom<Closure>&>()))::type;
template <class Capture>
struct Alone {
  Capture capture;
};
template <class Closure>
struct SingleCapture {
  using type = CaptureSeen<Closure>;
  // Verifies the reasoning above: the capture fills the closure.
  static_assert(sizeof(Closure) == sizeof(Alone<type>));
};
template <class Closure>
struct SingleCapture<const Closure> : SingleCapture<Closure> {
  using type = ConstCaptureSeen<Closure>;
};
#else
template <class Closure>
concept HasSingleCapture = false;
#endif

}  // namespace fearless::derive
