// SPDX-License-Identifier: MIT
/// @file
/// Aggregates of up to 256 members, where 128 are the limit without this header: include it before the first question
/// about such a one is asked. It costs the compiler about twice as much as the engine itself.
#pragma once

#include <fearless/derive/members/count/tables_256.hpp>
