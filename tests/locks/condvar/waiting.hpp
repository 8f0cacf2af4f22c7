// SPDX-License-Identifier: MIT
// Waiting for a notification, with and without a limit of time.
#pragma once

#include "locks/condvar/condvar.hpp"

namespace {

TEST(Condvar, Smoke) {
  const Condvar c;
  c.notify_one();
  c.notify_all();
}

TEST(Condvar, NotifyOne) {
  const Flag flag;
  auto guard = flag.set.lock().value();
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Flag& f) {
          // It gets the lock only once the other one waits.
          f.set.with([](bool& b) { b = true; });
          f.changed.notify_one();
        },
        std::cref(flag));
    while (!*std::as_const(guard)) guard = flag.changed.wait(std::move(guard)).value();
  });
  EXPECT_TRUE(*std::as_const(guard));
}

TEST(Condvar, NotifyAll) {
  struct State {
    Mutex<int> waiting{0};
    Condvar all_wait;
    Condvar go;
  };
  const State state;
  static constexpr int n = 4;
  thread::scope([&](thread::Scope& s) {
    for (int i = 0; i < n; ++i) {
      s.spawn(
          [](const State& st) {
            auto guard = st.waiting.lock().value();
            if (++*guard == n) st.all_wait.notify_one();
            static_cast<void>(st.go.wait_while(std::move(guard), [](const int& w) { return w != 0; }).value());
          },
          std::cref(state));
    }
    auto guard = state.all_wait.wait_while(state.waiting.lock().value(), [](const int& w) { return w != n; }).value();
    *guard = 0;
    {
      const auto release = std::move(guard);
    }
    state.go.notify_all();
  });
}

TEST(Condvar, AnArcOfAPair) {
  const Arc shared(std::pair(Mutex(false), Condvar()));
  auto handle = thread::spawn(
      [](const Arc<std::pair<Mutex<bool>, Condvar>>& pair) {
        pair->first.with([](bool& b) { b = true; });
        pair->second.notify_one();
      },
      shared);
  const auto guard = shared->second.wait_while(shared->first.lock().value(), [](const bool& b) { return !b; }).value();
  EXPECT_TRUE(*guard);
  handle.join().unwrap();
}

TEST(Condvar, WaitWhileLooksFirst) {
  const Flag flag;
  const auto guard = flag.changed.wait_while(flag.set.lock().value(), [](const bool& b) { return b; }).value();
  EXPECT_FALSE(*guard);
}

TEST(Condvar, WaitTimeoutWait) {
  const Flag flag;
  for (;;) {
    auto [guard, result] = flag.changed.wait_timeout(flag.set.lock().value(), 1ms).value();
    if (!result.timed_out()) continue;  // woken for nothing
    break;
  }
  EXPECT_TRUE(flag.set.try_lock().has_value());
}

TEST(Condvar, WaitTimeoutWhileWait) {
  const Flag flag;
  const auto start = std::chrono::steady_clock::now();
  const auto [guard, result] =
      flag.changed.wait_timeout_while(flag.set.lock().value(), 3ms, [](const bool&) { return true; }).value();
  EXPECT_TRUE(result.timed_out());
  EXPECT_GE(std::chrono::steady_clock::now() - start, 3ms);
}

TEST(Condvar, WaitTimeoutWhileInstantSatisfy) {
  const Flag flag;
  const auto [guard, result] =
      flag.changed.wait_timeout_while(flag.set.lock().value(), 0ms, [](const bool&) { return false; }).value();
  EXPECT_FALSE(result.timed_out()) << "a wait of no time whose condition holds already has not timed out";
}

TEST(Condvar, WaitTimeoutWhileWake) {
  const Flag flag;
  thread::scope([&](thread::Scope& s) {
    auto lock = flag.set.lock().value();
    s.spawn(raise_flag, std::cref(flag));
    const auto [guard, result] =
        flag.changed.wait_timeout_while(std::move(lock), std::chrono::hours::max(), [](const bool& b) { return !b; })
            .value();
    EXPECT_FALSE(result.timed_out());
    EXPECT_TRUE(*guard);
  });
}

TEST(Condvar, WaitTimeoutWake) {
  const Flag flag;
  thread::scope([&](thread::Scope& s) {
    auto lock = flag.set.lock().value();
    s.spawn(raise_flag, std::cref(flag));
    for (;;) {
      auto [guard, result] = flag.changed.wait_timeout(std::move(lock), std::chrono::duration<double>(1e300)).value();
      lock = std::move(guard);
      EXPECT_FALSE(result.timed_out());
      if (*std::as_const(lock)) break;
    }
  });
}

// Rust: two_mutexes.
TEST(Condvar, TwoMutexes) {
  const Condvar c;
  const Mutex a(0);
  const Mutex b(0);
  static_cast<void>(c.wait_timeout(a.lock().value(), 0ms).value());
  static_cast<void>(c.wait_timeout(a.lock().value(), 0ms).value());
  try {
    static_cast<void>(c.wait_timeout(b.lock().value(), 0ms));
    FAIL();
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::invalid_argument);
  }
  EXPECT_TRUE(b.is_poisoned()) << "an exception passed its guard";
  EXPECT_FALSE(b.try_lock().error().is_would_block()) << "and released it";
}

TEST(Condvar, WaitTellsOfPoison) {
  const Flag flag;
  thread::scope([&](thread::Scope& s) {
    auto lock = flag.set.lock().value();
    auto handle = s.spawn(
        [](const Flag& f) {
          auto guard = f.set.lock().value();
          *guard = true;
          f.changed.notify_all();
          throw std::runtime_error("poisons");
        },
        std::cref(flag));
    auto answer = flag.changed.wait_while(std::move(lock), [](const bool&) { return true; });
    EXPECT_FALSE(answer.has_value());
    EXPECT_FALSE(handle.join().has_value());
  });
}

TEST(Condvar, AConditionThatThrowsReleasesAndPoisons) {
  const Flag flag;
  EXPECT_THROW(
      static_cast<void>(flag.changed.wait_while(flag.set.lock().value(), [](const bool&) -> bool { throw 1; })), int);
  EXPECT_TRUE(flag.set.is_poisoned());
}

TEST(Condvar, TheLockIsKnownToBeHeldAgain) {
  const Flag flag;
  auto [guard, result] = flag.changed.wait_timeout(flag.set.lock().value(), 0ms).value();
  EXPECT_THROW(static_cast<void>(flag.set.lock()), std::system_error);
}

// Rust: notifications "are not buffered": one that nobody waits for is gone.
TEST(Condvar, TheGuardMayStayWhereItIs) {
  struct Value {
    bool waits = true;
    std::chrono::milliseconds limit = 1ms;
  };
  const Mutex<Value> value;
  const Condvar changed;
  const auto waits = [](const Value& v) { return v.waits; };
  auto guard = value.lock().value();
  EXPECT_TRUE(changed.wait_timeout(guard, guard->limit).value().timed_out());
  EXPECT_TRUE(changed.wait_timeout_while(guard, guard->limit, waits).value().timed_out());
  // Also if it is given away beside what it guards.
  guard = changed.wait_timeout_while(std::move(guard), guard->limit, waits).value().first;
  EXPECT_FALSE(value.try_lock().has_value());
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Mutex<Value>& v, const Condvar& c) {
          v.with([](Value& now) { now.waits = false; });
          c.notify_all();
        },
        std::cref(value), std::cref(changed));
    EXPECT_TRUE(changed.wait_while(guard, waits).has_value());
    EXPECT_FALSE(guard->waits);
  });
  EXPECT_TRUE(changed.wait_while(guard, waits).has_value());
  EXPECT_FALSE(changed.wait_timeout_while(guard, 1ms, waits).value().timed_out());
}

TEST(Condvar, AGuardThatStaysTellsOfPoison) {
  const Flag flag;
  auto guard = flag.set.lock().value();
  auto handle = thread::scope([&](thread::Scope& s) {
    auto failing = s.spawn(
        [](const Flag& f) {
          auto held = f.set.lock().value();
          f.changed.notify_all();
          throw 1;
        },
        std::cref(flag));
    while (flag.changed.wait(guard).has_value()) {
    }
    return failing.join().has_value();
  });
  EXPECT_FALSE(handle);
  EXPECT_FALSE(flag.changed.wait_timeout(guard, 0ms).has_value());
  EXPECT_TRUE(flag.changed.wait_timeout(guard, 0ms).error().into_inner().timed_out());
  EXPECT_FALSE(flag.changed.wait_timeout_while(guard, 1ms, [](bool&) { return true; }).has_value());
  EXPECT_FALSE(flag.set.try_lock().has_value());
}

TEST(Condvar, ANotificationThatNobodyWaitsForIsGone) {
  const Mutex<int> mutex(0);
  const Condvar condvar;
  condvar.notify_one();
  condvar.notify_all();
  auto answer =
      condvar.wait_timeout_while(mutex.lock().value(), std::chrono::milliseconds(1), [](int&) { return true; });
  EXPECT_TRUE(answer.value().second.timed_out());
}

}  // namespace
