// SPDX-License-Identifier: MIT
// The rows of <generator>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<generator>)
#include <generator>
#endif

#ifdef __cpp_lib_generator
#include <fearless/std/shared/coroutine_reason.ipp>

namespace fearless::rules {

// Why: its coroutine frame holds hidden variables.
template <class R, class V, class A>
struct row<std::generator<R, V, A>> : kind::never_because<because::a_coroutine_hides_what_it_holds> {};

}  // namespace fearless::rules
#endif
