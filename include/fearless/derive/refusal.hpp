// SPDX-License-Identifier: MIT
// The one place where the library refuses a type (STUB: will be replaced on main).
#pragma once

#include <fearless/derive/obligation.hpp>

#include <fearless/marker.hpp>

namespace fearless::derive {

// One requirement of a place: `Trait` of `T`; `Role` is a class naming the place and what T is there.
template <class Role, class Trait, class T>
struct Requirement {
  static constexpr bool holds = stub::holds<Trait, T>();
};

// Whether every requirement holds.
template <class... Requirements>
inline constexpr bool granted = (Requirements::holds && ...);

}  // namespace fearless::derive

// Refuses to compile, with one error that says why, unless every requirement holds.
#define FEARLESS_DETAIL_REQUIRE(...) \
  static_assert(::fearless::derive::granted<__VA_ARGS__>, "fearless: refused")
