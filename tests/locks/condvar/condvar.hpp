// SPDX-License-Identifier: MIT
// What the parts of condvar_test.cpp share.
#pragma once

#define FEARLESS_TEST_PAUSE_POINTS 1
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

namespace {

namespace thread = fearless::thread;
using namespace std::chrono_literals;
using fearless::Arc;
using fearless::Barrier;
using fearless::Condvar;
using fearless::Mutex;

static_assert(fearless::is_send_v<Condvar> && fearless::is_sync_v<Condvar> && fearless::is_thread_safe_v<Condvar>);
static_assert(fearless::is_static_v<Condvar> && !std::is_move_assignable_v<Condvar>);
static_assert(fearless::is_send_v<fearless::WaitTimeoutResult> && fearless::is_sync_v<fearless::WaitTimeoutResult>);

// An aggregate of locks may be borrowed by the threads of a scope.
struct Flag {
  Mutex<bool> set{false};
  Condvar changed;
};
static_assert(fearless::is_thread_safe_v<Flag>);

void raise_flag(const Flag& flag) {
  flag.set.with([](bool& s) { s = true; });
  flag.changed.notify_all();
}

}  // namespace
