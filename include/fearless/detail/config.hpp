// SPDX-License-Identifier: MIT
// Attributes, assertions, and builds without exceptions.
#pragma once

#include <cstdio>
#include <cstdlib>

#include <fearless/detail/attributes.hpp>

/// Checks `condition` in debug builds (without `NDEBUG`) and in hardened builds (`FEARLESS_HARDENED`). If it is false,
/// this prints `message`, a string literal, with the source location, and aborts. In other builds it does nothing and
/// costs nothing.
#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
#define FEARLESS_ASSERT(condition, message) \
  ((condition) ? static_cast<void>(0) : ::fearless::detail::assertion_failed(message, __FILE__, __LINE__))
#else
#define FEARLESS_ASSERT(condition, message) static_cast<void>(0)
#endif

namespace fearless::detail {

// Ends the program with one line on stderr, for an error that cannot be reported otherwise.
[[noreturn]] inline void fatal(const char* message) noexcept {
  std::fprintf(stderr, "%s\n", message);
  std::abort();
}

[[noreturn]] inline void assertion_failed(const char* message, const char* file, int line) noexcept {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, message);
  std::abort();
}

// Throws the exception. In a build without exceptions, prints its text and ends the program.
template <class Exception>
[[noreturn, gnu::cold, gnu::noinline]] void raise(const Exception& exception) {
#if defined(__cpp_exceptions)
  throw exception;
#else
  fatal(exception.what());
#endif
}

}  // namespace fearless::detail
