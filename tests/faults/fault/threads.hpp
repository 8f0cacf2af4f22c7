// SPDX-License-Identifier: MIT
// Threads and scopes, when memory runs out.
#pragma once

#include "faults/fault/fault.hpp"

namespace {

TEST_F(FaultOfThreads, SpawnStartsAThreadOrLeavesTheArguments) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              Tracked value(1);
              std::optional<thread::JoinHandle<int>> handle;
              const bool started = attempt(
                  [&] { handle.emplace(thread::spawn([](const Tracked& v) { return v.id(); }, std::move(value))); });
              EXPECT_EQ(handle.has_value(), started);
              if (handle) {
                EXPECT_EQ(handle->join().value(), 1);
              }
              EXPECT_EQ(value.id(), started ? 0 : 1);
            }),
            1);
}

TEST_F(FaultOfThreads, SpawnOfCopies) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              const Tracked value(2);
              attempt([&] {
                auto handle =
                    thread::spawn([](const Tracked& a, const Tracked& b) { return a.id() + b.id(); }, value, value);
                EXPECT_EQ(handle.join().value(), 4);
              });
            }),
            3);
}

TEST_F(FaultOfThreads, BuilderStartsAThreadOrLeavesTheArguments) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              Tracked value(3);
              const auto builder = thread::Builder{}.name("a name that is too long for the string itself");
              std::optional<thread::JoinHandle<int>> handle;
              const bool started = attempt([&] {
                auto result = builder.spawn([](const Tracked& v) { return v.id(); }, std::move(value));
                handle.emplace(std::move(result).value());
              });
              if (handle) {
                EXPECT_EQ(handle->join().value(), 3);
              }
              EXPECT_EQ(value.id(), started ? 0 : 3);
            }),
            2);
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              std::string name(100, 'n');
              attempt([&] { static_cast<void>(thread::Builder{}.name(std::as_const(name))); });
            }),
            1);
}

// A thread that was started is joined when a later one cannot be: what both borrow is still there.
TEST_F(FaultOfThreads, ScopeJoinsWhatItHasStarted) {
  EXPECT_GE(
      at_every_allocation([](auto attempt) {
        std::atomic<int> ended{0};
        Tracked value(4);
        int started = 0;
        const bool all = attempt([&] {
          thread::scope([&](thread::Scope& s) {
            s.spawn([](std::atomic<int>& n) { ++n; }, std::ref(ended));
            ++started;
            s.spawn([](std::atomic<int>& n, const Tracked& v) { n += v.id() / 4; }, std::ref(ended), std::move(value));
            ++started;
            thread::Builder{}.spawn_scoped(s, [](std::atomic<int>& n) { ++n; }, std::ref(ended)).value().join().value();
            ++started;
          });
        });
        EXPECT_EQ(ended.load(), started);
        EXPECT_EQ(started == 3, all);
        EXPECT_EQ(value.id(), started < 2 ? 4 : 0);
      }),
      4);
}

// Of more threads than a scope has room for by itself.
TEST_F(FaultOfThreads, ScopeJoinsManyThatItHasStarted) {
  constexpr int threads = 12;
  EXPECT_GE(at_every_allocation([](auto attempt) {
              std::atomic<int> ended{0};
              std::atomic<bool> go{false};
              int started = 0;
              const bool all = attempt([&] {
                thread::scope([&](thread::Scope& s) {
                  // They wait for each other, so that none is joined before the last was to start.
                  const struct Open {
                    std::atomic<bool>& gate;
                    ~Open() {
                      gate = true;
                      gate.notify_all();
                    }
                  } open{go};
                  for (; started < threads; ++started) {
                    s.spawn(
                        [](std::atomic<int>& n, std::atomic<bool>& gate) {
                          gate.wait(false);
                          ++n;
                        },
                        std::ref(ended), std::ref(go));
                  }
                });
              });
              EXPECT_EQ(ended.load(), started);
              EXPECT_EQ(started == threads, all);
            }),
            threads + 2);
}

TEST_F(FaultOfThreads, ScopeAllRunsAllOrThrows) {
  struct Add {
    std::atomic<int>& n;
    int operator()() const { return ++n; }
  };
  EXPECT_GE(at_every_allocation([](auto attempt) {
              std::atomic<int> ended{0};
              const bool all = attempt([&] { thread::scope_all(Add{ended}, Add{ended}, Add{ended}); });
              if (all) {
                EXPECT_EQ(ended.load(), 3);
              } else {
                EXPECT_LT(ended.load(), 3);
              }
            }),
            4);
}

struct Shared {
  fearless::Mutex<int> rounds{0};
};

TEST_F(FaultOfThreads, AWorkerStartsOrNot) {
  const auto shared = Arc<Shared>::make();
  EXPECT_GE(at_every_allocation([&](auto attempt) {
              const Tracked value(5);
              attempt([&] {
                const thread::Worker worker(shared, [](const Shared& s, const thread::StopToken& stop) {
                  s.rounds.with([](int& n) { ++n; });
                  stop.wait();
                });
                EXPECT_FALSE(worker.is_finished());
              });
              EXPECT_EQ(shared.strong_count(), 1U);
            }),
            2);
}

TEST_F(FaultOfThreads, ThisThreadOnAThreadOfTheSystem) {
  at_every_allocation([](auto attempt) {
    std::thread([&] {
      attempt([] { EXPECT_EQ(thread::current().id(), thread::id()); });
      EXPECT_EQ(thread::current().id(), thread::id());
    }).join();
  });
}

TEST_F(FaultOfThreads, ParkingAndLocksAllocateNothing) {
  const thread::Thread me = thread::current();
  const fearless::Mutex<int> mutex(0);
  const fearless::RwLock<int> lock(0);
  const fearless::Condvar condvar;
  const fearless::Barrier barrier(1);
  EXPECT_EQ(at_every_allocation([&](auto attempt) {
              attempt([&] {
                me.unpark();
                thread::park();
                thread::park_timeout(std::chrono::nanoseconds(1));
                auto guard = mutex.lock().value();
                EXPECT_FALSE(mutex.try_lock().has_value());
                guard = condvar.wait_while(std::move(guard), [](const int&) { return false; }).value();
                condvar.notify_all();
                EXPECT_TRUE(lock.read().has_value());
                EXPECT_TRUE(lock.write().has_value());
                EXPECT_TRUE(barrier.wait().is_leader());
              });
            }),
            0);
}

TEST_F(FaultOfThreads, RunningOutOnAnotherThreadIsAPanic) {
  auto handle = thread::spawn([] {
    const failing_new::Fail fail(0);
    return Tracked(1).id();
  });
  auto result = handle.join();
  ASSERT_FALSE(result.has_value());
  EXPECT_THROW(std::move(result).error().rethrow(), std::bad_alloc);
}

}  // namespace
