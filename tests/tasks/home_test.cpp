// SPDX-License-Identifier: MIT
// Objects that live on a loop: where they are made, called and destroyed, and what becomes of calls whose object, or
// loop, goes.
// They are in home/, and compiled at once, because what they include takes longer than they do.

#include "tasks/home/calls.hpp"
#include "tasks/home/ends.hpp"
#include "tasks/home/thread.hpp"
