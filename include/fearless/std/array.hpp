// SPDX-License-Identifier: MIT
// The rows of <array>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <array>

namespace fearless::rules {

// Why: it consists of its elements. An array of length 0 has the same answers, as in Rust.
template <class T, std::size_t N>
struct row<std::array<T, N>> : kind::memberwise<T> {};

}  // namespace fearless::rules
