// SPDX-License-Identifier: MIT
// Tests of thread::scope and scope_all, named after the behaviours that Rust's documentation and suite promise.
#include <fearless/marker/values.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Mutex;
using thread::Scope;

// Static facts. Rust's Scope and ScopedJoinHandle are Send and Sync, and neither is 'static.
static_assert(fearless::is_thread_safe_v<Scope> && fearless::is_sync_v<Scope> && !fearless::is_static_v<Scope>);
static_assert(fearless::is_send_v<Scope&> && !fearless::is_static_v<Scope&>);
static_assert(fearless::is_send_v<thread::ScopedJoinHandle<int>> && fearless::is_sync_v<thread::ScopedJoinHandle<int>>);
static_assert(!fearless::is_static_v<thread::ScopedJoinHandle<int>>);
static_assert(!fearless::is_thread_safe_v<thread::ScopedJoinHandle<int>>);
static_assert(!std::is_copy_constructible_v<Scope> && !std::is_move_constructible_v<Scope>);
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::scope_spawn, 12>::text) ==
              "fearless::thread::Scope::spawn: argument 12");

TEST(Scope, ThreadsBorrow) {
  const std::vector<int> numbers{1, 2, 3};
  std::atomic<int> sum{0};
  thread::scope([&](Scope& s) {
    for (int i = 0; i < 4; ++i) {
      s.spawn(
          [](const std::vector<int>& v, std::atomic<int>& total) {
            for (const int n : v) total += n;
          },
          std::cref(numbers), std::ref(sum));
    }
  });
  EXPECT_EQ(sum, 24);
}

TEST(Scope, ReturnsWhatItsFunctionReturns) {
  EXPECT_EQ(thread::scope([](Scope& s) { return s.spawn([] { return 4; }).join().unwrap() + 1; }), 5);
  EXPECT_EQ(*thread::scope([](Scope&) { return std::make_unique<int>(3); }), 3);
  int number = 0;
  int& same = thread::scope([&](Scope&) -> int& { return number; });
  EXPECT_EQ(&same, &number);
  static_assert(std::is_void_v<decltype(thread::scope([](Scope&) {}))>);
}

TEST(Scope, JoinsAllBeforeItReturns) {
  // Each waits for the one started after it, so none has ended when the function returns.
  std::atomic<int> ended{0};
  std::atomic<bool> go{false};
  thread::scope([&](Scope& s) {
    for (int i = 0; i < 8; ++i) {
      s.spawn(
          [](std::atomic<int>& count, const std::atomic<bool>& start) {
            while (!start) thread::yield_now();
            ++count;
          },
          std::ref(ended), std::cref(go));
    }
    EXPECT_EQ(ended, 0);
    go = true;
  });
  EXPECT_EQ(ended, 8);
}

TEST(Scope, NestedSpawn) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& s) {
    s.spawn(
        [](Scope& same, std::atomic<int>& c) {
          same.spawn(
              [](Scope& again, std::atomic<int>& d) {
                again.spawn([](std::atomic<int>& e) { ++e; }, std::ref(d));
                ++d;
              },
              std::ref(same), std::ref(c));
          ++c;
        },
        std::ref(s), std::ref(count));
  });
  EXPECT_EQ(count, 3);
}

TEST(Scope, NestedScopes) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& outer) {
    outer.spawn(
        [](std::atomic<int>& c) {
          std::atomic<int> inner_count{0};
          thread::scope([&](Scope& inner) { inner.spawn([](std::atomic<int>& d) { d = 5; }, std::ref(inner_count)); });
          c += inner_count;
        },
        std::ref(count));
  });
  EXPECT_EQ(count, 5);
}

TEST(Scope, RethrowsWhatNobodyJoined) {
  std::atomic<bool> other{false};
  try {
    thread::scope([&](Scope& s) {
      s.spawn([] { throw std::runtime_error("boom"); });
      s.spawn([](std::atomic<bool>& done) { done = true; }, std::ref(other));
    });
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "boom");
  }
  EXPECT_TRUE(other);
}

TEST(Scope, RethrowsWhenTheHandleIsDroppedAfterTheThreadEnded) {
  EXPECT_THROW(thread::scope([](Scope& s) {
                 const auto handle = s.spawn([] { throw std::runtime_error("boom"); });
                 while (!handle.is_finished()) thread::yield_now();
               }),
               std::runtime_error);
}

TEST(Scope, DoesNotRethrowWhatWasJoined) {
  const int answer = thread::scope([](Scope& s) {
    auto result = s.spawn([] { throw std::runtime_error("boom"); }).join();
    EXPECT_STREQ(result.error().what(), "boom");
    return 1;
  });
  EXPECT_EQ(answer, 1);
}

TEST(Scope, TheFunctionsOwnExceptionComesAfterTheThreadsEnd) {
  std::atomic<int> count{0};
  try {
    thread::scope([&](Scope& s) {
      s.spawn([](std::atomic<int>& c) { ++c; }, std::ref(count));
      throw std::logic_error("mine");
    });
    FAIL();
  } catch (const std::logic_error& e) {
    EXPECT_STREQ(e.what(), "mine");
  }
  EXPECT_EQ(count, 1);
}

TEST(Scope, TheFunctionsOwnExceptionWins) {
  EXPECT_THROW(thread::scope([](Scope& s) {
                 s.spawn([] { throw std::runtime_error("a thread's"); });
                 throw std::logic_error("mine");
               }),
               std::logic_error);
}

std::atomic<int> results_alive{0};

struct Result {
  Result() { ++results_alive; }
  Result(Result&&) noexcept { ++results_alive; }
  Result(const Result&) = delete;
  ~Result() { --results_alive; }
};

}  // namespace

// Its rule lets it cross on every compiler: it holds nothing.
template <>
struct fearless::rules::row<Result> : AlwaysRow {};

namespace {

// Rust: test_scoped_threads_drop_result_before_join.
TEST(Scope, ResultsAreDestroyedBeforeItReturns) {
  for (int i = 0; i < 50; ++i) {
    thread::scope([](Scope& s) {
      s.spawn([] { return Result(); });
      const auto held = s.spawn([] { return Result(); });
    });
    ASSERT_EQ(results_alive, 0);
  }
}

std::atomic<int> thread_locals_alive{0};
struct CountsThreads {
  bool used = false;
  CountsThreads() { ++thread_locals_alive; }
  ~CountsThreads() { --thread_locals_alive; }
};
thread_local CountsThreads counts_threads;

TEST(Scope, ThreadLocalsAreDestroyedBeforeItReturns) {
  thread::scope([](Scope& s) {
    for (int i = 0; i < 10; ++i) s.spawn([] { counts_threads.used = true; });
  });
  EXPECT_EQ(thread_locals_alive, 0);
}

TEST(Scope, AHandleMayBeJoinedByAnotherThreadOfTheScope) {
  std::atomic<int> answer{0};
  thread::scope([&](Scope& s) {
    auto handle = s.spawn([] { return 7; });
    s.spawn([](std::atomic<int>& a, thread::ScopedJoinHandle<int> h) { a = h.join().unwrap(); }, std::ref(answer),
            std::move(handle));
  });
  EXPECT_EQ(answer, 7);
}

TEST(Scope, AHandleMayOutliveTheScope) {
  auto handle = thread::scope([](Scope& s) { return s.spawn([] { return 7; }); });
  EXPECT_TRUE(handle.is_finished());
  EXPECT_EQ(handle.join().unwrap(), 7);
  auto failed = thread::scope([](Scope& s) { return s.spawn([] { throw std::runtime_error("later"); }); });
  EXPECT_STREQ(failed.join().error().what(), "later");
}

TEST(Scope, AThreadThatOwnsItsOwnHandle) {
  auto [tx, rx] = mpsc::channel<int>();
  using Slot = Mutex<std::optional<thread::ScopedJoinHandle<void>>>;
  Slot slot(std::nullopt);
  thread::scope([&](Scope& s) {
    auto handle = s.spawn(
        [](mpsc::Receiver<int> go, Slot& mine) {
          static_cast<void>(go.recv().unwrap());
          auto guard = mine.lock().value();
          auto own = std::exchange(*guard, std::nullopt);
          EXPECT_THROW(static_cast<void>(own->join()), std::system_error);
        },
        std::move(rx), std::ref(slot));
    slot.with([&](auto& h) { h = std::move(handle); });
    tx.send(1).unwrap();
  });
}

TEST(Scope, AssigningAHandleLeavesTheOldThreadToTheScope) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& s) {
    auto handle = s.spawn([](std::atomic<int>& c) { ++c; }, std::ref(count));
    handle = s.spawn([](std::atomic<int>& c) { ++c; }, std::ref(count));
    handle.join().unwrap();
    EXPECT_THROW(static_cast<void>(handle.join()), std::system_error);
  });
  EXPECT_EQ(count, 2);
}

TEST(Scope, HandlesTellTheirThread) {
  thread::scope([](Scope& s) {
    auto handle = s.spawn([] { return thread::id().as_u64(); });
    const auto told = handle.thread().id().as_u64();
    EXPECT_EQ(handle.join().unwrap(), told);
  });
}

TEST(Scope, BuilderSpawnsScopedThreads) {
  const std::string text = "borrowed";
  thread::scope([&](Scope& s) {
    auto handle = thread::Builder{}.name("scoped").spawn_scoped(
        s, [](const std::string& t) { return t + " by " + thread::name().value(); }, std::cref(text));
    EXPECT_EQ(handle.value().join().unwrap(), "borrowed by scoped");
    const auto refused = thread::Builder{}.stack_size(SIZE_MAX / 2).spawn_scoped(s, [] {});
    EXPECT_FALSE(refused.has_value());
  });
}

// A scope in which threads come and go without being joined, as in a server, holds on to no more than one of them.
TEST(Scope, ManyThreadsOneAfterAnother) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& s) {
    for (int i = 0; i < 500; ++i) {
      const auto handle = s.spawn([](std::atomic<int>& c) { ++c; }, std::ref(count));
      while (i % 2 == 0 && !handle.is_finished()) thread::yield_now();
    }
  });
  EXPECT_EQ(count, 500);
}

#if defined(__linux__)
// In pages: with the stacks of all threads that nobody has joined yet.
std::size_t address_space() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages;
}

TEST(Scope, JoinsThreadsThatHaveEndedBeforeItEnds) {
  constexpr int threads = 3000;
  constexpr std::size_t pages_of_a_stack = (8U << 20U) / 4096;
  std::atomic<int> count{0};
  std::size_t grown = 0;
  thread::scope([&](Scope& s) {
    const std::size_t before = address_space();
    for (int i = 0; i < threads; ++i) {
      auto started =
          thread::Builder().stack_size(8U << 20U).spawn_scoped(s, [](std::atomic<int>& c) { ++c; }, std::ref(count));
      fearless::drop(std::move(started).unwrap());
      while (count <= i) thread::yield_now();
    }
    grown = address_space() - before;
  });
  EXPECT_LT(grown, threads / 2 * pages_of_a_stack);
}
#endif

// Rust: scope_join_race.
TEST(Scope, JoinRace) {
  for (int i = 0; i < 100; ++i) {
    const std::atomic<bool> stop{false};
    thread::scope([&](Scope& s) {
      for (int j = 0; j < 5; ++j) {
        s.spawn([](const std::atomic<bool>& a) { EXPECT_FALSE(a); }, std::cref(stop));
      }
    });
  }
}

TEST(Scope, DisjointRowsOfOneArray) {
  Mutex<int> total(0);
  const std::vector<std::vector<int>> rows{{1, 2}, {3, 4}, {5, 6}};
  thread::scope([&](Scope& s) {
    for (const auto& row : rows) {
      s.spawn(
          [](const std::vector<int>& mine, const Mutex<int>& sum) {
            for (const int n : mine) sum.with([n](int& t) { t += n; });
          },
          std::cref(row), std::cref(total));
    }
  });
  EXPECT_EQ(total.with([](const int& t) { return t; }), 21);
}

struct Increment {
  std::atomic<int>& count;
  void operator()() const { ++count; }
};

TEST(ScopeAll, RunsAllToCompletion) {
  std::atomic<int> count{0};
  thread::scope_all(Increment{count}, Increment{count}, Increment{count});
  EXPECT_EQ(count, 3);
  static_assert(std::is_void_v<decltype(thread::scope_all(Increment{count}))>);
}

TEST(ScopeAll, ReturnsTheResults) {
  const auto [a, nothing, b] = thread::scope_all([] { return 1; }, [] {}, [] { return std::string("two"); });
  EXPECT_EQ(a, 1);
  EXPECT_EQ(nothing, std::monostate());
  EXPECT_EQ(b, "two");
}

TEST(ScopeAll, ThrowsTheFirstExceptionAfterAllHaveEnded) {
  std::atomic<int> count{0};
  try {
    thread::scope_all(Increment{count}, [] { throw std::runtime_error("first"); }, [] { throw 2; }, Increment{count});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "first");
  }
  EXPECT_EQ(count, 2);
}

// Rust: "panics if any of the automatically joined threads panicked": the first is thrown, the other is told.
TEST(Scope, OfTwoExceptionsOneIsRethrownAndTheOtherTold) {
  testing::internal::CaptureStderr();
  EXPECT_THROW(thread::scope([](thread::Scope& s) {
                 s.spawn([] { throw std::runtime_error("one of two"); });
                 s.spawn([] { throw std::runtime_error("one of two"); });
               }),
               std::runtime_error);
  const std::string told = testing::internal::GetCapturedStderr();
  const auto first = told.find("one of two");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(told.find("one of two", first + 1), std::string::npos);
}

// Rust: a scope without threads is its function.
TEST(Scope, WithoutThreads) {
  EXPECT_EQ(thread::scope([](thread::Scope&) { return 3; }), 3);
}

TEST(Scope, WhatAThreadDidIsSeenAfterTheScope) {
  int plain = 0;
  thread::scope([&](thread::Scope& s) {
    s.spawn([](fearless::UnsafeSend<int*> place) { **place = 5; }, fearless::unsafe_send(&plain));
  });
  EXPECT_EQ(plain, 5);
}

// The scope waits for tasks that others run, and for those that nobody runs.
TEST(Scope, TaskBorrowsAndIsWaitedFor) {
  auto [tx, rx] = mpsc::channel<fearless::Task<void>>();
  auto pool = thread::spawn(
      [](mpsc::Receiver<fearless::Task<void>> tasks) {
        for (auto& task : tasks) task();
      },
      std::move(rx));
  std::atomic<int> sum = 0;
  thread::scope([&](thread::Scope& s) {
    for (int i = 1; i <= 100; ++i) {
      tx.send(s.task([](std::atomic<int>& into, int n) { into += n; }, std::ref(sum), i)).unwrap();
    }
  });
  EXPECT_EQ(sum, 5050);
  fearless::drop(std::move(tx));
  pool.join().unwrap();
}

TEST(Scope, TaskThatIsDestroyedEndsTheWait) {
  std::atomic<int> sum = 0;
  thread::scope([&](thread::Scope& s) {
    auto task = s.task([](std::atomic<int>& into) { ++into; }, std::ref(sum));
    EXPECT_TRUE(static_cast<bool>(task));
    auto called = s.task([](std::atomic<int>& into) { return ++into; }, std::ref(sum));
    EXPECT_EQ(called(), 1);
  });
  EXPECT_EQ(sum, 1);
}

TEST(Scope, TaskThrowsToWhoCallsIt) {
  thread::scope([&](thread::Scope& s) {
    auto task = s.task([] { throw std::runtime_error("no luck"); });
    EXPECT_THROW(task(), std::runtime_error);
  });
}

TEST(JoinHandle, NativeHandleIsTheThread) {
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn(
      [](mpsc::Receiver<int> r) {
        (void)r.recv();
        return ::pthread_self();
      },
      std::move(rx));
  const ::pthread_t native = handle.native_handle();
  fearless::drop(std::move(tx));
  EXPECT_NE(::pthread_equal(native, handle.join().unwrap()), 0);
}

}  // namespace
