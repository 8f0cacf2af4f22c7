// SPDX-License-Identifier: MIT
// Locking a Mutex, alone: what is kept, poisoned and refused.
#pragma once

#include "locks/mutex/mutex.hpp"

namespace {

TEST(Mutex, Smoke) {
  const Mutex<int> m(0);
  static_cast<void>(m.lock().value());
  static_cast<void>(m.lock().value());
  auto guard = m.lock().value();
  *guard = 5;
  EXPECT_EQ(*guard, 5);
}

TEST(Mutex, LotsAndLots) {
  constexpr int rounds = 1000;
  constexpr int tasks = 3;
  const Mutex m(0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2 * tasks; ++i) {
    threads.emplace_back([&m] {
      for (int j = 0; j < rounds; ++j) {
        auto guard = m.lock().value();
        ++*guard;
      }
    });
  }
  for (auto& t : threads) t.join();
  auto guard = m.lock().value();
  EXPECT_EQ(*guard, rounds * tasks * 2);
}

TEST(Mutex, TryLock) {
  const Mutex m(1);
  auto first = m.try_lock();
  ASSERT_TRUE(first.has_value());
  *first.value() = 2;
  const Mutex other(0);
  Holder holder(other);
  auto second = other.try_lock();
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind(), TryLockError<MutexGuard<int>>::WouldBlock);
  EXPECT_TRUE(second.error().is_would_block());
  EXPECT_FALSE(std::move(second).error().into_inner().has_value());
  holder.release();
  EXPECT_TRUE(other.try_lock().has_value());
}

TEST(Mutex, TryLockByTheHolderWouldBlock) {
  const Mutex m(1);
  auto guard = m.lock().value();
  EXPECT_TRUE(m.try_lock().error().is_would_block());
}

TEST(Mutex, RelockIsAnErrorNotAHang) {
  const Mutex m(1);
  auto guard = m.lock().value();
  try {
    static_cast<void>(m.lock());
    FAIL();
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
  }
  *guard = 2;
  {
    const auto dropped = std::move(guard);
  }
  EXPECT_TRUE(m.lock().has_value());
}

TEST(Mutex, IntoInner) {
  Mutex m(MoveOnly(10));
  EXPECT_EQ(std::move(m).into_inner().value().value, 10);
}

TEST(Mutex, IntoInnerDropsOnce) {
  auto counted = std::make_shared<int>(1);
  {
    Mutex m(counted);
    EXPECT_EQ(counted.use_count(), 2);
    {
      const auto inner = std::move(m).into_inner().value();
      EXPECT_EQ(counted.use_count(), 2);
    }
    EXPECT_EQ(counted.use_count(), 1);
  }
  EXPECT_EQ(counted.use_count(), 1);
}

TEST(Mutex, IntoInnerPoison) {
  Mutex m(MoveOnly(10));
  poison(m);
  auto result = std::move(m).into_inner();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(std::move(result).error().into_inner().value, 10);
}

TEST(Mutex, UnsafeGetMut) {
  Mutex m(1);
  m.unsafe_get_mut() = 7;
  EXPECT_EQ(std::move(m).into_inner().value(), 7);
}

TEST(Mutex, DefaultIsValueInitialised) {
  Mutex<int> m;
  EXPECT_EQ(std::move(m).into_inner().value(), 0);
}

TEST(Mutex, InPlace) {
  const Mutex<Immovable> m(std::in_place, 4);
  EXPECT_EQ(m.with([](const Immovable& v) { return v.value; }), 4);
}

TEST(Mutex, MovedIntoPlace) {
  const auto shared = std::make_shared<const Mutex<int>>(Mutex(3));
  EXPECT_EQ(shared->with([](int& v) { return ++v; }), 4);
}

TEST(Mutex, MovingCarriesThePoison) {
  Mutex m(1);
  poison(m);
  const Mutex moved(std::move(m));
  EXPECT_TRUE(moved.is_poisoned());
}

TEST(Mutex, MovingTakesTheLock) {
  Mutex m(std::string("value"));
  std::atomic<bool> moved{false};
  std::thread mover;
  {
    auto guard = m.lock().value();
    mover = std::thread([&] {
      Mutex target(std::move(m));
      moved = true;
      EXPECT_EQ(std::move(target).into_inner().value(), "changed");
    });
    std::this_thread::yield();
    EXPECT_FALSE(moved);
    *guard = "changed";
  }
  mover.join();
}

TEST(Mutex, MovingUnderOnesOwnLockIsAnError) {
  Mutex m(1);
  auto guard = m.lock().value();
  EXPECT_THROW(Mutex(std::move(m)), std::system_error);
}

TEST(Mutex, With) {
  const Mutex m(std::string("a"));
  m.with([](std::string& s) { s += "b"; });
  EXPECT_EQ(m.with([](std::string& s) { return s; }), "ab");
  EXPECT_EQ(m.with(&std::string::size), 2U);
  EXPECT_EQ(m.with([](auto& s) { return std::make_unique<std::string>(s); })->size(), 2U);
}

TEST(Mutex, WithPoisonsAndThenThrows) {
  const Mutex m(0);
  EXPECT_THROW(m.with([](int&) { throw 1; }), int);
  EXPECT_TRUE(m.is_poisoned());
  EXPECT_THROW(m.with([](int&) {}), fearless::BadResultAccess);
  m.clear_poison();
  m.with([](int& v) { v = 1; });
}

TEST(Mutex, Poison) {
  const Mutex m(1);
  EXPECT_FALSE(m.is_poisoned());
  std::thread([&m] { poison(m); }).join();
  EXPECT_TRUE(m.is_poisoned());
  auto locked = m.lock();
  ASSERT_FALSE(locked.has_value());
  EXPECT_EQ(*locked.error().get_ref(), 1);
  *locked.error().get_mut() = 2;
  EXPECT_TRUE(m.try_lock().error().is_would_block()) << "the error holds the lock";
  auto guard = std::move(locked).error().into_inner();
  EXPECT_EQ(*guard, 2);
}

TEST(Mutex, PoisonStaysUntilCleared) {
  const Mutex m(1);
  poison(m);
  EXPECT_FALSE(m.lock().has_value());
  EXPECT_FALSE(m.lock().has_value());
  m.clear_poison();
  EXPECT_FALSE(m.is_poisoned());
  EXPECT_TRUE(m.lock().has_value());
}

TEST(Mutex, TryLockPoisoned) {
  const Mutex m(1);
  poison(m);
  auto tried = m.try_lock();
  ASSERT_FALSE(tried.has_value());
  EXPECT_EQ(tried.error().kind(), TryLockError<MutexGuard<int>>::Poisoned);
  auto guard = std::move(tried).error().into_inner();
  ASSERT_TRUE(guard.has_value());
  EXPECT_EQ(**guard, 1);
}

TEST(Mutex, UnwrapOfAPoisonedLockReleasesIt) {
  const Mutex m(1);
  poison(m);
  EXPECT_THROW(static_cast<void>(m.lock().unwrap()), fearless::BadResultAccess);
  m.clear_poison();
  EXPECT_TRUE(m.try_lock().has_value());
}

TEST(Mutex, GuardMovedIntoTheUnwindingPoisons) {
  const Mutex m(1);
  try {
    auto guard = m.lock().value();
    auto moved = std::move(guard);
    throw 1;
  } catch (int) {
  }
  EXPECT_TRUE(m.is_poisoned());
}

TEST(Mutex, ExceptionCaughtInsideDoesNotPoison) {
  const Mutex m(1);
  {
    auto guard = m.lock().value();
    try {
      throw 1;
    } catch (int) {
    }
  }
  EXPECT_FALSE(m.is_poisoned());
}

struct LocksInDestructor {
  const Mutex<int>& mutex;
  ~LocksInDestructor() {
    auto guard = mutex.lock().value();
    ++*guard;
  }
};

TEST(Mutex, LockInADestructorDuringUnwindingDoesNotPoison) {
  const Mutex m(1);
  try {
    const LocksInDestructor unwinder{m};
    throw 1;
  } catch (int) {
  }
  EXPECT_FALSE(m.is_poisoned());
  EXPECT_EQ(m.with([](int& v) { return v; }), 2);
}

struct ThrowsAndCatchesInDestructor {
  const Mutex<int>& mutex;
  ~ThrowsAndCatchesInDestructor() { poison(mutex); }
};

TEST(Mutex, ExceptionInsideADestructorDuringUnwindingPoisons) {
  const Mutex m(1);
  try {
    const ThrowsAndCatchesInDestructor unwinder{m};
    throw 1;
  } catch (int) {
  }
  EXPECT_TRUE(m.is_poisoned());
}

TEST(Mutex, GuardAssignmentReleasesTheOldLock) {
  const Mutex a(1);
  const Mutex b(2);
  auto guard = a.lock().value();
  guard = b.lock().value();
  EXPECT_EQ(*guard, 2);
  EXPECT_TRUE(a.try_lock().has_value());
  EXPECT_FALSE(b.try_lock().has_value());
}

TEST(Mutex, GuardArrow) {
  const Mutex m(std::string("abc"));
  auto guard = m.lock().value();
  EXPECT_EQ(guard->size(), 3U);
  guard->push_back('d');
  const auto& constant = guard;
  EXPECT_EQ(constant->size(), 4U);
}

TEST(Mutex, Nested) {
  const Mutex inner_value(1);
  const Mutex<const Mutex<int>*> outer(&inner_value);
  auto outer_guard = outer.lock().value();
  auto inner_guard = (*outer_guard)->lock().value();
  EXPECT_EQ(*inner_guard, 1);
}

TEST(Mutex, RecursiveType) {
  struct Node {
    Mutex<std::vector<std::unique_ptr<Node>>> kids;
  };
  Node root;
  root.kids.with([](auto& kids) { kids.push_back(std::make_unique<Node>()); });
  EXPECT_EQ(root.kids.with([](auto& kids) { return kids.size(); }), 1U);
}

}  // namespace
