// SPDX-License-Identifier: MIT
// Classes with private members, described with Boost.Describe.
#include "describe/described.hpp"
#include "describe/incomplete.hpp"
