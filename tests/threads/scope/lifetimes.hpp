// SPDX-License-Identifier: MIT
// What has been destroyed when a scope ends, handles that go elsewhere, and threads that come and go.
#pragma once

#include "threads/scope/scope.hpp"

namespace {

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

}  // namespace
