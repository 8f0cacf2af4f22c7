// SPDX-License-Identifier: MIT
// An object that counts its like, and the rule of a test's own class that may go to other threads.
#pragma once

#include <fearless/marker.hpp>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

// What the engine shall know of a class that has a constructor or destructor of its own.
struct EverythingButThreadSafe {
  static constexpr auto send = fearless::rules::always;
  static constexpr auto sync = fearless::rules::always;
  static constexpr auto static_ = fearless::rules::always;
  static constexpr auto thread_safe = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};

// Counts its living objects, and notes the order in which they die.
struct Canary {
  explicit Canary(int i) : id(i) { ++alive; }
  Canary(const Canary& other) : id(other.id) { ++alive; }
  Canary(Canary&& other) noexcept : id(std::exchange(other.id, -other.id)) { ++alive; }
  Canary& operator=(const Canary&) = default;
  ~Canary() {
    --alive;
    const std::lock_guard lock(mutex);
    dead.push_back(id);
  }
  static void reset() { dead.clear(); }
  int id;
  static inline std::atomic<int> alive = 0;
  static inline std::mutex mutex;
  static inline std::vector<int> dead;
};
template <>
struct fearless::rules::row<Canary> : EverythingButThreadSafe {};
