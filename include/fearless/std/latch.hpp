// SPDX-License-Identifier: MIT
// The rows of <latch>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<latch>)
#include <latch>
#endif

#ifdef __cpp_lib_latch
namespace fearless::rules {

// Why: every use of it is synchronised.
template <>
struct row<std::latch> : kind::synchronized {};

}  // namespace fearless::rules
#endif
