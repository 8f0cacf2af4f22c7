// SPDX-License-Identifier: MIT
// The rows of <complex>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <complex>

namespace fearless::rules {

// Why: it consists of two numbers.
template <class T>
struct row<std::complex<T>> : kind::owner<T> {};

}  // namespace fearless::rules
