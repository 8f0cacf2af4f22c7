// SPDX-License-Identifier: MIT
// Borrowing in a scope, and what a scope returns, joins and rethrows.
#pragma once

#include "threads/scope/scope.hpp"

namespace {

TEST(Scope, ThreadsBorrow) {
  const std::vector<int> numbers{1, 2, 3};
  std::atomic<int> sum{0};
  thread::scope([&](Scope& s) {
    for (int i = 0; i < 4; ++i) {
      s.spawn(
          [](const std::vector<int>& v, std::atomic<int>& total) {
            for (const int n : v) total += n;
          },
          std::cref(numbers), std::ref(sum));
    }
  });
  EXPECT_EQ(sum, 24);
}

TEST(Scope, ReturnsWhatItsFunctionReturns) {
  EXPECT_EQ(thread::scope([](Scope& s) { return s.spawn([] { return 4; }).join().unwrap() + 1; }), 5);
  EXPECT_EQ(*thread::scope([](Scope&) { return std::make_unique<int>(3); }), 3);
  int number = 0;
  int& same = thread::scope([&](Scope&) -> int& { return number; });
  EXPECT_EQ(&same, &number);
  static_assert(std::is_void_v<decltype(thread::scope([](Scope&) {}))>);
}

TEST(Scope, JoinsAllBeforeItReturns) {
  // Each waits for the one started after it, so none has ended when the function returns.
  std::atomic<int> ended{0};
  std::atomic<bool> go{false};
  thread::scope([&](Scope& s) {
    for (int i = 0; i < 8; ++i) {
      s.spawn(
          [](std::atomic<int>& count, const std::atomic<bool>& start) {
            while (!start) thread::yield_now();
            ++count;
          },
          std::ref(ended), std::cref(go));
    }
    EXPECT_EQ(ended, 0);
    go = true;
  });
  EXPECT_EQ(ended, 8);
}

TEST(Scope, NestedSpawn) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& s) {
    s.spawn(
        [](Scope& same, std::atomic<int>& c) {
          same.spawn(
              [](Scope& again, std::atomic<int>& d) {
                again.spawn([](std::atomic<int>& e) { ++e; }, std::ref(d));
                ++d;
              },
              std::ref(same), std::ref(c));
          ++c;
        },
        std::ref(s), std::ref(count));
  });
  EXPECT_EQ(count, 3);
}

TEST(Scope, NestedScopes) {
  std::atomic<int> count{0};
  thread::scope([&](Scope& outer) {
    outer.spawn(
        [](std::atomic<int>& c) {
          std::atomic<int> inner_count{0};
          thread::scope([&](Scope& inner) { inner.spawn([](std::atomic<int>& d) { d = 5; }, std::ref(inner_count)); });
          c += inner_count;
        },
        std::ref(count));
  });
  EXPECT_EQ(count, 5);
}

TEST(Scope, RethrowsWhatNobodyJoined) {
  std::atomic<bool> other{false};
  try {
    thread::scope([&](Scope& s) {
      s.spawn([] { throw std::runtime_error("boom"); });
      s.spawn([](std::atomic<bool>& done) { done = true; }, std::ref(other));
    });
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "boom");
  }
  EXPECT_TRUE(other);
}

TEST(Scope, RethrowsWhenTheHandleIsDroppedAfterTheThreadEnded) {
  EXPECT_THROW(thread::scope([](Scope& s) {
                 const auto handle = s.spawn([] { throw std::runtime_error("boom"); });
                 while (!handle.is_finished()) thread::yield_now();
               }),
               std::runtime_error);
}

TEST(Scope, DoesNotRethrowWhatWasJoined) {
  const int answer = thread::scope([](Scope& s) {
    auto result = s.spawn([] { throw std::runtime_error("boom"); }).join();
    EXPECT_STREQ(result.error().what(), "boom");
    return 1;
  });
  EXPECT_EQ(answer, 1);
}

TEST(Scope, TheFunctionsOwnExceptionComesAfterTheThreadsEnd) {
  std::atomic<int> count{0};
  try {
    thread::scope([&](Scope& s) {
      s.spawn([](std::atomic<int>& c) { ++c; }, std::ref(count));
      throw std::logic_error("mine");
    });
    FAIL();
  } catch (const std::logic_error& e) {
    EXPECT_STREQ(e.what(), "mine");
  }
  EXPECT_EQ(count, 1);
}

TEST(Scope, TheFunctionsOwnExceptionWins) {
  EXPECT_THROW(thread::scope([](Scope& s) {
                 s.spawn([] { throw std::runtime_error("a thread's"); });
                 throw std::logic_error("mine");
               }),
               std::logic_error);
}

std::atomic<int> results_alive{0};

// Rust: scope_join_race.
TEST(Scope, JoinRace) {
  for (int i = 0; i < 100; ++i) {
    const std::atomic<bool> stop{false};
    thread::scope([&](Scope& s) {
      for (int j = 0; j < 5; ++j) {
        s.spawn([](const std::atomic<bool>& a) { EXPECT_FALSE(a); }, std::cref(stop));
      }
    });
  }
}

// Rust: "panics if any of the automatically joined threads panicked": the first is thrown, the other is told.
TEST(Scope, OfTwoExceptionsOneIsRethrownAndTheOtherTold) {
  testing::internal::CaptureStderr();
  EXPECT_THROW(thread::scope([](thread::Scope& s) {
                 s.spawn([] { throw std::runtime_error("one of two"); });
                 s.spawn([] { throw std::runtime_error("one of two"); });
               }),
               std::runtime_error);
  const std::string told = testing::internal::GetCapturedStderr();
  const auto first = told.find("one of two");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(told.find("one of two", first + 1), std::string::npos);
}

// Rust: a scope without threads is its function.
TEST(Scope, WithoutThreads) {
  EXPECT_EQ(thread::scope([](thread::Scope&) { return 3; }), 3);
}

TEST(Scope, WhatAThreadDidIsSeenAfterTheScope) {
  int plain = 0;
  thread::scope([&](thread::Scope& s) {
    s.spawn([](fearless::UnsafeSend<int*> place) { **place = 5; }, fearless::unsafe_send(&plain));
  });
  EXPECT_EQ(plain, 5);
}

}  // namespace
