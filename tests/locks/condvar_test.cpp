// SPDX-License-Identifier: MIT
// Tests of Condvar, named after Rust's suite. Threads pause at random where they hand something over;
// mutex_contention_test has more, without pauses.
#define FEARLESS_TEST_PAUSE_POINTS 1
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

namespace {

namespace thread = fearless::thread;
using namespace std::chrono_literals;
using fearless::Arc;
using fearless::Barrier;
using fearless::Condvar;
using fearless::Mutex;

static_assert(fearless::is_send_v<Condvar> && fearless::is_sync_v<Condvar> && fearless::is_thread_safe_v<Condvar>);
static_assert(fearless::is_static_v<Condvar> && !std::is_move_assignable_v<Condvar>);
static_assert(fearless::is_send_v<fearless::WaitTimeoutResult> && fearless::is_sync_v<fearless::WaitTimeoutResult>);

// An aggregate of locks may be borrowed by the threads of a scope.
struct Flag {
  Mutex<bool> set{false};
  Condvar changed;
};
static_assert(fearless::is_thread_safe_v<Flag>);

void raise_flag(const Flag& flag) {
  flag.set.with([](bool& s) { s = true; });
  flag.changed.notify_all();
}

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

// --- who waits spins for a moment, if nobody else does; the others sleep

struct Tokens {
  Mutex<int> count{0};
  Condvar more;
};

void take_one(const Tokens& tokens) {
  auto guard = tokens.more.wait_while(tokens.count.lock().value(), [](const int& n) { return n == 0; }).value();
  --*guard;
}
int tokens_in(const Tokens& tokens) {
  return tokens.count.with([](const int& n) { return n; });
}

void be_busy_for(std::chrono::nanoseconds span) {
  for (const auto end = std::chrono::steady_clock::now() + span; std::chrono::steady_clock::now() < end;) {
  }
}

TEST(Condvar, ATokenGoesToAndFro) {
  static constexpr int rounds = 5000;
  const Tokens turn;
  thread::scope([&](thread::Scope& s) {
    for (int me = 0; me < 2; ++me) {
      s.spawn(
          [](const Tokens& t, int mine) {
            for (int i = 0; i < rounds; ++i) {
              {
                auto guard =
                    t.more.wait_while(t.count.lock().value(), [&](const int& n) { return n % 2 != mine; }).value();
                ++*guard;
                if (i % 4 == 0) t.more.notify_one();
                if (i % 4 == 1) t.more.notify_all();
              }
              if (i % 4 == 2) t.more.notify_one();
              if (i % 4 == 3) t.more.notify_all();
            }
          },
          std::cref(turn), me);
    }
  });
  EXPECT_EQ(tokens_in(turn), 2 * rounds);
}

// It spins for some 60 us: what comes then finds it spinning, giving up, about to sleep, or asleep.
TEST(Condvar, WhoGivesUpSpinningIsNotForgotten) {
  static constexpr int rounds = 3000;
  const Tokens questions;
  const Tokens answers;
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Tokens& q, const Tokens& a) {
          for (int i = 0; i < rounds; ++i) {
            take_one(q);
            a.count.with([](int& n) { ++n; });
            a.more.notify_one();
          }
        },
        std::cref(questions), std::cref(answers));
    for (int i = 0; i < rounds; ++i) {
      be_busy_for(std::chrono::nanoseconds(i * 7919 % 80'000));
      questions.count.with([](int& n) { ++n; });
      questions.more.notify_one();
      take_one(answers);
    }
  });
  EXPECT_EQ(tokens_in(questions) + tokens_in(answers), 0);
}

// All wait, one of them spinning: as many notifications as threads.
TEST(Condvar, EachNotificationLetsOneThrough) {
  static constexpr int threads = 4;
  static constexpr int rounds = 500;
  struct State {
    Tokens waiting;
    Tokens tokens;
    Barrier all{threads + 1};
  };
  const State state;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < threads; ++t) {
      s.spawn(
          [](const State& st) {
            for (int i = 0; i < rounds; ++i) {
              auto guard = st.tokens.count.lock().value();
              st.waiting.count.with([](int& n) { ++n; });
              guard = st.tokens.more.wait_while(std::move(guard), [](const int& n) { return n == 0; }).value();
              --*guard;
              {
                const auto release = std::move(guard);
              }
              st.all.wait();
            }
          },
          std::cref(state));
    }
    for (int i = 0; i < rounds; ++i) {
      while (tokens_in(state.waiting) != threads) thread::yield_now();
      state.waiting.count.with([](int& n) { n = 0; });
      for (int t = 0; t < threads; ++t) {
        auto guard = state.tokens.count.lock().value();
        ++*guard;
        // With the lock, and without.
        if (t % 2 == 0) state.tokens.more.notify_one();
        {
          const auto release = std::move(guard);
        }
        if (t % 2 != 0) state.tokens.more.notify_one();
      }
      state.all.wait();
    }
  });
  EXPECT_EQ(tokens_in(state.tokens), 0);
}

// The hasty one takes no token: if it was notified before its time was up, it passes the word on.
TEST(Condvar, WhoSpinsUntilItsTimeIsUpTakesNoNotificationAlong) {
  static constexpr int rounds = 3000;
  const Tokens tokens;
  std::atomic<bool> end{false};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Tokens& tk, const std::atomic<bool>& stop) {
          for (int i = 0; !stop; ++i) {
            const auto span = std::chrono::microseconds(i % 16);
            const bool late = tk.more.wait_timeout(tk.count.lock().value(), span).value().second.timed_out();
            if (!late) tk.more.notify_one();
          }
        },
        std::cref(tokens), std::cref(end));
    s.spawn(
        [](const Tokens& tk) {
          for (int i = 0; i < rounds; ++i) take_one(tk);
        },
        std::cref(tokens));
    for (int i = 0; i < rounds; ++i) {
      tokens.count.with([](int& n) { ++n; });
      tokens.more.notify_one();
      while (tokens_in(tokens) != 0) thread::yield_now();
    }
    end = true;
  });
  EXPECT_EQ(tokens_in(tokens), 0);
}

TEST(Condvar, NotifyAllLetsAllGoAgainAndAgain) {
  struct State {
    Mutex<std::pair<int, int>> waiting_and_round{std::pair(0, 0)};
    Condvar all_wait;
    Condvar go;
  };
  static constexpr int threads = 3;
  static constexpr int rounds = 1000;
  const State state;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < threads; ++t) {
      s.spawn(
          [](const State& st) {
            for (int round = 0; round < rounds; ++round) {
              auto guard = st.waiting_and_round.lock().value();
              if (++guard->first == threads) st.all_wait.notify_one();
              static_cast<void>(
                  st.go.wait_while(std::move(guard), [&](const auto& now) { return now.second == round; }).value());
            }
          },
          std::cref(state));
    }
    for (int round = 0; round < rounds; ++round) {
      {
        auto guard =
            state.all_wait
                .wait_while(state.waiting_and_round.lock().value(), [](const auto& now) { return now.first < threads; })
                .value();
        *guard = {0, round + 1};
      }
      state.go.notify_all();
    }
  });
  EXPECT_EQ(state.waiting_and_round.with([](const auto& now) { return now.first; }), 0);
}

// One waits for what notify_all tells of. Another comes when that is so, and waits for what notify_one tells of. The
// first may not have noticed yet, but has been notified, or the second will be, too.
TEST(Condvar, ANotificationGoesPastWhoHasBeenNotified) {
  struct State {
    Mutex<int> stage{0};
    Condvar changed;
    void wait_for(int next) const {
      auto guard = stage.lock().value();
      *guard = next - 1;
      static_cast<void>(changed.wait_while(std::move(guard), [&](const int& now) { return now < next; }).value());
    }
    // Once somebody waits for it.
    void reach(int next) const {
      while (!stage.with([&](int& now) { return now == next - 1 && (now = next) == next; })) thread::yield_now();
    }
  };
  for (int round = 0; round < 1000; ++round) {
    const State state;
    std::atomic<int> go{0};
    thread::scope([&](thread::Scope& s) {
      s.spawn([](const State& st) { st.wait_for(2); }, std::cref(state));
      s.spawn(
          [](const State& st, const std::atomic<int>& may) {
            while (may == 0) thread::yield_now();
            st.wait_for(4);
          },
          std::cref(state), std::cref(go));
      s.spawn(
          [](const State& st) {
            st.reach(4);
            st.changed.notify_one();
          },
          std::cref(state));
      state.reach(2);
      // Before, or after.
      if (round % 2 == 0) go = 1;
      state.changed.notify_all();
      go = 1;
    });
  }
}

// While it spins, after that, and both: somebody else spins. Waking for nothing is allowed, but not the rule.
TEST(Condvar, ALimitOfTimeIsKeptByWhoSpinsAndWhoSleeps) {
  static constexpr int rounds = 100;
  for (const bool others : {false, true}) {
    const Tokens none;
    std::atomic<int> woken_for_nothing{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < (others ? 3 : 1); ++t) {
        s.spawn(
            [](const Tokens& tk, std::atomic<int>& woken) {
              for (int i = 0; i < rounds; ++i) {
                const auto span = std::chrono::microseconds(i);
                const auto start = std::chrono::steady_clock::now();
                const bool late = tk.more.wait_timeout(tk.count.lock().value(), span).value().second.timed_out();
                if (!late) ++woken;
                EXPECT_TRUE(!late || std::chrono::steady_clock::now() - start >= span);
              }
            },
            std::cref(none), std::ref(woken_for_nothing));
      }
    });
    EXPECT_LT(woken_for_nothing, rounds / 4);
  }
}

}  // namespace
