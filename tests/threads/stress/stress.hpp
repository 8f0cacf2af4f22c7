// SPDX-License-Identifier: MIT
// What the parts of stress_test.cpp share: a value whose objects are counted, and the time that each test may take.
#pragma once

#include <fearless/fearless.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

// A value with memory of its own, whose living objects are counted. It names its sender and its place in the order.
class Item {
 public:
  Item(int sender, int number) : sender_(sender), number_(std::make_unique<int>(number)) { ++alive; }
  Item(Item&& other) noexcept : sender_(other.sender_), number_(std::move(other.number_)) { ++alive; }
  Item& operator=(Item&&) noexcept = default;
  ~Item() { --alive; }
  [[nodiscard]] int sender() const { return sender_; }
  [[nodiscard]] int number() const { return *number_; }
  static inline std::atomic<int> alive = 0;

 private:
  int sender_;
  std::unique_ptr<int> number_;
};
FEARLESS_UNSAFE_SEND(Item);
FEARLESS_UNSAFE_SYNC(Item);
FEARLESS_UNSAFE_STATIC(Item);

namespace {

using fearless::Arc;
using fearless::ArcWeak;
using fearless::Mutex;
using fearless::RwLock;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;

constexpr int kinds = 21;  // of tests below, which share the time

std::chrono::duration<double> share() {
  const char* const given = std::getenv("FEARLESS_STRESS_SECONDS");
  return std::chrono::duration<double>((given != nullptr ? std::atof(given) : 2.0) / kinds);
}

class Stress : public testing::Test {
 protected:
  Stress() {
    static const bool told = [] {
      std::printf("FEARLESS_PAUSE_SEED=%llu\n", static_cast<unsigned long long>(fearless::detail::pause_seed()));
      return true;
    }();
    static_cast<void>(told);
  }
  ~Stress() override { EXPECT_EQ(Item::alive.load(), 0); }

  // Calls `round(n)`, n = 0, 1, …, for this test's share of the time, once at least, and until something is wrong.
  template <class Round>
  void repeat(Round round) {
    const auto end = std::chrono::steady_clock::now() + share();
    int n = 0;
    do round(n++);
    while (std::chrono::steady_clock::now() < end && !HasFailure());
    RecordProperty("rounds", n);
  }
};

// What a receiver has of each sender: everything in order, nothing twice.
class InOrder {
 public:
  void see(const Item& item) {
    const auto sender = static_cast<std::size_t>(item.sender());
    if (item.number() <= last_.at(sender)) ++wrong;
    last_.at(sender) = item.number();
    ++count;
  }
  int wrong = 0;
  int count = 0;

 private:
  std::array<int, 4> last_{-1, -1, -1, -1};
};

constexpr int senders = 3;
constexpr int each = 40;
constexpr int players = 3;

struct Pair {
  int a = 0;
  int b = 0;
};

}  // namespace
