// SPDX-License-Identifier: MIT
// Tests of Mutex, MutexGuard, poisoning and lock_all, named after the behaviours that Rust's suite for Mutex checks.
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

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<Mutex<int>>);
static_assert(fearless::is_sync_v<Mutex<int>>);
static_assert(fearless::is_static_v<Mutex<int>>);
static_assert(fearless::is_thread_safe_v<Mutex<int>>);
static_assert(!fearless::is_send_v<Mutex<int*>>);
static_assert(!fearless::is_sync_v<Mutex<int*>>);
static_assert(!fearless::is_thread_safe_v<Mutex<int*>>);
static_assert(!fearless::is_send_v<MutexGuard<int>>);
static_assert(fearless::is_sync_v<MutexGuard<int>>);
static_assert(!fearless::is_sync_v<MutexGuard<int*>>);
static_assert(!fearless::is_static_v<MutexGuard<int>>);
static_assert(!fearless::is_thread_safe_v<MutexGuard<int>>);
static_assert(!fearless::is_send_v<PoisonError<MutexGuard<int>>>);
static_assert(fearless::is_send_v<Mutex<int>&>);
static_assert(fearless::is_send_v<const Mutex<int>&>);

// The shape: no assignment, no swap; a guard that moves only, deep const, nothing from a temporary.
static_assert(!std::is_copy_constructible_v<Mutex<int>> && std::is_move_constructible_v<Mutex<int>>);
static_assert(!std::is_move_assignable_v<Mutex<int>> && !std::is_copy_assignable_v<Mutex<int>>);
static_assert(!std::is_swappable_v<Mutex<int>>);
static_assert(!std::is_move_constructible_v<Mutex<Immovable>>);
static_assert(!std::is_default_constructible_v<Mutex<MoveOnly>> && std::is_default_constructible_v<Mutex<int>>);
static_assert(!std::is_copy_constructible_v<MutexGuard<int>> && std::is_nothrow_move_constructible_v<MutexGuard<int>>);
static_assert(std::is_same_v<decltype(*std::declval<MutexGuard<int>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const MutexGuard<int>&>()), const int&>);
template <class G>
concept dereferences = requires(G&& g) { *static_cast<G&&>(g); };
template <class G>
concept points = requires(G&& g) { static_cast<G&&>(g).operator->(); };
template <class M>
concept locks = requires(M&& m) { static_cast<M&&>(m).lock(); };
static_assert(dereferences<MutexGuard<int>&> && !dereferences<MutexGuard<int>> && !dereferences<const MutexGuard<int>>);
static_assert(points<MutexGuard<int>&> && !points<MutexGuard<int>> && !points<const MutexGuard<int>>);
static_assert(locks<const Mutex<int>&> && !locks<Mutex<int>> && !locks<const Mutex<int>>);
static_assert(std::is_same_v<decltype(Mutex(0)), Mutex<int>>);
static_assert(!std::is_convertible_v<int, Mutex<int>>);
static_assert(!std::is_copy_constructible_v<PoisonError<MutexGuard<int>>>);
static_assert(std::is_move_constructible_v<PoisonError<MutexGuard<int>>>);

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
