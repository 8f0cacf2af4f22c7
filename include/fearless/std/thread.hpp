// SPDX-License-Identifier: MIT
// The rows of <thread>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <thread>

namespace fearless::rules {

// Why: it identifies a thread, and is a number.
template <>
struct row<std::thread::id> : kind::value {};

// Why: it is a handle; the function of the thread was checked, or not, when it started.
template <>
struct row<std::thread> : kind::value {};

#ifdef __cpp_lib_jthread
// Why: it is a handle and a stop_source.
template <>
struct row<std::jthread> : kind::value {};
#endif

}  // namespace fearless::rules
