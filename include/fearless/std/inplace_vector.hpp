// SPDX-License-Identifier: MIT
// The rows of <inplace_vector>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<inplace_vector>)
#include <inplace_vector>
#endif

#ifdef __cpp_lib_inplace_vector
namespace fearless::rules {

// Why: it owns its elements.
template <class T, std::size_t N>
struct row<std::inplace_vector<T, N>> : kind::owner<T> {};

}  // namespace fearless::rules
#endif
