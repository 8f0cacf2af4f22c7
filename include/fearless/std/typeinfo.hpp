// SPDX-License-Identifier: MIT
// The rows of <typeinfo>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <typeinfo>

namespace fearless::rules {

// Why: it is a name that lives as long as the program.
template <>
struct row<std::type_info> : kind::value {};

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_cast> : kind::value {};
template <>
struct row<std::bad_typeid> : kind::value {};

}  // namespace fearless::rules
