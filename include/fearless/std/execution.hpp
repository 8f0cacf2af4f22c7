// SPDX-License-Identifier: MIT
// The rows of <execution>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <execution>

namespace fearless {

#if defined(__cpp_lib_execution)
// Why: it holds nothing.
template <>
struct row<std::execution::sequenced_policy> : kind::stateless {};
template <>
struct row<std::execution::parallel_policy> : kind::stateless {};
template <>
struct row<std::execution::parallel_unsequenced_policy> : kind::stateless {};

#if __cpp_lib_execution >= 201902L
// Why: it holds nothing.
template <>
struct row<std::execution::unsequenced_policy> : kind::stateless {};
#endif
#endif

}  // namespace fearless
