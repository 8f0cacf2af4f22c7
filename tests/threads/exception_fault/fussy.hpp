// SPDX-License-Identifier: MIT
// What the parts of exception_fault_test.cpp share.
#pragma once

#include <fearless/fearless.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

struct Refused final : std::runtime_error {
  Refused() : std::runtime_error("refused") {}
};

// Copies and moves that can be told to throw, on whichever thread. `Fussy::moves = 2` lets two moves pass.
class Fussy {
 public:
  explicit Fussy(int id) : id_(id) { ++alive; }
  Fussy(const Fussy& other) : id_(other.id_) { begin(copies); }
  Fussy(Fussy&& other) : id_(other.id_) {
    begin(moves);
    other.id_ = 0;
  }
  Fussy& operator=(const Fussy& other) {
    pay(copies);
    id_ = other.id_;
    return *this;
  }
  ~Fussy() { --alive; }
  [[nodiscard]] int id() const { return id_; }

  static constexpr int any = 1 << 20;
  static inline std::atomic<int> copies = any;
  static inline std::atomic<int> moves = any;
  static inline std::atomic<int> alive = 0;
  static inline thread_local bool spared = false;  // on this thread nothing throws

 private:
  static void pay(std::atomic<int>& budget) {
    if (!spared && budget.fetch_sub(1) <= 0) throw Refused();
  }
  static void begin(std::atomic<int>& budget) {
    pay(budget);
    ++alive;
  }
  int id_;
};
FEARLESS_UNSAFE_SEND(Fussy);
FEARLESS_UNSAFE_SYNC(Fussy);
FEARLESS_UNSAFE_STATIC(Fussy);

// A destructor that may throw, and does if it is told to.
struct Explosive {
  bool armed = false;
  explicit Explosive(bool a) : armed(a) {}
  Explosive(Explosive&& other) noexcept : armed(std::exchange(other.armed, false)) {}
  Explosive(const Explosive&) = delete;
  Explosive& operator=(const Explosive&) = delete;
  ~Explosive() noexcept(false) {
    if (armed) throw Refused();
  }
};
FEARLESS_UNSAFE_SEND(Explosive);
FEARLESS_UNSAFE_SYNC(Explosive);
FEARLESS_UNSAFE_STATIC(Explosive);

namespace {

using fearless::Arc;
using fearless::Rc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

class ExceptionFault : public testing::Test {
 protected:
  ~ExceptionFault() override {
    forgive();
    EXPECT_EQ(Fussy::alive.load(), 0);
  }
  // What is left of the tests throws nothing.
  static void forgive() {
    Fussy::copies = Fussy::any;
    Fussy::moves = Fussy::any;
  }
};
using ExceptionFaultDeathTest = ExceptionFault;

// Calls `part` with every move throwing, then all but the first, and so on, until it gets through: how often it threw.
template <class Part>
int at_every_move(Part part) {
  for (int n = 0;; ++n) {
    bool threw = false;
    part([&](auto&& moving) {
      Fussy::moves = n;
      try {
        moving();
      } catch (const Refused&) {
        threw = true;
      }
      Fussy::moves = Fussy::any;
      return !threw;
    });
    EXPECT_EQ(Fussy::alive.load(), 0) << "after " << n << " moves";
    if (!threw || n == 100) return n;
  }
}

}  // namespace
