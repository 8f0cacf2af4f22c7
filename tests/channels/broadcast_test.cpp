// SPDX-License-Identifier: MIT
// broadcast::channel: every receiver gets every message, is told what it missed, and when nothing will come.
#include <fearless/rc.hpp>
#include <fearless/std/string.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/thread.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
namespace broadcast = fearless::broadcast;
namespace thread = fearless::thread;

static_assert(fearless::Send<broadcast::Sender<int>> && fearless::Send<broadcast::Receiver<std::string>>);
static_assert(!fearless::Send<broadcast::Sender<fearless::Rc<int>>>);

TEST(Broadcast, EveryReceiverGetsEveryMessage) {
  auto [tx, rx] = broadcast::channel<std::string>(4);
  auto other = tx.subscribe();
  EXPECT_EQ(tx.send("a").value(), 2u);
  auto late = rx.resubscribe();
  EXPECT_EQ(tx.send("b").value(), 3u);
  EXPECT_EQ(rx.recv().value(), "a");
  EXPECT_EQ(rx.recv().value(), "b");
  EXPECT_EQ(other.recv().value(), "a");
  EXPECT_EQ(late.recv().value(), "b");
  EXPECT_EQ(rx.try_recv().error(), broadcast::RecvError::Empty);
  {
    const auto gone = std::move(tx);
  }
  EXPECT_EQ(rx.recv().error(), broadcast::RecvError::Closed);
  EXPECT_EQ(other.recv().value(), "b");
  EXPECT_EQ(other.try_recv().error(), broadcast::RecvError::Closed);
}

TEST(Broadcast, ASlowReceiverIsToldWhatItMissed) {
  auto [tx, rx] = broadcast::channel<int>(2);
  for (int i = 0; i != 5; ++i) ASSERT_TRUE(tx.send(i).has_value());
  const auto missed = rx.recv();
  ASSERT_FALSE(missed.has_value());
  EXPECT_EQ(missed.error(), broadcast::RecvError::Lagged);
  EXPECT_EQ(missed.error().missed(), 3u);
  EXPECT_EQ(rx.recv().value(), 3);
  EXPECT_EQ(rx.recv().value(), 4);
}

TEST(Broadcast, ASendThatNobodyGetsGivesTheValueBack) {
  auto [tx, rx] = broadcast::channel<std::string>(0);
  {
    const auto gone = std::move(rx);
  }
  auto sent = tx.send("kept");
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(std::move(sent).error().into_inner(), "kept");
  auto again = tx.subscribe();
  EXPECT_EQ(tx.send("x").value(), 1u);
  EXPECT_EQ(tx.send("y").value(), 1u);
  EXPECT_EQ(again.recv().error().missed(), 1u);
  EXPECT_EQ(again.recv().value(), "y");
}

TEST(Broadcast, WaitsNoLongerThanItIsTold) {
  auto [tx, rx] = broadcast::channel<int>(2);
  EXPECT_EQ(rx.recv_timeout(0s).error(), broadcast::RecvError::Empty);
  EXPECT_EQ(rx.recv_timeout(1ms).error(), broadcast::RecvError::Empty);
  ASSERT_TRUE(tx.send(1).has_value());
  EXPECT_EQ(rx.recv_timeout(1h).value(), 1);
}

TEST(Broadcast, MessagesAreDestroyedOnceNobodyCanGetThem) {
  const auto value = fearless::Arc<int>::make(1);
  {
    auto [tx, rx] = broadcast::channel<fearless::Arc<int>>(1);
    ASSERT_TRUE(tx.send(value.clone()).has_value());
    EXPECT_EQ(value.strong_count(), 2u);
    ASSERT_TRUE(tx.send(value.clone()).has_value());
    EXPECT_EQ(value.strong_count(), 2u);
  }
  EXPECT_EQ(value.strong_count(), 1u);
}

// Receivers on threads of their own add up what they get and what they missed: nothing is lost, nothing comes twice.
TEST(Broadcast, NothingIsLostAndNothingComesTwice) {
  auto [tx, rx] = broadcast::channel<int>(8);
  std::vector<thread::JoinHandle<bool>> receivers;
  for (int i = 0; i != 3; ++i) {
    receivers.push_back(thread::spawn(
        [](broadcast::Receiver<int> own) {
          int next = 0;
          for (;;) {
            const auto received = own.recv();
            if (received.has_value()) {
              if (*received != next++) return false;
            } else if (received.error() == broadcast::RecvError::Lagged) {
              next += static_cast<int>(received.error().missed());
            } else {
              return next == 5000;
            }
          }
        },
        tx.subscribe()));
  }
  for (int i = 0; i != 5000; ++i) ASSERT_TRUE(tx.send(i).has_value());
  {
    const auto gone = std::move(tx);
  }
  for (auto& one : receivers) EXPECT_TRUE(one.join().value());
}

}  // namespace
