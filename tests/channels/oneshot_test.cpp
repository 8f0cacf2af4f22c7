// SPDX-License-Identifier: MIT
// oneshot::channel: one message, its sender and its receiver, in every order in which they may come and go.
#include <fearless/rc.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using fearless::oneshot::channel;
namespace oneshot = fearless::oneshot;

static_assert(fearless::Send<oneshot::Sender<int>> && fearless::Send<oneshot::Receiver<std::string>>);
static_assert(fearless::Static<oneshot::Sender<int>> && !fearless::ThreadSafe<oneshot::Sender<int>>);
static_assert(!fearless::Send<oneshot::Sender<fearless::Rc<int>>> &&
              !fearless::Sync<oneshot::Receiver<fearless::Rc<int>>>);
static_assert(!fearless::Static<oneshot::Receiver<std::string_view>>);
static_assert(!std::is_copy_constructible_v<oneshot::Sender<int>> &&
              !std::is_copy_constructible_v<oneshot::Receiver<int>>);

TEST(Oneshot, GivesTheMessageOnce) {
  auto [tx, rx] = channel<std::string>();
  EXPECT_EQ(rx.try_recv().error(), oneshot::TryRecvError::Empty);
  EXPECT_FALSE(tx.is_closed());
  ASSERT_TRUE(std::move(tx).send("hello").has_value());
  EXPECT_EQ(rx.recv().value(), "hello");
  EXPECT_FALSE(rx.recv().has_value());
  EXPECT_EQ(rx.try_recv().error(), oneshot::TryRecvError::Disconnected);
  EXPECT_EQ(rx.recv_timeout(1h).error(), oneshot::RecvTimeoutError::Disconnected);
}

TEST(Oneshot, TheErrorOfASendGivesTheValueBack) {
  auto [tx, rx] = channel<std::unique_ptr<int>>();
  {
    const auto gone = std::move(rx);
  }
  EXPECT_TRUE(tx.is_closed());
  auto sent = std::move(tx).send(std::make_unique<int>(7));
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(*std::move(sent).error().into_inner(), 7);
}

TEST(Oneshot, ASenderThatIsGoneIsTold) {
  auto [tx, rx] = channel<int>();
  {
    const auto gone = std::move(tx);
  }
  EXPECT_FALSE(rx.recv().has_value());
  EXPECT_EQ(rx.try_recv().error(), oneshot::TryRecvError::Disconnected);
}

TEST(Oneshot, AReceiverThatSleepsIsWokenByTheMessage) {
  for (int round = 0; round != 200; ++round) {
    auto [tx, rx] = channel<int>();
    auto receiver =
        fearless::thread::spawn([](oneshot::Receiver<int> own) { return own.recv().value(); }, std::move(rx));
    ASSERT_TRUE(std::move(tx).send(round).has_value());
    EXPECT_EQ(receiver.join().value(), round);
  }
}

TEST(Oneshot, AReceiverThatSleepsIsWokenByTheEndOfTheSender) {
  for (int round = 0; round != 200; ++round) {
    auto [tx, rx] = channel<int>();
    auto receiver =
        fearless::thread::spawn([](oneshot::Receiver<int> own) { return own.recv().has_value(); }, std::move(rx));
    {
      const auto gone = std::move(tx);
    }
    EXPECT_FALSE(receiver.join().value());
  }
}

TEST(Oneshot, WaitsNoLongerThanItIsTold) {
  auto [tx, rx] = channel<int>();
  EXPECT_EQ(rx.recv_timeout(0s).error(), oneshot::RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_timeout(1ms).error(), oneshot::RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::system_clock::now() + 1ms).error(), oneshot::RecvTimeoutError::Timeout);
  ASSERT_TRUE(std::move(tx).send(3).has_value());
  EXPECT_EQ(rx.recv_timeout(1h).value(), 3);
}

// Both ends go at the same time, with a message or without: somebody frees it, and nobody twice.
TEST(Oneshot, EndsRaceToTheirEnd) {
  for (int round = 0; round != 500; ++round) {
    const auto counted = fearless::Arc<int>::make(0);
    auto [tx, rx] = channel<fearless::Arc<int>>();
    auto sender = fearless::thread::spawn(
        [](oneshot::Sender<fearless::Arc<int>> own, fearless::Arc<int> value) {
          return std::move(own).send(std::move(value)).has_value();
        },
        std::move(tx), counted.clone());
    {
      const auto gone = std::move(rx);
    }
    ASSERT_TRUE(sender.join().has_value());
    EXPECT_EQ(counted.strong_count(), 1u);
  }
}

struct ThrowsWhenMoved {
  explicit ThrowsWhenMoved(int times) : throws(times) {}
  ThrowsWhenMoved(ThrowsWhenMoved&& other) : throws(other.throws) {
    if (throws == 0) return;
    --other.throws;
    throw std::runtime_error("moved");
  }
  int throws;
  FEARLESS_UNSAFE_SEND_HERE(ThrowsWhenMoved);
  FEARLESS_UNSAFE_STATIC_HERE(ThrowsWhenMoved);
};

TEST(Oneshot, AMoveThatThrowsLosesNothing) {
  auto [tx, rx] = channel<ThrowsWhenMoved>();
  EXPECT_THROW((void)std::move(tx).send(ThrowsWhenMoved(1)), std::runtime_error);
  EXPECT_FALSE(tx.is_closed());
  EXPECT_EQ(rx.try_recv().error(), oneshot::TryRecvError::Empty);
  ASSERT_TRUE(std::move(tx).send(ThrowsWhenMoved(0)).has_value());
  EXPECT_TRUE(rx.recv().has_value());
}

TEST(Oneshot, AssigningGivesUpWhatWasHeld) {
  auto [tx, rx] = channel<int>();
  auto [tx2, rx2] = channel<int>();
  tx = std::move(tx2);
  EXPECT_FALSE(rx.recv().has_value());
  ASSERT_TRUE(std::move(tx).send(1).has_value());
  rx = std::move(rx2);
  EXPECT_EQ(rx.recv().value(), 1);
}

}  // namespace
