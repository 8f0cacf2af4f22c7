// SPDX-License-Identifier: MIT
// What the parts of fiber_test.cpp share.
#pragma once

#include <fearless/fiber.hpp>

#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>

#include <gtest/gtest.h>
#include <boost/fiber/algo/shared_work.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace fearless {
namespace {

using namespace std::chrono_literals;

// Runs `f(args…)` in a fiber of a carrier, and returns its result.
template <class F, class... Args>
auto on_carrier(F f, Args... args) {
  const fiber::Carrier carrier;
  return fiber::spawn_on(carrier, std::move(f), std::move(args)...).join().value();
}

int get(const Mutex<int>& lock) {
  const auto guard = lock.lock().value();
  return *guard;
}
int add_one(const Mutex<int>& lock) {
  auto guard = lock.lock().value();
  return ++*guard;
}
int get(const RwLock<int>& lock) {
  const auto guard = lock.read().value();
  return *guard;
}
void set(const RwLock<int>& lock, int value) {
  auto guard = lock.write().value();
  *guard = value;
}
using List = RefCell<std::vector<int>>;
void add(const List& list, int value) {
  auto all = list.borrow_mut();
  all->push_back(value);
}

}  // namespace
}  // namespace fearless
