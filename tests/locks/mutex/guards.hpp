// SPDX-License-Identifier: MIT
// What a guard can do: map, wait for a limited time, and unlock for a while.
#pragma once

#include "locks/mutex/mutex.hpp"

namespace {

struct Halves {
  std::string left;
  int right;
};

// Rust: test_mutex_map (unstable), mapped_mutex_guard.
TEST(MutexGuardMap, HoldsTheLock) {
  const Mutex m(Halves{"l", 1});
  {
    auto right = m.lock().value().map([](Halves& h) -> int& { return h.right; });
    *right = 2;
    EXPECT_FALSE(m.try_lock().has_value());
    auto again = std::move(right).map([](int& n) -> int& { return n; });
    EXPECT_EQ(*std::as_const(again), 2);
    EXPECT_FALSE(m.try_lock().has_value());
  }
  EXPECT_EQ(m.with([](const Halves& h) { return h.right; }), 2);
  static_assert(!fearless::is_send_v<fearless::MappedMutexGuard<int>> &&
                fearless::is_sync_v<fearless::MappedMutexGuard<int>> &&
                !fearless::is_static_v<fearless::MappedMutexGuard<int>>);
}

TEST(MutexGuardMap, FilterMap) {
  const Mutex m(std::vector<int>{1, 2});
  const auto at = [](std::size_t i) { return [i](std::vector<int>& v) { return i < v.size() ? &v[i] : nullptr; }; };
  {
    auto found = m.lock().value().filter_map(at(1));
    **found = 5;
  }
  {
    auto missing = m.lock().value().filter_map(at(7));
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error()->at(1), 5);
    EXPECT_FALSE(m.try_lock().has_value());
  }
  EXPECT_TRUE(m.try_lock().has_value());
}

TEST(MutexGuardMap, Poisons) {
  const Mutex m(1);
  EXPECT_THROW(static_cast<void>(m.lock().value().map([](int& n) -> int& {
                 if (n == 1) throw 1;
                 return n;
               })),
               int);
  EXPECT_TRUE(m.is_poisoned());
  m.clear_poison();
  EXPECT_THROW(
      [&] {
        const auto part = m.lock().value().map([](int& n) -> int& { return n; });
        throw 1;
      }(),
      int);
  EXPECT_TRUE(m.is_poisoned());
}

TEST(MutexTryLockFor, WaitsNoLongerThanItIsTold) {
  const Mutex m(0);
  fearless::thread::scope([&](fearless::thread::Scope& s) {
    const auto guard = m.lock().value();
    s.spawn(
         [](const Mutex<int>& mutex) {
           const auto start = std::chrono::steady_clock::now();
           EXPECT_TRUE(mutex.try_lock_for(std::chrono::milliseconds(3)).error().is_would_block());
           EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(3));
           EXPECT_FALSE(mutex.try_lock_for(std::chrono::seconds(-1)).has_value());
         },
         std::cref(m))
        .join()
        .unwrap();
    EXPECT_TRUE(m.try_lock_for(std::chrono::hours::max()).error().is_would_block()) << "this thread holds it";
  });
  EXPECT_TRUE(m.try_lock_for(std::chrono::seconds(0)).has_value());
}

TEST(MutexTryLockFor, GetsTheLockInTime) {
  const Mutex m(0);
  fearless::thread::scope([&](fearless::thread::Scope& s) {
    auto guard = m.lock().value();
    for (int i = 0; i < 2; ++i) {
      s.spawn(
          [](const Mutex<int>& mutex, bool never) {
            auto mine =
                never ? mutex.try_lock_for(std::chrono::hours::max()) : mutex.try_lock_for(std::chrono::hours(1));
            ++**mine;
          },
          std::cref(m), i == 0);
    }
    ++*guard;
    const auto release = std::move(guard);
  });
  EXPECT_EQ(m.with([](const int& n) { return n; }), 3);
}

TEST(MutexTryLockFor, TellsOfPoison) {
  const Mutex m(0);
  EXPECT_THROW(m.with([](int&) { throw 1; }), int);
  EXPECT_TRUE(m.try_lock_for(std::chrono::seconds(1)).error().is_poisoned());
}

TEST(MutexGuard, UnlockedLetsOthersIn) {
  const Mutex<int> number(1);
  auto guard = number.lock().unwrap();
  const int seen = guard.unlocked([&] {
    auto other = number.try_lock();
    EXPECT_TRUE(other.has_value());
    **other = 2;
    return **other;
  });
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(*guard, 2);
  EXPECT_FALSE(number.try_lock().has_value());
  guard.unlocked([] {});
  EXPECT_EQ(*guard, 2);
}

TEST(MutexGuard, UnlockedThatThrowsHoldsAgainAndPoisonsNothing) {
  const Mutex<int> number(1);
  {
    auto guard = number.lock().unwrap();
    EXPECT_THROW(guard.unlocked([] { throw std::runtime_error("no luck"); }), std::runtime_error);
    EXPECT_FALSE(number.try_lock().has_value());
    EXPECT_EQ(*guard, 1);
  }
  EXPECT_FALSE(number.is_poisoned());
  EXPECT_TRUE(number.try_lock().has_value());
}

TEST(MutexGuard, UnlockedTellsOfPoison) {
  const Mutex<int> number(1);
  auto guard = number.lock().unwrap();
  const auto poison = [&] {
    try {
      number.with([](int&) { throw std::runtime_error("no luck"); });
    } catch (const std::runtime_error&) {
    }
  };
  EXPECT_ANY_THROW(guard.unlocked(poison));
  EXPECT_FALSE(number.try_lock().has_value());
}

}  // namespace
