// SPDX-License-Identifier: MIT
// What a library may say of classes that would have to be opened: that they are not to be.
#pragma once

namespace fearless::derive {

// A specialisation names the reason why the opaque class T is refused before anybody looks into it. It is asked only
// for classes that no word, no row and no list speaks of, so it costs nothing for all others.
template <class T>
struct Unopened {
  using reason = void;
};

// Complete, of any T, where all rules for the standard library are included: no header is missing then.
template <class T>
struct EveryRule;

}  // namespace fearless::derive
