// SPDX-License-Identifier: MIT
// Tests of Barrier, named after Rust's suite.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Arc;
using fearless::Barrier;

static_assert(fearless::is_send_v<Barrier> && fearless::is_sync_v<Barrier> && fearless::is_thread_safe_v<Barrier>);
static_assert(fearless::is_static_v<Barrier> && !std::is_move_assignable_v<Barrier>);
static_assert(fearless::is_send_v<fearless::BarrierWaitResult> && fearless::is_sync_v<fearless::BarrierWaitResult>);

TEST(Barrier, Barrier) {
  constexpr int n = 10;
  const Arc barrier{Barrier(n)};
  auto [tx, rx] = mpsc::channel<bool>();
  std::vector<thread::JoinHandle<void>> handles;
  for (int i = 0; i < n - 1; ++i) {
    handles.push_back(thread::spawn(
        [](const Arc<Barrier>& b, const mpsc::Sender<bool>& sender) { sender.send(b->wait().is_leader()).unwrap(); },
        barrier, tx));
  }
  EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty) << "all of them wait for this one";
  bool leader_found = barrier->wait().is_leader();
  for (int i = 0; i < n - 1; ++i) {
    if (!rx.recv().unwrap()) continue;
    EXPECT_FALSE(leader_found);
    leader_found = true;
  }
  EXPECT_TRUE(leader_found);
  for (auto& handle : handles) handle.join().unwrap();
}

TEST(Barrier, NobodyWaitsAtABarrierForOne) {
  EXPECT_TRUE(Barrier(1).wait().is_leader());
  EXPECT_TRUE(Barrier(0).wait().is_leader());
}

TEST(Barrier, CanBeUsedAgainAndHasOneLeaderEachTime) {
  const Barrier barrier(3);
  std::atomic<int> leaders{0};
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 3; ++t) {
      s.spawn(
          [](const Barrier& b, std::atomic<int>& l) {
            for (int i = 0; i < 100; ++i) {
              if (b.wait().is_leader()) ++l;
              b.wait();
              EXPECT_EQ(l, i + 1);
              b.wait();
            }
          },
          std::cref(barrier), std::ref(leaders));
    }
  });
  EXPECT_EQ(leaders, 100);
}

TEST(Barrier, WhatWasDoneBeforeIsSeenAfter) {
  const Barrier barrier(2);
  int number = 0;
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Barrier& b, fearless::UnsafeSend<int*> n) {
          **n = 7;
          b.wait();
        },
        std::cref(barrier), fearless::unsafe_send(&number));
    barrier.wait();
    EXPECT_EQ(number, 7);
  });
}

}  // namespace
