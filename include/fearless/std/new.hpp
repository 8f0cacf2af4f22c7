// SPDX-License-Identifier: MIT
// The rows of <new>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <new>

namespace fearless::rules {

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_alloc> : kind::value {};
template <>
struct row<std::bad_array_new_length> : kind::value {};

// Why: it holds nothing.
template <>
struct row<std::nothrow_t> : kind::stateless {};
template <>
struct row<std::destroying_delete_t> : kind::stateless {};

}  // namespace fearless::rules
