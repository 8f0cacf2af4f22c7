// SPDX-License-Identifier: MIT
// Tests of Lend, MutSlice, chunks_mut and split_at_mut.
#include <fearless/cell.hpp>
#include <fearless/lend.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <atomic>
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
  {
    const auto parts = fearless::chunks_mut(numbers, 3);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].size(), 3U);
    EXPECT_EQ(parts[2].size(), 1U);
    EXPECT_EQ(parts[2].begin(), &numbers[6]);
  }
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

// Whether `divide` is refused since what it divides is lent.
template <class Divide>
bool is_lent(Divide divide) {
  try {
    static_cast<void>(divide());
    return false;
  } catch (const LendError& error) {
    EXPECT_NE(std::string(error.what()).find("the sequence is lent already"), std::string::npos) << error.what();
    return true;
  }
}
template <class R>
bool is_lent_to_divisions(R&& sequence) {
  const bool to_chunks = is_lent([&] { return fearless::chunks_mut(sequence, 2); });
  EXPECT_EQ(to_chunks, is_lent([&] { return fearless::split_at_mut(sequence, 0); }));
  return to_chunks;
}

TEST(Division, OneAtATime) {
  std::vector<int> numbers(10);
  for (int round = 0; round < 3; ++round) {
    const auto parts = fearless::chunks_mut(numbers, 10);
    EXPECT_TRUE(is_lent_to_divisions(numbers));
    EXPECT_TRUE(is_lent_to_divisions(numbers)) << "the refused division took nothing away";
  }
  {
    const auto halves = fearless::split_at_mut(numbers, 5);
    EXPECT_TRUE(is_lent_to_divisions(numbers));
  }
  EXPECT_FALSE(is_lent_to_divisions(numbers));
}

TEST(Division, WhatOverlapsIsRefusedAndWhatDoesNotIsFine) {
  std::array<int, 30> numbers{};
  const std::span all(numbers);
  const auto middle = fearless::chunks_mut(all.subspan(10, 10), 4);
  EXPECT_FALSE(is_lent_to_divisions(all.subspan(0, 10)));
  EXPECT_FALSE(is_lent_to_divisions(all.subspan(20)));
  EXPECT_FALSE(is_lent_to_divisions(all.subspan(15, 0))) << "nothing overlaps nothing";
  EXPECT_TRUE(is_lent_to_divisions(all.subspan(0, 11)));
  EXPECT_TRUE(is_lent_to_divisions(all.subspan(19)));
  EXPECT_TRUE(is_lent_to_divisions(all.subspan(15, 1)));
  EXPECT_TRUE(is_lent_to_divisions(all.subspan(10, 10)));
  EXPECT_TRUE(is_lent_to_divisions(all));
  // Neighbours on both sides, and then what overlaps the one on the left, or on the right, alone.
  const auto left = fearless::split_at_mut(all.first(10), 10);
  EXPECT_FALSE(is_lent_to_divisions(all.subspan(20)));
  const auto right = fearless::chunks_mut(all.subspan(20, 5), 5);
  EXPECT_TRUE(is_lent_to_divisions(all.first(1)));
  EXPECT_TRUE(is_lent_to_divisions(all.subspan(24, 2)));
  EXPECT_FALSE(is_lent_to_divisions(all.subspan(25)));
}

TEST(Division, BytesCountAndNotTypes) {
  std::array<int, 4> numbers{};
  const std::span characters(reinterpret_cast<char*>(numbers.data()), sizeof(numbers));
  {
    const auto parts = fearless::chunks_mut(std::span(numbers).subspan(1, 2), 1);
    EXPECT_TRUE(is_lent_to_divisions(characters.subspan(2 * sizeof(int) + 1, 1)));
    EXPECT_TRUE(is_lent_to_divisions(characters.first(sizeof(int) + 1)));
    EXPECT_FALSE(is_lent_to_divisions(characters.first(sizeof(int))));
    EXPECT_FALSE(is_lent_to_divisions(characters.subspan(3 * sizeof(int))));
  }
  const auto parts = fearless::chunks_mut(characters.subspan(3, 1), 1);
  EXPECT_TRUE(is_lent_to_divisions(std::span(numbers).first(1)));
  EXPECT_FALSE(is_lent_to_divisions(std::span(numbers).subspan(1)));
}

TEST(Division, EndsWithItsLastPart) {
  std::vector<int> numbers(6);
  auto parts = fearless::chunks_mut(numbers, 2);
  MutSlice<int> kept = std::move(parts[1]);
  parts.clear();
  EXPECT_TRUE(is_lent_to_divisions(numbers)) << "as in Rust, all of it is borrowed as long as there is a part";
  auto [left, right] = fearless::split_at_mut(std::move(kept), 1);
  auto thirds = fearless::chunks_mut(std::move(right), 1);
  MutSlice<int> last = std::move(thirds.back());
  thirds.clear();
  EXPECT_TRUE(is_lent_to_divisions(numbers));
  std::vector<int> others(2);
  auto of_others = fearless::chunks_mut(others, 2);
  left = std::move(of_others[0]);
  EXPECT_TRUE(is_lent_to_divisions(numbers));
  last = std::move(left);
  EXPECT_FALSE(is_lent_to_divisions(numbers));
  EXPECT_TRUE(is_lent_to_divisions(others));
  MutSlice<int>& same = last;
  last = std::move(same);
  EXPECT_TRUE(is_lent_to_divisions(others)) << "assigned to itself";
}

TEST(Division, PartsOfNothingHoldNothing) {
  std::vector<int> numbers(4);
  auto [nothing, all] = fearless::split_at_mut(numbers, 0);
  auto chunks = fearless::chunks_mut(std::move(all), 2);
  chunks.clear();
  EXPECT_FALSE(is_lent_to_divisions(numbers));
  const auto of_nothing = fearless::chunks_mut(std::move(nothing), 3);
  EXPECT_TRUE(of_nothing.empty());
  std::vector<std::string> none;
  const auto a = fearless::split_at_mut(none, 0);
  EXPECT_FALSE(is_lent_to_divisions(none));
}

TEST(Division, RefusedForAnotherReasonTakesNothing) {
  std::vector<int> numbers(4);
  EXPECT_THROW(static_cast<void>(fearless::split_at_mut(numbers, 5)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(fearless::chunks_mut(numbers, 0)), std::invalid_argument);
  EXPECT_FALSE(is_lent_to_divisions(numbers));
  auto all = std::move(fearless::chunks_mut(numbers, 4)[0]);
  EXPECT_THROW(static_cast<void>(fearless::split_at_mut(std::move(all), 5)), std::out_of_range);
  EXPECT_EQ(all.size(), 4U);
  EXPECT_THROW(static_cast<void>(fearless::chunks_mut(std::move(all), 0)), std::invalid_argument);
  EXPECT_EQ(all.size(), 4U);
  EXPECT_TRUE(is_lent_to_divisions(numbers));
}

TEST(Division, OfWhatAMutRefBorrows) {
  const Lend lend(std::vector<int>(4));
  auto borrowed = lend.lend();
  const auto parts = fearless::chunks_mut(*borrowed, 2);
  EXPECT_TRUE(is_lent_to_divisions(*borrowed));
}

TEST(Division, APartIsLentAsLongAsAThreadHasIt) {
  std::vector<int> numbers(8);
  thread::scope([&](thread::Scope& s) {
    std::atomic<bool> go{false};
    auto parts = fearless::chunks_mut(numbers, 4);
    auto one = s.spawn(
        [](MutSlice<int> mine, const std::atomic<bool>& may_end) {
          may_end.wait(false);
          for (int& n : mine) n = 1;
        },
        std::move(parts[0]), std::cref(go));
    parts.clear();
    EXPECT_TRUE(is_lent_to_divisions(numbers));
    go = true;
    go.notify_all();
    one.join().unwrap();
    // By reference: the thread has the part, and its function does not.
    auto again = fearless::chunks_mut(numbers, 8);
    s.spawn([](MutSlice<int>&& mine) { mine[0] = 2; }, std::move(again[0])).join().unwrap();
    EXPECT_FALSE(is_lent_to_divisions(numbers));
  });
  EXPECT_EQ(numbers[0] + numbers[3], 3);
}

// Whoever may divide the sequence next sees all that was written to the parts before: ThreadSanitizer would tell.
TEST(Division, Race) {
  static std::array<std::vector<int>, 2> sequences;
  sequences.fill(std::vector<int>(16));
  std::atomic<int> rounds{0};
  thread::scope([&](thread::Scope& s) {
    for (std::size_t t = 0; t < 4; ++t) {
      s.spawn(
          [](std::size_t number, std::atomic<int>& done) {
            const std::span mine(sequences[number % 2]);
            for (std::size_t i = 0; i < 300; ++i) {
              try {
                for (auto& part : fearless::chunks_mut(mine.subspan(i % 2 * 4), 3)) {
                  const std::size_t middle = part.size() / 2;
                  auto [left, right] = fearless::split_at_mut(std::move(part), middle);
                  for (int& n : right) ++n;
                  for (int& n : left) ++n;
                }
                ++done;
              } catch (const LendError&) {
              }
            }
          },
          t, std::ref(rounds));
    }
  });
  EXPECT_GT(rounds, 0);
  EXPECT_EQ(sequences[0][15] + sequences[1][15], rounds);
  EXPECT_FALSE(is_lent_to_divisions(sequences[0]));
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
