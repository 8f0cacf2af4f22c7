// SPDX-License-Identifier: MIT
// The kinds of aggregates that the documentation and tests of Boost.PFR name, with our answer for each. The types are
// our own.
#include "pfr_kinds/classes.hpp"
#include "pfr_kinds/members.hpp"
