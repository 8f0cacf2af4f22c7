// SPDX-License-Identifier: MIT
// What waits in a fiber lets the others of its carrier run: locks, parking, joining and sleeping, and Boost's own
// fibers.
#pragma once

#include "fibers/fiber/fiber.hpp"

namespace fearless {
namespace {

TEST(FiberMutex, IsWaitedForByOthersOfTheCarrier) {
  on_carrier([] {
    auto lock = Arc<Mutex<std::vector<int>>>::make();
    const auto add_two = [](Arc<Mutex<std::vector<int>>> mine, int n) {
      auto guard = mine->lock().value();
      guard->push_back(n);
      thread::yield_now();
      guard->push_back(n);
    };
    std::vector<fiber::LocalJoinHandle<void>> all;
    for (int i = 0; i < 5; ++i) all.push_back(fiber::spawn_local(add_two, lock.clone(), i));
    for (auto& each : all) each.join().value();
    auto guard = lock->lock().value();
    ASSERT_EQ(guard->size(), 10U);
    for (std::size_t i = 0; i < 10; i += 2) EXPECT_EQ((*guard)[i], (*guard)[i + 1]);
  });
}

TEST(FiberMutex, LockingTwiceIsAnErrorOfTheSameFiberAlone) {
  on_carrier([] {
    auto lock = Arc<Mutex<int>>::make(0);
    auto guard = std::optional(lock->lock().value());
    EXPECT_THROW(static_cast<void>(lock->lock()), std::system_error);
    auto other = fiber::spawn_local([](Arc<Mutex<int>> mine) { add_one(*mine); }, lock.clone());
    thread::yield_now();
    EXPECT_FALSE(other.is_finished());
    guard.reset();
    other.join().value();
    EXPECT_EQ(get(*lock), 1);
  });
}

TEST(FiberMutex, IsHandedBetweenAFiberAndAThread) {
  auto lock = Arc<Mutex<int>>::make(0);
  auto barrier = Arc<Barrier>::make(2U);
  const fiber::Carrier carrier;
  auto guard = std::optional(lock->lock().value());
  auto fiber = fiber::spawn_on(
      carrier,
      [](Arc<Mutex<int>> mine, Arc<Barrier> both) {
        // Another fiber goes on while this one waits for the thread.
        auto other = fiber::spawn_local([](Arc<Barrier> meet) { meet->wait(); }, both.clone());
        return add_one(*mine);
      },
      lock.clone(), barrier.clone());
  barrier->wait();
  *guard.value() = 41;
  guard.reset();
  EXPECT_EQ(fiber.join().value(), 42);
}

TEST(FiberRwLock, KnowsWhichFiberReads) {
  on_carrier([] {
    auto lock = Arc<RwLock<int>>::make(0);
    auto mine = std::optional(lock->read().value());
    EXPECT_THROW(static_cast<void>(lock->write()), std::system_error);
    auto reader = fiber::spawn_local([](Arc<RwLock<int>> l) { return get(*l); }, lock.clone());
    EXPECT_EQ(reader.join().value(), 0);
    // It waits, and is not told that it reads.
    auto writer = fiber::spawn_local([](Arc<RwLock<int>> l) { set(*l, 7); }, lock.clone());
    thread::yield_now();
    EXPECT_FALSE(writer.is_finished());
    // A writer waits: others wait behind it, who reads already does not.
    auto late = fiber::spawn_local([](Arc<RwLock<int>> l) { return get(*l); }, lock.clone());
    thread::yield_now();
    EXPECT_FALSE(late.is_finished());
    EXPECT_EQ(get(*lock), 0);
    mine.reset();
    writer.join().value();
    EXPECT_EQ(late.join().value(), 7);
  });
}

TEST(FiberCondvar, WakesFibersAndEndsInTime) {
  on_carrier([] {
    struct Shared {
      Mutex<int> value{0};
      Condvar changed;
    };
    auto shared = Rc<Shared>::make();
    const auto wait_for = [](Rc<Shared> s, int wanted) {
      auto guard = s->value.lock().value();
      s->changed.wait_while(guard, [&](int& now) { return now < wanted; }).unwrap();
      return *guard;
    };
    auto a = fiber::spawn_local(wait_for, shared.clone(), 1);
    auto b = fiber::spawn_local(wait_for, shared.clone(), 1);
    thread::yield_now();
    add_one(shared->value);
    shared->changed.notify_one();
    shared->changed.notify_one();
    EXPECT_EQ(a.join().value() + b.join().value(), 2);
    auto guard = shared->value.lock().value();
    const auto told = shared->changed.wait_timeout_while(guard, 1ms, [](int&) { return true; });
    EXPECT_TRUE(told.value().timed_out());
  });
}

TEST(FiberBarrier, IsMetByFibersOfTwoCarriersAndAThread) {
  auto barrier = Arc<Barrier>::make(5U);
  const fiber::Carrier first;
  const fiber::Carrier second;
  const auto meet = [](Arc<Barrier> all) {
    int led = 0;
    for (int i = 0; i < 10; ++i) led += all->wait().is_leader() ? 1 : 0;
    return led;
  };
  std::vector<fiber::JoinHandle<int>> fibers;
  for (int i = 0; i < 2; ++i) {
    fibers.push_back(fiber::spawn_on(first, meet, barrier.clone()));
    fibers.push_back(fiber::spawn_on(second, meet, barrier.clone()));
  }
  int led = meet(barrier.clone());
  for (auto& each : fibers) led += each.join().value();
  EXPECT_EQ(led, 10);
}

TEST(FiberOnce, IsWaitedForAndKnowsWhoDoesIt) {
  on_carrier([] {
    struct Shared {
      Once once;
      Cell<int> done{0};
    };
    auto shared = Rc<Shared>::make();
    const auto ask = [](Rc<Shared> s) {
      s->once.call_once([&] {
        EXPECT_THROW(s->once.call_once([] {}), std::system_error);
        for (int i = 0; i < 3; ++i) thread::yield_now();
        s->done.set(s->done.get() + 1);
      });
      return s->done.get();
    };
    auto a = fiber::spawn_local(ask, shared.clone());
    auto b = fiber::spawn_local(ask, shared.clone());
    EXPECT_EQ(a.join().value(), 1);
    EXPECT_EQ(b.join().value(), 1);
  });
}

TEST(FiberPark, HasATokenOfItsOwn) {
  on_carrier([] {
    auto parked = fiber::spawn_local([] {
      thread::park();
      return 1;
    });
    thread::current().unpark();
    thread::yield_now();
    EXPECT_FALSE(parked.is_finished());
    parked.thread().unpark();
    EXPECT_EQ(parked.join().value(), 1);
    thread::park();  // has the token from above
    thread::park_timeout(1ms);
  });
}

TEST(FiberPark, IsWokenByAThread) {
  const fiber::Carrier carrier;
  auto fiber = fiber::spawn_on(carrier, [] {
    thread::park();
    return 1;
  });
  fiber.thread().unpark();
  EXPECT_EQ(fiber.join().value(), 1);
}

TEST(FiberJoin, OfAThreadLetsOtherFibersRun) {
  on_carrier([] {
    auto [sender, receiver] = mpsc::channel<int>();
    // The thread waits for a fiber of the carrier whose other fiber joins the thread.
    auto thread = thread::spawn([](mpsc::Receiver<int> rx) { return rx.recv().value(); }, std::move(receiver));
    auto sending = fiber::spawn_local([](mpsc::Sender<int> tx) { tx.send(3).value(); }, std::move(sender));
    EXPECT_EQ(thread.join().value(), 3);
    sending.join().value();
  });
}

TEST(FiberJoin, AScopeLetsOtherFibersRun) {
  on_carrier([] {
    auto [sender, receiver] = mpsc::channel<int>();
    auto sending = fiber::spawn_local([](mpsc::Sender<int> tx) { tx.send(3).value(); }, std::move(sender));
    auto other = fiber::spawn_local(
        [](mpsc::Receiver<int> rx) {
          return thread::scope([&](const thread::Scope& scope) {
            return scope.spawn([](mpsc::Receiver<int> r) { return r.recv().value(); }, std::move(rx)).join().value();
          });
        },
        std::move(receiver));
    EXPECT_EQ(other.join().value(), 3);
    sending.join().value();
  });
}

TEST(FiberSleep, LetsOtherFibersRun) {
  on_carrier([] {
    auto order = Rc<List>::make(std::vector<int>{});
    auto slow = fiber::spawn_local(
        [](Rc<List> list) {
          thread::sleep(20ms);
          add(*list, 2);
        },
        order.clone());
    auto quick = fiber::spawn_local(
        [](Rc<List> list) {
          thread::sleep(1ms);
          add(*list, 1);
        },
        order.clone());
    slow.join().value();
    quick.join().value();
    const auto seen = order->borrow();
    EXPECT_EQ(*seen, (std::vector<int>{1, 2}));
  });
}

// What is woken may be Boost.Fiber's own fiber, too.
TEST(Fiber, BoostsFibersWaitHereToo) {
  on_carrier([] {
    auto lock = Arc<Mutex<int>>::make(0);
    auto guard = std::optional(lock->lock().value());
    boost::fibers::fiber other([mine = lock.clone()] { add_one(*mine); });
    thread::yield_now();
    guard.reset();
    other.join();
    EXPECT_EQ(get(*lock), 1);
  });
}

// A carrier keeps its fibers: Boost.Fiber's algorithms would not change who runs, and some let fibers move.
TEST(FiberDeathTest, TheAlgorithmOfACarrierIsNotReplaced) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto replace = [] {
    on_carrier([] {
      boost::fibers::use_scheduling_algorithm<boost::fibers::algo::shared_work>();
      auto other = fiber::spawn_local([] { thread::yield_now(); });
      other.join().value();
    });
  };
  EXPECT_DEATH(replace(), "scheduling algorithm of a carrier was replaced");
}

}  // namespace
}  // namespace fearless
