// SPDX-License-Identifier: MIT
// Semaphore: its permits are never more than there are, and whoever waits for one gets it when it goes back.
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using fearless::Arc;
using fearless::OwnedSemaphorePermit;
using fearless::Semaphore;
using fearless::SemaphorePermit;
namespace thread = fearless::thread;

static_assert(fearless::ThreadSafe<Semaphore> && fearless::Static<Semaphore>);
static_assert(fearless::Send<SemaphorePermit> && !fearless::Static<SemaphorePermit>);
static_assert(fearless::Send<OwnedSemaphorePermit> && fearless::Static<OwnedSemaphorePermit>);

constinit const Semaphore of_the_program(2);

TEST(Semaphore, CountsItsPermits) {
  EXPECT_EQ(of_the_program.available_permits(), 2u);
  const Semaphore semaphore(3);
  {
    const SemaphorePermit two = semaphore.acquire(2);
    EXPECT_EQ(two.count(), 2u);
    EXPECT_EQ(semaphore.available_permits(), 1u);
    EXPECT_FALSE(semaphore.try_acquire(2).has_value());
    const auto none = semaphore.acquire(0);
    const auto one = semaphore.try_acquire();
    ASSERT_TRUE(one.has_value());
    EXPECT_EQ(semaphore.available_permits(), 0u);
    EXPECT_FALSE(semaphore.try_acquire().has_value());
    EXPECT_TRUE(semaphore.try_acquire(0).has_value());
  }
  EXPECT_EQ(semaphore.available_permits(), 3u);
  semaphore.add_permits(2);
  EXPECT_EQ(semaphore.available_permits(), 5u);
}

TEST(Semaphore, PermitsMoveAndAreForgotten) {
  const Semaphore semaphore(2);
  SemaphorePermit one = semaphore.acquire();
  SemaphorePermit other = semaphore.acquire();
  one = std::move(other);
  EXPECT_EQ(semaphore.available_permits(), 1u);
  std::move(one).forget();
  EXPECT_EQ(one.count(), 0u);
  EXPECT_EQ(semaphore.available_permits(), 1u);
}

TEST(Semaphore, NeverMoreAtOnceThanItsPermits) {
  const auto semaphore = Arc<Semaphore>::make(std::size_t{3});
  const auto inside = Arc<fearless::Mutex<int>>::make(0);
  std::vector<thread::JoinHandle<int>> threads;
  for (int i = 0; i != 6; ++i) {
    threads.push_back(thread::spawn(
        [](Arc<Semaphore> own, Arc<fearless::Mutex<int>> count) {
          int most = 0;
          for (int round = 0; round != 500; ++round) {
            const auto permit = own->acquire();
            most = std::max(most, count->with([](int& n) { return ++n; }));
            count->with([](int& n) { --n; });
          }
          return most;
        },
        semaphore.clone(), inside.clone()));
  }
  for (auto& one : threads) EXPECT_LE(one.join().value(), 3);
  EXPECT_EQ(semaphore->available_permits(), 3u);
}

// One waits for all of them while others take and return single ones: in the end it gets them.
TEST(Semaphore, WhoWaitsForManyGetsThemInTheEnd) {
  const auto semaphore = Arc<Semaphore>::make(std::size_t{4});
  auto many = thread::spawn([](Arc<Semaphore> own) { return own->acquire(4).count(); }, semaphore.clone());
  for (int round = 0; round != 1000; ++round) (void)semaphore->acquire();
  EXPECT_EQ(many.join().value(), 4u);
}

TEST(Semaphore, WaitsNoLongerThanItIsTold) {
  const Semaphore semaphore(0);
  EXPECT_FALSE(semaphore.acquire_timeout(0s).has_value());
  EXPECT_FALSE(semaphore.acquire_timeout(1ms).has_value());
  semaphore.add_permits(1);
  EXPECT_TRUE(semaphore.acquire_timeout(1h).has_value());
}

TEST(Semaphore, AnOwnedPermitGoesToAThread) {
  const auto semaphore = Arc<Semaphore>::make(std::size_t{1});
  auto permit = Semaphore::acquire_owned(semaphore.clone());
  EXPECT_FALSE(Semaphore::try_acquire_owned(semaphore.clone()).has_value());
  auto other = thread::spawn([](OwnedSemaphorePermit own) { return own.count(); }, std::move(permit));
  const auto again = semaphore->acquire();  // the thread has returned it, at its end
  EXPECT_EQ(other.join().value(), 1u);
}

// A permit is returned from inside a lock, and taken by somebody who holds another one.
TEST(Semaphore, BesideAMutexAndAChannel) {
  const auto semaphore = Arc<Semaphore>::make(std::size_t{1});
  auto [tx, rx] = fearless::mpsc::channel<OwnedSemaphorePermit>();
  auto returns = thread::spawn(
      [](fearless::mpsc::Receiver<OwnedSemaphorePermit> own) {
        fearless::Mutex<int> mutex(0);
        int count = 0;
        for (auto& permit : own) {
          auto guard = mutex.lock().value();
          const OwnedSemaphorePermit returned = std::move(permit);
          ++count;
        }
        return count;
      },
      std::move(rx));
  for (int i = 0; i != 200; ++i) ASSERT_TRUE(tx.send(Semaphore::acquire_owned(semaphore.clone())).has_value());
  {
    const auto gone = std::move(tx);
  }
  EXPECT_EQ(returns.join().value(), 200);
}

}  // namespace
