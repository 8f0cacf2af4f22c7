// SPDX-License-Identifier: MIT
// Tests of packaged: a task, and the handle that receives what it comes to.
#include <fearless/packaged.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace {

using fearless::packaged;
using fearless::Task;
using fearless::TaskHandle;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

static_assert(fearless::is_send_v<TaskHandle<int>> && fearless::is_sync_v<TaskHandle<int>>);
static_assert(fearless::is_static_v<TaskHandle<std::string>>);

TEST(Packaged, ResultComesFromAnotherThread) {
  auto [tx, rx] = mpsc::channel<Task<void>>();
  auto pool = thread::spawn(
      [](mpsc::Receiver<Task<void>> tasks) {
        for (auto& task : tasks) task();
      },
      std::move(rx));
  auto [job, handle] = packaged([](int a, std::unique_ptr<int> b) { return a + *b; }, 40, std::make_unique<int>(2));
  tx.send(std::move(job)).unwrap();
  EXPECT_EQ(handle.join().unwrap(), 42);
  fearless::drop(std::move(tx));
  pool.join().unwrap();
}

TEST(Packaged, ExceptionIsTheHandles) {
  auto [job, handle] = packaged([]() -> int { throw std::runtime_error("no luck"); });
  EXPECT_NO_THROW(job());
  auto outcome = handle.join();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_STREQ(outcome.error().what(), "no luck");
  EXPECT_THROW(std::move(outcome).error().rethrow(), std::runtime_error);
}

TEST(Packaged, TaskThatIsDestroyedSaysSo) {
  auto [job, handle] = packaged([] {});
  fearless::drop(std::move(job));
  auto outcome = handle.join();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_STREQ(outcome.error().what(), "a task was destroyed before it was called");
}

TEST(Packaged, JoinTimeoutWaitsNoLonger) {
  auto [job, handle] = packaged([] {});
  EXPECT_FALSE(handle.join_timeout(std::chrono::milliseconds(0)).has_value());
  job();
  auto outcome = handle.join_timeout(std::chrono::hours(1));
  ASSERT_TRUE(outcome.has_value());
  EXPECT_TRUE(outcome->has_value());
}

// What the task owned is gone before the result is there.
TEST(Packaged, CallableIsDestroyedFirst) {
  const auto owned = fearless::Arc<int>::make(1);
  struct Holds {
    fearless::Arc<int> value;
    void operator()() const {}
  };
  auto [job, handle] = packaged(Holds{owned});
  EXPECT_EQ(owned.strong_count(), 2U);
  job();
  EXPECT_EQ(owned.strong_count(), 1U);
  handle.join().unwrap();
}

TEST(Packaged, HandleThatIsGoneStopsNothing) {
  auto [job, handle] = packaged([] { return 1; });
  fearless::drop(std::move(handle));
  EXPECT_NO_THROW(job());
}

}  // namespace
