// SPDX-License-Identifier: MIT
// Tests of waits that end when a stop is requested, at every moment it may be.
#define FEARLESS_TEST_PAUSE_POINTS 1
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/asleep.hpp"

namespace {

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using thread::StopToken;
using thread::Worker;
using State = thread::thread_detail::StopState;

// A token of which a stop is requested at a given moment of a wait, on the very thread that waits; at the latest when
// nothing is left but to sleep. A wait that asks once more after it entered has one moment more.
struct Moment {
  enum When { AtQuestion, BeforeEntering, AfterEntering, AtQuestionAfterEntering };
  When when;
  int question = 0;  // which one; the answer is still no
  std::shared_ptr<State> state = std::make_shared<State>();
  std::shared_ptr<int> questions = std::make_shared<int>(0);
  std::shared_ptr<bool> entered = std::make_shared<bool>(false);

  void reached(When now) const {
    if (when == AtQuestionAfterEntering) {
      *entered = *entered || now == AfterEntering;
      if (now == AtQuestion && *entered) state->request();
      return;
    }
    if (now == when && (now != AtQuestion || (*questions)++ == question)) return state->request();
    if (now == AfterEntering && !state->requested()) state->request();
  }
};

std::vector<Moment> moments() {
  std::vector<Moment> all{{Moment::BeforeEntering}, {Moment::AfterEntering}};
  for (int n = 0; n < 5; ++n) all.push_back({Moment::AtQuestion, n});
  return all;
}
std::vector<Moment> moments_of_a_wait_that_asks_again() {
  auto all = moments();
  all.push_back({Moment::AtQuestionAfterEntering});
  return all;
}

}  // namespace

template <>
struct fearless::detail::Stopping<Moment> {
  static bool requested(const Moment& moment) {
    const bool answer = moment.state->requested();
    moment.reached(Moment::AtQuestion);
    return answer;
  }
  template <class F>
  struct Waking {
    Waking(const Moment& moment, const F& wake) {
      moment.reached(Moment::BeforeEntering);
      inner.emplace(StopToken(moment.state), wake);
      moment.reached(Moment::AfterEntering);
    }
    std::optional<typename Stopping<StopToken>::template Waking<F>> inner;
  };
};

namespace {

using mpsc::RecvStopError;
using mpsc::SendStopError;
static_assert(fearless::is_send_v<SendStopError<int>> && !fearless::is_send_v<SendStopError<int*>>);
static_assert(fearless::is_send_v<RecvStopError> && fearless::is_sync_v<RecvStopError>);
static_assert(fearless::is_send_v<fearless::WaitStopResult> && fearless::is_static_v<fearless::WaitStopResult>);
static_assert(!fearless::is_send_v<mpsc::StopIter<int, StopToken>>);

// One receiver of each kind of channel, beside its sender.
template <class F>
void for_each_channel(F&& f) {
  {
    auto [tx, rx] = mpsc::channel<int>();
    f(tx, rx);
  }
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 40}) {
    auto [tx, rx] = mpsc::sync_channel<int>(bound);
    f(tx, rx);
  }
}

// A full channel of each kind that can be full; and whether a sender asks again whether it shall stop, once it can be
// woken.
template <class T, class F>
void for_each_full_channel(F&& f) {
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
    auto [tx, rx] = mpsc::sync_channel<T>(bound);
    for (std::size_t n = 0; n < bound; ++n) tx.send(T()).unwrap();
    f(tx, rx, bound != 0);
  }
  using Channel = mpsc::mpsc_detail::ChannelWith<T, mpsc::mpsc_detail::Limited>;
  auto* const channel = new Channel(mpsc::mpsc_detail::Kind::HugeBound, std::size_t{2});
  const mpsc::SyncSender<T> tx{mpsc::mpsc_detail::SenderHandle<T>(*channel)};
  const mpsc::Receiver<T> rx{mpsc::mpsc_detail::ReceiverHandle<T>(*channel)};
  for (int n = 0; n < 2; ++n) tx.send(T()).unwrap();
  f(tx, rx, true);
}

TEST(Stopping, NoRequestIsMissedByAReceiver) {
  for_each_channel([](auto&, auto& rx) {
    for (int n = 0; n < 50; ++n) {  // also when spinning does not pay any more
      for (const Moment& moment : moments()) EXPECT_EQ(rx.recv(moment).error(), RecvStopError::Stopped);
    }
  });
}

TEST(Stopping, NoRequestIsMissedByASender) {
  for_each_full_channel<std::unique_ptr<int>>([](const auto& tx, const auto&, bool asks_again) {
    for (int n = 0; n < 50; ++n) {
      for (const Moment& moment : asks_again ? moments_of_a_wait_that_asks_again() : moments()) {
        auto sent = tx.send(std::make_unique<int>(n), moment);
        ASSERT_FALSE(sent.has_value());
        EXPECT_TRUE(sent.error().is_stopped());
        EXPECT_FALSE(sent.error().is_disconnected());
        EXPECT_EQ(*std::move(sent.error()).into_inner(), n);
      }
    }
  });
}

TEST(Stopping, NoRequestIsMissedByTheOtherReceivers) {
  auto [once, only] = fearless::oneshot::channel<int>();
  auto [setter, watcher] = fearless::watch::channel(0);
  auto [speaker, listener] = fearless::broadcast::channel<int>(2);
  for (int n = 0; n < 50; ++n) {
    for (const Moment& moment : moments_of_a_wait_that_asks_again()) {
      EXPECT_EQ(only.recv(moment).error(), RecvStopError::Stopped);
    }
    for (const Moment& moment : moments_of_a_wait_that_asks_again()) {
      EXPECT_EQ(watcher.changed(moment).error(), RecvStopError::Stopped);
    }
    for (const Moment& moment : moments_of_a_wait_that_asks_again()) {
      EXPECT_EQ(listener.recv(moment).error(), fearless::broadcast::RecvError::Empty);
    }
    EXPECT_FALSE(watcher.has_changed());
  }
}

// Calls `wait` on another thread, and requests the stop once that thread sleeps.
template <class F>
void stop_asleep(const F& wait) {
  const auto state = std::make_shared<State>();
  std::promise<long> id;
  std::thread waiting([&] {
    id.set_value(asleep::this_thread());
    wait(StopToken(state));
  });
  const long thread = id.get_future().get();
  if (asleep::is_told()) asleep::wait_until(thread);
  state->request();
  waiting.join();
}

TEST(Stopping, ARequestEndsTheSleep) {
  for_each_full_channel<int>([](const auto& tx, const auto&, bool) {
    stop_asleep([&](const StopToken& stop) { EXPECT_TRUE(tx.send(7, stop).error().is_stopped()); });
  });
  auto [once, only] = fearless::oneshot::channel<int>();
  stop_asleep([&rx = only](const StopToken& stop) { EXPECT_EQ(rx.recv(stop).error(), RecvStopError::Stopped); });
  auto [setter, watcher] = fearless::watch::channel(0);
  stop_asleep([&rx = watcher](const StopToken& stop) { EXPECT_EQ(rx.changed(stop).error(), RecvStopError::Stopped); });
  auto [speaker, listener] = fearless::broadcast::channel<int>(2);
  stop_asleep([&rx = listener](const StopToken& stop) {
    EXPECT_EQ(rx.recv(stop).error(), fearless::broadcast::RecvError::Empty);
  });
}

TEST(Stopping, NoRequestIsMissedByACondvar) {
  const Mutex<int> value(0);
  const Condvar changed;
  for (int n = 0; n < 50; ++n) {
    for (const Moment& moment : moments()) {
      auto guard = value.lock().unwrap();
      EXPECT_TRUE(changed.wait_while(guard, moment, [](int&) { return true; }).unwrap().stopped());
      EXPECT_FALSE(value.try_lock().has_value());
    }
  }
}

TEST(Stopping, AMessageThatIsThereIsGiven) {
  const auto state = std::make_shared<State>();
  state->request();
  auto [tx, rx] = mpsc::channel<int>();
  for (int n = 0; n < 100; ++n) tx.send(n).unwrap();
  EXPECT_EQ(rx.recv(StopToken(state)).unwrap(), 0);
  int next = 1;
  for (const int n : rx.iter(StopToken(state))) EXPECT_EQ(n, next++);
  EXPECT_EQ(next, 100);
  EXPECT_EQ(rx.recv(StopToken(state)).error(), RecvStopError::Stopped);
  tx.send(7).unwrap();
  EXPECT_EQ(rx.recv(StopToken(state)).unwrap(), 7);
  {
    const auto last = std::move(tx);
  }
  EXPECT_EQ(rx.recv(StopToken(state)).error(), RecvStopError::Disconnected);
}

TEST(Stopping, WhereThereIsRoomAMessageIsSent) {
  const auto state = std::make_shared<State>();
  state->request();
  const StopToken stop(state);
  auto [tx, rx] = mpsc::sync_channel<std::string>(2);
  const std::string first = "first";
  EXPECT_TRUE(tx.send(first, stop).has_value());
  EXPECT_TRUE(tx.send("second", stop).has_value());
  const auto full = tx.send("third", stop);
  EXPECT_EQ(full.error(), SendStopError<std::string>(SendStopError<std::string>::Stopped, "third"));
  EXPECT_STREQ(full.error().what(), "asked to stop while sending on a full channel");
  EXPECT_EQ(rx.recv().unwrap(), "first");
  EXPECT_TRUE(tx.send("third", stop).has_value());
  EXPECT_EQ(rx.recv().unwrap(), "second");
  EXPECT_EQ(rx.recv().unwrap(), "third");
  fearless::drop(std::move(rx));
  const auto gone = tx.send("fourth", stop);
  EXPECT_TRUE(gone.error().is_disconnected());
  EXPECT_EQ(gone.error(), SendStopError<std::string>(mpsc::SendError<std::string>{"fourth"}));
  EXPECT_STREQ(gone.error().what(), "sending on a closed channel");
}

TEST(Stopping, TheOtherReceiversGiveWhatIsThere) {
  const auto state = std::make_shared<State>();
  state->request();
  const StopToken stop(state);
  auto [once, only] = fearless::oneshot::channel<int>();
  auto [setter, watcher] = fearless::watch::channel(0);
  auto [speaker, listener] = fearless::broadcast::channel<int>(2);
  std::move(once).send(1).unwrap();
  setter.send(2).unwrap();
  EXPECT_EQ(speaker.send(3).unwrap(), 1U);
  EXPECT_EQ(only.recv(stop).unwrap(), 1);
  EXPECT_TRUE(watcher.changed(stop).has_value());
  EXPECT_EQ(watcher.get(), 2);
  EXPECT_EQ(listener.recv(stop).unwrap(), 3);
  EXPECT_EQ(only.recv(stop).error(), RecvStopError::Disconnected);
  EXPECT_EQ(watcher.changed(stop).error(), RecvStopError::Stopped);
  fearless::drop(std::move(setter));
  EXPECT_EQ(watcher.changed(stop).error(), RecvStopError::Disconnected);
  EXPECT_EQ(listener.recv(stop).error(), fearless::broadcast::RecvError::Empty);
  fearless::drop(std::move(speaker));
  EXPECT_EQ(listener.recv(stop).error(), fearless::broadcast::RecvError::Closed);
}

// One of several senders is stopped: the others are woken in vain, and wait on until there is room.
TEST(Stopping, TheOtherSendersWaitOn) {
  for_each_full_channel<int>([](const auto& tx, const auto& rx, bool) {
    for (int round = 0; round < 100; ++round) {
      const auto state = std::make_shared<State>();
      std::thread first([&] { tx.send(1).unwrap(); });
      std::thread second([&] { tx.send(2).unwrap(); });
      std::thread stopped([&] { EXPECT_TRUE(tx.send(3, StopToken(state)).error().is_stopped()); });
      if (round % 2 == 0) thread::yield_now();
      state->request();
      stopped.join();
      EXPECT_TRUE(rx.recv().has_value());
      EXPECT_TRUE(rx.recv().has_value());
      first.join();
      second.join();
    }
  });
}

// Receivers of one channel, each of which is stopped by its own token, all at once.
TEST(Stopping, SeveralReceiversStopAtOnce) {
  for (int round = 0; round < 200; ++round) {
    auto [setter, watcher] = fearless::watch::channel(0);
    auto [speaker, listener] = fearless::broadcast::channel<int>(2);
    std::vector<std::shared_ptr<State>> states;
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n) {
      states.push_back(std::make_shared<State>());
      threads.emplace_back([rx = watcher.clone(), stop = StopToken(states.back())]() mutable {
        EXPECT_EQ(rx.changed(stop).error(), RecvStopError::Stopped);
      });
      threads.emplace_back([rx = listener.resubscribe(), stop = StopToken(states.back())]() mutable {
        EXPECT_EQ(rx.recv(stop).error(), fearless::broadcast::RecvError::Empty);
      });
    }
    for (const auto& state : states) state->request();
    for (auto& thread : threads) thread.join();
  }
}

// A worker fills a channel whose receiver its owner has, and never empties.
class Producer {
 public:
  explicit Producer(std::size_t bound) : Producer(mpsc::sync_channel<int>(bound)) {}
  [[nodiscard]] int next() const { return rx_.recv().unwrap(); }

 private:
  struct Count {
    mpsc::SyncSender<int> tx;
    void operator()(const StopToken& stop) const {
      for (int n = 0; tx.send(n, stop).has_value();) ++n;
    }
  };
  explicit Producer(std::pair<mpsc::SyncSender<int>, mpsc::Receiver<int>> channel)
      : rx_(std::move(channel.second)), worker_(Count{std::move(channel.first)}) {}

  mpsc::Receiver<int> rx_;
  Worker<void> worker_;  // stopped and joined first
};

TEST(Stopping, AWorkerEndsBeforeItsReceiver) {
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{4}}) {
    for (int round = 0; round < 300; ++round) {
      const Producer producer(bound);
      for (int n = 0; n < round % 7; ++n) EXPECT_EQ(producer.next(), n);
    }
  }
}

TEST(Stopping, AConditionThatHasEndedWasNotStopped) {
  const auto state = std::make_shared<State>();
  state->request();
  const Mutex<bool> waits(false);
  const Condvar changed;
  auto guard = waits.lock().unwrap();
  const auto condition = [](const bool& w) { return w; };
  EXPECT_FALSE(changed.wait_while(guard, StopToken(state), condition).unwrap().stopped());
  *guard = true;
  EXPECT_TRUE(changed.wait_while(guard, StopToken(state), condition).unwrap().stopped());
}

// The sender is a member that goes after the worker.
class Service {
 public:
  Service() : Service(mpsc::channel<int>()) {}
  void post(int n) const { jobs_.send(n).unwrap(); }
  [[nodiscard]] Arc<Mutex<int>> handled() const { return worker_.shared(); }

 private:
  struct Run {
    mpsc::Receiver<int> jobs;
    void operator()(const Mutex<int>& handled, const StopToken& stop) const {
      for (const int job : jobs.iter(stop)) handled.with([&](int& n) { n += job; });
    }
  };
  explicit Service(std::pair<mpsc::Sender<int>, mpsc::Receiver<int>> channel)
      : jobs_(std::move(channel.first)), worker_(Arc<Mutex<int>>::make(0), Run{std::move(channel.second)}) {}

  mpsc::Sender<int> jobs_;
  Worker<Mutex<int>> worker_;
};

TEST(Stopping, AWorkerEndsBeforeItsSender) {
  for (int round = 0; round < 500; ++round) {
    std::optional<Service> service(std::in_place);
    const auto handled = service->handled();
    for (int n = 0; n < round % 5; ++n) service->post(1);
    service.reset();
    EXPECT_EQ(handled->with([](const int& n) { return n; }), round % 5);
  }
}

struct Queue {
  Mutex<std::deque<int>> jobs;
  Condvar changed;
  mutable std::atomic<int> handled{0};
};

void work(const Queue& queue, const StopToken& stop) {
  for (;;) {
    auto jobs = queue.jobs.lock().unwrap();
    if (queue.changed.wait_while(jobs, stop, [](const auto& j) { return j.empty(); }).unwrap().stopped()) return;
    queue.handled += jobs->front();
    jobs->pop_front();
  }
}

TEST(Stopping, WorkersThatSleepAtACondvarEnd) {
  for (int round = 0; round < 300; ++round) {
    const auto queue = Arc<Queue>::make();
    {
      const Worker first(queue, work);
      const Worker second(queue, work);
      for (int n = 0; n < round % 3; ++n) {
        queue->jobs.with([](auto& jobs) { jobs.push_back(1); });
        queue->changed.notify_one();
      }
    }
    EXPECT_EQ(queue->handled, round % 3);
  }
}

// Whoever is asked to stop while a sender hands a value over has that value, or the sender keeps it.
struct MayStop {
  mpsc::Receiver<std::string> rx;
  mpsc::Sender<std::size_t> received;
  void operator()(const Mutex<int>&, const StopToken& stop) const {
    std::size_t count = 0;
    while (rx.recv(stop).has_value()) ++count;
    received.send(count).unwrap();
  }
};

TEST(Stopping, NothingIsLostBetweenASenderAndAStop) {
  for (const std::size_t bound : {std::size_t{0}, std::size_t{2}}) {
    for (int round = 0; round < 200; ++round) {
      auto [tx, rx] = mpsc::sync_channel<std::string>(bound);
      auto [count_tx, count_rx] = mpsc::channel<std::size_t>();
      std::optional<Worker<Mutex<int>>> worker(std::in_place, Arc<Mutex<int>>::make(0),
                                               MayStop{std::move(rx), std::move(count_tx)});
      auto sender = thread::spawn(
          [](mpsc::SyncSender<std::string> to) {
            std::size_t sent = 0;
            while (sent < 20 && to.send(std::string(40, 'x')).has_value()) ++sent;
            return sent;
          },
          std::move(tx));
      if (round % 2 == 0) thread::yield_now();
      worker.reset();
      const std::size_t received = count_rx.recv().unwrap();
      const std::size_t sent = sender.join().unwrap();
      EXPECT_LE(received, sent);
      EXPECT_LE(sent, received + bound);
    }
  }
}

// A sender that is stopped while the receiver takes its value has sent it, or keeps it.
TEST(Stopping, NothingIsLostBetweenAReceiverAndAStop) {
  for (const std::size_t bound : {std::size_t{0}, std::size_t{2}}) {
    for (int round = 0; round < 300; ++round) {
      auto [tx, rx] = mpsc::sync_channel<std::string>(bound);
      const auto state = std::make_shared<State>();
      std::size_t sent = 0;
      std::thread sender([&sent, to = std::move(tx), stop = StopToken(state)] {
        while (to.send(std::string(40, 'x'), stop).has_value()) ++sent;
      });
      for (int n = 0; n < round % 3; ++n) EXPECT_EQ(rx.recv().unwrap().size(), 40U);
      std::thread stopping([&] { state->request(); });
      std::size_t received = static_cast<std::size_t>(round % 3);
      while (rx.recv().has_value()) ++received;
      sender.join();
      stopping.join();
      EXPECT_EQ(received, sent);
    }
  }
}

#if defined(__cpp_lib_jthread)
TEST(Stopping, AStopTokenOfTheStandardLibrary) {
  std::stop_source source;
  auto [tx, rx] = mpsc::channel<int>();
  auto receiver = thread::spawn(
      [](mpsc::Receiver<int> from, const std::stop_token& stop) {
        int sum = 0;
        for (const int n : from.iter(stop)) sum += n;
        return sum;
      },
      std::move(rx), source.get_token());
  tx.send(3).unwrap();
  tx.send(4).unwrap();
  thread::yield_now();
  source.request_stop();
  EXPECT_EQ(receiver.join().unwrap(), 7);
  const Mutex<int> value(0);
  auto guard = value.lock().unwrap();
  const auto forever = [](int&) { return true; };
  EXPECT_TRUE(Condvar().wait_while(guard, source.get_token(), forever).unwrap().stopped());
}
#endif

}  // namespace
