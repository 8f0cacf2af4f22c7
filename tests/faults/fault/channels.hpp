// SPDX-License-Identifier: MIT
// Channels, when memory runs out.
#pragma once

#include "faults/fault/fault.hpp"

namespace {

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

}  // namespace
