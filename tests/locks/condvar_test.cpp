// SPDX-License-Identifier: MIT
// Tests of Condvar, named after Rust's suite. Threads pause at random where they hand something over;
// mutex_contention_test has more, without pauses. The tests are in condvar/, and compiled at once, because what they
// include takes longer than they do.

#include "locks/condvar/spinning.hpp"
#include "locks/condvar/waiting.hpp"
