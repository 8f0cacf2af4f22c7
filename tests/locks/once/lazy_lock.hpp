// SPDX-License-Identifier: MIT
// LazyLock: a value that is made when it is asked for.
#pragma once

#include "locks/once/once.hpp"

namespace {

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

TEST(LazyLock, APoisonedOneHasNoValue) {
  const LazyLock lazy([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(static_cast<void>(lazy.force()), std::runtime_error);
  EXPECT_EQ(lazy.get(), nullptr);
  EXPECT_THROW(static_cast<void>(lazy.force()), OncePoisonError);
}

}  // namespace
