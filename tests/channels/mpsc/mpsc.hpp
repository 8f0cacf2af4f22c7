// SPDX-License-Identifier: MIT
// What the parts of mpsc_test.cpp share.
#pragma once

#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"
#include "support/gone.hpp"

namespace letters {

// A message that may hold an end of its own channel.
struct Letter {
  std::optional<fearless::mpsc::Sender<Letter>> reply;
};

}  // namespace letters

namespace {

namespace mpsc = fearless::mpsc;
using namespace std::chrono_literals;
using mpsc::RecvTimeoutError;
using mpsc::TryRecvError;

using MoveOnly = std::unique_ptr<int>;

// Counts its living objects, and throws from its move when told.
struct Counted {
  explicit Counted(int n) : value(n) { ++alive; }
  Counted(Counted&& other) : value(other.value) {
    if (moves_until_throw > 0 && --moves_until_throw == 0) throw std::runtime_error("move");
    other.value = -1;
    ++alive;
  }
  Counted& operator=(Counted&&) = delete;
  ~Counted() { --alive; }

  int value;
  static inline std::atomic<int> alive{0};
  static inline int moves_until_throw = 0;
};

// Runs a function when it is destroyed.
struct OnDrop {
  explicit OnDrop(std::function<void()> f) : run(std::move(f)) {}
  OnDrop(OnDrop&& other) noexcept : run(std::exchange(other.run, nullptr)) {}
  ~OnDrop() {
    if (run) run();
  }
  std::function<void()> run;
};

}  // namespace

// These types are made for one thread's tests: their rules let them into a channel on every compiler.
template <>
struct fearless::rules::row<Counted> : AlwaysRow {};
template <>
struct fearless::rules::row<OnDrop> : AlwaysRow {};

namespace {}  // namespace
