// SPDX-License-Identifier: MIT
// Tests of RwLock, named after Rust's suite.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Arc;
using fearless::RwLock;
using fearless::RwLockReadGuard;
using fearless::RwLockWriteGuard;

// Static facts, as rustc answers them; ThreadSafe as docs/architecture.md does.
template <class T>
inline constexpr bool shared = fearless::is_sync_v<T> && fearless::is_thread_safe_v<T>;
static_assert(fearless::is_send_v<RwLock<int>> && shared<RwLock<int>> && fearless::is_static_v<RwLock<int>>);
static_assert(!fearless::is_send_v<RwLock<fearless::Rc<int>>> && !fearless::is_sync_v<RwLock<fearless::Rc<int>>>);
static_assert(fearless::is_send_v<RwLock<fearless::Cell<int>>> && !fearless::is_sync_v<RwLock<fearless::Cell<int>>>);
static_assert(!fearless::is_thread_safe_v<RwLock<fearless::Cell<int>>>);
static_assert(!fearless::is_static_v<RwLock<std::string_view>>);
static_assert(!fearless::is_send_v<RwLockReadGuard<int>> && fearless::is_sync_v<RwLockReadGuard<int>>);
static_assert(!fearless::is_send_v<RwLockWriteGuard<int>> && fearless::is_sync_v<RwLockWriteGuard<int>>);
static_assert(!fearless::is_sync_v<RwLockReadGuard<fearless::Cell<int>>>);
static_assert(!fearless::is_static_v<RwLockReadGuard<int>> && !fearless::is_thread_safe_v<RwLockWriteGuard<int>>);
static_assert(!std::is_copy_assignable_v<RwLock<int>> && !std::is_move_assignable_v<RwLock<int>>);
static_assert(std::is_same_v<decltype(*std::declval<const RwLockWriteGuard<int>&>()), const int&>);

void write(const RwLock<int>& lock, int number) {
  auto guard = lock.write().value();
  *guard = number;
}

TEST(RwLock, WithReadAndWithWrite) {
  const fearless::RwLock<int> lock(1);
  EXPECT_EQ(lock.with_read([](const int& n) { return n; }), 1);
  lock.with_write([](int& n) { n = 2; });
  lock.with_read([&](const int& n) {
    EXPECT_EQ(n, 2);
    EXPECT_TRUE(lock.try_read().has_value());
    EXPECT_FALSE(lock.try_write().has_value());
  });
  EXPECT_THROW(lock.with_read([](const int&) { throw 1; }), int);
  EXPECT_FALSE(lock.is_poisoned());
  EXPECT_THROW(lock.with_write([](int&) { throw 1; }), int);
  EXPECT_THROW(lock.with_read([](const int&) {}), fearless::BadResultAccess);
}

TEST(RwLock, Smoke) {
  const RwLock l(1);
  {
    const auto guard = l.read().value();
  }
  {
    const auto guard = l.write().value();
  }
  {
    const auto a = l.read().value();
    const auto b = l.read().value();
    EXPECT_EQ(*a + *b, 2);
  }
  auto w = l.write().value();
  *w = 3;
  EXPECT_EQ(*std::as_const(w), 3);
}

TEST(RwLock, Frob) {
  // Every thread reads and writes at random; the plain number shows ThreadSanitizer what the lock does not order.
  const RwLock<std::vector<int>> l(std::in_place, 4U, 0);
  thread::scope([&](thread::Scope& s) {
    for (unsigned seed = 0; seed < 4; ++seed) {
      s.spawn(
          [](const RwLock<std::vector<int>>& lock, unsigned state) {
            for (int i = 0; i < 500; ++i) {
              state = state * 1664525U + 1013904223U;
              if ((state >> 16) % 5 == 0) {
                auto g = lock.write().value();
                for (int& n : *g) ++n;
              } else {
                const auto g = lock.read().value();
                for (const int n : *g) EXPECT_EQ(n, g->front());
              }
            }
          },
          std::cref(l), seed);
    }
  });
}

TEST(RwLock, ReadersRunTogether) {
  const RwLock l(0);
  std::atomic<int> inside{0};
  thread::scope([&](thread::Scope& s) {
    for (int i = 0; i < 3; ++i) {
      s.spawn(
          [](const RwLock<int>& lock, std::atomic<int>& n) {
            const auto g = lock.read().value();
            ++n;
            while (n < 3) thread::yield_now();
          },
          std::cref(l), std::ref(inside));
    }
  });
  EXPECT_EQ(inside, 3);
}

TEST(RwLock, PoisonWw) {
  const RwLock l(1);
  EXPECT_THROW(
      [&] {
        const auto g = l.write().value();
        throw 1;
      }(),
      int);
  EXPECT_TRUE(l.is_poisoned());
  EXPECT_FALSE(l.write().has_value());
  EXPECT_FALSE(l.read().has_value());
  EXPECT_TRUE(l.try_read().error().is_poisoned());
  EXPECT_TRUE(l.try_write().error().is_poisoned());
  auto g = l.write().error().into_inner();
  *g = 5;
  EXPECT_EQ(*std::as_const(g), 5);
  l.clear_poison();
  EXPECT_FALSE(l.is_poisoned());
}

TEST(RwLock, NoPoisonRr) {
  const RwLock l(1);
  EXPECT_THROW(
      [&] {
        const auto g = l.read().value();
        throw 1;
      }(),
      int);
  EXPECT_TRUE(l.read().has_value());
  EXPECT_TRUE(l.write().has_value());
}

struct WritesWhenDestroyed {
  const RwLock<int>& lock;
  ~WritesWhenDestroyed() { write(lock, 7); }
};

TEST(RwLock, ALockTakenDuringUnwindingDoesNotPoison) {
  const RwLock l(1);
  EXPECT_THROW(
      [&] {
        const WritesWhenDestroyed w{l};
        throw 1;
      }(),
      int);
  EXPECT_FALSE(l.is_poisoned());
}

TEST(RwLock, TryRead) {
  const RwLock l(0);
  {
    const auto g = l.write().value();
    EXPECT_TRUE(l.try_read().error().is_would_block());
  }
  const auto g = l.read().value();
  EXPECT_TRUE(l.try_read().has_value());
}

TEST(RwLock, TryWrite) {
  const RwLock l(0);
  {
    const auto g = l.read().value();
    EXPECT_TRUE(l.try_write().error().is_would_block());
  }
  {
    const auto g = l.write().value();
    EXPECT_TRUE(l.try_write().error().is_would_block());
  }
  EXPECT_TRUE(l.try_write().has_value());
}

TEST(RwLock, IntoInner) {
  EXPECT_EQ(*RwLock(std::make_unique<int>(10)).into_inner().value(), 10);
  RwLock poisoned(std::make_unique<int>(3));
  EXPECT_THROW(
      [&] {
        const auto g = poisoned.write().value();
        throw 1;
      }(),
      int);
  EXPECT_EQ(*std::move(poisoned).into_inner().error().into_inner(), 3);
}

TEST(RwLock, UnsafeGetMut) {
  RwLock l(1);
  l.unsafe_get_mut() = 20;
  EXPECT_EQ(std::move(l).into_inner().value(), 20);
}

TEST(RwLock, ArcAccess) {
  const Arc shared_lock(RwLock(1));
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn(
      [](const Arc<RwLock<int>>& l, const mpsc::Sender<int>& done) {
        for (int i = 0; i < 10; ++i) {
          auto g = l->write().value();
          ++*g;
        }
        done.send(1).unwrap();
      },
      shared_lock, tx);
  static_cast<void>(rx.recv().unwrap());
  handle.join().unwrap();
  const auto g = shared_lock->read().value();
  EXPECT_EQ(*g, 11);
}

TEST(RwLock, WhatWouldWaitForItselfIsAnError) {
  const RwLock l(0);
  const auto expect_deadlock = [](auto f) {
    try {
      f();
      ADD_FAILURE();
    } catch (const std::system_error& e) {
      EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
    }
  };
  {
    const auto g = l.write().value();
    expect_deadlock([&] { static_cast<void>(l.write()); });
    expect_deadlock([&] { static_cast<void>(l.read()); });
  }
  {
    const auto g = l.read().value();
    expect_deadlock([&] { static_cast<void>(l.write()); });
  }
  EXPECT_TRUE(l.try_write().has_value());
}

TEST(RwLock, AReaderMayReadAgainWhileAWriterWaits) {
  const RwLock l(0);
  auto first = l.read().value();
  thread::scope([&](thread::Scope& s) {
    std::atomic<bool> refused{false};
    const auto writer = s.spawn([](const RwLock<int>& lock) { write(lock, 1); }, std::cref(l));
    // The writer waits as soon as another thread cannot read any more.
    while (!refused) {
      s.spawn([](const RwLock<int>& lock, std::atomic<bool>& r) { r = !lock.try_read().has_value(); }, std::cref(l),
              std::ref(refused))
          .join()
          .unwrap();
    }
    const auto again = l.read().value();
    EXPECT_EQ(*again, 0);
    const auto drop = std::move(first);
  });
  const auto g = l.read().value();
  EXPECT_EQ(*g, 1);
}

TEST(RwLock, Downgrade) {
  const RwLock l(0);
  auto w = l.write().value();
  *w = 1;
  auto r = std::move(w).downgrade();
  EXPECT_EQ(*r, 1);
  EXPECT_TRUE(l.try_read().has_value());
  EXPECT_FALSE(l.try_write().has_value());
  {
    const auto drop = std::move(r);
  }
  EXPECT_TRUE(l.try_write().has_value());
}

// Rust: test_downgrade_observe: who downgrades sees what he wrote, whatever number of writers wait.
TEST(RwLock, DowngradeObserve) {
  const RwLock l(0);
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const RwLock<int>& lock) {
            for (int i = 0; i < 100; ++i) {
              auto w = lock.write().value();
              const int mine = ++*w;
              const auto r = std::move(w).downgrade();
              EXPECT_EQ(*r, mine);
            }
          },
          std::cref(l));
    }
  });
  const auto g = l.read().value();
  EXPECT_EQ(*g, 400);
}

TEST(RwLock, GuardsMove) {
  const RwLock a(1);
  const RwLock b(2);
  auto ga = a.read().value();
  auto gb = b.read().value();
  ga = std::move(gb);
  EXPECT_EQ(*ga, 2);
  EXPECT_TRUE(a.try_write().has_value()) << "assigning released the first";
  EXPECT_FALSE(b.try_write().has_value());
  // (Another one: `a` was taken before `b`, and to take it after `b` would be the opposite order.)
  const RwLock c(3);
  std::vector<RwLockReadGuard<int>> many;
  for (int i = 0; i < 10; ++i) many.push_back(c.read().value());
  many.clear();
  auto wc = c.write().value();
  EXPECT_EQ(*std::as_const(wc), 3);
}

struct Pair {
  std::string first;
  int second;
};

TEST(RwLock, Map) {
  const RwLock l(Pair{"one", 2});
  {
    auto second = l.write().value().map([](Pair& p) -> int& { return p.second; });
    *second = 3;
    EXPECT_FALSE(l.try_read().has_value());
  }
  {
    const auto first = l.read().value().map([](const Pair& p) -> const std::string& { return p.first; });
    EXPECT_EQ(*first, "one");
    EXPECT_EQ(first->size(), 3U);
    EXPECT_FALSE(l.try_write().has_value());
  }
  EXPECT_THROW(static_cast<void>(l.write().value().map([](Pair& p) -> int& {
                 if (p.second == 3) throw 1;
                 return p.second;
               })),
               int);
  EXPECT_TRUE(l.is_poisoned());
}

TEST(RwLock, MovesIntoPlaceWithItsPoison) {
  RwLock l(1);
  EXPECT_THROW(
      [&] {
        const auto g = l.write().value();
        throw 1;
      }(),
      int);
  const RwLock moved(std::move(l));
  EXPECT_TRUE(moved.is_poisoned());
}

// Rust: the error of a poisoned lock holds the guard, of a reader as of a writer.
TEST(RwLock, APoisonedLockCanBeReadAndWritten) {
  const RwLock lock(1);
  try {
    auto guard = lock.write().value();
    *guard = 2;
    throw 1;
  } catch (int) {
  }
  {
    auto failed = lock.read();
    ASSERT_FALSE(failed.has_value());
    const auto guard = std::move(failed).error().into_inner();
    EXPECT_EQ(*guard, 2);
  }
  auto failed = lock.write();
  ASSERT_FALSE(failed.has_value());
  auto guard = std::move(failed).error().into_inner();
  *guard = 3;
  lock.clear_poison();
  EXPECT_FALSE(lock.is_poisoned());
}

}  // namespace
