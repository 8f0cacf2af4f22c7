// SPDX-License-Identifier: MIT
// watch::channel: receivers see the newest value, wait for the next one, and are told when none will come.
#include <fearless/rc.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
namespace thread = fearless::thread;
namespace watch = fearless::watch;

static_assert(fearless::Send<watch::Sender<int>> && fearless::Sync<watch::Sender<int>>);
static_assert(!fearless::Send<watch::Receiver<fearless::Rc<int>>> && fearless::Static<watch::Receiver<std::string>>);

TEST(Watch, ShowsTheNewestValue) {
  auto [tx, rx] = watch::channel(std::string("first"));
  EXPECT_FALSE(rx.has_changed());
  EXPECT_EQ(rx.get(), "first");
  ASSERT_TRUE(tx.send("second").has_value());
  ASSERT_TRUE(tx.send("third").has_value());
  EXPECT_TRUE(rx.has_changed());
  ASSERT_TRUE(rx.changed().has_value());
  EXPECT_FALSE(rx.has_changed());
  EXPECT_EQ(rx.with([](const std::string& now) { return now.size(); }), 5u);
  EXPECT_EQ(tx.send_replace("fourth"), "third");
  EXPECT_TRUE(rx.has_changed());
  EXPECT_EQ(rx.get(), "fourth");
  EXPECT_FALSE(rx.has_changed());
}

TEST(Watch, TheLastChangeIsSeenBeforeTheEnd) {
  auto [tx, rx] = watch::channel(0);
  auto late = rx.clone();
  tx.send_modify([](int& now) { now = 5; });
  {
    const auto gone = std::move(tx);
  }
  ASSERT_TRUE(rx.changed().has_value());
  EXPECT_EQ(rx.get(), 5);
  EXPECT_FALSE(rx.changed().has_value());
  EXPECT_EQ(rx.changed_timeout(1h).error(), watch::RecvTimeoutError::Disconnected);
  EXPECT_TRUE(late.has_changed());
  EXPECT_EQ(late.get(), 5);
  EXPECT_FALSE(late.changed().has_value());
}

TEST(Watch, ASendThatNobodySeesGivesTheValueBack) {
  auto [tx, rx] = watch::channel(std::make_unique<int>(1));
  {
    const auto gone = std::move(rx);
  }
  EXPECT_EQ(tx.receiver_count(), 0u);
  auto sent = tx.send(std::make_unique<int>(2));
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(*std::move(sent).error().into_inner(), 2);
}

TEST(Watch, WaitsNoLongerThanItIsTold) {
  auto [tx, rx] = watch::channel(0);
  EXPECT_EQ(rx.changed_timeout(0s).error(), watch::RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.changed_timeout(1ms).error(), watch::RecvTimeoutError::Timeout);
  ASSERT_TRUE(tx.send(1).has_value());
  EXPECT_TRUE(rx.changed_timeout(1h).has_value());
}

TEST(Watch, AChangeThatThrowsIsTold) {
  auto [tx, rx] = watch::channel(0);
  EXPECT_THROW(tx.send_modify([](int& now) {
    now = 1;
    throw std::runtime_error("half way");
  }),
               std::runtime_error);
  EXPECT_TRUE(rx.has_changed());
  EXPECT_EQ(rx.get(), 1);
}

// Every receiver sees numbers that only grow, and the last one; several senders end one after another.
TEST(Watch, ReceiversOnThreadsSeeTheEnd) {
  auto [tx, rx] = watch::channel(0);
  std::vector<thread::JoinHandle<bool>> receivers;
  for (int i = 0; i != 3; ++i) {
    receivers.push_back(thread::spawn(
        [](watch::Receiver<int> own) {
          int before = own.get();
          bool grows = true;
          while (own.changed().has_value()) {
            const int now = own.get();
            grows = grows && now >= before;
            before = now;
          }
          return grows && before == 2000;
        },
        tx.subscribe()));
  }
  auto other = thread::spawn(
      [](watch::Sender<int> own) {
        for (int i = 0; i != 1000; ++i) own.send_modify([](int& n) { ++n; });
      },
      tx.clone());
  for (int i = 0; i != 1000; ++i) tx.send_modify([](int& n) { ++n; });
  other.join().value();
  {
    const auto gone = std::move(tx);
  }
  for (auto& one : receivers) EXPECT_TRUE(one.join().value());
}

}  // namespace
