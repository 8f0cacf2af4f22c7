// SPDX-License-Identifier: MIT
// Tests of task, Task, SendFn, SyncFn, jthread and async.
#include <fearless/jthread.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>
#include <fearless/task/shared.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::Mutex;
using fearless::SendFn;
using fearless::SharedTask;
using fearless::SyncFn;
using fearless::Task;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// As Rust's Box<dyn FnOnce + Send> and Box<dyn FnMut + Send>.
static_assert(fearless::is_send_v<Task<int>> && !fearless::is_sync_v<Task<int>> && fearless::is_static_v<Task<int>>);
static_assert(fearless::is_send_v<SendFn<int(int)>> && !fearless::is_sync_v<SendFn<int(int)>>);
static_assert(!fearless::is_thread_safe_v<Task<void>> && !std::is_copy_constructible_v<Task<void>>);
static_assert(std::is_nothrow_move_constructible_v<Task<int>> && std::is_nothrow_move_assignable_v<SendFn<void()>>);

TEST(Task, CallsOnce) {
  auto task = fearless::task([](int a, const std::string& b) { return std::to_string(a) + b; }, 1, std::string("b"));
  static_assert(std::is_same_v<decltype(task), Task<std::string>>);
  EXPECT_TRUE(static_cast<bool>(task));
  EXPECT_EQ(task(), "1b");
  EXPECT_FALSE(static_cast<bool>(task));
  EXPECT_THROW(task(), std::bad_function_call);
}

TEST(Task, MoveOnlyArgumentsAndResults) {
  auto task = fearless::task([](std::unique_ptr<int> p) { return p; }, std::make_unique<int>(4));
  auto moved = std::move(task);
  EXPECT_THROW(task(), std::bad_function_call);
  EXPECT_EQ(*moved(), 4);
}

TEST(Task, ThrowsWhatTheCallThrows) {
  auto task = fearless::task([] { throw std::runtime_error("boom"); });
  EXPECT_THROW(task(), std::runtime_error);
  EXPECT_FALSE(static_cast<bool>(task));
}

TEST(Task, WhatItOwnsIsGoneAfterTheCall) {
  const auto alive = Arc<int>::make(1);
  auto task = fearless::task([](const Arc<int>& a) { return *a; }, alive);
  EXPECT_EQ(alive.strong_count(), 2U);
  EXPECT_EQ(task(), 1);
  EXPECT_EQ(alive.strong_count(), 1U);
  {
    const auto dropped = fearless::task([](const Arc<int>&) {}, alive);
  }
  EXPECT_EQ(alive.strong_count(), 1U);
}

TEST(Task, ThroughAChannelToAPoolOfOne) {
  auto [tx, rx] = mpsc::channel<Task<void>>();
  const Arc sum(Mutex(0));
  auto pool = thread::spawn(
      [](mpsc::Receiver<Task<void>> tasks) {
        for (auto& task : tasks) task();
      },
      std::move(rx));
  for (int i = 1; i <= 4; ++i) {
    tx.send(fearless::task([](const Arc<Mutex<int>>& s, int n) { s->with([n](int& total) { total += n; }); }, sum, i))
        .unwrap();
  }
  {
    const auto last = std::move(tx);
  }
  pool.join().unwrap();
  EXPECT_EQ(sum->with([](const int& n) { return n; }), 10);
}

TEST(Task, GoesIntoAPackagedTask) {
  std::packaged_task<int()> packaged(fearless::task([](int n) { return n + 1; }, 4));
  auto future = packaged.get_future();
  packaged();
  EXPECT_EQ(future.get(), 5);
}

static_assert(fearless::Send<SyncFn<int(int)>> && fearless::Sync<SyncFn<int(int)>> &&
              fearless::Static<SyncFn<int(int)>> && !fearless::ThreadSafe<SyncFn<int(int)>>);
static_assert(std::is_copy_constructible_v<SyncFn<int(int)>> && std::is_nothrow_move_assignable_v<SyncFn<void()>>);
static_assert(std::is_invocable_r_v<int, const SyncFn<int(int)>&, int>);

struct Adds {
  fearless::Arc<fearless::Mutex<int>> sum;
  int operator()(int n) const {
    return sum->with([&](int& s) { return s += n; });
  }
};

static_assert(fearless::is_send_v<SharedTask<int>> && fearless::is_sync_v<SharedTask<int>>);
static_assert(fearless::is_static_v<SharedTask<int>> && !fearless::is_thread_safe_v<SharedTask<int>>);

TEST(SharedTask, GoesWhereOnlyCopiesDo) {
  const auto count = Arc<Mutex<int>>::make(0);
  const SharedTask task(fearless::task(
      [](const Arc<Mutex<int>>& mine, std::unique_ptr<int> n) {
        mine->with([&](int& sum) { sum += *n; });
        return *n;
      },
      count, std::make_unique<int>(5)));
  std::function<int()> queued = task;
  EXPECT_EQ(count.strong_count(), 2u);
  EXPECT_EQ(queued(), 5);
  EXPECT_EQ(count.strong_count(), 1u);  // what it owned is gone
  EXPECT_THROW(task(), std::bad_function_call);
  EXPECT_THROW(queued(), std::bad_function_call);
  EXPECT_THROW(SharedTask(fearless::task([]() -> int { throw std::logic_error("x"); }))(), std::logic_error);
}

TEST(SharedTask, OneOfManyThreadsRunsIt) {
  for (int round = 0; round != 50; ++round) {
    const auto count = Arc<Mutex<int>>::make(0);
    const SharedTask task(fearless::task([](const Arc<Mutex<int>>& mine) { mine->with([](int& n) { ++n; }); }, count));
    std::vector<thread::JoinHandle<void>> handles;
    for (int i = 0; i != 4; ++i) handles.push_back(thread::spawn([](const SharedTask<void>& mine) { mine(); }, task));
    int refused = 0;
    for (auto& handle : handles) refused += handle.join().has_value() ? 0 : 1;
    EXPECT_EQ(refused, 3);
    EXPECT_EQ(count->with([](int& n) { return n; }), 1);
  }
}

TEST(IntoC, RunsOrDrops) {
  const auto count = Arc<Mutex<int>>::make(0);
  const auto add = [](const Arc<Mutex<int>>& mine) { mine->with([](int& n) { ++n; }); };
  const fearless::CTask runs = fearless::into_c(fearless::task(add, count));
  const fearless::CTask drops = fearless::into_c(fearless::task(add, count));
  EXPECT_EQ(count.strong_count(), 3u);
  std::thread(runs.run, runs.data).join();
  drops.drop(drops.data);
  EXPECT_EQ(count.strong_count(), 1u);
  EXPECT_EQ(count->with([](int& n) { return n; }), 1);
}
TEST(IntoCDeathTest, AnExceptionEndsTheProgramWithItsText) {
  EXPECT_DEATH(
      {
        const auto throws = fearless::into_c(fearless::task([] { throw std::runtime_error("nowhere to go"); }));
        throws.run(throws.data);
      },
      "fearless::into_c: the task ended in an exception: nowhere to go");
}

TEST(SyncFn, SeveralThreadsCallOne) {
  const auto sum = fearless::Arc<fearless::Mutex<int>>::make(0);
  const SyncFn<int(int)> add = Adds{sum};
  std::vector<thread::JoinHandle<int>> workers;
  for (int i = 1; i <= 4; ++i) {
    workers.push_back(thread::spawn([](const SyncFn<int(int)>& mine, int n) { return mine(n); }, add, i));
  }
  thread::scope([&](thread::Scope& s) {
    (void)s.spawn([](const SyncFn<int(int)>& shared) { (void)shared(5); }, std::cref(add));
  });
  for (auto& worker : workers) (void)worker.join().unwrap();
  EXPECT_EQ(add(0), 1 + 2 + 3 + 4 + 5);
}

TEST(SyncFn, CopiesShareAndTheLastDestroys) {
  const auto kept = fearless::Arc<fearless::Mutex<int>>::make(0);
  {
    SyncFn<int(int)> first = Adds{kept};
    const SyncFn<int(int)> second = first;  // NOLINT(performance-unnecessary-copy-initialization)
    EXPECT_EQ(kept.strong_count(), 2U);
    SyncFn<int(int)> third = std::move(first);
    EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move)
    EXPECT_THROW(first(1), std::bad_function_call);
    third = SyncFn<int(int)>([](int n) { return n; });
    EXPECT_EQ(kept.strong_count(), 2U);
    EXPECT_EQ(second(1), 1);
  }
  EXPECT_EQ(kept.strong_count(), 1U);
}

TEST(SendFn, CallsAgainAndAgain) {
  struct Counter {
    int n = 0;
    int operator()(int by) { return n += by; }
  };
  SendFn<int(int)> f = Counter{};
  EXPECT_EQ(f(2), 2);
  auto handle = thread::spawn([](SendFn<int(int)> mine) { return mine(3); }, std::move(f));
  EXPECT_EQ(handle.join().unwrap(), 5);
  EXPECT_THROW(f(1), std::bad_function_call);
}

TEST(SendFn, ArgumentsAndResults) {
  SendFn<std::unique_ptr<int>(std::unique_ptr<int>, int&)> f = [](std::unique_ptr<int> p, int& n) {
    n = *p;
    return p;
  };
  int seen = 0;
  EXPECT_EQ(*f(std::make_unique<int>(7), seen), 7);
  EXPECT_EQ(seen, 7);
  SendFn<const int&(int&)> refers = [](int& n) -> int& { return n; };
  int number = 3;
  EXPECT_EQ(&refers(number), &number);
  SendFn<void(int)> ignores = [](int n) { return n; };
  ignores(1);
}

TEST(Async, IsStdAsync) {
  static_assert(std::is_same_v<decltype(fearless::async([] { return 1; })), std::future<int>>);
  EXPECT_EQ(fearless::async([](int n) { return n + 1; }, 1).get(), 2);
  EXPECT_EQ(fearless::async(std::launch::async, [](const Arc<int>& n) { return *n; }, Arc<int>::make(3)).get(), 3);
  EXPECT_EQ(fearless::async(std::launch::deferred, [] { return 4; }).get(), 4);
}

#if defined(__cpp_lib_jthread)
TEST(Jthread, IsStdJthread) {
  const Arc count(Mutex(0));
  {
    const fearless::jthread none;
    EXPECT_FALSE(none.joinable());
    const fearless::jthread joins([](const Arc<Mutex<int>>& c) { c->with([](int& n) { ++n; }); }, count);
  }
  EXPECT_EQ(count->with([](const int& n) { return n; }), 1);
}

TEST(Jthread, StopToken) {
  const Arc count(Mutex(0));
  {
    fearless::jthread stops(
        [](const std::stop_token& stop, const Arc<Mutex<int>>& c) {
          while (!stop.stop_requested()) thread::yield_now();
          c->with([](int& n) { ++n; });
        },
        count);
    fearless::jthread moved = std::move(stops);
    std::jthread plain = std::move(moved);
    EXPECT_TRUE(plain.joinable());
  }
  EXPECT_EQ(count->with([](const int& n) { return n; }), 1);
}
#endif

}  // namespace
