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
