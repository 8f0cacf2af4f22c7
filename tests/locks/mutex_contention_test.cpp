// SPDX-License-Identifier: MIT
// Tests of the locks, Condvar and Barrier where threads meet: nobody is kept out for good, no wake is lost, and every
// count is right.
#include <fearless/std.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace thread = fearless::thread;
using namespace std::chrono_literals;
using fearless::Barrier;
using fearless::Condvar;
using fearless::Mutex;
using fearless::RwLock;
using fearless::RwLockReadGuard;

// A lock is a word (or three), a flag, and the value in what is left of that.
static_assert(sizeof(Mutex<char>) == 8 && sizeof(Mutex<int>) == 12 && sizeof(Mutex<long long>) == 16);
static_assert(sizeof(RwLock<char>) == 24 && sizeof(RwLock<int>) == 32);
static_assert(sizeof(Barrier) <= 32 && sizeof(Condvar) <= 40);

constexpr int rounds = 2000;

int value_of(const Mutex<int>& m) {
  return m.with([](const int& n) { return n; });
}

TEST(MutexContention, EveryIncrementCounts) {
  const Mutex counter(0);
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const Mutex<int>& m) {
            for (int i = 0; i < rounds; ++i) {
              auto guard = m.lock().value();
              ++*guard;
              // Now and then the holder loses its processor, and the others go to sleep.
              if (i % 64 == 0) thread::yield_now();
            }
          },
          std::cref(counter));
    }
  });
  EXPECT_EQ(value_of(counter), 4 * rounds);
}

// Some give up while they wait, just when they are woken, perhaps: then somebody else must be.
TEST(MutexContention, WhoGivesUpTakesNoWakeAlong) {
  const Mutex counter(0);
  std::atomic<int> gave_up{0};
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 2; ++t) {
      s.spawn(
          [](const Mutex<int>& m) {
            for (int i = 0; i < rounds; ++i) {
              auto guard = m.lock().value();
              ++*guard;
              if (i % 32 == 0) thread::yield_now();
            }
          },
          std::cref(counter));
      s.spawn(
          [](const Mutex<int>& m, std::atomic<int>& n) {
            for (int i = 0; i < rounds; ++i) {
              if (auto guard = m.try_lock_for(std::chrono::microseconds(i % 100))) {
                ++**guard;
              } else {
                ++n;
              }
            }
          },
          std::cref(counter), std::ref(gave_up));
    }
  });
  EXPECT_EQ(value_of(counter) + gave_up, 4 * rounds);
}

TEST(MutexContention, ATimedAttemptWaitsItsTimeAndNoMoreIfTheLockIsFreed) {
  const Mutex m(0);
  std::optional guard(m.lock().value());
  thread::scope([&](thread::Scope& s) {
    s.spawn(
         [](const Mutex<int>& mutex) {
           const auto start = std::chrono::steady_clock::now();
           EXPECT_TRUE(mutex.try_lock_for(5ms).error().is_would_block());
           EXPECT_GE(std::chrono::steady_clock::now() - start, 5ms);
         },
         std::cref(m))
        .join()
        .unwrap();
    auto waits =
        s.spawn([](const Mutex<int>& mutex) { EXPECT_TRUE(mutex.try_lock_for(24h).has_value()); }, std::cref(m));
    guard.reset();
    waits.join().unwrap();
  });
}

TEST(MutexContention, TheHolderIsKnownOnEveryThread) {
  const Mutex m(0);
  const auto guard = m.lock().value();
  EXPECT_THROW(static_cast<void>(m.lock()), std::system_error);
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Mutex<int>& mutex) {
          EXPECT_TRUE(mutex.try_lock().error().is_would_block()) << "held by another thread, so no error";
          EXPECT_TRUE(mutex.try_lock_for(1us).error().is_would_block());
        },
        std::cref(m));
  });
  EXPECT_THROW(static_cast<void>(m.lock()), std::system_error) << "others have waited meanwhile";
}

// Waits until a writer waits for the lock, which this thread reads: others cannot read any more then.
void until_a_writer_waits(const RwLock<int>& l) {
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const RwLock<int>& lock) {
          while (lock.try_read().has_value()) thread::yield_now();
        },
        std::cref(l));
  });
}

TEST(RwLockContention, AWriterIsNotStarvedByReadersWhoComeLater) {
  const RwLock l(0);
  std::optional first(l.read().value());
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const RwLock<int>& lock) {
          auto guard = lock.write().value();
          *guard = 1;
        },
        std::cref(l));
    until_a_writer_waits(l);
    std::vector<thread::ScopedJoinHandle<int>> later;
    for (int i = 0; i < 4; ++i) {
      later.push_back(s.spawn(
          [](const RwLock<int>& lock) {
            const auto guard = lock.read().value();
            return *guard;
          },
          std::cref(l)));
    }
    EXPECT_TRUE(l.try_read().has_value()) << "this thread reads already";
    first.reset();
    for (auto& reader : later) EXPECT_EQ(reader.join().unwrap(), 1) << "the writer came first";
  });
}

TEST(RwLockContention, SeveralWritersWaitAndAllReadersFollow) {
  const RwLock l(0);
  for (int round = 0; round < 50; ++round) {
    std::optional first(l.read().value());
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](const RwLock<int>& lock) {
              auto guard = lock.write().value();
              ++*guard;
            },
            std::cref(l));
        s.spawn([](const RwLock<int>& lock) { static_cast<void>(lock.read().value()); }, std::cref(l));
      }
      if (round % 2 == 0) until_a_writer_waits(l);
      first.reset();
    });
  }
  const auto guard = l.read().value();
  EXPECT_EQ(*guard, 150);
}

TEST(RwLockContention, ReadersAndWritersSeeWholeValues) {
  const RwLock<std::vector<int>> l(std::in_place, 8U, 0);
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const RwLock<std::vector<int>>& lock, int me) {
            for (int i = 0; i < 10 * rounds; ++i) {
              switch ((i + me) % 4) {
                case 0: {
                  auto guard = lock.write().value();
                  for (int& n : *guard) ++n;
                  if (i % 8 == 0) {
                    const auto reading = std::move(guard).downgrade();
                    EXPECT_EQ(reading->front(), reading->back());
                  }
                  break;
                }
                case 1: {
                  if (auto guard = lock.try_write()) {
                    for (int& n : **guard) ++n;
                  }
                  break;
                }
                case 2: {
                  const auto guard = lock.read().value();
                  EXPECT_EQ(guard->front(), guard->back());
                  if (i % 16 == 2) thread::yield_now();
                  const auto again = lock.read().value();
                  EXPECT_EQ(again->front(), guard->back());
                  break;
                }
                default: {
                  const auto guard = lock.try_read();
                  if (guard) {
                    EXPECT_EQ((*guard)->front(), (*guard)->back());
                  }
                }
              }
            }
          },
          std::cref(l), t);
    }
  });
  EXPECT_TRUE(l.try_write().has_value());
}

TEST(RwLockContention, ADowngradeLetsWaitingReadersIn) {
  for (int round = 0; round < 50; ++round) {
    const RwLock l(0);
    auto writing = l.write().value();
    thread::scope([&](thread::Scope& s) {
      auto reader = s.spawn([](const RwLock<int>& lock) { static_cast<void>(lock.read().value()); }, std::cref(l));
      if (round % 2 == 0) thread::yield_now();
      const auto reading = std::move(writing).downgrade();
      reader.join().unwrap();
    });
  }
}

TEST(RwLockContention, AThreadMayReadManyLocksAndReleaseThemInAnyOrder) {
  std::vector<RwLock<int>> locks(20);
  std::vector<RwLockReadGuard<int>> guards;
  for (int twice = 0; twice < 2; ++twice) {
    for (const auto& lock : locks) guards.push_back(lock.read().value());
  }
  for (const auto& lock : locks) EXPECT_THROW(static_cast<void>(lock.write()), std::system_error);
  for (std::size_t i = 0; i < locks.size(); ++i) {
    auto released = std::move(guards[i * 7 % locks.size()]);
  }
  for (const auto& lock : locks) EXPECT_THROW(static_cast<void>(lock.write()), std::system_error) << "read once yet";
  guards.clear();
  for (const auto& lock : locks) EXPECT_TRUE(lock.write().has_value());
}

struct Tokens {
  Mutex<int> count{0};
  Condvar more;
};

// Each token is announced once. One announcement lost to a wait that times out just then would leave a token, and a
// thread that waits for it forever.
TEST(CondvarContention, ANotificationIsNotLostToAWaitThatTimesOut) {
  const Tokens tokens;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 2; ++t) {
      s.spawn(
          [](const Tokens& tk) {
            for (int i = 0; i < rounds; ++i) {
              auto guard = tk.more.wait_while(tk.count.lock().value(), [](const int& n) { return n == 0; }).value();
              --*guard;
            }
          },
          std::cref(tokens));
    }
    std::atomic<bool> stop{false};
    // This one takes no token: when it is woken, and not timed out, it passes the word on.
    auto impatient = s.spawn(
        [](const Tokens& tk, const std::atomic<bool>& end) {
          while (!end) {
            auto [guard, result] = tk.more.wait_timeout(tk.count.lock().value(), 20us).value();
            if (!result.timed_out()) tk.more.notify_one();
          }
        },
        std::cref(tokens), std::cref(stop));
    for (int i = 0; i < 2 * rounds; ++i) {
      tokens.count.with([](int& n) { ++n; });
      tokens.more.notify_one();
      if (i % 16 == 0) thread::yield_now();
    }
    for (;;) {
      auto guard = tokens.count.lock().value();
      if (*guard == 0) break;
      const auto release = std::move(guard);
      thread::yield_now();
    }
    stop = true;
    impatient.join().unwrap();
  });
  EXPECT_EQ(value_of(tokens.count), 0);
}

TEST(CondvarContention, PingPong) {
  const Tokens turn;
  thread::scope([&](thread::Scope& s) {
    for (int me = 0; me < 2; ++me) {
      s.spawn(
          [](const Tokens& t, int mine) {
            for (int i = 0; i < rounds / 2; ++i) {
              auto guard =
                  t.more.wait_while(t.count.lock().value(), [&](const int& n) { return n % 2 != mine; }).value();
              ++*guard;
              t.more.notify_one();
            }
          },
          std::cref(turn), me);
    }
  });
  EXPECT_EQ(value_of(turn.count), rounds);
}

TEST(CondvarContention, WhoIsWokenForNothingWaitsOn) {
  const Tokens tokens;
  std::atomic<int> looked{0};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Tokens& t, std::atomic<int>& n) {
          const auto guard =
              t.more.wait_while(t.count.lock().value(), [&](const int& v) { return ++n, v == 0; }).value();
          EXPECT_EQ(*guard, 1);
        },
        std::cref(tokens), std::ref(looked));
    while (looked < 100) {
      tokens.more.notify_all();
      thread::yield_now();
    }
    tokens.count.with([](int& n) { n = 1; });
    tokens.more.notify_one();
  });
}

TEST(BarrierContention, MoreThreadsThanItIsForMeetInGroups) {
  const Barrier barrier(2);
  std::atomic<int> leaders{0};
  for (int round = 0; round < 50; ++round) {
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 4; ++t) {
        s.spawn(
            [](const Barrier& b, std::atomic<int>& l) {
              if (b.wait().is_leader()) ++l;
            },
            std::cref(barrier), std::ref(leaders));
      }
    });
  }
  EXPECT_EQ(leaders, 100);
}

}  // namespace
