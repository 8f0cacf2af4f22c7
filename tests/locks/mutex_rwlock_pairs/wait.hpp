// SPDX-License-Identifier: MIT
// What the waits of mutex_rwlock_pairs_test.cpp have in common.
#pragma once

#include <fearless/fearless.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/asleep.hpp"

namespace {

using fearless::Barrier;
using fearless::Condvar;
using fearless::LazyLock;
using fearless::Lend;
using fearless::Mutex;
using fearless::Once;
using fearless::OnceLock;
using fearless::RefCell;
using fearless::RwLock;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;

struct Pair {
  int a = 1;
  int b = 2;
};

// Whatever a thread holds or has got, until it lets go.
using Kept = std::shared_ptr<void>;
template <class T>
Kept keep(T value) {
  return std::make_shared<T>(std::move(value));
}
Kept keep_all(std::vector<Kept> all) { return keep(std::move(all)); }

template <class T>
bool is_free(const Mutex<T>& mutex) {
  const auto got = mutex.try_lock();
  return got.has_value() || got.error().is_poisoned();
}
template <class T>
bool is_free(const RwLock<T>& lock) {
  const auto got = lock.try_write();
  return got.has_value() || got.error().is_poisoned();
}
template <class T>
bool may_be_read(const RwLock<T>& lock) {
  const auto got = lock.try_read();
  return got.has_value() || got.error().is_poisoned();
}

// --- what is waited for

// Another thread, which does something until it is told to go on.
class Until {
 public:
  // `f(go_on)` waits for `go_on` at some time. Returns when it says that it has begun, by `begun`.
  template <class F>
  explicit Until(F f) : thread_([this, f] { f([this] { wait(); }); }) {
    begun_.get_future().wait();
  }
  Until(const Until&) = delete;
  Until& operator=(const Until&) = delete;
  ~Until() {
    go_on();
    if (thread_.joinable()) thread_.join();
  }
  void go_on() {
    if (!told_) go_.set_value();
    told_ = true;
  }

 private:
  void wait() {
    auto told = go_.get_future();
    begun_.set_value();
    told.wait();
  }
  std::promise<void> begun_;
  std::promise<void> go_;
  bool told_ = false;
  std::thread thread_;
};

// Made with what keeps others waiting in place.
class Wait {
 public:
  virtual ~Wait() = default;
  // By the thread that waits; returns what it has got.
  virtual Kept wait() = 0;
  // By the other.
  virtual void let_go() = 0;
  // Whether all is as before, when everybody has let go.
  virtual bool is_over() { return true; }
  // Where the word is that it sleeps on, if that is known.
  virtual std::pair<const void*, std::size_t> where() const { return {nullptr, 0}; }
};

template <class T>
std::pair<const void*, std::size_t> all_of(const T& object) {
  return {&object, sizeof(object)};
}

}  // namespace
