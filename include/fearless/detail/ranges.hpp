// SPDX-License-Identifier: MIT
// The concepts of <ranges>, for function templates that take a range. The views in <ranges> take long to compile.
#pragma once

#include <compare>
#include <iterator>
#include <version>

// The header of libstdc++ that contains the concepts. It needs the headers above; <algorithm> includes it, too.
#if defined(__GLIBCXX__) && __has_include(<bits/ranges_util.h>)
#include <bits/ranges_util.h>
#else
#include <ranges>
#endif
