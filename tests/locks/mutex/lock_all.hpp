// SPDX-License-Identifier: MIT
// Locking several at once.
#pragma once

#include "locks/mutex/mutex.hpp"

namespace {

TEST(LockAll, TakesAll) {
  const Mutex a(1);
  Mutex b(std::string("b"));
  {
    auto guards = lock_all(a, b).value();
    auto& [first, second] = guards;
    EXPECT_EQ(*first, 1);
    EXPECT_EQ(*second, "b");
    EXPECT_TRUE(a.try_lock().error().is_would_block());
    EXPECT_TRUE(b.try_lock().error().is_would_block());
  }
  EXPECT_TRUE(a.try_lock().has_value());
  EXPECT_TRUE(b.try_lock().has_value());
}

TEST(LockAll, One) {
  const Mutex a(1);
  auto guards = lock_all(a).value();
  EXPECT_EQ(*std::get<0>(guards), 1);
}

TEST(LockAll, OppositeOrders) {
  const Mutex a(0);
  const Mutex b(0);
  const Mutex c(0);
  auto work = [](const Mutex<int>& x, const Mutex<int>& y, const Mutex<int>& z) {
    for (int i = 0; i < 2000; ++i) {
      auto guards = lock_all(x, y, z).value();
      ++*std::get<0>(guards);
      ++*std::get<1>(guards);
      ++*std::get<2>(guards);
    }
  };
  std::thread one(work, std::cref(a), std::cref(b), std::cref(c));
  std::thread two(work, std::cref(c), std::cref(b), std::cref(a));
  one.join();
  two.join();
  for (const auto* m : {&a, &b, &c}) EXPECT_EQ(m->with([](int& v) { return v; }), 4000);
}

TEST(LockAll, TheSameTwiceIsAnError) {
  const Mutex a(1);
  const Mutex b(2);
  EXPECT_THROW(static_cast<void>(lock_all(a, b, a)), std::system_error);
  EXPECT_TRUE(a.try_lock().has_value());
  EXPECT_TRUE(b.try_lock().has_value());
}

TEST(LockAll, OneHeldAlreadyIsAnError) {
  const Mutex a(1);
  const Mutex b(2);
  auto guard = b.lock().value();
  EXPECT_THROW(static_cast<void>(lock_all(a, b)), std::system_error);
  EXPECT_TRUE(a.try_lock().has_value());
}

TEST(LockAll, Poisoned) {
  const Mutex a(1);
  const Mutex b(2);
  poison(b);
  auto result = lock_all(a, b);
  ASSERT_FALSE(result.has_value());
  auto guards = std::move(result).error().into_inner();
  EXPECT_EQ(*std::get<0>(guards), 1);
  EXPECT_EQ(*std::get<1>(guards), 2);
  EXPECT_FALSE(a.is_poisoned());
}

template <class M>
concept lockable_together = requires(M&& m, Mutex<int>& other) { lock_all(static_cast<M&&>(m), other); };
static_assert(lockable_together<Mutex<int>&> && lockable_together<const Mutex<int>&> && !lockable_together<Mutex<int>>);
static_assert(!lockable_together<const Mutex<int>>);

}  // namespace
