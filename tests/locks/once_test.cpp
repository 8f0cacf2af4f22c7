// SPDX-License-Identifier: MIT
// Tests of Once, OnceLock and LazyLock, named after Rust's suites.
#include <fearless/cell.hpp>
#include <fearless/marker/values.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <pthread.h>

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Cell;
using fearless::LazyLock;
using fearless::Mutex;
using fearless::Once;
using fearless::OnceLock;
using fearless::OncePoisonError;
using fearless::OnceState;
using fearless::Rc;

// Static facts, as rustc answers them; ThreadSafe as DESIGN does.
static_assert(fearless::is_send_v<Once> && fearless::is_sync_v<Once> && fearless::is_thread_safe_v<Once>);
static_assert(fearless::is_send_v<OnceLock<int>> && fearless::is_sync_v<OnceLock<int>>);
static_assert(fearless::is_thread_safe_v<OnceLock<int>> && fearless::is_static_v<OnceLock<int>>);
static_assert(fearless::is_send_v<OnceLock<Cell<int>>> && !fearless::is_sync_v<OnceLock<Cell<int>>>);
static_assert(!fearless::is_send_v<OnceLock<Rc<int>>> && !fearless::is_thread_safe_v<OnceLock<Rc<int>>>);
static_assert(!fearless::is_static_v<OnceLock<std::string_view>>);
static_assert(fearless::is_send_v<LazyLock<int>> && fearless::is_sync_v<LazyLock<int>>);
static_assert(fearless::is_thread_safe_v<LazyLock<int>>);
static_assert(!fearless::is_sync_v<LazyLock<Cell<int>>> && !fearless::is_sync_v<LazyLock<Rc<int>>>);
struct OwnsAnRc {
  Rc<int> value;
  int operator()() const { return *value; }
};
static_assert(!fearless::is_send_v<LazyLock<int, OwnsAnRc>> && !fearless::is_sync_v<LazyLock<int, OwnsAnRc>>);
static_assert(!std::is_move_assignable_v<OnceLock<int>> && !std::is_move_constructible_v<LazyLock<int>>);
static_assert(!std::is_move_constructible_v<OnceLock<std::unique_ptr<int>>>);
static_assert(std::is_same_v<decltype(*std::declval<const LazyLock<int>&>()), const int&>);

template <class F>
void expect_deadlock(F f) {
  try {
    f();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
  }
}

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

// Rust: sync_lazy_new, lazy_new.
TEST(LazyLock, SyncLazyNew) {
  std::atomic<int> called{0};
  const LazyLock lazy([&called] {
    ++called;
    return 92;
  });
  EXPECT_EQ(called, 0);
  EXPECT_EQ(lazy.get(), nullptr);
  EXPECT_EQ(*lazy - 30, 62);
  EXPECT_EQ(lazy.force(), 92);
  EXPECT_EQ(called, 1);
  EXPECT_EQ(*lazy.get(), 92);
}

const LazyLock<std::vector<int>> global_lazy([] { return std::vector<int>{1, 2, 3}; });
constinit const LazyLock<int> constant_lazy([] { return 7; });

// Rust: static_sync_lazy.
TEST(LazyLock, StaticSyncLazy) {
  thread::spawn([] { EXPECT_EQ(global_lazy->size(), 3U); }).join().unwrap();
  EXPECT_EQ(*global_lazy, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(*constant_lazy, 7);
}

struct CountsAndMakes {
  std::atomic<int>& count;
  std::string operator()() const {
    ++count;
    return "made";
  }
};

TEST(LazyLock, Stampede) {
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> count{0};
    const LazyLock<std::string, CountsAndMakes> lazy(CountsAndMakes{count});
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 6; ++i) {
        s.spawn([](const LazyLock<std::string, CountsAndMakes>& l) { EXPECT_EQ(*l, "made"); }, std::cref(lazy));
      }
    });
    EXPECT_EQ(count, 1);
  }
}

// Each names itself, whatever it is made of.
TEST(LazyLock, ErrorsNameWhatTheyAreOf) {
  const auto words_of = [](auto f) -> std::string {
    try {
      f();
    } catch (const std::exception& e) {
      return e.what();
    }
    return "nothing";
  };
  const auto begins_with = [](const std::string& text, const std::string& start) {
    return text.compare(0, start.size(), start) == 0;
  };
  const fearless::Once once;
  EXPECT_THROW(once.call_once([] { throw 1; }), int);
  EXPECT_TRUE(begins_with(words_of([&] { once.call_once([] {}); }), "fearless::Once: "));
  EXPECT_TRUE(begins_with(words_of([&] { once.wait(); }), "fearless::Once: "));
  const LazyLock<int> lazy([]() -> int { throw 1; });
  EXPECT_THROW(static_cast<void>(*lazy), int);
  EXPECT_TRUE(begins_with(words_of([&] { static_cast<void>(lazy.force()); }), "fearless::LazyLock: "));
  const OnceLock<int> lock;
  EXPECT_TRUE(begins_with(
      words_of([&] { static_cast<void>(lock.get_or_init([&] { return lock.get_or_init([] { return 1; }); })); }),
      "fearless::OnceLock: "));
  EXPECT_TRUE(begins_with(words_of([&] { static_cast<void>(lock.get_or_init([&] { return lock.wait(); })); }),
                          "fearless::OnceLock: "));
  static const LazyLock<int> itself([]() -> int { return *itself; });
  EXPECT_TRUE(begins_with(words_of([&] { static_cast<void>(*itself); }), "fearless::LazyLock: "));
}

// Rust: lazy_poisoning.
TEST(LazyLock, LazyPoisoning) {
  const LazyLock lazy([]() -> int { throw std::runtime_error("fails"); });
  EXPECT_THROW(static_cast<void>(*lazy), std::runtime_error);
  for (int i = 0; i < 2; ++i) EXPECT_THROW(static_cast<void>(*lazy), OncePoisonError);
  EXPECT_EQ(lazy.get(), nullptr);
}

struct AsksForItself {
  const LazyLock<int, AsksForItself>** self;
  int operator()() const { return ***self; }
};

TEST(LazyLock, AskingForItselfIsAnError) {
  const LazyLock<int, AsksForItself>* self = nullptr;
  const LazyLock<int, AsksForItself> lazy(AsksForItself{&self});
  self = &lazy;
  expect_deadlock([&] { static_cast<void>(*lazy); });
}

TEST(LazyLock, TheFunctionIsGoneOnceItWasCalled) {
  const auto counter = std::make_shared<int>(1);
  const LazyLock lazy([counter] { return *counter; });
  EXPECT_EQ(counter.use_count(), 2);
  EXPECT_EQ(*lazy, 1);
  EXPECT_EQ(counter.use_count(), 1);
}

TEST(LazyLock, GuardsAMutex) {
  static const LazyLock shared_state([] { return Mutex(std::vector<int>{}); });
  thread::spawn([] { shared_state->with([](std::vector<int>& v) { v.assign(1, 1); }); }).join().unwrap();
  EXPECT_EQ(shared_state->with([](const std::vector<int>& v) { return v.size(); }), 1U);
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

TEST(LazyLock, DefaultMakesADefault) {
  const LazyLock<std::string> lazy;
  EXPECT_EQ(lazy.get(), nullptr);
  EXPECT_EQ(*lazy, "");
}

TEST(LazyLock, ForWriting) {
  LazyLock lazy([] { return 3; });
  EXPECT_EQ(lazy.unsafe_get_mut(), nullptr);
  lazy.unsafe_force_mut() = 4;
  EXPECT_EQ(*lazy.unsafe_get_mut(), 4);
  EXPECT_EQ(*lazy, 4);
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

TEST(LazyLock, APoisonedOneHasNoValue) {
  const LazyLock lazy([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(static_cast<void>(lazy.force()), std::runtime_error);
  EXPECT_EQ(lazy.get(), nullptr);
  EXPECT_THROW(static_cast<void>(lazy.force()), OncePoisonError);
}

}  // namespace
