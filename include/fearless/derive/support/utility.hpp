// SPDX-License-Identifier: MIT
// What the engine needs of <utility>: index_sequence, tuple_size, declval, move and forward.
#pragma once

// All of it, with pairs and comparisons, would be a sixth of what marker.hpp costs. libstdc++ keeps these in two
// headers of their own, from version 12 on.
#if __has_include(<bits/utility.h>) && __has_include(<bits/move.h>)
#include <bits/move.h>
#include <bits/utility.h>
#else
#include <utility>
#endif
