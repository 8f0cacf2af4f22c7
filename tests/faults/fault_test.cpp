// SPDX-License-Identifier: MIT
// What is left when memory runs out, at every single allocation: nothing leaked, nothing lost, nothing half done.
#include "support/failing_new.hpp"

#include <fearless/fearless.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <latch>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

// Counts its living objects; each has memory of its own, so that copying allocates.
class Tracked {
 public:
  explicit Tracked(int id) : id_(id), text_(100, static_cast<char>('a' + id % 26)) { ++alive; }
  Tracked(const Tracked& other) : id_(other.id_), text_(other.text_) { ++alive; }
  Tracked(Tracked&& other) noexcept : id_(std::exchange(other.id_, 0)), text_(std::move(other.text_)) { ++alive; }
  Tracked& operator=(const Tracked&) = default;
  Tracked& operator=(Tracked&&) noexcept = default;
  ~Tracked() { --alive; }
  // Whether it is as it was made: 0 if it was moved from.
  [[nodiscard]] int id() const { return text_.size() == 100 ? id_ : 0; }
  static inline std::atomic<int> alive = 0;

 private:
  int id_;
  std::string text_;
};
FEARLESS_UNSAFE_SEND(Tracked);
FEARLESS_UNSAFE_SYNC(Tracked);
FEARLESS_UNSAFE_STATIC(Tracked);

namespace {

using failing_new::at_every_allocation;
using fearless::Arc;
using fearless::ArcWeak;
using fearless::Box;
using fearless::Rc;
using fearless::RcWeak;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

class Fault : public testing::Test {
 protected:
  ~Fault() override { EXPECT_EQ(Tracked::alive.load(), 0); }
};

// --- channels
// ----------------------------------------------------------------------------------------------------------

TEST_F(Fault, ChannelIsMadeOrNot) {
  EXPECT_GE(at_every_allocation([](auto attempt) { attempt([] { auto ends = mpsc::channel<Tracked>(); }); }), 1);
}

TEST_F(Fault, SyncChannelIsMadeOrNot) {
  for (const std::size_t bound : {0U, 1U, 7U}) {
    EXPECT_GE(at_every_allocation([&](auto attempt) { attempt([&] { auto e = mpsc::sync_channel<Tracked>(bound); }); }),
              1);
  }
}

// However many messages there are already: the value that could not be sent is still the caller's, and the channel goes
// on where it was.
TEST_F(Fault, SendKeepsTheValueOrDeliversIt) {
  int refused = 0;
  for (int queued = 0; queued < 300; queued = queued * 2 + 1) {
    refused += at_every_allocation([&](auto attempt) {
      auto [tx, rx] = mpsc::channel<Tracked>();
      for (int i = 0; i < queued; ++i) EXPECT_TRUE(tx.send(Tracked(1 + i)).has_value());
      Tracked value(1000);
      const bool sent = attempt([&] { EXPECT_TRUE(tx.send(std::move(value)).has_value()); });
      EXPECT_EQ(value.id(), sent ? 0 : 1000);
      EXPECT_TRUE(tx.send(Tracked(1001)).has_value());
      for (int i = 0; i < queued; ++i) EXPECT_EQ(rx.recv().value().id(), 1 + i);
      if (sent) {
        EXPECT_EQ(rx.recv().value().id(), 1000);
      }
      EXPECT_EQ(rx.recv().value().id(), 1001);
      EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty);
    });
  }
  EXPECT_GE(refused, 1);
}

TEST_F(Fault, SendOfACopy) {
  EXPECT_GE(at_every_allocation([&](auto attempt) {
              auto [tx, rx] = mpsc::channel<Tracked>();
              const Tracked value(3);
              const bool sent = attempt([&] { EXPECT_TRUE(tx.send(value).has_value()); });
              EXPECT_EQ(rx.try_recv().has_value(), sent);
              EXPECT_TRUE(tx.send(value).has_value());
              EXPECT_EQ(rx.recv().value().id(), 3);
            }),
            1);
}

TEST_F(Fault, SendToNobodyGivesTheValueBack) {
  at_every_allocation([](auto attempt) {
    auto [tx, rx] = mpsc::channel<Tracked>();
    fearless::drop(std::move(rx));
    Tracked value(4);
    int back = 0;
    const bool went_on = attempt([&] {
      auto result = tx.send(std::move(value));
      back = result.error().value.id();
    });
    EXPECT_EQ(value.id() + back, 4);
    EXPECT_EQ(back, went_on ? 4 : 0);
  });
}

TEST_F(Fault, SyncSendsKeepTheValueOrDeliverIt) {
  using Send = std::function<bool(const mpsc::SyncSender<Tracked>&, Tracked&)>;
  const std::array<Send, 3> sends{
      [](const auto& tx, Tracked& v) { return tx.send(std::move(v)).has_value(); },
      [](const auto& tx, Tracked& v) { return tx.try_send(std::move(v)).has_value(); },
      [](const auto& tx, Tracked& v) { return tx.send_timeout(std::move(v), std::chrono::seconds(1)).has_value(); }};
  for (const auto& send : sends) {
    at_every_allocation([&](auto attempt) {
      auto [tx, rx] = mpsc::sync_channel<Tracked>(2);
      EXPECT_TRUE(tx.send(Tracked(1)).has_value());
      Tracked value(2);
      const bool sent = attempt([&] { EXPECT_TRUE(send(tx, value)); });
      EXPECT_EQ(value.id(), sent ? 0 : 2);
      EXPECT_EQ(rx.recv().value().id(), 1);
      if (sent) {
        EXPECT_EQ(rx.recv().value().id(), 2);
      }
      // The room that it did not use is still there: for exactly two.
      EXPECT_TRUE(tx.try_send(Tracked(5)).has_value());
      EXPECT_TRUE(tx.try_send(Tracked(6)).has_value());
      EXPECT_EQ(tx.try_send(Tracked(7)).error().kind(), mpsc::TrySendError<Tracked>::Full);
    });
  }
}

TEST_F(Fault, AFullSyncChannelGivesTheValueBack) {
  at_every_allocation([&](auto attempt) {
    auto [tx, rx] = mpsc::sync_channel<Tracked>(1);
    EXPECT_TRUE(tx.send(Tracked(1)).has_value());
    Tracked value(2);
    int back = 0;
    attempt([&] { back = tx.try_send(std::move(value)).error().value.id(); });
    EXPECT_EQ(value.id() + back, 2);
    EXPECT_EQ(rx.recv().value().id(), 1);
  });
}

// The receiver waits on another thread, where nothing fails.
TEST_F(Fault, RendezvousKeepsTheValueOrDeliversIt) {
  at_every_allocation([&](auto attempt) {
    auto [tx, rx] = mpsc::sync_channel<Tracked>(0);
    Tracked value(8);
    int received = 0;
    bool sent = false;
    {
      std::thread receiver([&] {
        while (auto next = rx.recv()) received += next->id();
      });
      {
        const auto sender = std::move(tx);
        sent = attempt([&] { EXPECT_TRUE(sender.send(std::move(value)).has_value()); });
      }
      receiver.join();
    }
    EXPECT_EQ(received, sent ? 8 : 0);
    EXPECT_EQ(value.id(), sent ? 0 : 8);
  });
}

TEST_F(Fault, ReceivingLosesNothing) {
  using Receive = std::function<int(const mpsc::Receiver<Tracked>&)>;
  const std::array<Receive, 5> ways{
      [](const auto& rx) { return rx.recv().value().id(); }, [](const auto& rx) { return rx.try_recv().value().id(); },
      [](const auto& rx) { return rx.recv_timeout(std::chrono::seconds(9)).value().id(); },
      [](const auto& rx) { return (*rx.begin()).id(); },
      [](const auto& rx) {
        for (const auto& value : rx.try_iter()) return value.id();
        return 0;
      }};
  for (const auto& receive : ways) {
    at_every_allocation([&](auto attempt) {
      auto [tx, rx] = mpsc::channel<Tracked>();
      for (int i = 1; i <= 3; ++i) EXPECT_TRUE(tx.send(Tracked(i)).has_value());
      int first = 0;
      attempt([&] { first = receive(rx); });
      if (first == 0) first = receive(rx);
      EXPECT_EQ(first, 1);
      EXPECT_EQ(rx.recv().value().id(), 2);
      EXPECT_EQ(rx.recv().value().id(), 3);
    });
  }
}

// What has been appended is the caller's; the rest is still in the channel.
TEST_F(Fault, RecvManyLosesNothing) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              auto [tx, rx] = mpsc::channel<Tracked>();
              for (int i = 1; i <= 9; ++i) EXPECT_TRUE(tx.send(Tracked(i)).has_value());
              std::vector<Tracked> values;
              attempt([&] { EXPECT_EQ(rx.recv_many(values, 9), 9U); });
              while (auto next = rx.try_recv()) values.push_back(std::move(*next));
              ASSERT_EQ(values.size(), 9U);
              for (int i = 1; i <= 9; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i - 1)].id(), i);
            }),
            2);
}

TEST_F(Fault, SendersAreCopiedOrNot) {
  at_every_allocation([](auto attempt) {
    auto [tx, rx] = mpsc::channel<Tracked>();
    attempt([&] {
      const auto another = tx.clone();
      const auto third = another;
    });
    fearless::drop(std::move(tx));
    EXPECT_FALSE(rx.recv().has_value());
  });
}

// Dropping must not allocate: it could not report failure.
TEST_F(Fault, DroppingAChannelAllocatesNothing) {
  const int refused = at_every_allocation([](auto attempt) {
    auto [tx, rx] = mpsc::channel<Tracked>();
    for (int i = 1; i <= 100; ++i) EXPECT_TRUE(tx.send(Tracked(i)).has_value());
    attempt([&] { fearless::drop(std::move(rx)); });
    attempt([&] { fearless::drop(std::move(tx)); });
  });
  EXPECT_EQ(refused, 0);
}

// --- counted values
// ----------------------------------------------------------------------------------------------------

template <class Handle>
struct Counted;
template <>
struct Counted<Arc<Tracked>> {
  using Weak = ArcWeak<Tracked>;
};
template <>
struct Counted<Rc<Tracked>> {
  using Weak = RcWeak<Tracked>;
};
template <class Handle>
class FaultOfCounted : public Fault {};
using CountedHandles = testing::Types<Arc<Tracked>, Rc<Tracked>>;
TYPED_TEST_SUITE(FaultOfCounted, CountedHandles, );

TYPED_TEST(FaultOfCounted, IsMadeOrNot) {
  EXPECT_EQ(at_every_allocation([](auto attempt) { attempt([] { auto a = TypeParam::make(1); }); }), 2);
  at_every_allocation([](auto attempt) {
    Tracked value(1);
    int got = 0;
    attempt([&] { got = TypeParam(std::move(value)).strong_count() == 1 ? 1 : 0; });
    EXPECT_EQ(value.id() + got, 1);
  });
}

TYPED_TEST(FaultOfCounted, IsMadeWithItselfOrNot) {
  using Weak = typename Counted<TypeParam>::Weak;
  std::optional<Weak> kept;
  EXPECT_EQ(at_every_allocation([&](auto attempt) {
              const bool made = attempt([&] {
                const auto a = TypeParam::new_cyclic([&](const Weak& weak) {
                  kept = weak;
                  return Tracked(2);
                });
                const auto again = kept->upgrade().value();
                EXPECT_EQ(again->id(), 2);
              });
              if (!made && kept) {
                EXPECT_FALSE(kept->upgrade().has_value());
              }
              kept.reset();
            }),
            2);
}

TYPED_TEST(FaultOfCounted, MakeMutOfASharedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(3);
              const TypeParam other = mine;
              const bool copied = attempt([&] { EXPECT_EQ(mine.make_mut().id(), 3); });
              EXPECT_EQ(mine.ptr_eq(other), !copied);
              EXPECT_EQ(other.strong_count(), copied ? 1U : 2U);
              EXPECT_EQ((*mine).id() + (*other).id(), 6);
            }),
            2);
}

TYPED_TEST(FaultOfCounted, MakeMutOfAnObservedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(4);
              const auto weak = mine.downgrade();
              const bool moved = attempt([&] { EXPECT_EQ(mine.make_mut().id(), 4); });
              EXPECT_EQ(weak.upgrade().has_value(), !moved);
              EXPECT_EQ((*mine).id(), 4);
              EXPECT_EQ(mine.strong_count(), 1U);
            }),
            1);
}

TYPED_TEST(FaultOfCounted, UnwrapOrCloneOfASharedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(5);
              const TypeParam other = mine;
              attempt([&] { EXPECT_EQ(std::move(mine).unwrap_or_clone().id(), 5); });
              EXPECT_EQ((*other).id(), 5);
            }),
            1);
}

TYPED_TEST(FaultOfCounted, TakingTheValueAllocatesNothing) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam a = TypeParam::make(6);
              TypeParam b = TypeParam::make(7);
              const auto weak = a.downgrade();
              attempt([&] { EXPECT_EQ(std::move(a).try_unwrap().value().id(), 6); });
              attempt([&] { EXPECT_EQ(std::move(b).into_inner()->id(), 7); });
              EXPECT_FALSE(weak.upgrade().has_value());
            }),
            0);
}

TEST_F(Fault, AnArcOfManyIsMadeOrNot) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              const Tracked pattern(1);
              attempt([&] { EXPECT_EQ(Arc<Tracked[]>::make(5, pattern).size(), 5U); });
            }),
            6);
  const std::vector<int> ids{1, 2, 3};
  EXPECT_GE(at_every_allocation([&](auto attempt) { attempt([&] { EXPECT_EQ(Arc<int[]>::from(ids).size(), 3U); }); }),
            1);
}

TEST_F(Fault, ABoxIsMadeOrNot) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              attempt([] {
                const auto box = Box<Tracked>::make(1);
                const auto copy = box.clone();
                EXPECT_EQ(copy->id(), 1);
              });
            }),
            4);
}

// --- threads
// -----------------------------------------------------------------------------------------------------------

// Warms up what a thread allocates once and keeps.
class FaultOfThreads : public Fault {
 protected:
  FaultOfThreads() {
    EXPECT_EQ(thread::current().id(), thread::id());
    EXPECT_TRUE(thread::spawn([] {}).join().has_value());
    thread::scope([](thread::Scope& s) { s.spawn([] {}); });
  }
};

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

// --- tasks, and what is made once
// --------------------------------------------------------------------------------------

// A thread that reads several locks notes more of them than there is room for without memory.
TEST_F(FaultOfThreads, ReadingMoreLocksReadsOrChangesNothing) {
  for (const std::size_t already : {std::size_t{1}, std::size_t{9}, std::size_t{17}}) {
    at_every_allocation([&](const auto& attempt) {
      std::vector<std::unique_ptr<fearless::RwLock<int>>> others;
      std::vector<fearless::RwLockReadGuard<int>> guards;
      for (std::size_t i = 0; i < already; ++i) {
        others.push_back(std::make_unique<fearless::RwLock<int>>(0));
        guards.push_back(others.back()->read().value());
      }
      const fearless::RwLock<int> lock(0);
      std::optional<fearless::RwLockReadGuard<int>> reading;
      if (attempt([&] { reading.emplace(lock.read().value()); })) {
        EXPECT_FALSE(lock.try_write().has_value());
      } else {
        EXPECT_FALSE(reading.has_value());
      }
      reading.reset();
      if (attempt([&] { reading.emplace(lock.try_read().value()); })) {
        EXPECT_FALSE(lock.try_write().has_value());
      }
      reading.reset();
      EXPECT_TRUE(lock.try_write().has_value());
    });
  }
}

// Who finds no memory to go on reading still writes.
TEST_F(FaultOfThreads, DowngradingReadsOrStillWrites) {
  for (const std::size_t already : {std::size_t{0}, std::size_t{1}, std::size_t{9}}) {
    const int refusals = at_every_allocation([&](const auto& attempt) {
      std::vector<std::unique_ptr<fearless::RwLock<int>>> others;
      std::vector<fearless::RwLockReadGuard<int>> guards;
      for (std::size_t i = 0; i < already; ++i) {
        others.push_back(std::make_unique<fearless::RwLock<int>>(0));
        guards.push_back(others.back()->read().value());
      }
      const fearless::RwLock<int> lock(0);
      auto writing = std::make_optional(lock.write().value());
      std::optional<fearless::RwLockReadGuard<int>> reading;
      if (attempt([&] { reading.emplace(std::move(*writing).downgrade()); })) {
        EXPECT_TRUE(lock.try_read().has_value());
        EXPECT_FALSE(lock.try_write().has_value());
      } else {
        EXPECT_FALSE(lock.try_read().has_value());
        **writing = 7;
        EXPECT_FALSE(lock.is_poisoned());
      }
      reading.reset();
      writing.reset();
      EXPECT_TRUE(lock.try_write().has_value());
    });
    EXPECT_EQ(refusals, already == 0 ? 0 : 1);
  }
}

// An attempt that fails leaves no room behind.
TEST_F(FaultOfThreads, AnAttemptToReadLeavesNothing) {
  const fearless::RwLock<int> first(0);
  const fearless::RwLock<int> written(0);
  std::thread([&] {
    const long before = failing_new::alive.load();
    {
      std::optional<fearless::RwLockReadGuard<int>> reading(first.read().value());
      const auto writing = written.write().value();
      EXPECT_FALSE(written.try_read().has_value());
      EXPECT_THROW(static_cast<void>(written.read()), std::system_error);
    }
    EXPECT_EQ(failing_new::alive.load(), before);
  }).join();
}

TEST_F(Fault, ATaskIsMadeOrLeavesTheArguments) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              Tracked value(6);
              std::optional<fearless::Task<int>> task;
              const bool made = attempt(
                  [&] { task.emplace(fearless::task([](const Tracked& v) { return v.id(); }, std::move(value))); });
              EXPECT_EQ(value.id(), made ? 0 : 6);
              if (task) {
                EXPECT_EQ((*task)(), 6);
              }
            }),
            1);
}

struct CallTracked {
  Tracked value;
  int operator()(int n) const { return value.id() + n; }
};

TEST_F(Fault, ASendFnIsMadeOrLeavesTheFunction) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              CallTracked call{Tracked(7)};
              int result = 0;
              const bool made = attempt([&] {
                fearless::SendFn<int(int)> f(std::move(call));
                result = f(1);
              });
              EXPECT_EQ(result, made ? 8 : 0);
              EXPECT_EQ(call.value.id(), made ? 0 : 7);
            }),
            1);
}

TEST_F(Fault, OnceLockStaysEmptyAndIsFilledLater) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::OnceLock<Tracked> cell;
              const bool filled = attempt([&] { EXPECT_EQ(cell.get_or_init([] { return Tracked(8); }).id(), 8); });
              EXPECT_EQ(cell.get() != nullptr, filled);
              EXPECT_EQ(cell.get_or_init([] { return Tracked(9); }).id(), filled ? 8 : 9);
            }),
            1);
}

TEST_F(Fault, OnceIsPoisonedAndCanBeForced) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::Once once;
              std::optional<Tracked> value;
              const bool done = attempt([&] { once.call_once([&] { value.emplace(1); }); });
              EXPECT_EQ(once.is_completed(), done);
              if (!done) {
                EXPECT_THROW(once.call_once([] {}), fearless::OncePoisonError);
              }
              once.call_once_force([&](const fearless::OnceState& state) {
                EXPECT_TRUE(state.is_poisoned());
                value.emplace(2);
              });
              EXPECT_EQ(value->id(), done ? 1 : 2);
            }),
            1);
}

TEST_F(Fault, LazyValuesArePoisoned) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::LazyLock lock([] { return Tracked(1); });
              const fearless::LazyCell cell([] { return Tracked(2); });
              const bool locked = attempt([&] { EXPECT_EQ(lock->id(), 1); });
              EXPECT_EQ(lock.get() != nullptr, locked);
              if (!locked) {
                EXPECT_THROW(static_cast<void>(lock.force()), fearless::OncePoisonError);
              }
              const bool made = attempt([&] { EXPECT_EQ(cell->id(), 2); });
              EXPECT_EQ(cell.get() != nullptr, made);
              if (!made) {
                EXPECT_THROW(static_cast<void>(cell.force()), fearless::LazyCellPoisonError);
              }
            }),
            1);
}

TEST_F(Fault, CellsKeepTheirValue) {
  const Tracked source(3);
  EXPECT_EQ(at_every_allocation([&](auto attempt) {
              const fearless::RefCell<Tracked> cell(Tracked(1));
              const fearless::OnceCell<Tracked> once;
              bool assigned = attempt([&] { cell.replace(source); });
              EXPECT_EQ(cell.replace(Tracked(1)).id(), assigned ? 3 : 1);
              assigned = attempt([&] { EXPECT_TRUE(once.set(source).has_value()); });
              EXPECT_EQ(once.get() != nullptr, assigned);
            }),
            1);
}

// A Result that is asked for what it has not: one exception or the other.
TEST_F(Fault, AskingForAMissingValue) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              auto [tx, rx] = mpsc::channel<Tracked>();
              fearless::drop(std::move(tx));
              attempt([&] { EXPECT_THROW(static_cast<void>(rx.recv().value()), std::exception); });
            }),
            1);
}

// Of whatever kind the two Results are: the one that could not be assigned is as it was.
TEST_F(Fault, AResultIsCopiedAndAssignedOrNot) {
  using Result = fearless::Result<Tracked, std::string>;
  const auto id = [](const Result& r) { return r.has_value() ? r->id() : -static_cast<int>(r.error().size()); };
  const std::array<Result, 2> sources{Result(Tracked(1)), Result(fearless::unexpect, std::string(50, 'e'))};
  const std::array<Result, 2> targets{Result(Tracked(2)), Result(fearless::unexpect, std::string(60, 'f'))};
  for (const Result& source : sources) {
    EXPECT_EQ(at_every_allocation([&](auto attempt) { attempt([&] { EXPECT_EQ(id(Result(source)), id(source)); }); }),
              1);
    for (const Result& target : targets) {
      at_every_allocation([&](auto attempt) {
        Result mine(target);
        const bool assigned = attempt([&] { mine = source; });
        EXPECT_EQ(id(mine), assigned ? id(source) : id(target));
      });
    }
  }
  for (const Result& target : targets) {
    EXPECT_EQ(at_every_allocation([&](auto attempt) {
                Result mine(target);
                const bool made = attempt([&] { EXPECT_EQ(mine.emplace(3).id(), 3); });
                EXPECT_EQ(id(mine), made ? 3 : id(target));
              }),
              1);
  }
}

// A thread in which memory runs out leaves a panic.
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
