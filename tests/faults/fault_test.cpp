// SPDX-License-Identifier: MIT
// What is left when memory runs out, at every single allocation: nothing leaked, nothing lost, nothing half done. The
// tests are in fault/, and compiled at once, because what they include takes longer than they do.

#include "faults/fault/channels.hpp"
#include "faults/fault/counted.hpp"
#include "faults/fault/once.hpp"
#include "faults/fault/threads.hpp"
