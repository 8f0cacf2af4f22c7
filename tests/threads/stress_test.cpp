// SPDX-License-Identifier: MIT
// Every primitive, hammered by several threads that pause at random where they hand something over, with what must hold
// counted. FEARLESS_STRESS_SECONDS says how long in all (default: 2), FEARLESS_PAUSE_SEED repeats the pauses of a run.
// The tests are in stress/, and compiled at once, because what they include takes longer than they do.

#define FEARLESS_TEST_PAUSE_POINTS 1
#include "threads/stress/channels.hpp"
#include "threads/stress/counted.hpp"
#include "threads/stress/holding.hpp"
#include "threads/stress/locks.hpp"
#include "threads/stress/threads.hpp"
