// SPDX-License-Identifier: MIT
// Tests of waits that end when a stop is requested, at every moment it may be.
#define FEARLESS_TEST_PAUSE_POINTS 1
#include "threads/worker_stop/channels.hpp"

namespace {

TEST(Stopping, NoRequestIsMissedByAReceiver) {
  for_each_channel([](auto&, auto& rx) {
    for (int n = 0; n < 50; ++n) {  // also when spinning does not pay any more
      for (const Moment& moment : moments()) EXPECT_EQ(rx.recv(moment).error(), RecvStopError::Stopped);
    }
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
