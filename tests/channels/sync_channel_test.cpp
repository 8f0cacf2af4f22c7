// SPDX-License-Identifier: MIT
// Tests of mpsc::sync_channel, named after the behaviours that Rust's suite for it checks.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"
#include "support/gone.hpp"

namespace {

namespace mpsc = fearless::mpsc;
using namespace std::chrono_literals;
using mpsc::RecvTimeoutError;
using mpsc::TryRecvError;
using MoveOnly = std::unique_ptr<int>;

static_assert(fearless::is_send_v<mpsc::SyncSender<int>> && fearless::is_sync_v<mpsc::SyncSender<int>>);
static_assert(!fearless::is_send_v<mpsc::SyncSender<int*>> && !fearless::is_sync_v<mpsc::SyncSender<int*>>);
static_assert(!fearless::is_thread_safe_v<mpsc::SyncSender<int>> && fearless::is_static_v<mpsc::SyncSender<int>>);
static_assert(!fearless::is_send_v<mpsc::SendTimeoutError<int*>>);
static_assert(std::is_copy_constructible_v<mpsc::SyncSender<MoveOnly>>);

// Throws from its move when told.
struct Throwing {
  explicit Throwing(int n) : value(n) {}
  Throwing(Throwing&& other) : value(other.value) {
    if (moves_until_throw > 0 && --moves_until_throw == 0) throw std::runtime_error("move");
    other.value = -1;
  }
  int value;
  static inline int moves_until_throw = 0;
};

}  // namespace

// Made for one thread's test: its rule lets it into a channel on every compiler.
template <>
struct fearless::rules::row<Throwing> : AlwaysRow {};

namespace {

TEST(SyncChannel, Smoke) {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
}

TEST(SyncChannel, DropFull) {
  auto shared = fearless::Arc<int>::make(1);
  {
    auto [tx, rx] = mpsc::sync_channel<fearless::Arc<int>>(1);
    tx.send(shared).unwrap();
    EXPECT_EQ(shared.strong_count(), 2);
  }
  EXPECT_EQ(shared.strong_count(), 1);
}

TEST(SyncChannel, FirstInFirstOutUpToTheBound) {
  auto [tx, rx] = mpsc::sync_channel<int>(3);
  for (int i = 0; i < 3; ++i) tx.send(i).unwrap();
  EXPECT_TRUE(tx.try_send(3).error().is_full());
  EXPECT_EQ(rx.recv().unwrap(), 0);
  tx.try_send(3).unwrap();
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(rx.recv().unwrap(), i);
}

TEST(SyncChannel, TrySendStates) {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  tx.try_send(1).unwrap();
  auto full = tx.try_send(2);
  ASSERT_FALSE(full.has_value());
  EXPECT_EQ(full.error().kind(), mpsc::TrySendError<int>::Full);
  EXPECT_EQ(full.error().value, 2);
  gone(std::move(rx));
  auto closed = tx.try_send(3);
  EXPECT_EQ(closed.error().kind(), mpsc::TrySendError<int>::Disconnected);
  EXPECT_EQ(std::move(closed).error().into_inner(), 3);
}

TEST(SyncChannel, AHugeBoundReservesNothing) {
  auto [tx, rx] = mpsc::sync_channel<int>(SIZE_MAX - 1);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
}

TEST(SyncChannel, SendWaitsForRoom) {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  tx.send(1).unwrap();
  std::atomic<bool> sent{false};
  std::thread t([&sent, &sender = tx] {
    sender.send(2).unwrap();
    sent = true;
  });
  std::this_thread::yield();
  EXPECT_FALSE(sent);
  EXPECT_EQ(rx.recv().unwrap(), 1);
  EXPECT_EQ(rx.recv().unwrap(), 2);
  t.join();
}

TEST(SyncChannel, Stress) {
  for (const std::size_t bound : {0U, 1U, 7U}) {
    constexpr int count = 3000;
    auto [tx, rx] = mpsc::sync_channel<int>(bound);
    std::thread t(
        [](const mpsc::SyncSender<int>& sender) {
          for (int i = 0; i < count; ++i) sender.send(i).unwrap();
        },
        std::move(tx));
    for (int i = 0; i < count; ++i) ASSERT_EQ(rx.recv().unwrap(), i);
    EXPECT_FALSE(rx.recv().has_value());
    t.join();
  }
}

TEST(SyncChannel, StressShared) {
  for (const std::size_t bound : {0U, 1U, 3U}) {
    constexpr int count = 500;
    constexpr int senders = 4;
    auto [tx, rx] = mpsc::sync_channel<std::pair<int, int>>(bound);
    std::vector<std::thread> threads;
    for (int s = 0; s < senders; ++s) {
      threads.emplace_back(
          [](const mpsc::SyncSender<std::pair<int, int>>& sender, int id) {
            for (int i = 0; i < count; ++i) sender.send({id, i}).unwrap();
          },
          tx, s);
    }
    gone(std::move(tx));
    std::vector<int> next(senders, 0);
    for (const auto& [id, i] : rx) {
      const auto slot = static_cast<std::size_t>(id);
      ASSERT_EQ(next[slot], i) << "each sender's messages keep their order";
      ++next[slot];
    }
    for (const int n : next) EXPECT_EQ(n, count);
    for (auto& t : threads) t.join();
  }
}

TEST(SyncChannel, StressWithTimeoutsLosesNothing) {
  for (const std::size_t bound : {0U, 1U}) {
    constexpr int count = 300;
    auto [tx, rx] = mpsc::sync_channel<MoveOnly>(bound);
    std::vector<std::thread> threads;
    for (int s = 0; s < 2; ++s) {
      threads.emplace_back(
          [](const mpsc::SyncSender<MoveOnly>& sender) {
            for (int i = 0; i < count; ++i) {
              auto value = std::make_unique<int>(i);
              while (value) {
                auto sent = sender.send_timeout(std::move(value), 20us);
                if (sent.has_value()) break;
                ASSERT_TRUE(sent.error().is_timeout());
                value = std::move(sent).error().into_inner();
                ASSERT_NE(value, nullptr);
              }
            }
          },
          tx);
    }
    gone(std::move(tx));
    int received = 0;
    while (true) {
      auto value = rx.recv_timeout(20us);
      if (value.has_value()) {
        ASSERT_NE(value.value(), nullptr);
        ++received;
      } else if (value.error() == RecvTimeoutError::Disconnected) {
        break;
      }
    }
    EXPECT_EQ(received, 2 * count);
    for (auto& t : threads) t.join();
  }
}

TEST(SyncChannel, QueuedValuesArriveBeforeTheDisconnect) {
  auto [tx, rx] = mpsc::sync_channel<int>(2);
  tx.send(1).unwrap();
  tx.send(2).unwrap();
  gone(std::move(tx));
  EXPECT_EQ(rx.recv().unwrap(), 1);
  EXPECT_EQ(rx.recv().unwrap(), 2);
  EXPECT_FALSE(rx.recv().has_value());
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
}

TEST(SyncChannel, DroppedReceiverGivesEveryWaitingSenderItsValueBack) {
  for (const std::size_t bound : {0U, 1U}) {
    for (int round = 0; round < 50; ++round) {
      auto [tx, rx] = mpsc::sync_channel<std::pair<int, MoveOnly>>(bound);
      if (bound == 1) tx.send({-1, nullptr}).unwrap();
      std::atomic<int> given_back{0};
      std::vector<std::thread> threads;
      for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&given_back, &sender = tx, i] {
          auto sent = sender.send({i, std::make_unique<int>(i)});
          ASSERT_FALSE(sent.has_value());
          const auto value = std::move(sent).error().into_inner();
          EXPECT_EQ(value.first, i);
          EXPECT_EQ(*value.second, i);
          ++given_back;
        });
      }
      if (round % 2 == 0) std::this_thread::yield();
      gone(std::move(rx));
      for (auto& t : threads) t.join();
      EXPECT_EQ(given_back, 3);
    }
  }
}

TEST(SyncChannel, DroppedReceiverDestroysWhatIsQueuedAtOnce) {
  auto shared = fearless::Arc<int>::make(1);
  auto [tx, rx] = mpsc::sync_channel<fearless::Arc<int>>(3);
  tx.send(shared).unwrap();
  tx.send(shared).unwrap();
  gone(std::move(rx));
  EXPECT_EQ(shared.strong_count(), 1);
}

TEST(SyncChannel, RendezvousReturnsAfterTheValueWasReceived) {
  for (int round = 0; round < 100; ++round) {
    auto [tx, rx] = mpsc::sync_channel<int>(0);
    std::atomic<bool> asked{false};
    std::thread t([&asked, &sender = tx] {
      sender.send(1).unwrap();
      EXPECT_TRUE(asked) << "send returned before anyone received";
    });
    if (round % 2 == 0) std::this_thread::yield();
    asked = true;
    EXPECT_EQ(rx.recv().unwrap(), 1);
    t.join();
  }
}

TEST(SyncChannel, RendezvousTrySendNeedsAWaitingReceiver) {
  auto [tx, rx] = mpsc::sync_channel<int>(0);
  EXPECT_TRUE(tx.try_send(1).error().is_full());
  std::thread t([](const mpsc::Receiver<int>& receiver) { EXPECT_EQ(receiver.recv().unwrap(), 2); }, std::move(rx));
  while (true) {
    auto sent = tx.try_send(2);
    if (sent.has_value()) break;
    ASSERT_TRUE(sent.error().is_full());
    std::this_thread::yield();
  }
  t.join();
  EXPECT_TRUE(tx.try_send(3).error().is_disconnected());
}

TEST(SyncChannel, RendezvousTrySendNeverLosesToATimeout) {
  auto [tx, rx] = mpsc::sync_channel<int>(0);
  std::atomic<bool> stop{false};
  int received = 0;
  int sent = 0;
  std::thread t([&sent, &stop, &sender = tx] {
    while (!stop) sent += sender.try_send(1).has_value() ? 1 : 0;
  });
  for (int i = 0; i < 2000; ++i) received += rx.recv_timeout(5us).has_value() ? 1 : 0;
  stop = true;
  t.join();
  EXPECT_EQ(received, sent);
}

TEST(SyncChannel, RendezvousTryRecvTakesFromAWaitingSender) {
  auto [tx, rx] = mpsc::sync_channel<int>(0);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  std::thread t([](const mpsc::SyncSender<int>& sender) { sender.send(5).unwrap(); }, tx);
  while (true) {
    auto received = rx.try_recv();
    if (received.has_value()) {
      EXPECT_EQ(received.value(), 5);
      break;
    }
    std::this_thread::yield();
  }
  t.join();
}

TEST(SyncChannel, SendTimeout) {
  for (const std::size_t bound : {0U, 1U}) {
    auto [tx, rx] = mpsc::sync_channel<MoveOnly>(bound);
    if (bound == 1) tx.send(nullptr).unwrap();
    for (const auto span : {-1ms, 0ms, 2ms}) {
      auto sent = tx.send_timeout(std::make_unique<int>(7), span);
      ASSERT_FALSE(sent.has_value());
      EXPECT_EQ(sent.error().kind(), mpsc::SendTimeoutError<MoveOnly>::Timeout);
      EXPECT_EQ(*std::move(sent).error().into_inner(), 7);
    }
    if (bound == 1) {
      EXPECT_EQ(rx.recv().unwrap(), nullptr);
    }
    EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty) << "what was given back is not in the channel";
    std::thread t([&receiver = rx] { EXPECT_EQ(*receiver.recv().unwrap(), 8); });
    tx.send_timeout(std::make_unique<int>(8), std::chrono::hours::max()).unwrap();
    t.join();
    gone(std::move(rx));
    EXPECT_TRUE(tx.send_timeout(nullptr, 1h).error().is_disconnected());
  }
}

TEST(SyncChannel, AMoveThatThrowsInRecvLosesNothing) {
  auto [tx, rx] = mpsc::sync_channel<Throwing>(2);
  tx.send(Throwing(1)).unwrap();
  tx.send(Throwing(2)).unwrap();
  Throwing::moves_until_throw = 1;
  EXPECT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
  EXPECT_TRUE(tx.try_send(Throwing(3)).error().is_full());
  EXPECT_EQ(rx.recv().unwrap().value, 1);
  EXPECT_EQ(rx.recv().unwrap().value, 2);
  tx.try_send(Throwing(4)).unwrap();
  EXPECT_EQ(rx.recv().unwrap().value, 4);
}

TEST(SyncChannel, Iter) {
  auto [tx, rx] = mpsc::sync_channel<std::string>(1);
  std::thread t(
      [](const mpsc::SyncSender<std::string>& sender) {
        for (const char* word : {"a", "b", "c"}) sender.send(word).unwrap();
      },
      std::move(tx));
  std::string all;
  for (auto& word : rx) all += word;
  EXPECT_EQ(all, "abc");
  t.join();
}

TEST(SyncChannel, CloneKeepsTheChannelOpen) {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  auto copy = tx.clone();
  gone(std::move(tx));
  copy.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
  gone(std::move(copy));
  EXPECT_FALSE(rx.recv().has_value());
}

// Rust: Disconnected wins over Full: what has no receiver is never delivered.
TEST(SyncChannel, AFullChannelWhoseReceiverIsGoneIsDisconnected) {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  tx.try_send(1).unwrap();
  EXPECT_TRUE(tx.try_send(2).error().is_full());
  {
    const auto gone = std::move(rx);
  }
  auto error = tx.try_send(3).error();
  EXPECT_TRUE(error.is_disconnected());
  EXPECT_EQ(std::move(error).into_inner(), 3);
}

}  // namespace
