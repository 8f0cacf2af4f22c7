// SPDX-License-Identifier: MIT
// The one capture of a closure that has exactly one, on g++ before 15, which shows no captures otherwise.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/support/utility.hpp>

// A structured binding takes no closure, but until g++ 15 it took a class derived from one, and then it binds the
// captures with their types. There have to be as many names as captures, or it is an error that nothing can catch; and
// nothing tells how many there are. So only a closure is asked whose size is its alignment. Something in it has that
// alignment, and so at least that size, which leaves not a byte for another capture; and no two captures share a byte.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 15
#define FEARLESS_DETAIL_BINDS_CAPTURES 1
#else
#define FEARLESS_DETAIL_BINDS_CAPTURES 0
#endif

namespace fearless::derive {

// An empty closure captures nothing, or a class whose size is 0, as an array of length 0 has. One that captures `this`
// is refused with a reason of its own.
#if FEARLESS_DETAIL_BINDS_CAPTURES
template <class Closure>
concept HasSingleCapture =
    sizeof(Closure) == alignof(Closure) && !__is_empty(Closure) && !requires(Closure closure) { closure.__this; };

template <class Closure>
struct DerivedFrom : Closure {};
template <class Derived>
auto single_capture(Derived& derived) {
  auto& [capture] = derived;
  return std::type_identity<decltype(capture)>();
}
// The type of the capture, with its reference. Of a `const Closure`, as its const call sees it.
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
  // What fills the closure leaves no room for another capture, whatever was thought above.
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
