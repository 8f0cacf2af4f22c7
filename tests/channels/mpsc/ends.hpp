// SPDX-License-Identifier: MIT
// What becomes of messages when an end goes, and when a move throws; errors.
#pragma once

#include "channels/mpsc/mpsc.hpp"

namespace {

TEST(Mpsc, DroppedReceiverDestroysWhatIsQueuedAtOnce) {
  auto [tx, rx] = mpsc::channel<Counted>();
  for (int i = 0; i < 3; ++i) tx.send(Counted(i)).unwrap();
  EXPECT_EQ(Counted::alive, 3);
  gone(std::move(rx));
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Mpsc, AssigningAReceiverGivesUpTheOldChannel) {
  auto [tx, rx] = mpsc::channel<int>();
  auto [tx2, rx2] = mpsc::channel<int>();
  rx = std::move(rx2);
  EXPECT_FALSE(tx.send(1).has_value());
  tx2.send(2).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 2);
}

TEST(Mpsc, AssigningASenderGivesUpTheOldChannel) {
  auto [tx, rx] = mpsc::channel<int>();
  auto [tx2, rx2] = mpsc::channel<int>();
  tx = tx2;
  EXPECT_FALSE(rx.recv().has_value());
  tx.send(2).unwrap();
  EXPECT_EQ(rx2.recv().unwrap(), 2);
  auto& self = tx;
  tx = self;
  tx.send(3).unwrap();
  EXPECT_EQ(rx2.recv().unwrap(), 3);
}

using letters::Letter;

TEST(Mpsc, SenderInsideItsOwnChannel) {
  auto [tx, rx] = mpsc::channel<Letter>();
  tx.send(Letter{tx}).unwrap();
  gone(std::move(tx));
  gone(std::move(rx));
}

TEST(Mpsc, SenderSentBack) {
  auto [tx, rx] = mpsc::channel<Letter>();
  tx.send(Letter{tx}).unwrap();
  gone(std::move(tx));
  {
    auto letter = rx.recv().unwrap();
    letter.reply->send(Letter{}).unwrap();
  }
  EXPECT_FALSE(rx.recv().unwrap().reply.has_value());
  EXPECT_FALSE(rx.recv().has_value());
}

TEST(Mpsc, ADestructorMayUseTheChannel) {
  auto ends = mpsc::channel<OnDrop>();
  auto& tx = ends.first;
  int failed = 0;
  tx.send(OnDrop([&] { failed += tx.send(OnDrop(nullptr)).has_value() ? 0 : 1; })).unwrap();
  gone(std::move(ends.second));
  EXPECT_EQ(failed, 1);
}

TEST(Mpsc, AMoveThatThrowsInSendLeavesTheChannelAsItWas) {
  auto [tx, rx] = mpsc::channel<Counted>();
  tx.send(Counted(1)).unwrap();
  Counted second(2);
  Counted::moves_until_throw = 1;
  EXPECT_THROW(static_cast<void>(tx.send(std::move(second))), std::runtime_error);
  EXPECT_EQ(second.value, 2);
  tx.send(Counted(3)).unwrap();
  EXPECT_EQ(rx.recv().unwrap().value, 1);
  EXPECT_EQ(rx.recv().unwrap().value, 3);
  EXPECT_EQ(Counted::alive, 1);
}

TEST(Mpsc, AMoveThatThrowsInRecvLosesNothing) {
  auto [tx, rx] = mpsc::channel<Counted>();
  tx.send(Counted(1)).unwrap();
  tx.send(Counted(2)).unwrap();
  Counted::moves_until_throw = 1;
  EXPECT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
  EXPECT_EQ(rx.recv().unwrap().value, 1);
  Counted::moves_until_throw = 1;
  EXPECT_THROW(static_cast<void>(rx.begin() == rx.end()), std::runtime_error);
  EXPECT_EQ(rx.recv().unwrap().value, 2);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  EXPECT_EQ(Counted::alive, 0);
  tx.send(Counted(3)).unwrap();
  EXPECT_EQ(rx.recv().unwrap().value, 3);
}

TEST(Mpsc, OneshotManyTimes) {
  for (int i = 0; i < 500; ++i) {
    auto [tx, rx] = mpsc::channel<MoveOnly>();
    std::thread t([](const mpsc::Sender<MoveOnly>& s) { static_cast<void>(s.send(std::make_unique<int>(10))); },
                  std::move(tx));
    if (i % 2 == 0) {
      EXPECT_EQ(*rx.recv().unwrap(), 10);
    } else {
      gone(std::move(rx));
    }
    t.join();
  }
}

TEST(Mpsc, ErrorsHaveWords) {
  auto [tx, rx] = mpsc::channel<int>();
  gone(std::move(rx));
  EXPECT_STREQ(tx.send(1).error().what(), "sending on a closed channel");
  EXPECT_THROW(tx.send(1).unwrap(), fearless::BadResultAccess);
}

TEST(Channel, RecvMany) {
  auto [tx, rx] = mpsc::channel<int>();
  std::vector<int> values{0};
  EXPECT_EQ(rx.recv_many(values, 0), 0U) << "nothing is wanted, nothing is waited for";
  for (int i = 1; i <= 5; ++i) tx.send(i).unwrap();
  EXPECT_EQ(rx.recv_many(values, 3), 3U);
  EXPECT_EQ(values, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(rx.recv_many(values, 100), 2U);
  auto handle = fearless::thread::spawn([](auto sender) { sender.send(6).unwrap(); }, std::move(tx));
  EXPECT_EQ(rx.recv_many(values, 100), 1U) << "waits for the first";
  handle.join().unwrap();
  EXPECT_EQ(rx.recv_many(values, 100), 0U) << "every sender is gone";
  EXPECT_EQ(values, (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
}

// Rust: test_recv_into_iter_owned.

TEST(Channel, ErrorsConvertAndSpeakAsInRust) {
  using fearless::Result;
  const Result<int, TryRecvError> none = Result<int, mpsc::RecvError>(fearless::unexpect);
  EXPECT_EQ(none.error(), TryRecvError::Disconnected);
  const Result<void, mpsc::TrySendError<int>> unsent =
      Result<void, mpsc::SendError<int>>(fearless::unexpect, mpsc::SendError<int>{5});
  EXPECT_TRUE(unsent.error().is_disconnected());
  EXPECT_EQ(unsent.error().value, 5);
  const mpsc::SendTimeoutError<MoveOnly> late = mpsc::SendError<MoveOnly>{std::make_unique<int>(6)};
  EXPECT_TRUE(late.is_disconnected());
  EXPECT_EQ(*late.value, 6);
  EXPECT_STREQ(TryRecvError(TryRecvError::Empty).what(), "receiving on an empty channel");
  EXPECT_STREQ(TryRecvError(TryRecvError::Disconnected).what(), "receiving on a closed channel");
  EXPECT_STREQ(RecvTimeoutError(RecvTimeoutError::Timeout).what(), "timed out waiting on channel");
  EXPECT_STREQ(RecvTimeoutError(mpsc::RecvError()).what(), "channel is empty and sending half is closed");
  const auto number = [](TryRecvError error) {
    switch (error) {
      case TryRecvError::Empty:
        return 1;
      case TryRecvError::Disconnected:
        return 2;
    }
    return 0;
  };
  EXPECT_EQ(number(TryRecvError::Empty), 1);
  EXPECT_EQ(number(mpsc::RecvError()), 2);
}

// Rust: try_iter "will return None if there are no more pending values or if the channel has hung up".

TEST(Mpsc, WhatWasSentInTimeMayStillBeLost) {
  auto [tx, rx] = mpsc::channel<std::string>();
  EXPECT_TRUE(tx.send("lost").has_value());
  {
    const auto gone = std::move(rx);
  }
  EXPECT_EQ(tx.send("given back").error().into_inner(), "given back");
}

}  // namespace
