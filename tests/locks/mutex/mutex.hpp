// SPDX-License-Identifier: MIT
// What the parts of mutex_test.cpp share.
#pragma once

#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::lock_all;
using fearless::Mutex;
using fearless::MutexGuard;
using fearless::PoisonError;
using fearless::TryLockError;

struct NotStatic {
  int* borrowed;
};

struct MoveOnly {
  explicit MoveOnly(int n) : value(n) {}
  MoveOnly(MoveOnly&&) = default;
  MoveOnly& operator=(MoveOnly&&) = default;
  int value;
};

struct Immovable {
  explicit Immovable(int n) : value(n) {}
  Immovable(Immovable&&) = delete;
  int value;
};

// Holds the lock on another thread, and lets go when told.
class Holder {
 public:
  template <class T>
  explicit Holder(const Mutex<T>& mutex)
      : thread_([this, &mutex] {
          auto guard = mutex.lock();
          held_ = true;
          held_.notify_all();
          go_.wait(false);
        }) {
    held_.wait(false);
  }
  void release() {
    go_ = true;
    go_.notify_all();
    thread_.join();
  }

 private:
  std::atomic<bool> held_{false};
  std::atomic<bool> go_{false};
  std::thread thread_;
};

template <class T>
void poison(const Mutex<T>& mutex) {
  try {
    auto guard = mutex.lock().value();
    throw std::runtime_error("while holding the lock");
  } catch (const std::runtime_error&) {
  }
}

}  // namespace
