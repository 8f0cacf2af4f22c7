// SPDX-License-Identifier: MIT
// Tests of mpsc::channel, named after the behaviours that Rust's suite for it checks.
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"

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
using mpsc::TryRecvError;

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<mpsc::Sender<int>> && fearless::is_sync_v<mpsc::Sender<int>>);
static_assert(!fearless::is_send_v<mpsc::Sender<int*>> && !fearless::is_sync_v<mpsc::Sender<int*>>);
static_assert(!fearless::is_thread_safe_v<mpsc::Sender<int>>);
static_assert(fearless::is_static_v<mpsc::Sender<int>> && !fearless::is_static_v<mpsc::Sender<int&>>);
static_assert(fearless::is_send_v<mpsc::Receiver<int>> && !fearless::is_sync_v<mpsc::Receiver<int>>);
static_assert(!fearless::is_send_v<mpsc::Receiver<int*>> && !fearless::is_thread_safe_v<mpsc::Receiver<int>>);
static_assert(!fearless::is_send_v<mpsc::Iter<int>> && !fearless::is_sync_v<mpsc::Iter<int>>);
static_assert(fearless::is_send_v<mpsc::SendError<int>> && !fearless::is_send_v<mpsc::SendError<int*>>);
static_assert(!fearless::is_send_v<mpsc::TrySendError<int*>>);
static_assert(fearless::is_send_v<mpsc::RecvError> && fearless::is_sync_v<mpsc::TryRecvError>);

// The types can be named for any T.
static_assert(sizeof(mpsc::Sender<void>) > 0 && sizeof(mpsc::Receiver<int&>) > 0 && sizeof(mpsc::Sender<int[3]>) > 0);
static_assert(sizeof(mpsc::Receiver<const int>) > 0 && sizeof(mpsc::SyncSender<void()>) > 0);

// The shape.
using MoveOnly = std::unique_ptr<int>;
static_assert(std::is_copy_constructible_v<mpsc::Sender<MoveOnly>> && std::is_copy_assignable_v<mpsc::Sender<int>>);
static_assert(!std::is_copy_constructible_v<mpsc::Receiver<int>> &&
              std::is_nothrow_move_constructible_v<mpsc::Receiver<int>>);
static_assert(std::input_iterator<decltype(std::declval<const mpsc::Receiver<MoveOnly>&>().begin())>);
static_assert(std::ranges::input_range<mpsc::Iter<MoveOnly>> && std::ranges::input_range<mpsc::TryIter<int>>);
static_assert(std::ranges::input_range<mpsc::Receiver<int>> && std::ranges::input_range<mpsc::IntoIter<MoveOnly>>);
static_assert(std::ranges::viewable_range<mpsc::Receiver<int>&> && std::ranges::viewable_range<mpsc::IntoIter<int>>);
// No iterator into what is about to go, and no reference to what goes with its iterator.
template <class R>
concept begins = requires(R&& r) { static_cast<R&&>(r).begin(); };
static_assert(begins<mpsc::Receiver<int>&> && begins<const mpsc::Receiver<int>&> && begins<const mpsc::IntoIter<int>&>);
static_assert(!begins<mpsc::Receiver<int>> && !begins<mpsc::IntoIter<int>> && !begins<const mpsc::IntoIter<int>>);
template <class R>
using iterator_of = decltype(std::declval<R&>().begin());
template <class I>
concept has_arrow = requires(I&& i) { static_cast<I&&>(i).operator->(); };
static_assert(std::is_same_v<decltype(*std::declval<iterator_of<mpsc::Receiver<int>>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const iterator_of<mpsc::Receiver<int>>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<iterator_of<mpsc::Receiver<int>>>()), int>);
static_assert(std::is_same_v<decltype(*std::declval<const iterator_of<mpsc::Receiver<int>>>()), int>);
static_assert(has_arrow<iterator_of<mpsc::TryIter<int>>&> && !has_arrow<iterator_of<mpsc::TryIter<int>>> &&
              !has_arrow<const iterator_of<mpsc::TryIter<int>>>);
template <class R>
concept iterable = requires(R&& r) { static_cast<R&&>(r).iter(); };
static_assert(iterable<const mpsc::Receiver<int>&> && !iterable<mpsc::Receiver<int>>);
template <class S, class V>
concept sends = requires(const S& s, V&& v) { s.send(static_cast<V&&>(v)); };
static_assert(sends<mpsc::Sender<MoveOnly>, MoveOnly> && !sends<mpsc::Sender<MoveOnly>, MoveOnly&>);
static_assert(sends<mpsc::Sender<std::string>, const std::string&>);

// Counts its living objects, and throws from its move when told.
struct Counted {
  explicit Counted(int n) : value(n) { ++alive; }
  Counted(Counted&& other) : value(other.value) {
    if (moves_until_throw > 0 && --moves_until_throw == 0) throw std::runtime_error("move");
    other.value = -1;
    ++alive;
  }
  Counted& operator=(Counted&&) = delete;
  ~Counted() { --alive; }

  int value;
  static inline std::atomic<int> alive{0};
  static inline int moves_until_throw = 0;
};

// Runs a function when it is destroyed.
struct OnDrop {
  explicit OnDrop(std::function<void()> f) : run(std::move(f)) {}
  OnDrop(OnDrop&& other) noexcept : run(std::exchange(other.run, nullptr)) {}
  ~OnDrop() {
    if (run) run();
  }
  std::function<void()> run;
};

}  // namespace

// These types are made for one thread's tests: their rules let them into a channel on every compiler.
template <>
struct fearless::rules::row<Counted> : AlwaysRow {};
template <>
struct fearless::rules::row<OnDrop> : AlwaysRow {};

namespace {

template <class T>
void gone(T&& end) {
  const std::remove_cvref_t<T> taken(std::forward<T>(end));
}

TEST(Mpsc, Smoke) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
}

TEST(Mpsc, FirstInFirstOut) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto other = tx.clone();
  for (int i = 0; i < 100; ++i) (i % 2 == 0 ? tx : other).send(i).unwrap();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rx.recv().unwrap(), i);
}

TEST(Mpsc, DropFull) {
  {
    auto [tx, rx] = mpsc::channel<Counted>();
    tx.send(Counted(1)).unwrap();
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Mpsc, SmokeShared) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
  const auto copy = tx;
  copy.send(2).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 2);
}

TEST(Mpsc, SmokeThreads) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](const mpsc::Sender<int>& sender) { sender.send(1).unwrap(); }, std::move(tx));
  EXPECT_EQ(rx.recv().unwrap(), 1);
  t.join();
}

TEST(Mpsc, SmokePortGone) {
  auto [tx, rx] = mpsc::channel<int>();
  gone(std::move(rx));
  auto sent = tx.send(7);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().value, 7);
  EXPECT_TRUE(tx.try_send(1).error().is_disconnected());
}

TEST(Mpsc, FailedSendGivesTheValueBack) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  gone(std::move(rx));
  auto value = std::make_unique<int>(5);
  const auto* address = value.get();
  auto back = tx.send(std::move(value)).error().into_inner();
  EXPECT_EQ(back.get(), address);
  back = tx.try_send(std::move(back)).error().into_inner();
  EXPECT_EQ(back.get(), address);
}

TEST(Mpsc, FailedSendOfACopyLeavesTheOriginal) {
  auto [tx, rx] = mpsc::channel<std::string>();
  const std::string text = "a string that is too long for the small buffer";
  tx.send(text).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), text);
}

TEST(Mpsc, SmokeChanGone) {
  auto [tx, rx] = mpsc::channel<int>();
  gone(std::move(tx));
  EXPECT_EQ(rx.recv().error(), mpsc::RecvError());
}

TEST(Mpsc, SmokeChanGoneShared) {
  auto [tx, rx] = mpsc::channel<int>();
  auto tx2 = tx.clone();
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  gone(std::move(tx2));
  EXPECT_FALSE(rx.recv().has_value());
}

TEST(Mpsc, QueuedValuesArriveBeforeTheDisconnect) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  tx.send(2).unwrap();
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().unwrap(), 1);
  EXPECT_EQ(rx.recv_timeout(0s).unwrap(), 2);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
  EXPECT_EQ(rx.recv_timeout(0s).error(), RecvTimeoutError::Disconnected);
  EXPECT_FALSE(rx.recv().has_value());
}

TEST(Mpsc, PortGoneConcurrent) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](const mpsc::Receiver<int>& receiver) { EXPECT_EQ(receiver.recv().unwrap(), 1); }, std::move(rx));
  while (tx.send(1).has_value()) {
  }
  t.join();
}

TEST(Mpsc, ChanGoneConcurrent) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t(
      [](const mpsc::Sender<int>& sender) {
        sender.send(1).unwrap();
        sender.send(1).unwrap();
      },
      std::move(tx));
  int received = 0;
  while (rx.recv().has_value()) ++received;
  EXPECT_EQ(received, 2);
  t.join();
}

TEST(Mpsc, Stress) {
  constexpr int count = 10000;
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t(
      [](const mpsc::Sender<int>& sender) {
        for (int i = 0; i < count; ++i) sender.send(i).unwrap();
      },
      std::move(tx));
  for (int i = 0; i < count; ++i) ASSERT_EQ(rx.recv().unwrap(), i);
  EXPECT_FALSE(rx.recv().has_value());
  t.join();
}

TEST(Mpsc, StressSharedKeepsEachSendersOrder) {
  constexpr int count = 2000;
  constexpr int senders = 4;
  auto [tx, rx] = mpsc::channel<std::pair<int, int>>();
  std::vector<std::thread> threads;
  for (int s = 0; s < senders; ++s) {
    threads.emplace_back(
        [](const mpsc::Sender<std::pair<int, int>>& sender, int id) {
          for (int i = 0; i < count; ++i) sender.send({id, i}).unwrap();
        },
        tx, s);
  }
  gone(std::move(tx));
  std::vector<int> next(senders, 0);
  for (const auto& [id, i] : rx) {
    const auto slot = static_cast<std::size_t>(id);
    ASSERT_EQ(next[slot], i);
    ++next[slot];
  }
  for (const int n : next) EXPECT_EQ(n, count);
  for (auto& t : threads) t.join();
}

TEST(Mpsc, OneSenderUsedByManyThreads) {
  auto [tx, rx] = mpsc::channel<int>();
  {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&sender = tx] { sender.send(1).unwrap(); });
    for (auto& t : threads) t.join();
  }
  gone(std::move(tx));
  int sum = 0;
  for (const int v : rx) sum += v;
  EXPECT_EQ(sum, 4);
}

TEST(Mpsc, TryRecvStates) {
  auto [tx, rx] = mpsc::channel<int>();
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.try_recv().unwrap(), 1);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
}

TEST(Mpsc, RecvTimeoutPasses) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(rx.recv_timeout(5ms).error(), RecvTimeoutError::Timeout);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 5ms);
  EXPECT_EQ(rx.recv_deadline(std::chrono::steady_clock::now() + 2ms).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::system_clock::now() + 2ms).error(), RecvTimeoutError::Timeout);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv_timeout(5ms).unwrap(), 1);
}

// A clock that the test sets, and that counts who looks at it.
struct SetClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<SetClock>;
  static constexpr bool is_steady = false;
  static inline std::atomic<rep> time{0};
  static inline std::atomic<int> looks{0};

  static time_point now() noexcept {
    ++looks;
    return time_point(duration(time.load()));
  }
  static void start() {
    time = 0;
    looks = 0;
  }
  static void wait_for_looks(int wanted) {
    while (looks < wanted) std::this_thread::yield();
  }
};

template <class Ends>
void recv_deadline_follows_its_clock(const Ends& ends) {
  const auto& [tx, rx] = ends;
  // It is set forward while the receiver waits: the hour is over.
  SetClock::start();
  std::thread forward([] {
    SetClock::wait_for_looks(2);
    SetClock::time = std::chrono::nanoseconds(1h).count();
  });
  EXPECT_EQ(rx.recv_deadline(SetClock::time_point(1h)).error(), RecvTimeoutError::Timeout);
  forward.join();
  // It stands still: the millisecond is not over, however long it takes.
  SetClock::start();
  std::thread late([&sender = tx] {
    SetClock::wait_for_looks(20);
    sender.send(1).unwrap();
  });
  EXPECT_EQ(rx.recv_deadline(SetClock::time_point(1ms)).unwrap(), 1);
  late.join();
}

TEST(Mpsc, RecvDeadlineFollowsAClockThatIsSet) {
  recv_deadline_follows_its_clock(mpsc::channel<int>());
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(0));
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(2));
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(std::size_t{1} << 40));
}

TEST(Mpsc, RecvDeadlineIsNotEarlyByTheWallClock) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto moment = std::chrono::system_clock::now() + 3ms;
  EXPECT_EQ(rx.recv_deadline(moment).error(), RecvTimeoutError::Timeout);
  EXPECT_GE(std::chrono::system_clock::now(), moment);
}

TEST(Mpsc, RecvTimeoutOfNothingLooksOnce) {
  auto [tx, rx] = mpsc::channel<int>();
  EXPECT_EQ(rx.recv_timeout(0s).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_timeout(-1h).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_timeout(std::chrono::duration<double>::min()).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::steady_clock::time_point::min()).error(), RecvTimeoutError::Timeout);
}

TEST(Mpsc, TheLargestTimeoutDoesNotOverflow) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto with_one = [&sender = tx](auto receive) {
    std::thread t([&sender] { sender.send(3).unwrap(); });
    EXPECT_EQ(receive().unwrap(), 3);
    t.join();
  };
  with_one([&r = rx] { return r.recv_timeout(std::chrono::nanoseconds::max()); });
  with_one([&r = rx] { return r.recv_timeout(std::chrono::hours::max()); });
  with_one([&r = rx] { return r.recv_timeout(std::chrono::duration<double>::max()); });
  with_one(
      [&r = rx] { return r.recv_timeout(std::chrono::duration<double>(std::numeric_limits<double>::infinity())); });
  with_one([&r = rx] { return r.recv_deadline(std::chrono::steady_clock::time_point::max()); });
  with_one([&r = rx] {
    return r.recv_deadline(std::chrono::time_point<std::chrono::system_clock, std::chrono::hours>::max());
  });
}

TEST(Mpsc, RecvTimeoutIsWokenByTheDisconnect) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](mpsc::Sender<int> sender) { gone(std::move(sender)); }, std::move(tx));
  EXPECT_EQ(rx.recv_timeout(1h).error(), RecvTimeoutError::Disconnected);
  t.join();
}

TEST(Mpsc, Iter) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t(
      [](const mpsc::Sender<int>& sender) {
        for (int i = 1; i <= 4; ++i) sender.send(i).unwrap();
      },
      std::move(tx));
  int sum = 0;
  for (auto& v : rx.iter()) sum += v;
  EXPECT_EQ(sum, 10);
  t.join();
}

TEST(Mpsc, RangeForOfMoveOnlyValues) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  tx.send(std::make_unique<int>(1)).unwrap();
  tx.send(std::make_unique<int>(2)).unwrap();
  gone(std::move(tx));
  std::vector<MoveOnly> kept;
  for (auto& v : rx) kept.push_back(std::move(v));
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(*kept[1], 2);
}

TEST(Mpsc, RangeForLeavesTheRestInTheChannel) {
  auto [tx, rx] = mpsc::channel<int>();
  for (int i = 0; i < 3; ++i) tx.send(i).unwrap();
  for (const auto& v : rx) {
    if (v == 1) break;
  }
  EXPECT_EQ(rx.recv().unwrap(), 2);
}

TEST(Mpsc, TryIterEndsWhenEmptyAndGoesOnLater) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  tx.send(2).unwrap();
  int sum = 0;
  for (auto& v : rx.try_iter()) sum += v;
  EXPECT_EQ(sum, 3);
  tx.send(4).unwrap();
  for (auto& v : rx.try_iter()) sum += v;
  EXPECT_EQ(sum, 7);
}

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
TEST(Channel, RecvIntoIterOwned) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  tx.send(2).unwrap();
  {
    const auto last = std::move(tx);
  }
  std::vector<int> values;
  auto iter = std::move(rx).into_iter();
  for (const int v : iter) values.push_back(v);
  EXPECT_EQ(values, (std::vector<int>{1, 2}));
  static_assert(fearless::is_send_v<mpsc::IntoIter<int>> && !fearless::is_sync_v<mpsc::IntoIter<int>>);
}

TEST(Channel, RecvIntoIterOfATemporary) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  tx.send(std::make_unique<int>(1)).unwrap();
  tx.send(std::make_unique<int>(2)).unwrap();
  fearless::drop(std::move(tx));
  std::vector<MoveOnly> values;
  for (auto& v : std::move(rx).into_iter()) values.push_back(std::move(v));
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(*values[1], 2);
}

// What a range of messages is good for besides a loop.
TEST(Channel, MessagesInAlgorithmsAndViews) {
  auto [tx, rx] = mpsc::channel<int>();
  for (const int i : {1, 2, 3, 4, 5, 6, 7, 8}) tx.send(i).unwrap();
  EXPECT_EQ(*rx.begin(), 1);
  std::vector<int> values;
  for (const int v : rx | std::views::transform([](int n) { return 10 * n; }) | std::views::take(2)) {
    values.push_back(v);
  }
  EXPECT_EQ(values, (std::vector<int>{20, 30}));
  fearless::drop(std::move(tx));
  values.clear();
  auto owner = std::move(rx).into_iter();
  std::ranges::copy_if(owner, std::back_inserter(values), [](int n) { return n > 5; });
  EXPECT_EQ(values, (std::vector<int>{6, 7, 8}));
}

// What an adaptor does not ask for stays in the channel.
TEST(Channel, ViewsTakeNoMessageMoreThanTheyGive) {
  using namespace std::views;
  auto [tx, rx] = mpsc::channel<int>();
  const auto left_after = [&sender = tx, &receiver = rx](auto&& use) {
    while (receiver.try_recv().has_value()) {
    }
    for (const int i : {1, 2, 3, 4, 5}) sender.send(i).unwrap();
    std::vector<int> given;
    use(receiver, given);
    given.push_back(-receiver.try_recv().unwrap());
    return given;
  };
  const auto all_of = [](auto&& range, std::vector<int>& given) {
    for (const int v : range) given.push_back(v);
  };
  using Given = std::vector<int>;
  EXPECT_EQ(left_after([&](auto& r, Given& given) { all_of(r.try_iter() | take(2), given); }), (Given{1, 2, -3}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) { all_of(r.try_iter() | take(0), given); }), (Given{-1}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) { all_of(r.iter() | take(2), given); }), (Given{1, 2, -3}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) { all_of(r | take(2), given); }), (Given{1, 2, -3}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) { all_of(r.iter() | drop(1) | take(2), given); }), (Given{2, 3, -4}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) {
              all_of(r.iter() | take(3) | filter([](int n) { return n != 2; }), given);
            }),
            (Given{1, 3, -4}));
  EXPECT_EQ(left_after([&](auto& r, Given& given) {
              all_of(r.iter() | transform([](int n) { return 10 * n; }) | take(2), given);
            }),
            (Given{10, 20, -3}));
  // As in Rust, the one that ends it is gone.
  EXPECT_EQ(
      left_after([&](auto& r, Given& given) { all_of(r.iter() | take_while([](int n) { return n < 3; }), given); }),
      (Given{1, 2, -4}));
  EXPECT_EQ(
      left_after([](auto& r, Given& given) { std::ranges::copy_n(r.iter().begin(), 2, std::back_inserter(given)); }),
      (Given{1, 2, -3}));
  EXPECT_EQ(left_after([](auto& r, Given& given) {
              for (std::counted_iterator it(r.begin(), 2); it != std::default_sentinel; ++it) given.push_back(*it);
            }),
            (Given{1, 2, -3}));
  EXPECT_EQ(left_after([](auto& r, Given&) {
              auto it = r.begin();
              std::ranges::advance(it, 0);
            }),
            (Given{-1}));
  EXPECT_EQ(left_after([](auto& r, Given& given) {
              static_cast<void>(r.begin());
              const auto it = r.begin();
              given.push_back(*it);
              given.push_back(*it);
              given.push_back(it == r.end() ? 1 : 0);
            }),
            (Given{1, 1, 0, -2}));
  // What is passed over is received, too.
  EXPECT_EQ(left_after([](auto& r, Given& given) {
              auto it = r.begin();
              std::ranges::advance(it, 2);
              given.push_back(*it);
            }),
            (Given{3, -4}));
}

TEST(Channel, AnIntoIterLosesNothingEither) {
  auto [tx, rx] = mpsc::channel<std::unique_ptr<int>>();
  for (const int i : {1, 2, 3}) tx.send(std::make_unique<int>(i)).unwrap();
  fearless::drop(std::move(tx));
  const auto owner = std::move(rx).into_iter();
  for (auto& v : owner | std::views::take(1)) EXPECT_EQ(*std::exchange(v, nullptr), 1);
  for (auto& v : owner | std::views::take(1)) EXPECT_EQ(*v, 2);
  EXPECT_EQ(**owner.begin(), 3);
  EXPECT_TRUE(owner.begin() == owner.end());
}

// Rust's From, and Display.
static_assert(std::is_convertible_v<mpsc::RecvError, TryRecvError>);
static_assert(std::is_convertible_v<mpsc::RecvError, RecvTimeoutError>);
static_assert(std::is_convertible_v<mpsc::SendError<MoveOnly>, mpsc::TrySendError<MoveOnly>>);
static_assert(std::is_convertible_v<mpsc::SendError<MoveOnly>, mpsc::SendTimeoutError<MoveOnly>>);
static_assert(!std::is_convertible_v<TryRecvError, mpsc::RecvError>);
static_assert(TryRecvError(mpsc::RecvError()) == TryRecvError::Disconnected);
static_assert(RecvTimeoutError(mpsc::RecvError()) == RecvTimeoutError::Disconnected);
static_assert(TryRecvError(TryRecvError::Empty) != TryRecvError(TryRecvError::Disconnected));
static_assert(fearless::is_send_v<RecvTimeoutError> && fearless::is_sync_v<RecvTimeoutError>);
static_assert(fearless::is_static_v<TryRecvError> && !fearless::is_thread_safe_v<TryRecvError>);

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
TEST(Mpsc, TryIterEndsWithTheChannel) {
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  {
    const auto gone = std::move(tx);
  }
  int count = 0;
  for ([[maybe_unused]] auto& v : rx.try_iter()) ++count;
  for ([[maybe_unused]] auto& v : rx.try_iter()) ++count;
  EXPECT_EQ(count, 1);
}

// Rust: IntoIter owns the receiver, so the channel goes with it.
TEST(Mpsc, AnIntoIterThatGoesClosesTheChannel) {
  auto [tx, rx] = mpsc::channel<int>();
  {
    const auto owner = std::move(rx).into_iter();
    tx.send(1).unwrap();
  }
  EXPECT_EQ(tx.send(2).error().value, 2);
}

// Rust: "it is possible for the corresponding receiver to hang up immediately after this function returns Ok".
TEST(Mpsc, WhatWasSentInTimeMayStillBeLost) {
  auto [tx, rx] = mpsc::channel<std::string>();
  EXPECT_TRUE(tx.send("lost").has_value());
  {
    const auto gone = std::move(rx);
  }
  EXPECT_EQ(tx.send("given back").error().into_inner(), "given back");
}

}  // namespace
