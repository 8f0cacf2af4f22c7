// SPDX-License-Identifier: MIT
// Tests of how threads wait: on a word, by spinning, by a signal, and as one of many sleepers.
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/sleepers.hpp>
#include <fearless/detail/wait/waiting.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "support/cpu_time.hpp"

namespace {

using namespace std::chrono_literals;
using fearless::detail::Deadline;
using fearless::detail::futex_wait;
using fearless::detail::futex_wake_all;
using fearless::detail::futex_wake_one;
using fearless::detail::FutexWord;
using fearless::detail::Signal;
using fearless::detail::Sleepers;
using fearless::detail::Snoozing;
using fearless::detail::Spinning;
using Clock = std::chrono::steady_clock;

TEST(Futex, AnotherValueIsNotWaitedFor) {
  const FutexWord word{1};
  EXPECT_TRUE(futex_wait(word, 0, Deadline::never()));
  EXPECT_TRUE(futex_wait(word, 0, Deadline::after(1h)));
}

TEST(Futex, TheDeadlinePasses) {
  const FutexWord word{1};
  EXPECT_FALSE(futex_wait(word, 1, Deadline::now()));
  const auto start = Clock::now();
  const auto deadline = Deadline::after(3ms);
  while (futex_wait(word, 1, deadline)) {
  }
  EXPECT_GE(Clock::now() - start, 3ms);
}

TEST(Futex, WakesOneAndAll) {
  FutexWord word{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (word.load(std::memory_order_acquire) == 0) futex_wait(word, 0, Deadline::never());
    });
  }
  word.store(1, std::memory_order_release);
  futex_wake_one(word);
  futex_wake_all(word);
  for (auto& t : threads) t.join();
}

TEST(Spinning, WhatIsThereAlreadyIsSeen) {
  Spinning spinning;
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(spinning.wait(1000, Deadline::never(), [] { return true; }));
}

TEST(Spinning, SeesWhatAnotherThreadDoes) {
  for (int round = 0; round < 200; ++round) {
    std::atomic<bool> done{false};
    std::thread t([&] { done.store(true, std::memory_order_release); });
    Spinning spinning;
    while (!spinning.wait(0, Deadline::never(), [&] { return done.load(std::memory_order_acquire); })) {
    }
    t.join();
  }
}

TEST(Spinning, KeepsTheDeadline) {
  Spinning spinning;
  const auto start = Clock::now();
  EXPECT_FALSE(spinning.wait(1000, Deadline::now(), [] { return false; }));
  EXPECT_FALSE(spinning.wait(1000, Deadline::after(1us), [] { return false; }));
  EXPECT_LT(Clock::now() - start, 1s) << "it ends, and long before anyone would notice";
}

#if defined(__linux__)
// An instrumented program that is not optimised takes longer for the same steps.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr auto cheap = 32us;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
constexpr auto cheap = 32us;
#else
constexpr auto cheap = 8us;
#endif
#else
constexpr auto cheap = 8us;
#endif
TEST(Spinning, WhatKeepsFailingCostsLessAndLess) {
  Spinning spinning;
  const auto wait = [&] { return spinning.wait(0, Deadline::never(), [] { return false; }); };
  for (int i = 0; i < 4000; ++i) ASSERT_FALSE(wait());
  const auto used = cpu_time::least(2000 * cheap, [&] {
    for (int i = 0; i < 2000; ++i) ASSERT_FALSE(wait());
  });
  EXPECT_LT(used / 2000, cheap) << "64 us of spinning is over";
}

TEST(Signal, SleepingCostsNothing) {
  Signal signal;
  const auto used = cpu_time::least(2ms, [&] { EXPECT_EQ(signal.sleep(Deadline::after(200ms)), Signal::none); });
  EXPECT_LT(used, 2ms);
}
#endif

TEST(Signal, WhatWasSetBeforeIsNotSleptFor) {
  Signal signal;
  EXPECT_EQ(signal.news(), Signal::none);
  signal.set(7);
  EXPECT_EQ(signal.news(), 7U);
  EXPECT_EQ(signal.sleep(Deadline::never()), 7U);
  signal.reset();
  EXPECT_EQ(signal.news(), Signal::none);
}

TEST(Signal, WakesTheSleeper) {
  for (int round = 0; round < 300; ++round) {
    Signal signal;
    int written = 0;
    std::thread t([&] {
      written = round;
      signal.set(2);
    });
    EXPECT_EQ(signal.sleep(Deadline::never()), 2U);
    EXPECT_EQ(written, round);
    t.join();
  }
}

TEST(Signal, TheDeadlinePassesAndItCanStillBeSet) {
  Signal signal;
  EXPECT_EQ(signal.sleep(Deadline::now()), Signal::none);
  EXPECT_EQ(signal.sleep(Deadline::after(1ms)), Signal::none);
  EXPECT_EQ(signal.news(), Signal::none);
  signal.set(3);
  EXPECT_EQ(signal.sleep(Deadline::now()), 3U);
}

TEST(Snoozing, EndsAsSleep) {
  Snoozing snoozing;
  for (int i = 0; i < 100; ++i) snoozing.snooze();
}

// Rooms for which threads wait: whoever wants one takes it, or sleeps until there may be one.
struct Rooms {
  std::atomic<int> free{0};
  Sleepers sleepers;

  bool take() {
    int now = free.load(std::memory_order_seq_cst);
    while (now > 0) {
      if (free.compare_exchange_weak(now, now - 1, std::memory_order_seq_cst)) return true;
    }
    return false;
  }
  bool take_before(const Deadline& deadline) {
    while (!take()) {
      if (!sleepers.sleep(deadline, [&] { return free.load(std::memory_order_seq_cst) > 0; })) return false;
    }
    return true;
  }
  void give() {
    free.fetch_add(1, std::memory_order_seq_cst);
    sleepers.wake_one();
  }
};

TEST(Sleepers, NoneIsForgotten) {
  constexpr int threads = 4;
  constexpr int count = 3000;
  Rooms rooms;
  std::vector<std::thread> takers;
  for (int i = 0; i < threads; ++i) {
    takers.emplace_back([&] {
      for (int n = 0; n < count; ++n) ASSERT_TRUE(rooms.take_before(Deadline::never()));
    });
  }
  // One at a time, so that the others have to sleep.
  for (int n = 0; n < threads * count; ++n) {
    while (rooms.free.load() > 0) std::this_thread::yield();
    rooms.give();
  }
  for (auto& t : takers) t.join();
  EXPECT_EQ(rooms.free, 0);
}

// Some give up in the moment they are woken: then another has to be.
TEST(Sleepers, WhoGivesUpTakesNobodysTurn) {
  constexpr int count = 2000;
  Rooms rooms;
  std::atomic<int> taken{0};
  std::thread impatient([&] {
    while (taken.load() < count) taken += rooms.take_before(Deadline::after(1us)) ? 1 : 0;
  });
  std::thread patient([&] {
    while (taken.load() < count) taken += rooms.take_before(Deadline::never()) ? 1 : 0;
  });
  while (taken.load() < count) {
    if (rooms.free.load() == 0) rooms.give();
    std::this_thread::yield();
  }
  rooms.give();  // the patient one may be about to take one more
  patient.join();
  impatient.join();
}

TEST(Sleepers, WakesAll) {
  Sleepers sleepers;
  std::atomic<bool> open{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!open.load(std::memory_order_seq_cst)) {
        sleepers.sleep(Deadline::never(), [&] { return open.load(std::memory_order_seq_cst); });
      }
    });
  }
  open.store(true, std::memory_order_seq_cst);
  sleepers.wake_all();
  for (auto& t : threads) t.join();
}

TEST(Sleepers, TheDeadlinePasses) {
  Sleepers sleepers;
  EXPECT_FALSE(sleepers.sleep(Deadline::now(), [] { return false; }));
  EXPECT_FALSE(sleepers.sleep(Deadline::after(1ms), [] { return false; }));
  EXPECT_TRUE(sleepers.sleep(Deadline::now(), [] { return true; }));
  sleepers.wake_one();
  EXPECT_FALSE(sleepers.sleep(Deadline::now(), [] { return false; })) << "who is gone leaves no token behind";
}

}  // namespace
