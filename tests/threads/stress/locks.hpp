// SPDX-License-Identifier: MIT
// The locks, hammered, one at a time.
#pragma once

#include "threads/stress/stress.hpp"

namespace {

TEST_F(Stress, MutexExcludes) {
  repeat([](int) {
    const Mutex<Pair> mutex(Pair{});
    std::atomic<int> done{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 4; ++t) {
        s.spawn(
            [](const Mutex<Pair>& m, std::atomic<int>& count, int way) {
              for (int i = 0; i < each; ++i) {
                const auto both = [](Pair& pair) {
                  ++pair.a;
                  fearless::detail::pause_point();
                  ++pair.b;
                };
                if (way == 0) {
                  if (auto guard = m.try_lock()) both(**guard), ++count;
                } else if (way == 1) {
                  if (auto guard = m.try_lock_for(5us)) both(**guard), ++count;
                } else {
                  m.with(both);
                  ++count;
                }
              }
            },
            std::cref(mutex), std::ref(done), t);
      }
    });
    mutex.with([&](const Pair& pair) {
      EXPECT_EQ(pair.a, done.load());
      EXPECT_EQ(pair.b, done.load());
    });
  });
}

TEST_F(Stress, RwLockKeepsReadersAndWritersApart) {
  repeat([](int) {
    const RwLock<Pair> lock(Pair{});
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 2; ++t) {
        s.spawn(
            [](const RwLock<Pair>& l, std::atomic<int>& count, bool stays) {
              for (int i = 0; i < each; ++i) {
                auto guard = l.write().value();
                const int mine = ++guard->a;
                fearless::detail::pause_point();
                ++guard->b;
                if (!stays) continue;
                const auto reading = std::move(guard).downgrade();
                if (reading->a != mine || reading->b != mine) ++count;  // a writer came between
              }
            },
            std::cref(lock), std::ref(wrong), t == 0);
        s.spawn(
            [](const RwLock<Pair>& l, std::atomic<int>& count) {
              for (int i = 0; i < each; ++i) {
                const auto guard = l.read().value();
                if (guard->a != guard->b) ++count;
                if (const auto again = l.try_read(); again && (*again)->a != guard->a) ++count;
              }
            },
            std::cref(lock), std::ref(wrong));
      }
    });
    EXPECT_EQ(wrong.load(), 0);
    const auto guard = lock.read().value();
    EXPECT_EQ(guard->a, 2 * each);
  });
}

// A token that goes round: every wait ends.
TEST_F(Stress, CondvarLosesNoNotification) {
  struct Shared {
    Mutex<int> turn{0};
    fearless::Condvar changed;
  };
  repeat([](int n) {
    const Shared shared;
    thread::scope([&](thread::Scope& s) {
      for (int p = 0; p < players; ++p) {
        s.spawn(
            [](const Mutex<int>& turn, const fearless::Condvar& changed, int me, bool impatient) {
              for (int i = 0; i < 15; ++i) {
                auto guard = turn.lock().value();
                if (impatient) {
                  for (;;) {
                    auto [again, waited] =
                        changed.wait_timeout_while(std::move(guard), 30us, [&](int& t) { return t % players != me; })
                            .value();
                    guard = std::move(again);
                    if (!waited.timed_out()) break;
                  }
                } else {
                  guard = changed.wait_while(std::move(guard), [&](int& t) { return t % players != me; }).value();
                }
                ++*guard;
                changed.notify_all();
              }
            },
            std::cref(shared.turn), std::cref(shared.changed), p, n % 2 == 1 && p == 0);
      }
    });
    EXPECT_EQ(shared.turn.with([](const int& t) { return t; }), players * 15);
  });
}

// As many notifications as tokens: none goes to who has one already, or gives up.
TEST_F(Stress, CondvarLetsOneThroughForEachNotification) {
  struct Shared {
    Mutex<int> tokens{0};
    fearless::Condvar more;
  };
  repeat([](int n) {
    const Shared shared;
    thread::scope([&](thread::Scope& s) {
      for (int p = 0; p < players; ++p) {
        s.spawn(
            [](const Mutex<int>& tokens, const fearless::Condvar& more, bool impatient) {
              for (int taken = 0; taken < 15;) {
                auto guard = tokens.lock().value();
                const auto none = [](int& left) { return left == 0; };
                if (impatient) {
                  auto [again, waited] = more.wait_timeout_while(std::move(guard), 30us, none).value();
                  if (waited.timed_out()) continue;
                  guard = std::move(again);
                } else {
                  guard = more.wait_while(std::move(guard), none).value();
                }
                --*guard;
                ++taken;
              }
            },
            std::cref(shared.tokens), std::cref(shared.more), n % 2 == 1 && p == 0);
      }
      for (int i = 0; i < players * 15; ++i) {
        auto guard = shared.tokens.lock().value();
        ++*guard;
        if (i % 3 == 0) shared.more.notify_one();
        {
          const auto release = std::move(guard);
        }
        if (i % 3 != 0) shared.more.notify_one();
      }
    });
    EXPECT_EQ(shared.tokens.with([](const int& left) { return left; }), 0);
  });
}

TEST_F(Stress, BarrierHasOneLeaderEachTime) {
  repeat([](int) {
    const fearless::Barrier barrier(3);
    std::atomic<int> leaders{0};
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 3; ++t) {
        s.spawn(
            [](const fearless::Barrier& b, std::atomic<int>& led, std::atomic<int>& count) {
              for (int i = 0; i < 20; ++i) {
                if (b.wait().is_leader()) ++led;
                b.wait();
                if (led.load() < i + 1) ++count;
              }
            },
            std::cref(barrier), std::ref(leaders), std::ref(wrong));
      }
    });
    EXPECT_GE(leaders.load(), 20);
    EXPECT_EQ(wrong.load(), 0);
  });
}

}  // namespace
