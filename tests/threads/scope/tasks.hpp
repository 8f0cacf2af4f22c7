// SPDX-License-Identifier: MIT
// scope_all, and what else runs in a scope: tasks, and threads that share the parts of an array.
#pragma once

#include "threads/scope/scope.hpp"

namespace {

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
