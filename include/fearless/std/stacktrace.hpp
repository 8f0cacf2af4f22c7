// SPDX-License-Identifier: MIT
// The rows of <stacktrace>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#if __has_include(<stacktrace>)
#include <stacktrace>
#endif

#ifdef __cpp_lib_stacktrace
#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless::rules {

// Why: it is an address in the code.
template <>
struct row<std::stacktrace_entry> : kind::value {};

// Why: it owns its entries.
template <class A>
struct row<std::basic_stacktrace<A>> : kind::container<A, detail::Allocates<std::stacktrace_entry>> {};

}  // namespace fearless::rules
#endif
