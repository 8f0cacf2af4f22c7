// SPDX-License-Identifier: MIT
// The rows of <text_encoding>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<text_encoding>)
#include <text_encoding>
#endif

#ifdef __cpp_lib_text_encoding
namespace fearless::rules {

// Why: it owns its name.
template <>
struct row<std::text_encoding> : kind::value {};

// Why: it reads names that live as long as the program.
template <>
struct row<std::text_encoding::aliases_view> : kind::value {};

}  // namespace fearless::rules
#endif
