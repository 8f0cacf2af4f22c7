// SPDX-License-Identifier: MIT
// Fibers: what waits in one lets the others of its carrier run, and each is somebody of its own.
#include <fearless/fiber.hpp>

#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>

#include <gtest/gtest.h>
#include <boost/fiber/algo/shared_work.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace fearless {
namespace {

using namespace std::chrono_literals;

// Runs `f(args…)` in a fiber of a carrier, and returns its result.
template <class F, class... Args>
auto on_carrier(F f, Args... args) {
  const fiber::Carrier carrier;
  return fiber::spawn_on(carrier, std::move(f), std::move(args)...).join().value();
}

int get(const Mutex<int>& lock) {
  const auto guard = lock.lock().value();
  return *guard;
}
int add_one(const Mutex<int>& lock) {
  auto guard = lock.lock().value();
  return ++*guard;
}
int get(const RwLock<int>& lock) {
  const auto guard = lock.read().value();
  return *guard;
}
void set(const RwLock<int>& lock, int value) {
  auto guard = lock.write().value();
  *guard = value;
}
using List = RefCell<std::vector<int>>;
void add(const List& list, int value) {
  auto all = list.borrow_mut();
  all->push_back(value);
}

TEST(Fiber, ReturnsItsResultAndItsException) {
  const fiber::Carrier carrier;
  EXPECT_EQ(fiber::spawn_on(carrier, [](int a, int b) { return a + b; }, 1, 2).join().value(), 3);
  auto result = fiber::spawn_on(carrier, [] { throw std::runtime_error("no"); }).join();
  ASSERT_FALSE(result.has_value());
  EXPECT_STREQ(result.error().what(), "no");
}

TEST(Fiber, LocalFibersShareAnRc) {
  const int sum = on_carrier([] {
    auto total = Rc<Cell<int>>::make(0);
    const auto add = [](Rc<Cell<int>> mine, int n) {
      for (int i = 0; i < n; ++i) {
        mine->set(mine->get() + 1);
        thread::yield_now();
      }
    };
    auto a = fiber::spawn_local(add, total.clone(), 10);
    auto b = fiber::spawn_local(add, total.clone(), 20);
    a.join().value();
    b.join().value();
    return total->get();
  });
  EXPECT_EQ(sum, 30);
}

TEST(Fiber, SpawnLocalNeedsACarrier) {
  EXPECT_FALSE(fiber::is_fiber());
  try {
    fiber::spawn_local([] {});
    FAIL();
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::operation_not_permitted);
  }
  EXPECT_TRUE(on_carrier([] { return fiber::is_fiber(); }));
}

TEST(Fiber, JoinsOnceAndNotItself) {
  const fiber::Carrier carrier;
  auto handle = fiber::spawn_on(carrier, [] {});
  handle.join().value();
  EXPECT_TRUE(handle.is_finished());
  EXPECT_THROW(static_cast<void>(handle.join()), std::system_error);
  const bool refused = on_carrier([] {
    using Slot = RefCell<std::optional<fiber::LocalJoinHandle<bool>>>;
    auto slot = Rc<Slot>::make(std::nullopt);
    auto refusal = Rc<Cell<bool>>::make(false);
    auto started = fiber::spawn_local(
        [](Rc<Slot> mine, Rc<Cell<bool>> result) {
          auto held = mine->borrow_mut();
          try {
            static_cast<void>((*held)->join());
          } catch (const std::system_error& e) {
            result->set(e.code() == std::errc::resource_deadlock_would_occur);
          }
          return true;
        },
        slot.clone(), refusal.clone());
    {
      auto place = slot->borrow_mut();
      place->emplace(std::move(started));
    }
    thread::yield_now();
    return refusal->get();
  });
  EXPECT_TRUE(refused);
}

TEST(Fiber, IsSomebodyOfItsOwn) {
  on_carrier([] {
    const auto mine = thread::id();
    auto other = fiber::spawn_local([] { return std::pair(thread::id(), thread::current().id()); });
    const auto named = other.thread().id();
    const auto [by_function, by_handle] = other.join().value();
    EXPECT_NE(mine, by_function);
    EXPECT_EQ(by_function, by_handle);
    EXPECT_EQ(by_function, named);
    EXPECT_EQ(mine, thread::id());
  });
}

TEST(Fiber, KeepsItsErrno) {
  on_carrier([] {
    errno = ENOENT;
    auto other = fiber::spawn_local([] { errno = EINVAL; });
    other.join().value();
    EXPECT_EQ(errno, ENOENT);
  });
}

// Each has the exception that it handles, and rethrows that one.
TEST(Fiber, KeepsItsExceptions) {
  on_carrier([] {
    const auto handle_one = [](std::string text) {
      try {
        try {
          throw std::runtime_error(text);
        } catch (const std::runtime_error&) {
          for (int i = 0; i < 3; ++i) thread::yield_now();
          throw;
        }
      } catch (const std::runtime_error& e) {
        return text == e.what();
      }
    };
    auto a = fiber::spawn_local(handle_one, std::string("a"));
    auto b = fiber::spawn_local(handle_one, std::string("b"));
    EXPECT_TRUE(a.join().value());
    EXPECT_TRUE(b.join().value());
  });
}

struct YieldsWhenDestroyed {
  ~YieldsWhenDestroyed() {
    for (int i = 0; i < 3; ++i) thread::yield_now();
  }
};

// While one fiber is unwound and waits in a destructor, another takes a lock and releases it. Without exceptions of its
// own it would take that unwinding for one that began while it held the lock.
TEST(Fiber, UnwindingPoisonsNoOtherFibersMutex) {
  on_carrier([] {
    auto lock = Arc<Mutex<int>>::make(0);
    auto holder = fiber::spawn_local(
        [](Arc<Mutex<int>> mine) {
          auto guard = mine->lock().value();
          thread::yield_now();  // the other one throws now
          EXPECT_FALSE(thread::panicking());
          ++*guard;
        },
        lock.clone());
    auto unwound = fiber::spawn_local([] {
      const YieldsWhenDestroyed yields;
      throw std::runtime_error("unwound");
    });
    holder.join().value();
    EXPECT_FALSE(unwound.join().has_value());
    EXPECT_FALSE(lock->is_poisoned());
    EXPECT_EQ(get(*lock), 1);
  });
}

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

template <class Sender>
void send_all(Sender sender, int n) {
  for (int i = 1; i <= n; ++i) sender.send(i).value();
}

TEST(FiberChannel, UnboundedBetweenTwoFibers) {
  on_carrier([] {
    auto [sender, receiver] = mpsc::channel<int>();
    auto sum = fiber::spawn_local(
        [](mpsc::Receiver<int> rx) {
          int total = 0;
          while (total < 6) total += rx.recv().value();
          EXPECT_FALSE(rx.recv().has_value());
          return total;
        },
        std::move(receiver));
    thread::yield_now();
    auto sending = fiber::spawn_local(&send_all<mpsc::Sender<int>>, std::move(sender), 3);
    sending.join().value();
    EXPECT_EQ(sum.join().value(), 6);
  });
}

TEST(FiberChannel, BoundedAndRendezvousBetweenTwoFibers) {
  on_carrier([] {
    for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{10'000'000}}) {
      auto [sender, receiver] = mpsc::sync_channel<int>(bound);
      auto sending = fiber::spawn_local(&send_all<mpsc::SyncSender<int>>, std::move(sender), 100);
      int total = 0;
      for (const int each : receiver.iter()) total += each;
      EXPECT_EQ(total, 5050);
      sending.join().value();
    }
  });
}

TEST(FiberChannel, BetweenCarriersAndThreads) {
  const fiber::Carrier first;
  const fiber::Carrier second;
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{64}}) {
    auto [sender, receiver] = mpsc::sync_channel<int>(bound);
    auto a = fiber::spawn_on(first, &send_all<mpsc::SyncSender<int>>, sender, 100);
    auto b = thread::spawn(&send_all<mpsc::SyncSender<int>>, sender, 100);
    auto c = fiber::spawn_on(second, &send_all<mpsc::SyncSender<int>>, std::move(sender), 100);
    auto sum = fiber::spawn_on(
        second,
        [](mpsc::Receiver<int> rx) {
          int total = 0;
          for (const int each : rx.iter()) total += each;
          return total;
        },
        std::move(receiver));
    EXPECT_EQ(sum.join().value(), 3 * 5050);
    a.join().value();
    b.join().value();
    c.join().value();
  }
}

TEST(FiberChannel, EndsAWaitInTime) {
  on_carrier([] {
    auto [sender, receiver] = mpsc::channel<int>();
    auto other = fiber::spawn_local([] { return 1; });
    EXPECT_FALSE(receiver.recv_timeout(1ms).has_value());
    EXPECT_TRUE(other.is_finished());
  });
}

// A receiver is one thread's, and an Rc lets two fibers of that thread have it.
TEST(FiberChannel, TwoFibersDoNotWaitAtOneReceiver) {
  on_carrier([] {
    for (const bool rendezvous : {false, true}) {
      auto [sender, receiver] = mpsc::channel<int>();
      auto [meeting, met] = mpsc::sync_channel<int>(0);
      auto shared = Rc<mpsc::Receiver<int>>::make(rendezvous ? std::move(met) : std::move(receiver));
      const auto receive = [](Rc<mpsc::Receiver<int>> rx) { return rx->recv().has_value(); };
      auto first = fiber::spawn_local(receive, shared.clone());
      auto second = fiber::spawn_local(receive, shared.clone());
      const auto refused = second.join();
      ASSERT_FALSE(refused.has_value());
      EXPECT_NE(std::string(refused.error().what()).find("another fiber"), std::string::npos);
      rendezvous ? meeting.send(1).value() : sender.send(1).value();
      EXPECT_TRUE(first.join().value());
    }
  });
}

TEST(FiberChannel, OneshotWatchBroadcastAndSemaphore) {
  on_carrier([] {
    auto [answer, question] = oneshot::channel<int>();
    auto asked = fiber::spawn_local([](oneshot::Receiver<int> rx) { return rx.recv().value(); }, std::move(question));
    thread::yield_now();
    EXPECT_TRUE(std::move(answer).send(5).has_value());
    EXPECT_EQ(asked.join().value(), 5);

    auto permits = Arc<Semaphore>::make(std::size_t{0});
    auto acquired = fiber::spawn_local([](Arc<Semaphore> s) { auto permit = s->acquire(); }, permits.clone());
    thread::yield_now();
    EXPECT_FALSE(acquired.is_finished());
    permits->add_permits(1);
    acquired.join().value();
  });
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
