// SPDX-License-Identifier: MIT
// The parts of <utility> that the engine needs: index_sequence, tuple_size, declval, move and forward.
#pragma once

// The whole header, with pairs and comparisons, would be a sixth of the cost of marker.hpp. From version 12 on,
// libstdc++ has these parts in two headers of their own.
#if __has_include(<bits/utility.h>) && __has_include(<bits/move.h>)
#include <bits/move.h>
#include <bits/utility.h>
#else
#include <utility>
#endif
