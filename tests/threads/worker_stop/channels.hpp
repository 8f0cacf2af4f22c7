// SPDX-License-Identifier: MIT
// Stopped waits of a sender that finds no room, and of the receivers of oneshot, watch and broadcast channels.
#pragma once

#include "threads/worker_stop/stopping.hpp"

namespace {

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

}  // namespace
