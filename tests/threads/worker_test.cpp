// SPDX-License-Identifier: MIT
// Tests of Worker and StopToken.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
namespace thread = fearless::thread;
using thread::StopToken;
using thread::Worker;
using namespace std::chrono_literals;

struct Shared {
  Mutex<int> rounds{0};
  mutable std::atomic<bool> ended{false};
};
static_assert(fearless::is_send_v<Worker<Shared>> && fearless::is_sync_v<Worker<Shared>>);
static_assert(fearless::is_static_v<Worker<Shared>> && !fearless::is_thread_safe_v<Worker<Shared>>);
static_assert(fearless::is_send_v<StopToken> && fearless::is_sync_v<StopToken> && fearless::is_static_v<StopToken>);

void run(const Shared& shared, const StopToken& stop) {
  do shared.rounds.with([](int& n) { ++n; });
  while (!stop.wait_for(1ms));
  shared.ended = true;
}

TEST(Worker, StopsAndJoinsWithItsOwner) {
  const auto shared = Arc<Shared>::make();
  {
    const Worker worker(shared, run);
    EXPECT_TRUE(worker.shared().ptr_eq(shared));
    while (shared->rounds.with([](const int& n) { return n < 3; })) thread::yield_now();
    EXPECT_FALSE(worker.is_finished());
  }
  EXPECT_TRUE(shared->ended);
  EXPECT_EQ(shared.strong_count(), 1U);
}

// A cache that refreshes itself: what a class with a member thread and `[this]` becomes.
class Cache {
 public:
  explicit Cache(std::string first) : worker_(Arc<State>::make(Mutex(std::move(first))), refresh) {}
  [[nodiscard]] std::string get() const {
    return worker_.shared()->value.with([](const std::string& v) { return v; });
  }

 private:
  struct State {
    Mutex<std::string> value;
  };
  static void refresh(const State& state, const StopToken& stop) {
    while (!stop.wait_for(1ms)) state.value.with([](std::string& v) { v = "refreshed"; });
  }

  Worker<State> worker_;
};

TEST(Worker, ACacheWithABackgroundRefresher) {
  std::optional<Cache> first(std::in_place, "first");
  Cache cache = std::move(*first);
  first.reset();
  while (cache.get() != "refreshed") thread::yield_now();
}

TEST(Worker, StopGivesTheException) {
  Worker worker(Arc<Shared>::make(), [](const Shared&, const StopToken& stop) {
    stop.wait();
    throw std::runtime_error("boom");
  });
  const auto result = std::move(worker).stop();
  ASSERT_FALSE(result.has_value());
  EXPECT_STREQ(result.error().what(), "boom");
  EXPECT_TRUE(Worker(Arc<Shared>::make(), run).stop().has_value());
}

TEST(Worker, RequestStop) {
  const auto shared = Arc<Shared>::make();
  const Worker worker(shared, run);
  worker.request_stop();
  while (!worker.is_finished()) thread::yield_now();
  EXPECT_TRUE(shared->ended);
}

TEST(Worker, AssigningStopsTheOldOne) {
  const auto first = Arc<Shared>::make();
  Worker worker(first, run);
  worker = Worker(Arc<Shared>::make(), run);
  EXPECT_TRUE(first->ended);
  EXPECT_FALSE(worker.is_finished());
}

struct TellsWhatItWaitedFor {
  fearless::mpsc::Sender<bool> tx;
  void operator()(const Shared&, const StopToken& stop) const {
    tx.send(stop.wait_for(0s)).unwrap();
    tx.send(stop.wait_for(std::chrono::hours::max())).unwrap();
    tx.send(stop.stop_requested()).unwrap();
  }
};

struct Counts {
  fearless::mpsc::Sender<int> tx;
  void operator()(const StopToken& stop) {
    int rounds = 0;
    do tx.send(++rounds).unwrap();
    while (!stop.wait_for(1ms));
    tx.send(-1).unwrap();
  }
};
static_assert(fearless::is_send_v<Worker<void>> && fearless::is_static_v<Worker<void>>);

TEST(Worker, NeedsNoSharedState) {
  auto [tx, rx] = fearless::mpsc::channel<int>();
  {
    const Worker worker(Counts{std::move(tx)});
    EXPECT_EQ(rx.recv().unwrap(), 1);
    EXPECT_FALSE(worker.is_finished());
  }
  int last = 0;
  for (const int n : rx) last = n;
  EXPECT_EQ(last, -1);
}

TEST(Worker, WithoutStateIsMovedAndStopped) {
  Worker worker([](StopToken stop) {
    while (!stop.wait_for(1h)) {
    }
    throw std::runtime_error("no luck");
  });
  Worker<void> moved(std::move(worker));
  auto result = std::move(moved).stop();
  ASSERT_FALSE(result.has_value());
  EXPECT_STREQ(result.error().what(), "no luck");
}

TEST(StopToken, WaitForTellsWhetherItShallStop) {
  auto [tx, rx] = fearless::mpsc::channel<bool>();
  {
    const Worker worker(Arc<Shared>::make(), TellsWhatItWaitedFor{tx});
    EXPECT_FALSE(rx.recv().unwrap());
  }
  EXPECT_TRUE(rx.recv().unwrap());
  EXPECT_TRUE(rx.recv().unwrap());
}

}  // namespace
