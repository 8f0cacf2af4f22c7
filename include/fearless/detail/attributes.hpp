// SPDX-License-Identifier: MIT
// Attributes that only some compilers have.
#pragma once

/// Placed after a member function that returns a reference into its object, or after a parameter that the result refers
/// to. If the compiler knows the attribute, it warns if the reference outlives a temporary.
#if defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::lifetimebound)
#define FEARLESS_LIFETIMEBOUND [[clang::lifetimebound]]
#endif
#endif
#ifndef FEARLESS_LIFETIMEBOUND
#define FEARLESS_LIFETIMEBOUND
#endif

// Placed around a class that may hold no value and records that in an atomic variable. GCC assumes that other threads
// may change any atomic variable at any time, and warns that the value may be used or destroyed uninitialised. The
// warning is turned off here.
#if defined(__GNUC__) && !defined(__clang__)
#define FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")
#define FEARLESS_DETAIL_END_MAYBE_EMPTY _Pragma("GCC diagnostic pop")
#else
#define FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY
#define FEARLESS_DETAIL_END_MAYBE_EMPTY
#endif
