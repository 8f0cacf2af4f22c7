// SPDX-License-Identifier: MIT
// What the parts of fault_test.cpp share.
#pragma once

#include "support/failing_new.hpp"

#include <fearless/fearless.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <latch>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

// Counts its living objects; each has memory of its own, so that copying allocates.
class Tracked {
 public:
  explicit Tracked(int id) : id_(id), text_(100, static_cast<char>('a' + id % 26)) { ++alive; }
  Tracked(const Tracked& other) : id_(other.id_), text_(other.text_) { ++alive; }
  Tracked(Tracked&& other) noexcept : id_(std::exchange(other.id_, 0)), text_(std::move(other.text_)) { ++alive; }
  Tracked& operator=(const Tracked&) = default;
  Tracked& operator=(Tracked&&) noexcept = default;
  ~Tracked() { --alive; }
  // Whether it is as it was made: 0 if it was moved from.
  [[nodiscard]] int id() const { return text_.size() == 100 ? id_ : 0; }
  static inline std::atomic<int> alive = 0;

 private:
  int id_;
  std::string text_;
};
FEARLESS_UNSAFE_SEND(Tracked);
FEARLESS_UNSAFE_SYNC(Tracked);
FEARLESS_UNSAFE_STATIC(Tracked);

namespace {

using failing_new::at_every_allocation;
using fearless::Arc;
using fearless::ArcWeak;
using fearless::Box;
using fearless::Rc;
using fearless::RcWeak;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

class Fault : public testing::Test {
 protected:
  ~Fault() override { EXPECT_EQ(Tracked::alive.load(), 0); }
};

// Warms up what a thread allocates once and keeps.
class FaultOfThreads : public Fault {
 protected:
  FaultOfThreads() {
    EXPECT_EQ(thread::current().id(), thread::id());
    EXPECT_TRUE(thread::spawn([] {}).join().has_value());
    thread::scope([](thread::Scope& s) { s.spawn([] {}); });
  }
};

}  // namespace
