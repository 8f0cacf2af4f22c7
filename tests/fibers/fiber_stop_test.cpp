// SPDX-License-Identifier: MIT
// A carrier that is stopped while fibers wait: they end when they are asked to, or are given up; nobody waits for ever.
#include <fearless/fiber.hpp>

#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace fearless {
namespace {

using namespace std::chrono_literals;

template <class R>
std::string why(Result<R, Panic> result) {
  return result.has_value() ? "a result" : result.error().what();
}

TEST(FiberStop, WaitsForFibersThatEnd) {
  const fiber::Carrier carrier;
  auto fiber = fiber::spawn_on(carrier, [] {
    for (int i = 0; i < 100; ++i) thread::yield_now();
    return 7;
  });
  EXPECT_TRUE(carrier.stop(1h));
  EXPECT_TRUE(carrier.stop(0s));
  EXPECT_EQ(fiber.join().value(), 7);
}

TEST(FiberStop, AFiberThatComesTooLateDoesNotBegin) {
  const fiber::Carrier carrier;
  EXPECT_TRUE(carrier.stop(0s));
  auto fiber = fiber::spawn_on(carrier, [] { return 1; });
  EXPECT_NE(why(fiber.join()).find("did not begin"), std::string::npos);
}

// The token wakes those that wait with it, and they clean up as always.
TEST(FiberStop, TheTokenEndsWaits) {
  auto [sender, receiver] = mpsc::channel<int>();
  auto [to_full, full] = mpsc::sync_channel<int>(1);
  auto [to_nobody, nobody] = mpsc::sync_channel<int>(0);
  auto [setter, watcher] = watch::channel(0);
  auto barrier = Arc<Barrier>::make(6U);
  const fiber::Carrier carrier;
  auto receiving = fiber::spawn_on(
      carrier,
      [](mpsc::Receiver<int> rx, Arc<Barrier> begun) {
        begun->wait();
        const auto told = rx.recv(fiber::stop_token());
        return !told.has_value() && told.error() == mpsc::RecvStopError::Stopped;
      },
      std::move(receiver), barrier.clone());
  auto waiting = fiber::spawn_on(
      carrier,
      [](Arc<Barrier> begun) {
        const Mutex<int> lock(0);
        const Condvar never;
        begun->wait();
        auto guard = lock.lock().value();
        return never.wait_while(guard, fiber::stop_token(), [](int&) { return true; }).value().stopped();
      },
      barrier.clone());
  const auto sends = [](mpsc::SyncSender<int> tx, Arc<Barrier> begun) {
    while (tx.try_send(1).has_value()) {
    }
    begun->wait();
    return tx.send(2, fiber::stop_token()).error().is_stopped();
  };
  auto sending = fiber::spawn_on(carrier, sends, std::move(to_full), barrier.clone());
  auto meeting = fiber::spawn_on(carrier, sends, std::move(to_nobody), barrier.clone());
  auto watching = fiber::spawn_on(
      carrier,
      [](watch::Receiver<int> rx, Arc<Barrier> begun) {
        begun->wait();
        return rx.changed(fiber::stop_token()).error() == mpsc::RecvStopError::Stopped;
      },
      std::move(watcher), barrier.clone());
  barrier->wait();
  EXPECT_TRUE(carrier.stop(1h));
  EXPECT_TRUE(sending.join().value() && meeting.join().value() && watching.join().value());
  EXPECT_TRUE(receiving.join().value());
  EXPECT_TRUE(waiting.join().value());
}

struct Counts {
  explicit Counts(std::atomic<int>* c) : count(c) {}
  Counts(const Counts&) = delete;
  Counts& operator=(const Counts&) = delete;
  ~Counts() { ++*count; }
  std::atomic<int>* count;
};
std::atomic<int> destroyed{0};

// Fibers that wait for ever, in every way: those who join them are told.
TEST(FiberStop, WhoWaitsOnIsGivenUp) {
  auto [sender, receiver] = mpsc::channel<int>();
  auto [meeting, met] = mpsc::sync_channel<int>(0);
  auto lock = Arc<Mutex<int>>::make(0);
  auto barrier = Arc<Barrier>::make(6U);
  auto holder = std::optional(lock->lock().value());
  auto carrier = std::make_unique<fiber::Carrier>();
  auto receives = fiber::spawn_on(
      *carrier,
      [](mpsc::Receiver<int> rx, Arc<Barrier> begun) {
        const Counts local(&destroyed);
        begun->wait();
        return rx.recv().has_value();
      },
      std::move(receiver), barrier.clone());
  auto sends = fiber::spawn_on(
      *carrier,
      [](mpsc::SyncSender<int> tx, Arc<Barrier> begun) {
        begun->wait();
        return tx.send(1).has_value();
      },
      std::move(meeting), barrier.clone());
  auto locks = fiber::spawn_on(
      *carrier,
      [](Arc<Mutex<int>> mine, Arc<Barrier> begun) {
        begun->wait();
        return mine->lock().has_value();
      },
      lock.clone(), barrier.clone());
  auto sleeps = fiber::spawn_on(
      *carrier,
      [](Arc<Barrier> begun) {
        begun->wait();
        thread::sleep(24h);
      },
      barrier.clone());
  auto yields = fiber::spawn_on(
      *carrier,
      [](Arc<Barrier> begun) {
        begun->wait();
        for (;;) thread::yield_now();
      },
      barrier.clone());
  barrier->wait();
  EXPECT_FALSE(carrier->stop(1ms));
  for (const std::string& text :
       {why(receives.join()), why(sends.join()), why(locks.join()), why(sleeps.join()), why(yields.join())}) {
    EXPECT_NE(text.find("stopped while it waited"), std::string::npos) << text;
  }
  carrier.reset();
  // Nothing of theirs was destroyed; the lock and the channels are as good as before.
  EXPECT_EQ(destroyed, 0);
  EXPECT_TRUE(sender.send(1).has_value());
  EXPECT_EQ(met.recv().value(), 1);
  auto other = thread::spawn([](Arc<Mutex<int>> mine) { return mine->lock().has_value(); }, lock.clone());
  holder.reset();
  EXPECT_TRUE(other.join().value());
}

// A fiber of the carrier that is stopped may be the one that was woken for the lock: the thread behind it is not
// forgotten.
TEST(FiberStop, AWakeOfOneThatIsGivenUpGoesToTheNext) {
  for (int round = 0; round < 50; ++round) {
    auto lock = Arc<Mutex<int>>::make(0);
    auto barrier = Arc<Barrier>::make(2U);
    auto holder = std::optional(lock->lock().value());
    auto carrier = std::make_unique<fiber::Carrier>();
    auto locks = fiber::spawn_on(
        *carrier,
        [](Arc<Mutex<int>> mine, Arc<Barrier> begun) {
          begun->wait();
          const auto guard = mine->lock().value();
        },
        lock.clone(), barrier.clone());
    auto other = thread::spawn([](Arc<Mutex<int>> mine) { const auto guard = mine->lock().value(); }, lock.clone());
    barrier->wait();
    auto stopping = thread::spawn([](std::unique_ptr<fiber::Carrier> mine) { mine->stop(0s); }, std::move(carrier));
    holder.reset();
    other.join().value();
    stopping.join().value();
    static_cast<void>(locks.join());
  }
}

// Destroyed by a fiber of its own, a carrier does not wait for itself.
TEST(FiberStop, ACarrierMayGoOnItself) {
  auto carrier = Arc<fiber::Carrier>::make();
  auto barrier = Arc<Barrier>::make(2U);
  auto fiber = fiber::spawn_on(
      *carrier,
      [](Arc<fiber::Carrier> mine, Arc<Barrier> alone) {
        alone->wait();
        const bool waited = mine->stop(1s);
        {
          const auto last = std::move(mine);
        }
        return waited;
      },
      carrier.clone(), barrier.clone());
  {
    const auto mine = std::move(carrier);
  }
  barrier->wait();
  EXPECT_FALSE(fiber.join().value());
}

TEST(FiberStop, TheTokenNeedsACarrier) { EXPECT_THROW(static_cast<void>(fiber::stop_token()), std::system_error); }

}  // namespace
}  // namespace fearless
