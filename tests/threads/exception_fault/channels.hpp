// SPDX-License-Identifier: MIT
// Channels whose values throw when they are moved or copied.
#pragma once

#include "threads/exception_fault/fussy.hpp"

namespace {

template <class Ends>
void send_at_every_move(Ends ends) {
  EXPECT_GE(at_every_move([&](auto attempt) {
              auto [tx, rx] = ends();
              EXPECT_TRUE(tx.send(Fussy(1)).has_value());
              Fussy value(2);
              const bool sent = attempt([&] { EXPECT_TRUE(tx.send(std::move(value)).has_value()); });
              EXPECT_EQ(value.id(), sent ? 0 : 2);
              EXPECT_TRUE(tx.send(Fussy(3)).has_value());
              EXPECT_EQ(rx.recv().value().id(), 1);
              if (sent) {
                EXPECT_EQ(rx.recv().value().id(), 2);
              }
              EXPECT_EQ(rx.recv().value().id(), 3);
              EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty);
            }),
            1);
}

TEST_F(ExceptionFault, SendOfAValueWhoseMoveThrows) {
  send_at_every_move([] { return mpsc::channel<Fussy>(); });
  send_at_every_move([] { return mpsc::sync_channel<Fussy>(3); });
}

TEST_F(ExceptionFault, SendOfAValueWhoseCopyThrows) {
  auto [tx, rx] = mpsc::channel<Fussy>();
  auto [stx, srx] = mpsc::sync_channel<Fussy>(1);
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(tx.send(value)), Refused);
  EXPECT_THROW(static_cast<void>(stx.send(value)), Refused);
  EXPECT_THROW(static_cast<void>(stx.try_send(value)), Refused);
  forgive();
  EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty);
  EXPECT_EQ(srx.try_recv().error(), mpsc::TryRecvError::Empty);
  EXPECT_TRUE(stx.try_send(value).has_value());  // its room was not taken
}

TEST_F(ExceptionFault, GivingBackAValueWhoseMoveThrows) {
  at_every_move([](auto attempt) {
    auto [tx, rx] = mpsc::channel<Fussy>();
    fearless::drop(std::move(rx));
    Fussy value(1);
    attempt([&] { EXPECT_FALSE(tx.send(std::move(value)).has_value()); });
  });
  at_every_move([](auto attempt) {
    auto [tx, rx] = mpsc::sync_channel<Fussy>(1);
    EXPECT_TRUE(tx.send(Fussy(1)).has_value());
    Fussy value(2);
    attempt([&] { EXPECT_FALSE(tx.try_send(std::move(value)).has_value()); });
    EXPECT_EQ(rx.recv().value().id(), 1);
    EXPECT_TRUE(tx.try_send(Fussy(3)).has_value());
  });
}

// What could not be moved out stays the first in the channel.
template <class Receive>
void receive_at_every_move(Receive receive) {
  EXPECT_GE(at_every_move([&](auto attempt) {
              auto [tx, rx] = mpsc::channel<Fussy>();
              for (int i = 1; i <= 3; ++i) {
                EXPECT_TRUE(tx.send(Fussy(i)).has_value());
              }
              int first = 0;
              attempt([&] { first = receive(rx); });
              if (first == 0) {
                first = rx.recv().value().id();
              }
              EXPECT_EQ(first, 1);
              EXPECT_EQ(rx.recv().value().id(), 2);
              EXPECT_EQ(rx.recv().value().id(), 3);
            }),
            1);
}

TEST_F(ExceptionFault, ReceivingAValueWhoseMoveThrows) {
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.recv();
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.try_recv();
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.recv_timeout(std::chrono::seconds(1));
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto it = rx.begin();  // by name: what is taken out of one that is about to go is moved once more
    return (*it).id();
  });
}

TEST_F(ExceptionFault, RecvManyOfValuesWhoseMovesThrow) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto [tx, rx] = mpsc::channel<Fussy>();
              for (int i = 1; i <= 4; ++i) {
                EXPECT_TRUE(tx.send(Fussy(i)).has_value());
              }
              std::vector<Fussy> values;
              values.reserve(4);
              attempt([&] { EXPECT_EQ(rx.recv_many(values, 4), 4U); });
              while (auto next = rx.try_recv()) {
                values.push_back(std::move(*next));
              }
              ASSERT_EQ(values.size(), 4U);
              for (int i = 1; i <= 4; ++i) {
                EXPECT_EQ(values[static_cast<std::size_t>(i - 1)].id(), i);
              }
            }),
            4);
}

// The sender of a rendezvous has its answer, and the value is not lost, when the receiver cannot move it at first.
TEST_F(ExceptionFault, RendezvousOfAValueWhoseMoveThrows) {
  auto [tx, rx] = mpsc::sync_channel<Fussy>(0);
  auto sender = thread::spawn(
      [](const mpsc::SyncSender<Fussy>& mine) {
        Fussy::spared = true;
        return mine.send(Fussy(1)).has_value();
      },
      std::move(tx));
  Fussy::moves = 0;
  EXPECT_THROW(static_cast<void>(rx.recv()), Refused);
  forgive();
  EXPECT_EQ(rx.recv().value().id(), 1);
  EXPECT_FALSE(rx.recv().has_value());
  EXPECT_TRUE(sender.join().value());
}

}  // namespace
