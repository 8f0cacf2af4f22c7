// SPDX-License-Identifier: MIT
// Tests of channels whose ends race: for order, for disconnects, and for values that get lost or live twice.
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"
#include "support/cpu_time.hpp"
#include "support/gone.hpp"

namespace letters {

// A message that may hold an end of its own channel.
struct Letter {
  std::optional<fearless::mpsc::Sender<Letter>> reply;
};

}  // namespace letters

namespace {

namespace mpsc = fearless::mpsc;
using namespace std::chrono_literals;
using mpsc::RecvTimeoutError;

// Counts its living objects. With Boxed, its move is not declared to throw nothing.
template <bool Boxed>
struct Counted {
  explicit Counted(int n) : value(n) { ++alive; }
  Counted(Counted&& other) noexcept(!Boxed) : value(std::exchange(other.value, -1)) { ++alive; }
  Counted& operator=(Counted&& other) noexcept {
    value = std::exchange(other.value, -1);
    return *this;
  }
  ~Counted() { --alive; }

  int value;
  static inline std::atomic<int> alive{0};
};

// Its move lasts until it is told to end.
struct Slow {
  explicit Slow(bool waits) : waits_when_moved(waits) {}
  Slow(Slow&& other) noexcept : waits_when_moved(false) {
    if (!other.waits_when_moved) return;
    inside.store(true);
    while (!may_end.load()) std::this_thread::yield();
  }
  ~Slow() = default;

  bool waits_when_moved;
  static inline std::atomic<bool> inside{false};
  static inline std::atomic<bool> may_end{false};
};

// A channel of each kind, by the bound it has: none, one for a ring, 0, and one of the kind that only huge bounds have.
struct Unbounded {
  template <class T>
  static auto make() {
    return mpsc::channel<T>();
  }
};
template <std::size_t Bound>
struct Bounded {
  template <class T>
  static auto make() {
    return mpsc::sync_channel<T>(Bound);
  }
};
template <std::size_t Bound>
struct Limited {
  template <class T>
  static auto make() {
    using Channel = mpsc::mpsc_detail::ChannelWith<T, mpsc::mpsc_detail::Limited>;
    auto& channel = *new Channel(mpsc::mpsc_detail::Kind::HugeBound, Bound);
    return std::pair(mpsc::SyncSender<T>(mpsc::mpsc_detail::SenderHandle<T>(channel)),
                     mpsc::Receiver<T>(mpsc::mpsc_detail::ReceiverHandle<T>(channel)));
  }
};

}  // namespace

// These types synchronise what their objects share: their rules let them into a channel on every compiler.
template <bool Boxed>
struct fearless::rules::row<Counted<Boxed>> : AlwaysRow {};
template <>
struct fearless::rules::row<Slow> : AlwaysRow {};

namespace {

template <class Kind>
class ChannelRace : public testing::Test {};
using Kinds = testing::Types<Unbounded, Bounded<0>, Bounded<1>, Bounded<3>, Bounded<64>, Limited<1>, Limited<70>>;
TYPED_TEST_SUITE(ChannelRace, Kinds);

TYPED_TEST(ChannelRace, EachSendersOrderIsKeptAndNothingIsLost) {
  constexpr int senders = 4;
  constexpr int count = 4000;
  auto [tx, rx] = TypeParam::template make<std::pair<int, int>>();
  std::vector<std::thread> threads;
  for (int s = 0; s < senders; ++s) {
    threads.emplace_back([sender = tx, s] {
      for (int i = 0; i < count; ++i) sender.send({s, i}).unwrap();
    });
  }
  gone(std::move(tx));
  std::array<int, senders> next{};
  const auto check = [&](const std::pair<int, int>& message) {
    ASSERT_EQ(next[static_cast<std::size_t>(message.first)]++, message.second);
  };
  // Each way to receive has its turn.
  std::vector<std::pair<int, int>> many;
  for (int turn = 0;; ++turn) {
    if (turn % 4 == 0) {
      many.clear();
      if (rx.recv_many(many, 50) == 0) break;
      for (const auto& message : many) check(message);
    } else if (turn % 4 == 1) {
      for (const auto& message : rx.try_iter()) check(message);
    } else if (turn % 4 == 2) {
      const auto message = rx.recv_timeout(10us);
      if (message.has_value()) check(message.value());
    } else {
      for (const auto& message : rx) {
        check(message);
        break;
      }
    }
  }
  for (const int n : next) EXPECT_EQ(n, count);
  for (auto& t : threads) t.join();
}

// What each sender is told is true: as many values were received, or destroyed with the receiver, as were sent.
template <class Kind, bool Boxed>
void drop_the_receiver_among_senders() {
  using Value = Counted<Boxed>;
  for (int round = 0; round < 60; ++round) {
    auto [tx, rx] = Kind::template make<Value>();
    std::atomic<int> begun{0};
    std::vector<std::thread> threads;
    for (int s = 0; s < 3; ++s) {
      threads.emplace_back([&begun, sender = tx] {
        ++begun;
        for (int i = 0;; ++i) {
          auto sent = sender.send(Value(i));
          if (sent.has_value()) continue;
          ASSERT_EQ(sent.error().value.value, i) << "it comes back as it was";
          break;
        }
      });
    }
    gone(std::move(tx));
    while (begun.load() == 0) std::this_thread::yield();
    for (int i = 0; i < round * 5; ++i) ASSERT_NE(rx.recv().unwrap().value, -1);
    gone(std::move(rx));
    for (auto& t : threads) t.join();
    ASSERT_EQ(Value::alive.load(), 0);
  }
}

TYPED_TEST(ChannelRace, DroppingTheReceiverAmongSenders) {
  drop_the_receiver_among_senders<TypeParam, false>();
  drop_the_receiver_among_senders<TypeParam, true>();
}

TYPED_TEST(ChannelRace, TheLastSenderGoesWhileTheReceiverWaits) {
  for (int round = 0; round < 300; ++round) {
    auto [tx, rx] = TypeParam::template make<int>();
    std::thread t([sender = std::move(tx), round] {
      for (int i = 0; i < round % 3; ++i) sender.send(i).unwrap();
    });
    int received = 0;
    while (true) {
      const auto value = rx.recv_timeout(1h);
      if (!value.has_value()) {
        ASSERT_EQ(value.error(), RecvTimeoutError::Disconnected);
        break;
      }
      ASSERT_EQ(value.value(), received++);
    }
    ASSERT_EQ(received, round % 3);
    t.join();
  }
}

TYPED_TEST(ChannelRace, TimeoutsLoseNothing) {
  using Value = Counted<false>;
  constexpr int count = 1500;
  {
    auto [tx, rx] = TypeParam::template make<Value>();
    std::vector<std::thread> threads;
    for (int s = 0; s < 2; ++s) {
      threads.emplace_back([sender = tx] {
        for (int i = 0; i < count;) {
          auto sent = sender.try_send(Value(i));
          if (sent.has_value()) {
            ++i;
          } else {
            ASSERT_EQ(sent.error().value.value, i);
            std::this_thread::yield();
          }
        }
      });
    }
    gone(std::move(tx));
    int received = 0;
    while (true) {
      auto value = rx.recv_timeout(received % 2 == 0 ? 1us : 100us);
      if (value.has_value()) {
        ++received;
      } else if (value.error() == RecvTimeoutError::Disconnected) {
        break;
      }
    }
    EXPECT_EQ(received, 2 * count);
    for (auto& t : threads) t.join();
  }
  EXPECT_EQ(Value::alive.load(), 0);
}

// Both sleep in turn, as each waits for the other: a wake that gets lost hangs.
TYPED_TEST(ChannelRace, PingPong) {
  auto [tx, rx] = TypeParam::template make<int>();
  auto back = TypeParam::template make<int>();
  std::thread t([receiver = std::move(rx), sender = std::move(back.first)] {
    for (const int v : receiver) sender.send(v + 1).unwrap();
  });
  for (int i = 0; i < 3000; ++i) {
    tx.send(i).unwrap();
    if (i % 100 == 0) std::this_thread::sleep_for(200us);  // long enough for the other to fall asleep
    ASSERT_EQ(back.second.recv().unwrap(), i + 1);
  }
  gone(std::move(tx));
  t.join();
}

// A value was sent; that one before it is not complete yet does not hide it.
TEST(ChannelVisibility, TryRecvSeesWhatWasSent) {
  auto [tx, rx] = mpsc::channel<Slow>();
  std::thread slow([sender = tx] { sender.send(Slow(true)).unwrap(); });
  while (!Slow::inside.load()) std::this_thread::yield();
  tx.send(Slow(false)).unwrap();
  std::thread end([] { Slow::may_end.store(true); });
  EXPECT_TRUE(rx.try_recv().has_value());
  EXPECT_TRUE(rx.try_recv().has_value());
  EXPECT_FALSE(rx.try_recv().has_value());
  slow.join();
  end.join();
}

TEST(ChannelLetters, SendersInsideTheirOwnChannelRace) {
  using letters::Letter;
  for (int round = 0; round < 100; ++round) {
    auto [tx, rx] = mpsc::channel<Letter>();
    std::vector<std::thread> threads;
    for (int s = 0; s < 2; ++s) {
      threads.emplace_back([sender = tx] {
        for (int i = 0; i < 100; ++i) {
          if (!sender.send(Letter{sender}).has_value()) break;
        }
      });
    }
    gone(std::move(tx));
    for (int i = 0; i < round; ++i) {
      const auto letter = rx.recv().unwrap();
      if (letter.reply) static_cast<void>(letter.reply->send(Letter{}));  // such a reply has none
    }
    gone(std::move(rx));
    for (auto& t : threads) t.join();
  }
}

#if defined(__linux__)
// Waiting is not paid for with processor time.
TYPED_TEST(ChannelRace, ABlockedReceiverUsesNoProcessor) {
  auto [tx, rx] = TypeParam::template make<int>();
  const auto used =
      cpu_time::least(2ms, [&end = rx] { EXPECT_EQ(end.recv_timeout(100ms).error(), RecvTimeoutError::Timeout); });
  EXPECT_LT(used, 2ms);
}
#endif

}  // namespace
