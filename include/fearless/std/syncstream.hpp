// SPDX-License-Identifier: MIT
// The rows of <syncstream>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<syncstream>)
#include <syncstream>
#endif

#ifdef __cpp_lib_syncbuf
#include <fearless/std/shared/streams.ipp>

namespace fearless::rules {

// Why: it transfers its output to the buffer of another stream.
template <class C, class Traits, class A>
struct row<std::basic_syncbuf<C, Traits, A>> : kind::stream {};
template <class C, class Traits, class A>
struct row<std::basic_osyncstream<C, Traits, A>> : kind::stream {};

}  // namespace fearless::rules
#endif
