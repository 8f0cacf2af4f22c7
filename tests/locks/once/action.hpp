// SPDX-License-Identifier: MIT
// Once: who performs the action, who waits, and who is told that it failed.
#pragma once

#include "locks/once/once.hpp"

namespace {

TEST(Once, SmokeOnce) {
  const Once once;
  int runs = 0;
  EXPECT_FALSE(once.is_completed());
  once.call_once([&] { ++runs; });
  EXPECT_TRUE(once.is_completed());
  once.call_once([&] { ++runs; });
  once.call_once_force([&](const OnceState&) { ++runs; });
  EXPECT_EQ(runs, 1);
  once.wait();
}

// Rust: stampede_once.
TEST(Once, StampedeOnce) {
  for (int round = 0; round < 20; ++round) {
    const Once once;
    int number = 0;  // plain: ThreadSanitizer sees if the others are not ordered after the one
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 8; ++i) {
        s.spawn(
            [](const Once& o, fearless::UnsafeSend<int*> n) {
              for (int j = 0; j < 4; ++j) thread::yield_now();
              o.call_once([&] { ++**n; });
              EXPECT_EQ(**n, 1);
            },
            std::cref(once), fearless::unsafe_send(&number));
      }
    });
  }
}

// Rust: poison_bad.
TEST(Once, PoisonBad) {
  const Once once;
  EXPECT_THROW(once.call_once([] { throw std::runtime_error("fails"); }), std::runtime_error);
  EXPECT_THROW(once.call_once([] {}), OncePoisonError) << "poisoned";
  EXPECT_THROW(once.wait(), OncePoisonError);
  EXPECT_FALSE(once.is_completed());
  bool called = false;
  once.call_once_force([&](const OnceState& state) {
    called = true;
    EXPECT_TRUE(state.is_poisoned());
  });
  EXPECT_TRUE(called);
  once.call_once([] { FAIL(); });
  once.wait();
}

// Rust: wait_for_force_to_finish.
TEST(Once, WaitForForceToFinish) {
  const Once once;
  EXPECT_THROW(once.call_once([] { throw 1; }), int);
  auto [tx1, rx1] = mpsc::channel<int>();
  auto [tx2, rx2] = mpsc::channel<int>();
  thread::scope([&](thread::Scope& s) {
    auto first = s.spawn(
        [](const Once& o, const mpsc::Sender<int>& inside, const mpsc::Receiver<int>& go) {
          o.call_once_force([&](const OnceState& state) {
            EXPECT_TRUE(state.is_poisoned());
            inside.send(1).unwrap();
            static_cast<void>(go.recv().unwrap());
          });
        },
        std::cref(once), tx1, std::move(rx2));
    static_cast<void>(rx1.recv().unwrap());
    auto second = s.spawn([](const Once& o) { o.call_once([] { ADD_FAILURE(); }); }, std::cref(once));
    auto third = s.spawn([](const Once& o) { o.wait_force(); }, std::cref(once));
    EXPECT_FALSE(once.is_completed());
    tx2.send(1).unwrap();
    first.join().unwrap();
    second.join().unwrap();
    third.join().unwrap();
  });
}

// Rust: wait.
TEST(Once, Wait) {
  for (int round = 0; round < 20; ++round) {
    const Once once;
    std::atomic<bool> done{false};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 4; ++i) {
        s.spawn(
            [](const Once& o, const std::atomic<bool>& d) {
              o.wait();
              EXPECT_TRUE(d);
            },
            std::cref(once), std::cref(done));
      }
      once.call_once([&] { done = true; });
    });
  }
}

TEST(Once, WaitForceGoesThroughFailedAttempts) {
  const Once once;
  thread::scope([&](thread::Scope& s) {
    s.spawn([](const Once& o) { o.wait_force(); }, std::cref(once));
    EXPECT_THROW(once.call_once([] { throw 1; }), int);
    EXPECT_THROW(once.call_once_force([](const OnceState&) { throw 1; }), int);
    once.call_once_force([](const OnceState&) {});
  });
}

TEST(Once, AskingForItselfIsAnError) {
  const Once once;
  once.call_once([&] {
    expect_deadlock([&] { once.call_once([] {}); });
    expect_deadlock([&] { once.call_once_force([](const OnceState&) {}); });
    expect_deadlock([&] { once.wait(); });
    expect_deadlock([&] { once.wait_force(); });
  });
  EXPECT_TRUE(once.is_completed());
}

// (A program of libc++ crashes on glibc: docs/limits.md.)
#if defined(__GLIBCXX__)
TEST(Once, AThreadCancelledInTheMiddlePoisons) {
  const Once once;
  thread::scope([&](thread::Scope& s) {
    EXPECT_FALSE(
        s.spawn([](const Once& o) { o.call_once([] { pthread_exit(nullptr); }); }, std::cref(once)).join().has_value());
  });
  EXPECT_THROW(once.wait(), OncePoisonError);
}
#endif

constinit const Once global_once;

TEST(Once, CanBeConstantInitialised) {
  global_once.call_once([] {});
  EXPECT_TRUE(global_once.is_completed());
}

// Rust: "only one function will be executed", and what it did is seen by all whom it returned to.
TEST(Once, WhatWasDoneIsSeenByAllWhoAsked) {
  const Once once;
  int plain = 0;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const Once& o, fearless::UnsafeSend<int*> place) {
            o.call_once([&] { **place = 7; });
            EXPECT_EQ(**place, 7);
          },
          std::cref(once), fearless::unsafe_send(&plain));
    }
  });
}

}  // namespace
