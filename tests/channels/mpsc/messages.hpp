// SPDX-License-Identifier: MIT
// Sending and receiving, in order and to the end.
#pragma once

#include "channels/mpsc/mpsc.hpp"

namespace {

TEST(Mpsc, Smoke) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
}

TEST(Mpsc, FirstInFirstOut) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto other = tx.clone();
  for (int i = 0; i < 100; ++i) (i % 2 == 0 ? tx : other).send(i).unwrap();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rx.recv().unwrap(), i);
}

TEST(Mpsc, DropFull) {
  {
    auto [tx, rx] = mpsc::channel<Counted>();
    tx.send(Counted(1)).unwrap();
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Mpsc, SmokeShared) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
  const auto copy = tx;
  copy.send(2).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 2);
}

TEST(Mpsc, SmokeThreads) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](const mpsc::Sender<int>& sender) { sender.send(1).unwrap(); }, std::move(tx));
  EXPECT_EQ(rx.recv().unwrap(), 1);
  t.join();
}

TEST(Mpsc, SmokePortGone) {
  auto [tx, rx] = mpsc::channel<int>();
  gone(std::move(rx));
  auto sent = tx.send(7);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().value, 7);
  EXPECT_TRUE(tx.try_send(1).error().is_disconnected());
}

TEST(Mpsc, FailedSendGivesTheValueBack) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  gone(std::move(rx));
  auto value = std::make_unique<int>(5);
  const auto* address = value.get();
  auto back = tx.send(std::move(value)).error().into_inner();
  EXPECT_EQ(back.get(), address);
  back = tx.try_send(std::move(back)).error().into_inner();
  EXPECT_EQ(back.get(), address);
}

TEST(Mpsc, FailedSendOfACopyLeavesTheOriginal) {
  auto [tx, rx] = mpsc::channel<std::string>();
  const std::string text = "a string that is too long for the small buffer";
  tx.send(text).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), text);
}

TEST(Mpsc, SmokeChanGone) {
  auto [tx, rx] = mpsc::channel<int>();
  gone(std::move(tx));
  EXPECT_EQ(rx.recv().error(), mpsc::RecvError());
}

TEST(Mpsc, SmokeChanGoneShared) {
  auto [tx, rx] = mpsc::channel<int>();
  auto tx2 = tx.clone();
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  gone(std::move(tx2));
  EXPECT_FALSE(rx.recv().has_value());
}

TEST(Mpsc, QueuedValuesArriveBeforeTheDisconnect) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  tx.send(2).unwrap();
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().unwrap(), 1);
  EXPECT_EQ(rx.recv_timeout(0s).unwrap(), 2);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
  EXPECT_EQ(rx.recv_timeout(0s).error(), RecvTimeoutError::Disconnected);
  EXPECT_FALSE(rx.recv().has_value());
}

TEST(Mpsc, PortGoneConcurrent) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](const mpsc::Receiver<int>& receiver) { EXPECT_EQ(receiver.recv().unwrap(), 1); }, std::move(rx));
  while (tx.send(1).has_value()) {
  }
  t.join();
}

TEST(Mpsc, ChanGoneConcurrent) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t(
      [](const mpsc::Sender<int>& sender) {
        sender.send(1).unwrap();
        sender.send(1).unwrap();
      },
      std::move(tx));
  int received = 0;
  while (rx.recv().has_value()) ++received;
  EXPECT_EQ(received, 2);
  t.join();
}

TEST(Mpsc, Stress) {
  constexpr int count = 10000;
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t(
      [](const mpsc::Sender<int>& sender) {
        for (int i = 0; i < count; ++i) sender.send(i).unwrap();
      },
      std::move(tx));
  for (int i = 0; i < count; ++i) ASSERT_EQ(rx.recv().unwrap(), i);
  EXPECT_FALSE(rx.recv().has_value());
  t.join();
}

TEST(Mpsc, StressSharedKeepsEachSendersOrder) {
  constexpr int count = 2000;
  constexpr int senders = 4;
  auto [tx, rx] = mpsc::channel<std::pair<int, int>>();
  std::vector<std::thread> threads;
  for (int s = 0; s < senders; ++s) {
    threads.emplace_back(
        [](const mpsc::Sender<std::pair<int, int>>& sender, int id) {
          for (int i = 0; i < count; ++i) sender.send({id, i}).unwrap();
        },
        tx, s);
  }
  gone(std::move(tx));
  std::vector<int> next(senders, 0);
  for (const auto& [id, i] : rx) {
    const auto slot = static_cast<std::size_t>(id);
    ASSERT_EQ(next[slot], i);
    ++next[slot];
  }
  for (const int n : next) EXPECT_EQ(n, count);
  for (auto& t : threads) t.join();
}

TEST(Mpsc, OneSenderUsedByManyThreads) {
  auto [tx, rx] = mpsc::channel<int>();
  {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&sender = tx] { sender.send(1).unwrap(); });
    for (auto& t : threads) t.join();
  }
  gone(std::move(tx));
  int sum = 0;
  for (const int v : rx) sum += v;
  EXPECT_EQ(sum, 4);
}

}  // namespace
