// SPDX-License-Identifier: MIT
// Channels between fibers, carriers and threads.
#pragma once

#include "fibers/fiber/fiber.hpp"

namespace fearless {
namespace {

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

TEST(FiberChannel, OneOfSeveralIsReady) {
  on_carrier([] {
    auto [numbers_tx, numbers] = mpsc::channel<int>();
    auto [meetings_tx, meetings] = mpsc::sync_channel<int>(0);
    auto selected = fiber::spawn_local(
        [](mpsc::Receiver<int> first, mpsc::Receiver<int> second) {
          std::vector<int> got;
          for (bool open[] = {true, true}; open[0] && open[1];) {
            const std::size_t at = mpsc::select(first, second);
            const auto received = (at == 0 ? first : second).recv();
            received ? got.push_back(*received) : static_cast<void>(open[at] = false);
          }
          return got;
        },
        std::move(numbers), std::move(meetings));
    thread::yield_now();
    EXPECT_FALSE(selected.is_finished());
    // From a fiber of the same carrier, and from another thread.
    meetings_tx.send(1).value();
    auto sender = thread::spawn([](mpsc::Sender<int> tx) { tx.send(2).value(); }, std::move(numbers_tx));
    EXPECT_EQ(selected.join().value(), (std::vector{1, 2}));
    sender.join().value();
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

}  // namespace
}  // namespace fearless
