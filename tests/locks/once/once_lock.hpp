// SPDX-License-Identifier: MIT
// OnceLock: a value that is set once.
#pragma once

#include "locks/once/once.hpp"

namespace {

// Rust: sync_once_cell.
TEST(OnceLock, SyncOnceCell) {
  const OnceLock<std::string> cell;
  EXPECT_EQ(cell.get(), nullptr);
  thread::scope([&](thread::Scope& s) {
    s.spawn([](const OnceLock<std::string>& c) { EXPECT_EQ(c.get_or_init([] { return std::string("92"); }), "92"); },
            std::cref(cell));
  });
  EXPECT_EQ(cell.get_or_init([]() -> std::string { throw 1; }), "92");
  EXPECT_EQ(*cell.get(), "92");
}

TEST(OnceLock, GetOrInitStress) {
  for (int round = 0; round < 20; ++round) {
    const OnceLock<std::vector<int>> cell;
    std::atomic<int> made{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 6; ++i) {
        s.spawn(
            [](const OnceLock<std::vector<int>>& c, std::atomic<int>& m) {
              EXPECT_EQ(c.get_or_init([&] {
                           ++m;
                           return std::vector<int>{1, 2, 3};
                         }).size(),
                        3U);
            },
            std::cref(cell), std::ref(made));
      }
    });
    EXPECT_EQ(made, 1);
  }
}

TEST(OnceLock, Set) {
  const OnceLock<int> cell;
  EXPECT_TRUE(cell.set(1).has_value());
  EXPECT_EQ(cell.set(2).error(), 2);
  EXPECT_EQ(*cell.get(), 1);
  const OnceLock<std::unique_ptr<int>> unique;
  EXPECT_TRUE(unique.set(std::make_unique<int>(1)).has_value());
  EXPECT_EQ(*unique.set(std::make_unique<int>(2)).error(), 2);
}

TEST(OnceLock, Wait) {
  const OnceLock<int> cell;
  thread::scope([&](thread::Scope& s) {
    s.spawn([](const OnceLock<int>& c) { EXPECT_EQ(c.wait(), 5); }, std::cref(cell));
    EXPECT_TRUE(cell.set(5).has_value());
  });
}

// Rust: sync_once_cell_drop.
TEST(OnceLock, DestroysItsValue) {
  const auto counter = std::make_shared<int>(0);
  {
    const OnceLock<std::shared_ptr<int>> cell;
    static_cast<void>(cell.get_or_init([&] { return counter; }));
    EXPECT_EQ(counter.use_count(), 2);
  }
  EXPECT_EQ(counter.use_count(), 1);
}

// Rust: sync_once_cell_get_unchecked, clone, from_impl, partialeq_impl, into_inner.
TEST(OnceLock, CloneFromPartialEqIntoInner) {
  const OnceLock<std::string> none;
  EXPECT_EQ(OnceLock<std::string>(none), none);
  const OnceLock value(std::string("value"));
  OnceLock copy(value);
  EXPECT_EQ(copy, value);
  EXPECT_FALSE(copy == none);
  EXPECT_EQ(std::move(copy).into_inner(), "value");
}

// Rust: sync_once_cell_does_not_leak_partially_constructed_boxes.
TEST(OnceLock, AFunctionThatThrowsLeavesItEmpty) {
  const OnceLock<int> cell;
  EXPECT_THROW(static_cast<void>(cell.get_or_init([]() -> int { throw 1; })), int);
  EXPECT_EQ(cell.get(), nullptr);
  EXPECT_EQ(cell.get_or_init([] { return 3; }), 3);
}

// Rust: sync_once_cell_reentrant_init, which may hang or panic there.
TEST(OnceLock, ReentrantInit) {
  const OnceLock<int> cell;
  expect_deadlock([&] { static_cast<void>(cell.get_or_init([&] { return cell.get_or_init([] { return 1; }); })); });
  EXPECT_EQ(cell.get(), nullptr);
  expect_deadlock([&] { static_cast<void>(cell.get_or_init([&] { return cell.set(1).has_value() ? 1 : 2; })); });
}

TEST(OnceLock, UnsafeMutation) {
  OnceLock<int> cell(1);
  *cell.unsafe_get_mut() = 2;
  EXPECT_EQ(cell.unsafe_take(), 2);
  EXPECT_EQ(cell.unsafe_take(), std::nullopt);
  EXPECT_EQ(cell.unsafe_get_mut(), nullptr);
  EXPECT_EQ(cell.get_or_init([] { return 3; }), 3);
}

// What may fail.
fearless::Result<int, std::string> fails() { return fearless::unexpected<std::string>("no"); }
fearless::Result<int, std::string> makes_seven() { return 7; }

TEST(OnceLock, GetOrTryInitLeavesItEmptyOnAnError) {
  const OnceLock<int> lock;
  EXPECT_EQ(lock.get_or_try_init(fails).error(), "no");
  EXPECT_EQ(lock.get(), nullptr);
  EXPECT_EQ(*lock.get_or_try_init(makes_seven).value(), 7);
  EXPECT_EQ(*lock.get_or_try_init(fails).value(), 7);
}

TEST(OnceLock, WhoeverWaitsForAnAttemptThatFailsMakesTheNext) {
  const OnceLock<int> lock;
  std::atomic<int> attempts{0};
  thread::scope([&](thread::Scope& s) {
    for (int i = 0; i < 4; ++i) {
      s.spawn(
          [](const OnceLock<int>& l, std::atomic<int>& tried) {
            const auto got = l.get_or_try_init([&]() -> fearless::Result<int, int> {
              if (tried.fetch_add(1) == 0) return fearless::unexpected(1);
              return 5;
            });
            EXPECT_TRUE(!got.has_value() || **got == 5);
          },
          std::cref(lock), std::ref(attempts));
    }
  });
  EXPECT_EQ(attempts.load(), 2);
  EXPECT_EQ(*lock.get(), 5);
}

// Rust: OnceLock::get "never blocks".
TEST(OnceLock, GetDoesNotWaitForAnAttempt) {
  const OnceLock<int> lock;
  std::atomic<bool> begun{false};
  std::atomic<bool> looked{false};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const OnceLock<int>& l, std::atomic<bool>& in, std::atomic<bool>& out) {
          static_cast<void>(l.get_or_init([&] {
            in = true;
            while (!out) thread::yield_now();
            return 1;
          }));
        },
        std::cref(lock), std::ref(begun), std::ref(looked));
    while (!begun) thread::yield_now();
    EXPECT_EQ(lock.get(), nullptr);
    looked = true;
    EXPECT_EQ(lock.wait(), 1);
  });
}

// Rust: OnceLock::set "waits for one that is being made".
TEST(OnceLock, SetWaitsForAnAttemptAndGivesTheValueBack) {
  const OnceLock<std::string> lock;
  std::atomic<bool> begun{false};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const OnceLock<std::string>& l, std::atomic<bool>& in) {
          static_cast<void>(l.get_or_init([&] {
            in = true;
            thread::yield_now();
            return std::string("first");
          }));
        },
        std::cref(lock), std::ref(begun));
    while (!begun) thread::yield_now();
    EXPECT_EQ(lock.set("second").error(), "second");
  });
  EXPECT_EQ(*lock.get(), "first");
}

}  // namespace
