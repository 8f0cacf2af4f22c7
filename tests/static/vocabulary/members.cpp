// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS, FEARLESS_BASES and FEARLESS_BASES_AND_MEMBERS: classes with private members, opened on every
// compiler.
#include "members/members.hpp"
#include "members/bases.hpp"
#include "members/bases_and_members.hpp"
#include "members/left_out.hpp"
