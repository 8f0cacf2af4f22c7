// SPDX-License-Identifier: MIT
// The rows of <stdexcept>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <stdexcept>

namespace fearless::rules {

// Why: its copies share an immutable text, with a synchronised reference count.
template <>
struct row<std::logic_error> : kind::value {};
template <>
struct row<std::domain_error> : kind::value {};
template <>
struct row<std::invalid_argument> : kind::value {};
template <>
struct row<std::length_error> : kind::value {};
template <>
struct row<std::out_of_range> : kind::value {};
template <>
struct row<std::runtime_error> : kind::value {};
template <>
struct row<std::range_error> : kind::value {};
template <>
struct row<std::overflow_error> : kind::value {};
template <>
struct row<std::underflow_error> : kind::value {};

}  // namespace fearless::rules
