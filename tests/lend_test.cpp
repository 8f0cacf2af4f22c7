// SPDX-License-Identifier: MIT
// Tests of Lend, MutSlice, chunks_mut and split_at_mut.
#include <fearless/cell.hpp>
#include <fearless/lend.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <functional>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

// A class from which others may be derived.
struct Shape {
  virtual ~Shape() = default;
  virtual int corners() const { return 0; }
};
struct Promised {
  virtual ~Promised() = default;
};

}  // namespace

FEARLESS_UNSAFE_SEND(Shape);
FEARLESS_UNSAFE_SYNC(Shape);
FEARLESS_UNSAFE_DYN_SEND(Promised);
FEARLESS_UNSAFE_DYN_SYNC(Promised);

namespace {

using fearless::Cell;
using fearless::Lend;
using fearless::LendError;
using fearless::MutRef;
using fearless::MutSlice;
using fearless::Rc;
using fearless::SharedRef;
namespace thread = fearless::thread;

// As rustc answers for &mut T, &mut [T] and &T.
static_assert(fearless::is_send_v<MutRef<int>> && fearless::is_sync_v<MutRef<int>>);
static_assert(fearless::is_send_v<MutRef<Cell<int>>> && !fearless::is_sync_v<MutRef<Cell<int>>>);
static_assert(!fearless::is_send_v<MutSlice<Rc<int>>> && !fearless::is_static_v<MutSlice<int>>);
static_assert(fearless::is_send_v<MutSlice<std::vector<int>>> && !fearless::is_thread_safe_v<MutSlice<int>>);
static_assert(fearless::is_send_v<SharedRef<int>> && !fearless::is_send_v<SharedRef<Cell<int>>>);
static_assert(fearless::is_thread_safe_v<Lend<int>> && !fearless::is_sync_v<Lend<Cell<int>>>);
static_assert(fearless::is_send_v<Lend<Cell<int>>> && !fearless::is_send_v<Lend<Rc<int>>>);
// A span of one Shape may be at the base of a derived object; a Lend holds a Shape and nothing else.
static_assert(!fearless::is_send_v<MutSlice<Shape>> && !fearless::is_sync_v<MutSlice<Shape>>);
static_assert(fearless::is_send_v<MutSlice<Promised>> && fearless::is_sync_v<MutSlice<Promised>>);
static_assert(fearless::is_send_v<MutRef<Shape>> && fearless::is_sync_v<MutRef<Shape>>);
static_assert(fearless::is_send_v<SharedRef<Shape>> && fearless::is_sync_v<SharedRef<Shape>>);
static_assert(!std::is_copy_constructible_v<MutSlice<int>> && !std::is_copy_constructible_v<MutRef<int>>);
static_assert(std::is_same_v<decltype(*std::declval<const MutRef<int>&>()), const int&>);

TEST(ChunksMut, AParallelLoopOverDisjointRows) {
  constexpr std::size_t width = 5;
  std::vector<int> image(width * 4);
  thread::scope([&](thread::Scope& s) {
    int row = 0;
    for (auto& part : fearless::chunks_mut(image, width)) {
      s.spawn(
          [](MutSlice<int> pixels, int value) {
            for (int& pixel : pixels) pixel = value;
          },
          std::move(part), ++row);
    }
  });
  EXPECT_EQ(std::accumulate(image.begin(), image.end(), 0), 5 * (1 + 2 + 3 + 4));
}

TEST(ChunksMut, TheLastPartMayBeShorter) {
  std::array<int, 7> numbers{};
  const auto parts = fearless::chunks_mut(numbers, 3);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].size(), 3U);
  EXPECT_EQ(parts[2].size(), 1U);
  EXPECT_EQ(parts[2].begin(), &numbers[6]);
  std::vector<int> none;
  EXPECT_TRUE(fearless::chunks_mut(none, 1).empty());
  EXPECT_EQ(fearless::chunks_mut(numbers, 100).size(), 1U);
}

TEST(ChunksMut, PartsOfNothingAreAnError) {
  std::vector<int> numbers(3);
  EXPECT_THROW(static_cast<void>(fearless::chunks_mut(numbers, 0)), std::invalid_argument);
}

TEST(ChunksMut, OfASpanAndOfAPart) {
  std::vector<int> numbers{0, 1, 2, 3, 4, 5};
  auto halves = fearless::chunks_mut(std::span(numbers), 3);
  auto thirds = fearless::chunks_mut(std::move(halves[1]), 1);
  EXPECT_EQ(thirds.size(), 3U);
  EXPECT_EQ(thirds[0][0], 3);
  EXPECT_TRUE(halves[1].empty()) << "it was given away";
}

TEST(SplitAtMut, TwoParts) {
  std::vector<std::string> words{"a", "b", "c"};
  {
    auto [left, right] = fearless::split_at_mut(words, 1);
    left[0] = "x";
    right[1] = "z";
    EXPECT_EQ(left.size(), 1U);
    EXPECT_EQ(right.size(), 2U);
    auto [middle, last] = fearless::split_at_mut(std::move(right), 1);
    EXPECT_EQ(middle[0] + last[0], "bz");
  }
  EXPECT_EQ(words, (std::vector<std::string>{"x", "b", "z"}));
  EXPECT_TRUE(fearless::split_at_mut(words, 3).second.empty());
  EXPECT_THROW(static_cast<void>(fearless::split_at_mut(words, 4)), std::out_of_range);
}

TEST(Lend, LendsOnceAtATime) {
  const Lend lend(std::string("text"));
  {
    auto borrowed = lend.lend();
    *borrowed += "s";
    EXPECT_EQ(borrowed->size(), 5U);
    EXPECT_THROW(static_cast<void>(lend.lend()), LendError);
    EXPECT_THROW(static_cast<void>(lend.read()), LendError);
    auto moved = std::move(borrowed);
    EXPECT_THROW(static_cast<void>(lend.lend()), LendError);
  }
  const auto again = lend.lend();
  EXPECT_EQ(*again, "texts");
}

TEST(Lend, SeveralMayRead) {
  const Lend lend(1);
  {
    const auto a = lend.read();
    const auto b = lend.read();
    EXPECT_EQ(*a + *b, 2);
    EXPECT_THROW(static_cast<void>(lend.lend()), LendError);
  }
  EXPECT_EQ(*std::make_unique<MutRef<int>>(lend.lend())->operator->(), 1);
}

TEST(Lend, ToThreadsOfAScope) {
  const Lend numbers(std::vector<int>{1, 2});
  for (int i = 3; i < 6; ++i) {
    thread::scope([&](thread::Scope& s) {
      s.spawn([](MutRef<std::vector<int>> mine, int n) { mine->push_back(n); }, numbers.lend(), i);
    });
  }
  const auto all = numbers.read();
  EXPECT_EQ(*all, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST(Lend, Race) {
  const Lend number(0);
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const Lend<int>& shared) {
            for (int i = 0; i < 500; ++i) {
              try {
                if (i % 3 == 0) {
                  const auto r = shared.read();
                  EXPECT_GE(*r, 0);
                } else {
                  auto m = shared.lend();
                  ++*m;
                }
              } catch (const LendError&) {
              }
            }
          },
          std::cref(number));
    }
  });
  const auto r = number.read();
  EXPECT_GT(*r, 0);
}

TEST(Lend, IntoInnerAndMove) {
  Lend lend(std::make_unique<int>(4));
  {
    const auto borrowed = lend.lend();
    EXPECT_THROW(static_cast<void>(std::move(lend).into_inner()), LendError);
    EXPECT_THROW(static_cast<void>(Lend(std::move(lend))), LendError);
  }
  Lend moved(std::move(lend));
  EXPECT_EQ(*std::move(moved).into_inner(), 4);
}

}  // namespace
