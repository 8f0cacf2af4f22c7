// SPDX-License-Identifier: MIT
// Whose a lock is: a guard that another thread releases ends the program, and the thread that forks keeps what it
// holds.
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>

#include <chrono>
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using fearless::Condvar;
using fearless::Mutex;
using fearless::RwLock;

constexpr const char* words = "fearless: a thread released what another one locked";

// (ThreadSanitizer reports such a release by itself.)
#if FEARLESS_DETAIL_TSAN_LOCKS
#define SKIP_UNDER_TSAN() GTEST_SKIP() << "not under ThreadSanitizer"
#else
#define SKIP_UNDER_TSAN() static_cast<void>(0)
#endif

class MutexOwnerDeathTest : public testing::Test {
 protected:
  void SetUp() override {
    SKIP_UNDER_TSAN();
    GTEST_FLAG_SET(death_test_style, "threadsafe");
  }
};

// Hands a guard to another thread, as no checked interface does, and has it destroyed there.
template <class Guard>
void release_elsewhere(Guard guard) {
  std::optional<Guard> mine(std::move(guard));
  std::thread([&] { mine.reset(); }).join();
}

TEST_F(MutexOwnerDeathTest, AGuardOfAMutex) {
  const Mutex<int> mutex(1);
  EXPECT_DEATH(release_elsewhere(mutex.lock().value()), words);
  EXPECT_DEATH(release_elsewhere(mutex.try_lock().value()), words);
  EXPECT_DEATH(release_elsewhere(mutex.lock().value().map([](int& n) -> int& { return n; })), words);
  EXPECT_DEATH(release_elsewhere(fearless::lock_all(mutex).value()), words);
  // Whether or not the other has a number yet, or holds a lock itself.
  EXPECT_DEATH(
      {
        const Mutex<int> other(1);
        std::optional mine(mutex.lock().value());
        std::thread([&] {
          const auto its = other.lock().value();
          mine.reset();
        }).join();
      },
      words);
}

TEST_F(MutexOwnerDeathTest, AGuardForWhichOthersWait) {
  EXPECT_DEATH(
      {
        const Mutex<int> mutex(1);
        std::optional mine(mutex.lock().value());
        std::thread waiter([&] { mutex.with([](int&) {}); });
        std::this_thread::sleep_for(std::chrono::milliseconds(1));  // whether it waits by now or not
        std::thread([&] { mine.reset(); }).join();
        waiter.join();
      },
      words);
}

TEST_F(MutexOwnerDeathTest, AGuardThatWaitsElsewhere) {
  EXPECT_DEATH(
      {
        const Mutex<int> mutex(1);
        const Condvar changed;
        auto mine = mutex.lock().value();
        std::thread([&] {
          static_cast<void>(changed.wait_timeout(std::move(mine), std::chrono::milliseconds(1)));
        }).join();
      },
      words);
}

TEST_F(MutexOwnerDeathTest, AGuardOfAnRwLock) {
  const RwLock<int> lock(1);
  EXPECT_DEATH(release_elsewhere(lock.write().value()), words);
  EXPECT_DEATH(release_elsewhere(lock.try_write().value()), words);
  EXPECT_DEATH(release_elsewhere(lock.write().value().map([](int& n) -> int& { return n; })), words);
  EXPECT_DEATH(release_elsewhere(lock.read().value()), words);
  EXPECT_DEATH(release_elsewhere(lock.try_read().value()), words);
  EXPECT_DEATH(release_elsewhere(lock.write().value().downgrade()), words);
  EXPECT_DEATH(
      {
        auto mine = lock.write().value();
        std::thread([&] { static_cast<void>(std::move(mine).downgrade()); }).join();
      },
      words);
}

TEST_F(MutexOwnerDeathTest, AReadGuardByASlot) {
  const RwLock<int> lock(1);
  for (int i = 0; i < 20'000; ++i) static_cast<void>(lock.read());
  EXPECT_DEATH(release_elsewhere(lock.read().value()), words);
}

TEST_F(MutexOwnerDeathTest, AReadGuardBesideThoseOfOtherLocks) {
  const RwLock<int> lock(1);
  const RwLock<int> another(2);
  EXPECT_DEATH(
      {
        std::optional mine(lock.read().value());
        std::thread([&] {
          const auto first = another.read().value();
          const auto second = another.read().value();
          mine.reset();
        }).join();
      },
      words);
}

// A coroutine that goes on wherever it is resumed.
struct Routine {
  struct promise_type {
    Routine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

Routine hold_over_co_await(const Mutex<int>& mutex) {
  auto guard = mutex.lock().value();
  co_await std::suspend_always();
  ++*guard;
}
Routine write_over_co_await(const RwLock<int>& lock) {
  auto guard = lock.write().value();
  co_await std::suspend_always();
  ++*guard;
}
Routine read_over_co_await(const RwLock<int>& lock) {
  const auto guard = lock.read().value();
  co_await std::suspend_always();
}

TEST_F(MutexOwnerDeathTest, AGuardHeldOverCoAwait) {
  const Mutex<int> mutex(1);
  const RwLock<int> lock(1);
  const auto resume_elsewhere = [](Routine routine) { std::thread([&] { routine.handle.resume(); }).join(); };
  EXPECT_DEATH(resume_elsewhere(hold_over_co_await(mutex)), words);
  EXPECT_DEATH(resume_elsewhere(write_over_co_await(lock)), words);
  EXPECT_DEATH(resume_elsewhere(read_over_co_await(lock)), words);
}

TEST(MutexOwner, AGuardHeldOverCoAwaitOnOneThread) {
  const Mutex<int> mutex(1);
  const RwLock<int> lock(1);
  for (Routine routine : {hold_over_co_await(mutex), write_over_co_await(lock)}) {
    EXPECT_FALSE(routine.handle.done());
    routine.handle.resume();
    EXPECT_TRUE(routine.handle.done());
    routine.handle.destroy();
  }
  EXPECT_EQ(mutex.with([](int n) { return n; }), 2);
  const auto reading = lock.read().value();
  EXPECT_EQ(*reading, 2);
}

// --- fork

class MutexOverFork : public testing::Test {
 protected:
  // `f()` in a forked child: whether it returned true, in time.
  template <class F>
  static bool holds_in_child(F f) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::alarm(20);
      bool fine = false;
      try {
        fine = f();
      } catch (...) {
      }
      std::_Exit(fine ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
};

template <class F>
bool is_deadlock(F f) {
  try {
    f();
  } catch (const std::system_error& e) {
    return e.code() == std::errc::resource_deadlock_would_occur;
  }
  return false;
}
template <class Lock>
bool another_thread_takes(const Lock& lock, int times = 1) {
  int got = 0;
  for (int i = 0; i < times; ++i) {
    std::thread([&] {
      if constexpr (requires { lock.write(); }) {
        if (lock.write().has_value()) ++got;
      } else {
        if (lock.lock().has_value()) ++got;
      }
    }).join();
  }
  return got == times;
}

TEST_F(MutexOverFork, TheThreadThatForksHoldsWhatItHeld) {
  const Mutex<int> mutex(1);
  auto guard = std::make_optional(mutex.lock().value());
  EXPECT_TRUE(holds_in_child([&] {
    if (!is_deadlock([&] { static_cast<void>(mutex.lock()); })) return false;
    if (!is_deadlock([&] { static_cast<void>(fearless::lock_all(mutex)); })) return false;
    if (mutex.try_lock().has_value() || mutex.try_lock_for(std::chrono::hours(1)).has_value()) return false;
    **guard = 2;
    guard.reset();
    return mutex.with([](int n) { return n; }) == 2 && another_thread_takes(mutex, 10);
  }));
  guard.reset();
  EXPECT_EQ(mutex.with([](int n) { return n; }), 1);
}

TEST_F(MutexOverFork, AnRwLockThatIsWritten) {
  const RwLock<int> lock(1);
  auto guard = std::make_optional(lock.write().value());
  EXPECT_TRUE(holds_in_child([&] {
    if (!is_deadlock([&] { static_cast<void>(lock.write()); })) return false;
    if (!is_deadlock([&] { static_cast<void>(lock.read()); })) return false;
    {
      const auto reading = std::move(*guard).downgrade();
      guard.reset();
      if (!is_deadlock([&] { static_cast<void>(lock.write()); })) return false;
    }
    return another_thread_takes(lock, 10);
  }));
}

TEST_F(MutexOverFork, AnRwLockThatIsRead) {
  for (const int reads : {0, 20'000}) {
    const RwLock<int> lock(1);
    const RwLock<int> other(1);
    for (int i = 0; i < reads; ++i) static_cast<void>(lock.read());
    auto guard = std::make_optional(lock.read().value());
    auto second = std::make_optional(other.read().value());
    EXPECT_TRUE(holds_in_child([&] {
      if (!is_deadlock([&] { static_cast<void>(lock.write()); })) return false;
      if (!lock.read().has_value()) return false;
      guard.reset();
      second.reset();
      if (!lock.write().has_value()) return false;
      return another_thread_takes(lock, 10) && another_thread_takes(other);
    })) << reads;
  }
}

// The thread that forks need not be the first one, nor the child the last one.
TEST_F(MutexOverFork, AnotherThreadAndAChildsChild) {
  SKIP_UNDER_TSAN();  // it starts no threads after a fork beside others
  std::thread([] {
    const Mutex<int> mutex(1);
    const RwLock<int> lock(1);
    const auto guard = mutex.lock().value();
    EXPECT_TRUE(holds_in_child([&] {
      auto writing = std::make_optional(lock.write().value());
      return holds_in_child([&] {
        if (!is_deadlock([&] { static_cast<void>(mutex.lock()); })) return false;
        if (!is_deadlock([&] { static_cast<void>(lock.write()); })) return false;
        writing.reset();
        return another_thread_takes(lock);
      });
    }));
  }).join();
}

// What was never locked before, and what is being done once.
TEST_F(MutexOverFork, WhatIsFreeStaysFree) {
  const Mutex<int> mutex(1);
  const fearless::LazyLock<std::string> lazy([] { return std::string("made"); });
  const fearless::Once once;
  once.call_once([&] {
    EXPECT_TRUE(holds_in_child([&] {
      if (!is_deadlock([&] { once.call_once([] {}); })) return false;
      return mutex.with([](int n) { return n; }) == 1 && *lazy == "made" && another_thread_takes(mutex);
    }));
  });
  const fearless::Barrier barrier(2);
  const Condvar changed;
  EXPECT_TRUE(holds_in_child([&] {
    Mutex<bool> ready(false);
    std::thread other([&] {
      barrier.wait();
      ready.with([](bool& now) { now = true; });
      changed.notify_all();
    });
    barrier.wait();
    const auto guard = changed.wait_while(ready.lock().value(), [](bool& now) { return !now; });
    other.join();
    return guard.has_value();
  }));
}

}  // namespace
