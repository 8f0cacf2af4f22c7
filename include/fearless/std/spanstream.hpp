// SPDX-License-Identifier: MIT
// The rows of <spanstream>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#if __has_include(<spanstream>)
#include <spanstream>
#endif

#ifdef __cpp_lib_spanstream
#include <fearless/std/kinds.hpp>
#include <fearless/std/shared/streams.ipp>

namespace fearless::rules {

// Why: it reads and writes a span, and is a stream.
template <class C, class Traits>
struct row<std::basic_spanbuf<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ispanstream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ospanstream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_spanstream<C, Traits>> : kind::stream {};

}  // namespace fearless::rules
#endif
