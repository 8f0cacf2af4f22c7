// SPDX-License-Identifier: MIT
// The rows of <optional>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <optional>

namespace fearless::rules {

// Why: it holds a T, or nothing, and additional state that records which.
template <class T>
struct row<std::optional<T>> : kind::owner<T> {};

// Why: it holds nothing.
template <>
struct row<std::nullopt_t> : kind::stateless {};

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_optional_access> : kind::value {};

}  // namespace fearless::rules
