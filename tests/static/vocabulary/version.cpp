// SPDX-License-Identifier: MIT
// The version in the header equals the version in CMake, by which a package is found.
#include <fearless/version.hpp>

static_assert(FEARLESS_VERSION_MAJOR == FEARLESS_TEST_VERSION_MAJOR);
static_assert(FEARLESS_VERSION_MINOR == FEARLESS_TEST_VERSION_MINOR);
static_assert(FEARLESS_VERSION_PATCH == FEARLESS_TEST_VERSION_PATCH);
static_assert(FEARLESS_VERSION ==
              FEARLESS_VERSION_MAJOR * 10000 + FEARLESS_VERSION_MINOR * 100 + FEARLESS_VERSION_PATCH);
#if FEARLESS_VERSION < 100
#error "the version can be compared by the preprocessor"
#endif
