// SPDX-License-Identifier: MIT
// The rows of <variant>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <variant>

namespace fearless::rules {

// Why: it holds one of its alternatives, and additional state that records which.
template <class... T>
struct row<std::variant<T...>> : kind::owner<T...> {};

// Why: it holds nothing.
template <>
struct row<std::monostate> : kind::stateless {};

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_variant_access> : kind::value {};

}  // namespace fearless::rules
