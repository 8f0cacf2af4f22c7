// SPDX-License-Identifier: MIT
// The rows of <typeindex>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <typeindex>

namespace fearless::rules {

// Why: it refers to the name of a type, which lives as long as the program.
template <>
struct row<std::type_index> : kind::value {};

}  // namespace fearless::rules
