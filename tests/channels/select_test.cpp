// SPDX-License-Identifier: MIT
// mpsc::select: which of several receivers is ready, for channels of every kind, and what else ends the wait.
#include <fearless/members.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <optional>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/asleep.hpp"

namespace {

using namespace std::chrono_literals;
namespace mpsc = fearless::mpsc;

// The kinds of channels, by their bound. The last one is too large for a ring.
constexpr std::size_t unbounded = ~std::size_t{0};
constexpr std::array<std::size_t, 4> bounds{unbounded, 0, 2, std::size_t{1} << 40};

// A sender of either sort.
class AnySender {
 public:
  explicit AnySender(mpsc::Sender<int> sender) : unbounded_(std::move(sender)) {}
  explicit AnySender(mpsc::SyncSender<int> sender) : bounded_(std::move(sender)) {}
  void send(int message) const {
    if (unbounded_) return unbounded_->send(message).unwrap();
    bounded_->send(message).unwrap();
  }

 private:
  std::optional<mpsc::Sender<int>> unbounded_;
  std::optional<mpsc::SyncSender<int>> bounded_;
};

struct Channel {
  AnySender tx;
  mpsc::Receiver<int> rx;
};
Channel channel_of(std::size_t bound) {
  if (bound == unbounded) {
    auto [tx, rx] = mpsc::channel<int>();
    return {AnySender(std::move(tx)), std::move(rx)};
  }
  auto [tx, rx] = mpsc::sync_channel<int>(bound);
  return {AnySender(std::move(tx)), std::move(rx)};
}

void drop(AnySender sender) { static_cast<void>(sender); }

// Runs `wait` in a thread, `end_it` once that thread sleeps, and returns what `wait` returned.
template <class Wait, class EndIt>
auto woken_by(const EndIt& end_it, const Wait& wait) {
  std::promise<long> number;
  std::future<long> told = number.get_future();
  auto result = std::async(std::launch::async, [&] {
    number.set_value(asleep::this_thread());
    return wait();
  });
  if (asleep::is_told()) asleep::wait_until(told.get());
  end_it();
  return result.get();
}

class Select : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(EveryKind, Select, testing::ValuesIn(bounds));

TEST_P(Select, AMessageEndsTheWait) {
  Channel one = channel_of(GetParam());
  auto words = mpsc::channel<std::string>();
  const auto found = woken_by([&] { one.tx.send(7); },
                              [&] {
                                const std::size_t at = mpsc::select(words.second, one.rx);
                                return std::pair(at, at == 1 ? one.rx.recv().unwrap() : -1);
                              });
  EXPECT_EQ(found, std::pair(std::size_t{1}, 7));
}

TEST_P(Select, TheLastSenderThatGoesEndsTheWait) {
  Channel one = channel_of(GetParam());
  Channel other = channel_of(0);
  const auto found = woken_by([&] { drop(std::move(one.tx)); }, [&] { return mpsc::select(one.rx, other.rx); });
  EXPECT_EQ(found, 0u);
  EXPECT_FALSE(one.rx.recv().has_value());
}

TEST_P(Select, WhatIsThereIsFoundWithoutWaiting) {
  Channel one = channel_of(GetParam());
  Channel other = channel_of(GetParam());
  EXPECT_EQ(mpsc::try_select(one.rx, other.rx), std::nullopt);
  std::thread sender([&] { one.tx.send(1); });
  EXPECT_EQ(mpsc::select(other.rx, one.rx), 1u);
  EXPECT_EQ(mpsc::try_select(other.rx, one.rx), 1u);
  EXPECT_EQ(mpsc::select(other.rx, one.rx), 1u);
  EXPECT_EQ(one.rx.recv().unwrap(), 1);
  sender.join();
  drop(std::move(other.tx));
  EXPECT_EQ(mpsc::try_select(one.rx, other.rx), 1u);
  EXPECT_FALSE(other.rx.recv().has_value());
}

TEST_P(Select, TheTimeMayBeUp) {
  Channel one = channel_of(GetParam());
  Channel other = channel_of(unbounded);
  EXPECT_EQ(mpsc::select_timeout(1ms, one.rx, other.rx), std::nullopt);
  EXPECT_EQ(mpsc::select_deadline(std::chrono::system_clock::now() - 1h, one.rx, other.rx), std::nullopt);
  EXPECT_EQ(mpsc::select_timeout(0ms, one.rx), std::nullopt);
  other.tx.send(1);
  EXPECT_EQ(mpsc::select_timeout(-1h, one.rx, other.rx), 1u);
  EXPECT_EQ(mpsc::select_deadline(std::chrono::steady_clock::now() + 1h, one.rx, other.rx), 1u);
  // The receiver can wait by itself as before.
  EXPECT_EQ(one.rx.recv_timeout(1ms).error(), mpsc::RecvTimeoutError::Timeout);
  EXPECT_EQ(woken_by([&] { one.tx.send(2); }, [&] { return one.rx.recv().unwrap(); }), 2);
}

#if defined(__cpp_lib_jthread)
TEST_P(Select, AStopEndsTheWait) {
  Channel one = channel_of(GetParam());
  std::stop_source source;
  const auto found =
      woken_by([&] { source.request_stop(); }, [&, stop = source.get_token()] { return mpsc::select(stop, one.rx); });
  EXPECT_EQ(found, std::nullopt);
  EXPECT_EQ(mpsc::select_timeout(1ms, one.rx), std::nullopt);
}
#endif

TEST_P(Select, AReceiverThatIsNamedTwiceIsAnError) {
  Channel one = channel_of(GetParam());
  try {
    static_cast<void>(mpsc::select_timeout(1h, one.rx, one.rx));
    ADD_FAILURE() << "found one";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::resource_deadlock_would_occur);
  }
  // It is not watched any more.
  EXPECT_EQ(mpsc::select_timeout(1ms, one.rx), std::nullopt);
}

#if defined(__cpp_lib_jthread)
TEST(SelectSome, AMessageIsFoundAlthoughAStopWasRequested) {
  auto [tx, rx] = mpsc::channel<int>();
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(mpsc::select(source.get_token(), rx), std::nullopt);
  tx.send(1).unwrap();
  EXPECT_EQ(mpsc::select(source.get_token(), rx), 0u);
}
#endif

TEST(SelectSome, ThoseThatAreReadyTakeTurns) {
  std::vector<mpsc::Sender<int>> senders;
  std::vector<mpsc::Receiver<int>> receivers;
  for (int i = 0; i < 3; ++i) {
    auto [tx, rx] = mpsc::channel<int>();
    for (int message = 0; message < 4; ++message) tx.send(message).unwrap();
    senders.push_back(std::move(tx));
    receivers.push_back(std::move(rx));
  }
  std::array<int, 3> found{};
  for (int i = 0; i < 6; ++i) {
    const std::size_t at = mpsc::select(receivers);
    ++found.at(at);
    EXPECT_TRUE(receivers.at(at).try_recv().has_value());
  }
  EXPECT_EQ(found, (std::array{2, 2, 2}));
  EXPECT_EQ(mpsc::try_select(std::span(receivers).first(1)), 0u);
  EXPECT_TRUE(mpsc::select_timeout(1h, receivers).has_value());
  EXPECT_TRUE(mpsc::select_deadline(std::chrono::steady_clock::now(), receivers).has_value());
#if defined(__cpp_lib_jthread)
  EXPECT_TRUE(mpsc::select(std::stop_source().get_token(), receivers).has_value());
#endif
}

TEST(SelectSome, AmongNoReceiversNoneIsReady) {
  const std::vector<mpsc::Receiver<int>> none;
  EXPECT_EQ(mpsc::try_select(none), std::nullopt);
  EXPECT_EQ(mpsc::select_timeout(1ms, none), std::nullopt);
#if defined(__cpp_lib_jthread)
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(mpsc::select(source.get_token(), none), std::nullopt);
#endif
  EXPECT_THROW(static_cast<void>(mpsc::select(none)), std::system_error);
}

// A value that cannot be moved out goes back into its channel, whose receiver is ready then.
struct Fragile {
  explicit Fragile(int n) : number(n) {}
  Fragile(Fragile&& other) : number(other.number) {
    if (stuck) throw std::runtime_error("cannot be moved now");
  }
  static inline bool stuck = false;
  int number;
  FEARLESS_MEMBERS(number)
};
TEST(SelectSome, AValueThatWentBackIsFound) {
  auto [tx, rx] = mpsc::channel<Fragile>();
  auto [other_tx, other_rx] = mpsc::channel<int>();
  tx.send(Fragile(5)).unwrap();
  Fragile::stuck = true;
  EXPECT_THROW(static_cast<void>(rx.recv()), std::runtime_error);
  Fragile::stuck = false;
  EXPECT_EQ(mpsc::try_select(other_rx, rx), 1u);
  EXPECT_EQ(mpsc::select(other_rx, rx), 1u);
  EXPECT_EQ(rx.recv().unwrap().number, 5);
  EXPECT_EQ(mpsc::try_select(other_rx, rx), std::nullopt);
}

// Senders of every kind, which come and go while the receivers are watched, and receivers that also wait alone, so that
// a sender may wake one late. No message is lost, and no sender wakes what is gone.
TEST(SelectSome, FindsEveryMessageOfManySenders) {
  constexpr int messages = 2000;
  std::vector<mpsc::Receiver<int>> receivers;
  std::vector<std::thread> threads;
  for (const std::size_t bound : bounds) {
    auto [tx, rx] = channel_of(bound);
    receivers.push_back(std::move(rx));
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([sender = tx] {
        for (int message = 1; message <= messages; ++message) sender.send(message);
      });
    }
  }
  std::array<long, bounds.size()> sums{};
  std::array<bool, bounds.size()> over{};
  for (long rounds = 0; over != std::array{true, true, true, true}; ++rounds) {
    // Those that are over are always ready, so they are left out.
    std::vector<mpsc::Receiver<int>> some;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < receivers.size(); ++i) {
      if (over.at(i)) continue;
      some.push_back(std::move(receivers.at(i)));
      which.push_back(i);
    }
    const auto found = rounds % 4 == 0 ? mpsc::select_timeout(1us, some) : std::optional(mpsc::select(some));
    if (found) {
      const std::size_t at = which.at(*found);
      const auto received = rounds % 3 == 0 ? some.at(*found).recv_timeout(1us) : some.at(*found).recv_timeout(1h);
      if (received) {
        sums.at(at) += *received;
      } else if (received.error() == mpsc::RecvTimeoutError::Disconnected) {
        over.at(at) = true;
      }
    }
    for (std::size_t i = 0; i < which.size(); ++i) receivers.at(which.at(i)) = std::move(some.at(i));
  }
  for (std::thread& thread : threads) thread.join();
  for (const long sum : sums) EXPECT_EQ(sum, long{messages} * (messages + 1));
}

// Threads of a scope send while they hold a lock that the scope lends them; the owner of the scope waits for both with
// a lock of its own in hand.
TEST(SelectPairs, InAScopeWithLocksInHand) {
  for (int round = 0; round < 50; ++round) {
    const fearless::Mutex<int> lent(0);
    const fearless::Mutex<int> own(0);
    auto [first_tx, first] = mpsc::sync_channel<int>(0);
    auto [second_tx, second] = mpsc::sync_channel<int>(1);
    const auto work = [](const fearless::Mutex<int>& sum, mpsc::SyncSender<int> tx) {
      for (int n = 0; n < 10; ++n) {
        auto guard = sum.lock().unwrap();
        *guard += 1;
        tx.send(*guard).unwrap();
      }
    };
    int received = 0;
    fearless::thread::scope([&](fearless::thread::Scope& s) {
      s.spawn(work, std::cref(lent), std::move(first_tx));
      s.spawn(work, std::cref(lent), std::move(second_tx));
      auto guard = own.lock().unwrap();
      bool first_ended = false;
      bool second_ended = false;
      while (!first_ended || !second_ended) {
        const std::size_t ready = first_ended ? 1 : second_ended ? 0 : mpsc::select(first, second);
        const auto message = ready == 0 ? first.recv() : second.recv();
        if (message.has_value()) {
          ++received;
          *guard += *message;
        } else {
          (ready == 0 ? first_ended : second_ended) = true;
        }
      }
    });
    EXPECT_EQ(received, 20);
    EXPECT_EQ(own.with([](int n) { return n; }), 210);
    EXPECT_EQ(lent.with([](int n) { return n; }), 20);
  }
}

}  // namespace
