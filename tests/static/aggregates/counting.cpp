// SPDX-License-Identifier: MIT
// Aggregates that mislead a count by initialisers: members with a default member initialiser that accept no probe, and
// arrays that accept a probe for each element or none. An aggregate that cannot be counted is refused; no number is
// guessed, and none is a hard error.
#include "counting/initialisers.hpp"
#include "counting/recursive.hpp"
#include "counting/storage.hpp"
