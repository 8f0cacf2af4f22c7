// SPDX-License-Identifier: MIT
// Threads and fibers of several carriers, mixed, on the same locks and channels: nothing lost, nobody forgotten.
#include <fearless/fiber.hpp>

#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/thread.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace fearless {
namespace {

// What all use.
struct Shared {
  Mutex<int> locked{0};
  RwLock<std::pair<int, int>> written{std::pair(0, 0)};
  Mutex<int> turn{0};
  Condvar turned;
  Semaphore permits{std::size_t{2}};
};

constexpr int rounds = 60;
constexpr int fibers_each = 6;
constexpr int threads = 2;

void work(const Shared& shared, const mpsc::SyncSender<int>& results, int number) {
  for (int i = 0; i < rounds; ++i) {
    {
      auto guard = shared.locked.lock().value();
      const int before = *guard;
      if (i % 5 == number % 5) thread::yield_now();
      *guard = before + 1;
    }
    if (i % 4 == 0) {
      auto guard = shared.written.write().value();
      ++guard->first;
      thread::yield_now();
      ++guard->second;
    } else {
      const auto guard = shared.written.read().value();
      EXPECT_EQ(guard->first, guard->second);
    }
    if (i % 8 == 0) {
      const auto permit = shared.permits.acquire();
      thread::yield_now();
    }
    {
      auto guard = shared.turn.lock().value();
      ++*guard;
      i % 2 == 0 ? shared.turned.notify_one() : shared.turned.notify_all();
    }
    results.send(1).value();
  }
}

TEST(FiberStress, ThreadsAndFibersMixed) {
  auto shared = Arc<Shared>::make();
  auto [sender, receiver] = mpsc::sync_channel<int>(3);
  auto carriers = std::vector<std::unique_ptr<fiber::Carrier>>();
  std::vector<fiber::JoinHandle<void>> fibers;
  std::vector<thread::JoinHandle<void>> all_threads;
  const auto run = [](Arc<Shared> s, mpsc::SyncSender<int> tx, int number) { work(*s, tx, number); };
  int number = 0;
  for (int i = 0; i < 2; ++i) {
    carriers.push_back(std::make_unique<fiber::Carrier>());
    for (int f = 0; f < fibers_each; ++f) {
      fibers.push_back(fiber::spawn_on(*carriers.back(), run, shared.clone(), sender, number++));
    }
  }
  for (int t = 0; t < threads; ++t) all_threads.push_back(thread::spawn(run, shared.clone(), sender, number++));
  {
    const auto last = std::move(sender);
  }
  const int all = number * rounds;
  // One who waits for all turns, in a fiber.
  auto turns = fiber::spawn_on(
      *carriers.front(),
      [](Arc<Shared> s, int wanted) {
        auto guard = s->turn.lock().value();
        s->turned.wait_while(guard, [&](int& now) { return now < wanted; }).unwrap();
        return *guard;
      },
      shared.clone(), all);
  int received = 0;
  for (const int each : receiver.iter()) received += each;
  EXPECT_EQ(received, all);
  EXPECT_EQ(turns.join().value(), all);
  for (auto& each : fibers) each.join().value();
  for (auto& each : all_threads) each.join().value();
  const auto guard = shared->locked.lock().value();
  EXPECT_EQ(*guard, all);
  for (auto& each : carriers) EXPECT_TRUE(each->stop(std::chrono::hours(1)));
}

TEST(FiberStress, ManyFibersPassAToken) {
  const fiber::Carrier carrier;
  const int passed = fiber::spawn_on(carrier,
                                     [] {
                                       constexpr int count = 300;
                                       auto [first, next] = mpsc::channel<int>();
                                       std::vector<fiber::LocalJoinHandle<void>> all;
                                       for (int i = 0; i < count; ++i) {
                                         auto [sender, receiver] = mpsc::channel<int>();
                                         all.push_back(fiber::spawn_local(
                                             [](mpsc::Receiver<int> from, mpsc::Sender<int> to) {
                                               for (const int n : from.iter()) to.send(n + 1).value();
                                             },
                                             std::move(next), std::move(sender)));
                                         next = std::move(receiver);
                                       }
                                       for (int i = 0; i < 10; ++i) first.send(i).value();
                                       {
                                         const auto last = std::move(first);
                                       }
                                       int sum = 0;
                                       for (const int n : next.iter()) sum += n;
                                       for (auto& each : all) each.join().value();
                                       return sum;
                                     })
                         .join()
                         .value();
  EXPECT_EQ(passed, 45 + 10 * 300);
}

// Carriers that come and go, and whose fibers are woken from elsewhere while they end.
TEST(FiberStress, CarriersComeAndGo) {
  for (int round = 0; round < 30; ++round) {
    const fiber::Carrier carrier;
    auto barrier = Arc<Barrier>::make(4U);
    const auto meet = [](Arc<Barrier> all) {
      for (int i = 0; i < 5; ++i) all->wait();
    };
    auto a = fiber::spawn_on(carrier, meet, barrier.clone());
    auto b = fiber::spawn_on(carrier, meet, barrier.clone());
    auto c = thread::spawn(meet, barrier.clone());
    meet(barrier.clone());
    c.join().value();
    a.join().value();
    b.join().value();
  }
}

}  // namespace
}  // namespace fearless
