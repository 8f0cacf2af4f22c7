// SPDX-License-Identifier: MIT
// Classes that a library forbids to open.
#pragma once

namespace fearless::derive {

// A specialisation names the reason why the opaque class T is refused without being opened. It is instantiated only for
// a class that has no declaration, row or listing, so it costs nothing for others.
template <class T>
struct Unopened {
  using reason = void;
};

// A complete type for every T, if all rules for the standard library are included. Then a class without a row lacks no
// header.
template <class T>
struct EveryRule;

}  // namespace fearless::derive
