// SPDX-License-Identifier: MIT
// The concepts of <ranges> for function templates that take a range. Its views are what a compiler takes long for.
#pragma once

#include <compare>
#include <iterator>
#include <version>

// The header of libstdc++ which has them, and needs those above; <algorithm> includes it as well.
#if defined(__GLIBCXX__) && __has_include(<bits/ranges_util.h>)
#include <bits/ranges_util.h>
#else
#include <ranges>
#endif
