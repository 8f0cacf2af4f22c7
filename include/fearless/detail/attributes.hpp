// SPDX-License-Identifier: MIT
// Attributes that only some compilers have.
#pragma once

/// Stands behind a member function that hands out a reference into its object (or behind a parameter that is referred
/// to): where the compiler knows the attribute, it warns when the reference outlives a temporary.
#if defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::lifetimebound)
#define FEARLESS_LIFETIMEBOUND [[clang::lifetimebound]]
#endif
#endif
#ifndef FEARLESS_LIFETIMEBOUND
#define FEARLESS_LIFETIMEBOUND
#endif

// Around a class that may hold no value, and knows that by an atomic variable. GCC takes any such to be changed by
// other threads, and warns that the value may be used, or destroyed, uninitialized.
#if defined(__GNUC__) && !defined(__clang__)
#define FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")
#define FEARLESS_DETAIL_END_MAYBE_EMPTY _Pragma("GCC diagnostic pop")
#else
#define FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY
#define FEARLESS_DETAIL_END_MAYBE_EMPTY
#endif
