// SPDX-License-Identifier: MIT
// When a thread destroys what it was given, and what it leaves behind.
#pragma once

#include "threads/thread/thread.hpp"

namespace {

TEST(Thread, ArgumentsAreDestroyedBeforeItHasFinished) {
  auto handle = thread::spawn([](const Living&) {}, Living());
  while (!handle.is_finished()) thread::yield_now();
  EXPECT_EQ(living, 0);
  handle.join().unwrap();
}

TEST(Thread, ArgumentsOfAThreadThatThrowsAreDestroyed) {
  EXPECT_FALSE(thread::spawn([](const Living&) { throw 1; }, Living()).join().has_value());
  EXPECT_EQ(living, 0);
}

TEST(Thread, TheResultLivesUntilTheHandleIsGone) {
  {
    auto handle = thread::spawn([] { return Living(); });
    while (!handle.is_finished()) thread::yield_now();
    EXPECT_EQ(living, 1);
    {
      const auto result = handle.join();
      EXPECT_EQ(living, 1);
    }
    EXPECT_EQ(living, 0);
  }
  EXPECT_EQ(living, 0);
}

std::atomic<bool> thread_local_destroyed{false};
struct SetsAtThreadEnd {
  bool used = false;
  ~SetsAtThreadEnd() { thread_local_destroyed = true; }
};
thread_local SetsAtThreadEnd sets_at_thread_end;

TEST(Thread, ThreadLocalsAreDestroyedBeforeJoinReturns) {
  thread_local_destroyed = false;
  thread::spawn([] { sets_at_thread_end.used = true; }).join().unwrap();
  EXPECT_TRUE(thread_local_destroyed);
}

TEST(Thread, AnExceptionNobodyJoinsIsToldOnStderr) {
  // In a process of its own, started anew, because stderr belongs to all threads.
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto detach = [] {
    thread_local_destroyed = false;
    {
      const auto handle = thread::spawn([] {
        sets_at_thread_end.used = true;
        throw std::runtime_error("nobody joined");
      });
      while (!thread_local_destroyed) thread::yield_now();
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(detach(), testing::ExitedWithCode(0), "ended in an exception: nobody joined");
}

// glibc unwinds such a thread with GCC's library. A program of libc++ has LLVM's, and crashes with no help of fearless.
#if defined(__GLIBCXX__)
TEST(Thread, PthreadExitLeavesAPanic) {
  auto result = thread::spawn([](const Living&) { pthread_exit(nullptr); }, Living()).join();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(std::string(result.error().what()).find("the thread ended without a result"), 0U);
  EXPECT_EQ(living, 0);
}
#endif

struct ThrowsWhenCopied {
  ThrowsWhenCopied() = default;
  ThrowsWhenCopied(const ThrowsWhenCopied&) { throw std::runtime_error("copy"); }
  void operator()() const {}
};

}  // namespace

template <>
struct fearless::rules::row<ThrowsWhenCopied> : AlwaysRow {};

namespace {

TEST(Thread, ACopyThatThrowsIsThrownHere) {
  const ThrowsWhenCopied f;
  EXPECT_THROW(thread::spawn(f), std::runtime_error);
}

}  // namespace
