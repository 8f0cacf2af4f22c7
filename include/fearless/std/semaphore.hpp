// SPDX-License-Identifier: MIT
// The rows of <semaphore>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<semaphore>)
#include <semaphore>
#endif

#ifdef __cpp_lib_semaphore
namespace fearless::rules {

// Why: every use of it is synchronised.
template <std::ptrdiff_t Most>
struct row<std::counting_semaphore<Most>> : kind::synchronized {};

}  // namespace fearless::rules
#endif
