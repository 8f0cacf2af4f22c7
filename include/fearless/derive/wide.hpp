// SPDX-License-Identifier: MIT
/// @file
/// Support for aggregates of up to 256 members; without this header, the limit is 128. Include it before the first
/// question about such an aggregate. It costs the compiler about twice as much as the engine itself.
#pragma once

#include <fearless/derive/members/count/tables_256.hpp>
