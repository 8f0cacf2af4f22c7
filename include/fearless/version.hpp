// SPDX-License-Identifier: MIT
// Which version of fearless this is. CMake reads it from here, too.
#pragma once

#include <fearless/detail/language.hpp>  // first

/// The first of the version's three numbers.
#define FEARLESS_VERSION_MAJOR 0
/// The second number. Before 1.0 another minor version may break its users.
#define FEARLESS_VERSION_MINOR 1
/// The third number. A patch breaks nobody, but may refuse what was accepted wrongly.
#define FEARLESS_VERSION_PATCH 0

/// The version as one number, to compare with: 100 for 0.1.0, 10203 for 1.2.3.
#define FEARLESS_VERSION (FEARLESS_VERSION_MAJOR * 10000 + FEARLESS_VERSION_MINOR * 100 + FEARLESS_VERSION_PATCH)
