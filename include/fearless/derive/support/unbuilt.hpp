// SPDX-License-Identifier: MIT
// An object that is never constructed. Only the addresses of its members are used, not their values.
#pragma once

namespace fearless::derive {

template <class T>
union Unbuilt {
  char nothing;
  T object;
  constexpr Unbuilt() : nothing() {}
  constexpr ~Unbuilt() {}
};
template <class T>
inline Unbuilt<T> unbuilt;

}  // namespace fearless::derive
