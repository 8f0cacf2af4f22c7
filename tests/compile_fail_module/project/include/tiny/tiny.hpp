// SPDX-License-Identifier: MIT
// A library of one refusal, for the tests of the compile-fail module.
#pragma once

#include <type_traits>

namespace tiny {

struct Local {};

template <class T>
inline constexpr bool can_be_sent = !std::is_same_v<T, Local> && !std::is_pointer_v<T>;

template <class T>
void send(T) {
  static_assert(can_be_sent<T>, "tiny::send: this value cannot be sent");
}

}  // namespace tiny
