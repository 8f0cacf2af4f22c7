// SPDX-License-Identifier: MIT
// The rows of <initializer_list>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <initializer_list>

namespace fearless {

// Why: it reads elements that the function which made it owns.
template <class T>
struct row<std::initializer_list<T>> : kind::view<const T> {};

}  // namespace fearless
