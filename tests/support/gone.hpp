// SPDX-License-Identifier: MIT
// Ends the life of one end of a channel, or of anything else, at a line of a test.
#pragma once

#include <type_traits>
#include <utility>

template <class T>
void gone(T&& end) {
  const std::remove_cvref_t<T> taken(std::forward<T>(end));
}
