// SPDX-License-Identifier: MIT
// Tests of how channels store messages: in blocks, rings and boxes.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"
#include "support/gone.hpp"

namespace {

namespace mpsc = fearless::mpsc;
using mpsc::TryRecvError;
using MoveOnly = std::unique_ptr<int>;

// Counts its living objects, and throws from its move when told.
struct Throwing {
  explicit Throwing(int n) : value(n) { ++alive; }
  Throwing(Throwing&& other) : value(other.value) {
    if (moves_until_throw > 0 && --moves_until_throw == 0) throw std::runtime_error("move");
    other.value = -1;
    ++alive;
  }
  Throwing& operator=(Throwing&&) = delete;
  ~Throwing() { --alive; }

  int value;
  static inline int alive = 0;
  static inline int moves_until_throw = 0;
};
static_assert(mpsc::mpsc_detail::is_boxed<mpsc::mpsc_detail::Carried<Throwing>>);
static_assert(!mpsc::mpsc_detail::is_boxed<mpsc::mpsc_detail::Carried<std::string>>);

// Runs a function when it is moved from, if that is the turn of this object.
struct OnMove {
  explicit OnMove(int n, std::function<void()>* f = nullptr) : value(n), run(f) {}
  OnMove(OnMove&& other) noexcept : value(std::exchange(other.value, -1)), run(std::exchange(other.run, nullptr)) {
    if (run != nullptr && armed) (*run)();
  }
  // Looks at itself, so that AddressSanitizer sees when it is gone.
  ~OnMove() { emptied += value == -1 ? 1 : 0; }

  int value;
  std::function<void()>* run;
  static inline bool armed = false;
  static inline int emptied = 0;
};

template <std::size_t Alignment>
struct alignas(Alignment) Aligned {
  int value = 0;
};
template <std::size_t Size>
struct Large {
  static Large of(int n) {
    Large message{n, {}};
    message.rest.fill(static_cast<std::byte>(n));
    return message;
  }
  [[nodiscard]] bool is(int n) const {
    return value == n && std::ranges::all_of(rest, [n](std::byte b) { return b == static_cast<std::byte>(n); });
  }
  int value;
  std::array<std::byte, Size - sizeof(int)> rest;
};

// A bounded channel of the kind that only huge bounds have.
template <class T>
std::pair<mpsc::SyncSender<T>, mpsc::Receiver<T>> limited_channel(std::size_t bound) {
  using Channel = mpsc::mpsc_detail::ChannelWith<T, mpsc::mpsc_detail::Limited>;
  auto& channel = *new Channel(mpsc::mpsc_detail::Kind::HugeBound, bound);
  return {mpsc::SyncSender<T>(mpsc::mpsc_detail::SenderHandle<T>(channel)),
          mpsc::Receiver<T>(mpsc::mpsc_detail::ReceiverHandle<T>(channel))};
}

}  // namespace

// These types are made for one thread's tests: their rules let them into a channel on every compiler.
template <>
struct fearless::rules::row<Throwing> : AlwaysRow {};
template <>
struct fearless::rules::row<OnMove> : AlwaysRow {};

namespace {

TEST(ChannelBlocks, KeepTheOrderAcrossTheirBoundaries) {
  for (const int count : {1, 15, 16, 17, 77, 78, 79, 331, 332, 333, 586, 2000}) {
    auto [tx, rx] = mpsc::channel<int>();
    for (const int burst : {count, 1, count, count}) {
      for (int i = 0; i < burst; ++i) tx.send(i).unwrap();
      for (int i = 0; i < burst; ++i) ASSERT_EQ(rx.recv().unwrap(), i) << count;
      ASSERT_EQ(rx.try_recv().error(), TryRecvError::Empty);
    }
    for (int i = 0; i < count; ++i) tx.send(i).unwrap();
    gone(std::move(tx));
    std::vector<int> values;
    while (rx.recv_many(values, 7) != 0) {
    }
    ASSERT_EQ(values.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) ASSERT_EQ(values[static_cast<std::size_t>(i)], i);
  }
}

TEST(ChannelBlocks, HalfDrainedOnesAreFilledFurther) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  int sent = 0;
  int received = 0;
  for (int round = 0; round < 400; ++round) {
    for (int i = 0; i < 5; ++i) tx.send(std::make_unique<int>(sent++)).unwrap();
    for (int i = 0; i < 3; ++i) ASSERT_EQ(*rx.recv().unwrap(), received++);
  }
  while (received < sent) ASSERT_EQ(*rx.recv().unwrap(), received++);
}

TEST(ChannelBlocks, OfEachLengthAreDestroyedWithWhatIsInThem) {
  for (int count = 0; count < 350; count += count < 100 ? 1 : 50) {
    auto shared = fearless::Arc<int>::make(0);
    auto [tx, rx] = mpsc::channel<fearless::Arc<int>>();
    for (int i = 0; i < count; ++i) tx.send(shared).unwrap();
    for (int i = 0; i < count / 3; ++i) gone(rx.recv().unwrap());
    ASSERT_EQ(shared.strong_count(), static_cast<std::size_t>(1 + count - count / 3));
    gone(std::move(rx));
    ASSERT_EQ(shared.strong_count(), 1U);
    ASSERT_FALSE(tx.send(shared).has_value());
    ASSERT_EQ(shared.strong_count(), 1U);
  }
}

TEST(ChannelBlocks, SendingToAClosedChannelForeverStaysAnError) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  gone(std::move(rx));
  // More than the number at the tail could count to.
  for (int i = 0; i < (1 << 23); ++i) ASSERT_FALSE(tx.try_send(i).has_value());
}

TEST(ChannelBlocks, AlignedAsTheMessageIs) {
  const auto check = []<std::size_t A>(std::integral_constant<std::size_t, A>) {
    auto [tx, rx] = mpsc::channel<Aligned<A>>();
    auto [sync_tx, sync_rx] = mpsc::sync_channel<Aligned<A>>(2);
    for (int i = 0; i < 200; ++i) {
      tx.send(Aligned<A>{i}).unwrap();
      sync_tx.send(Aligned<A>{i}).unwrap();
      const auto message = sync_rx.recv().unwrap();
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(&message) % A, 0U);
      ASSERT_EQ(message.value, i);
    }
    for (int i = 0; i < 200; ++i) ASSERT_EQ(rx.recv().unwrap().value, i);
    // What is in a block says where it is.
    using Block = mpsc::mpsc_detail::Block<Aligned<A>>;
    Block* const block = Block::make(Block::most);
    for (auto n = block->first(); n < Block::limit; ++n) {
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(&block->slot(n)->value) % A, 0U);
    }
    Block::destroy(block);
  };
  check(std::integral_constant<std::size_t, 16>());
  check(std::integral_constant<std::size_t, 128>());
  check(std::integral_constant<std::size_t, 256>());
  check(std::integral_constant<std::size_t, 4096>());
}

TEST(ChannelBlocks, LargeMessages) {
  const auto check = []<std::size_t Size>(std::integral_constant<std::size_t, Size>) {
    using Message = Large<Size>;
    static_assert(mpsc::mpsc_detail::Block<Message>::least == 1 || Size < 4096);
    static_assert(mpsc::mpsc_detail::Block<Message>::most == 1 || Size < 32768);
    auto [tx, rx] = mpsc::channel<Message>();
    auto [sync_tx, sync_rx] = mpsc::sync_channel<Message>(3);
    for (int round = 0; round < 5; ++round) {
      for (int i = 0; i < 10; ++i) tx.send(Message::of(i)).unwrap();
      for (int i = 0; i < 10; ++i) ASSERT_TRUE(rx.recv().unwrap().is(i));
      for (int i = 0; i < 3; ++i) sync_tx.send(Message::of(i)).unwrap();
      for (int i = 0; i < 3; ++i) ASSERT_TRUE(sync_rx.recv().unwrap().is(i));
    }
  };
  check(std::integral_constant<std::size_t, 1000>());
  check(std::integral_constant<std::size_t, 4096>());
  check(std::integral_constant<std::size_t, 10000>());
  check(std::integral_constant<std::size_t, 40000>());
}

TEST(ChannelMoves, ThatThrowAtAnyPositionLoseNothing) {
  const auto check = [](auto ends, int capacity) {
    auto& [tx, rx] = ends;
    int next = 0;
    for (int at = 0; at < 120; ++at) {
      const int count = std::min(capacity, 1 + at % 9);
      for (int i = 0; i < count; ++i) {
        Throwing value(next + i);
        if (i == at % count) {
          Throwing::moves_until_throw = 1;
          ASSERT_THROW(static_cast<void>(tx.try_send(std::move(value))), std::runtime_error);
          ASSERT_EQ(value.value, next + i);
        }
        tx.try_send(std::move(value)).unwrap();
      }
      ASSERT_EQ(Throwing::alive, count);
      for (int i = 0; i < count; ++i) {
        std::optional<Throwing> other;
        std::vector<Throwing> many;
        if (i == at % count) {
          Throwing::moves_until_throw = 1;
          ASSERT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
          Throwing::moves_until_throw = 1;
          ASSERT_THROW(static_cast<void>(rx.try_recv()), std::runtime_error);
          Throwing::moves_until_throw = 1;
          ASSERT_THROW(static_cast<void>(rx.begin() == rx.end()), std::runtime_error);
          Throwing::moves_until_throw = 1;
          ASSERT_THROW(rx.recv_many(many, 3), std::runtime_error);
          ASSERT_TRUE(many.empty());
        }
        ASSERT_EQ(rx.recv().unwrap().value, next + i);
      }
      next += count;
      ASSERT_EQ(Throwing::alive, 0);
    }
  };
  check(mpsc::channel<Throwing>(), 9);
  check(mpsc::sync_channel<Throwing>(1), 1);
  check(mpsc::sync_channel<Throwing>(4), 4);
  check(limited_channel<Throwing>(5), 5);
}

TEST(ChannelMoves, WhatCouldNotBeMovedOutIsDestroyedWithTheReceiver) {
  auto [tx, rx] = mpsc::channel<Throwing>();
  for (int i = 0; i < 3; ++i) tx.send(Throwing(i)).unwrap();
  Throwing::moves_until_throw = 1;
  EXPECT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
  EXPECT_EQ(Throwing::alive, 3);
  gone(std::move(rx));
  EXPECT_EQ(Throwing::alive, 0);
}

TEST(ChannelMoves, WhatCouldNotBeMovedOutStillTakesItsRoom) {
  for (auto ends : {+[] { return mpsc::sync_channel<Throwing>(2); }, +[] { return limited_channel<Throwing>(2); }}) {
    auto [tx, rx] = ends();
    tx.send(Throwing(1)).unwrap();
    tx.send(Throwing(2)).unwrap();
    for (int i = 0; i < 5; ++i) {
      Throwing::moves_until_throw = 1;
      EXPECT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
      EXPECT_TRUE(tx.try_send(Throwing(3)).error().is_full());
    }
    EXPECT_EQ(rx.recv().unwrap().value, 1);
    tx.try_send(Throwing(3)).unwrap();
    EXPECT_TRUE(tx.try_send(Throwing(4)).error().is_full());
    EXPECT_EQ(rx.recv().unwrap().value, 2);
    EXPECT_EQ(rx.recv().unwrap().value, 3);
  }
}

// A move may use the channel it is part of: it receives all that comes behind it, across the blocks, and more is sent.
TEST(ChannelMoves, MayReceiveAndSend) {
  auto ends = mpsc::channel<OnMove>();
  auto& [tx, rx] = ends;
  std::vector<int> received;
  std::function<void()> receive_the_rest = [&, &t = tx, &r = rx] {
    OnMove::armed = false;
    while (true) {
      auto message = r.try_recv();
      if (!message.has_value()) break;
      received.push_back(message.value().value);
    }
    for (int i = 0; i < 700; ++i) t.send(OnMove(1000 + i)).unwrap();
  };
  tx.send(OnMove(0, &receive_the_rest)).unwrap();
  for (int i = 1; i < 500; ++i) tx.send(OnMove(i)).unwrap();
  OnMove::armed = true;
  EXPECT_EQ(rx.recv().unwrap().value, 0);
  ASSERT_EQ(received.size(), 499U);
  for (int i = 1; i < 500; ++i) ASSERT_EQ(received[static_cast<std::size_t>(i) - 1], i);
  for (int i = 0; i < 700; ++i) ASSERT_EQ(rx.recv().unwrap().value, 1000 + i);
}

TEST(ChannelRing, GoesRoundAndRound) {
  for (const std::size_t bound : {1U, 2U, 3U, 7U, 8U, 64U}) {
    auto [tx, rx] = mpsc::sync_channel<MoveOnly>(bound);
    int sent = 0;
    int received = 0;
    for (std::size_t round = 0; round < 300; ++round) {
      for (std::size_t i = 0; i < 1 + round % bound; ++i) tx.try_send(std::make_unique<int>(sent++)).unwrap();
      while (received < sent) ASSERT_EQ(*rx.try_recv().unwrap(), received++);
      ASSERT_EQ(rx.try_recv().error(), TryRecvError::Empty);
    }
    for (std::size_t i = 0; i < bound; ++i) tx.try_send(nullptr).unwrap();
    ASSERT_TRUE(tx.try_send(nullptr).error().is_full());
  }
}

// Positions are compared by their lowest 32 bits: these begin again at 0.
TEST(ChannelRing, StampsMayOverflow) {
  using mpsc::mpsc_detail::Deadline;
  using mpsc::mpsc_detail::Sent;
  for (const std::size_t bound : {1U, 3U, 4U}) {
    mpsc::mpsc_detail::Ends ends;
    mpsc::mpsc_detail::Ring<int> ring(ends, bound, (std::uint64_t{1} << 32) - 64);
    for (int i = 0; i < 500; ++i) {
      for (int n = 0; n < static_cast<int>(bound); ++n) {
        int value = i + n;
        ASSERT_EQ(ring.send(value, Deadline::now()), Sent::Done);
      }
      int extra = 0;
      ASSERT_EQ(ring.send(extra, Deadline::now()), Sent::TooLate);
      for (int n = 0; n < static_cast<int>(bound); ++n) {
        ASSERT_EQ(ring.receive<int>(Deadline::now(), [](int v) { return v; }, [](auto) { return -1; }), i + n);
      }
      ASSERT_EQ(ring.receive<int>(Deadline::now(), [](int v) { return v; }, [](auto) { return -1; }), -1);
    }
  }
}

TEST(ChannelLimited, IsFullAtItsBound) {
  auto [tx, rx] = limited_channel<MoveOnly>(100);
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 100; ++i) tx.send(std::make_unique<int>(i)).unwrap();
    EXPECT_TRUE(tx.try_send(nullptr).error().is_full());
    EXPECT_TRUE(tx.send_timeout(nullptr, std::chrono::microseconds(10)).error().is_timeout());
    for (int i = 0; i < 100; ++i) EXPECT_EQ(*rx.recv().unwrap(), i);
    EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  }
  gone(std::move(rx));
  EXPECT_TRUE(tx.try_send(nullptr).error().is_disconnected());
  EXPECT_FALSE(tx.send(nullptr).has_value());
}

}  // namespace
