// SPDX-License-Identifier: MIT
// Iterating over messages.
#pragma once

#include "channels/mpsc/mpsc.hpp"

namespace {

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

}  // namespace
