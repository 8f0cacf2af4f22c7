// SPDX-License-Identifier: MIT
// Rc<T[]> and Arc<T[]>.
#pragma once

#include "threads/rc_arc/rc_arc.hpp"

namespace {

// Refers to what somebody else owns, though it is no view.
struct Part {
  std::vector<std::string>* whole;
  [[nodiscard]] auto begin() const { return whole->begin(); }
  [[nodiscard]] auto end() const { return whole->end(); }
};

}  // namespace

template <>
inline constexpr bool std::ranges::enable_borrowed_range<Part> = true;

namespace {

TEST(ArcSlice, TakesNothingFromABorrowedRange) {
  std::vector<std::string> whole{"a", "b"};
  const auto copies = Arc<std::string[]>::from(Part{&whole});
  EXPECT_EQ(copies[1], "b");
  EXPECT_EQ(whole[1], "b");
  const auto moved = Arc<std::string[]>::from(std::move(whole));
  EXPECT_TRUE(moved[1] == "b" && whole[1].empty());  // NOLINT(bugprone-use-after-move): that is what is asked
}

static_assert(fearless::is_send_v<Arc<int[]>> && fearless::is_sync_v<Arc<int[]>> && fearless::is_static_v<Arc<int[]>>);
static_assert(!fearless::is_send_v<Arc<fearless::Cell<int>[]>> && !fearless::is_sync_v<Arc<Rc<int>[]>>);
static_assert(!fearless::is_thread_safe_v<Arc<int[]>>);

TEST(ArcSlice, Make) {
  const auto zeros = Arc<int[]>::make(3);
  EXPECT_EQ(zeros.size(), 3U);
  EXPECT_EQ(zeros[2], 0);
  const auto words = Arc<std::string[]>::make(2, "word");
  EXPECT_EQ(words[1], "word");
  const auto none = Arc<int[]>::make(0);
  EXPECT_TRUE(none.empty());
}

TEST(ArcSlice, From) {
  std::vector<fearless::Box<int>> owners;
  owners.push_back(fearless::Box(1));
  const auto moved = Arc<fearless::Box<int>[]>::from(std::move(owners));
  EXPECT_EQ(*moved[0], 1);
  const std::list<int> numbers{1, 2, 3};
  const auto copied = Arc<int[]>::from(numbers);
  int sum = 0;
  for (const int n : copied) sum += n;
  EXPECT_EQ(sum, 6);
  EXPECT_EQ(copied, Arc<int[]>::from(std::vector<int>{1, 2, 3}));
}

TEST(ArcSlice, SharesAndTellsWhoIsAlone) {
  auto one = Arc<int[]>::make(2, 5);
  {
    const auto two = one.clone();
    EXPECT_EQ(one.strong_count(), 2U);
    EXPECT_TRUE(one.ptr_eq(two));
    EXPECT_FALSE(one.get_mut().has_value());
  }
  (*one.get_mut())[0] = 6;
  auto handle = fearless::thread::spawn([](const Arc<int[]>& a) { return a[0] + a[1]; }, one);
  EXPECT_EQ(handle.join().unwrap(), 11);
}

struct Counted {
  static inline int alive = 0;
  static inline int limit = 1000;
  Counted() {
    if (alive == limit) throw std::runtime_error("limit");
    ++alive;
  }
  Counted(const Counted&) : Counted() {}
  ~Counted() { --alive; }
};

}  // namespace

FEARLESS_UNSAFE_SEND(Counted);
FEARLESS_UNSAFE_SYNC(Counted);

namespace {

TEST(ArcSlice, AnElementThatThrowsLeaksNothing) {
  {
    EXPECT_EQ(Arc<Counted[]>::make(4).size(), 4U);
  }
  EXPECT_EQ(Counted::alive, 0);
  Counted::limit = 3;
  EXPECT_THROW(static_cast<void>(Arc<Counted[]>::make(4)), std::runtime_error);
  EXPECT_EQ(Counted::alive, 0);
}

static_assert(!fearless::is_send_v<Rc<int[]>> && !fearless::is_sync_v<RcWeak<int[]>>);
static_assert(fearless::is_static_v<Rc<int[]>> && !fearless::is_static_v<Rc<std::span<int>[]>>);
static_assert(fearless::is_send_v<ArcWeak<int[]>> && !fearless::is_send_v<ArcWeak<fearless::Cell<int>[]>>);

TYPED_TEST(RcAndArc, SliceSharesAndTellsWhoIsAlone) {
  using Handle = typename TypeParam::template Handle<int[]>;
  auto one = Handle::make(2, 5);
  EXPECT_EQ(Handle::from(std::list<int>{5, 5}), one);
  {
    const Handle two = one.clone();
    EXPECT_TRUE(one.ptr_eq(two));
    EXPECT_EQ(two.strong_count(), 2U);
    EXPECT_FALSE(one.get_mut().has_value());
  }
  (*one.get_mut())[0] = 6;
  EXPECT_EQ(one[0], 6);
  EXPECT_EQ(one.size(), 2U);
}

TYPED_TEST(RcAndArc, SliceIsObserved) {
  using Weak = typename TypeParam::template Weak<int[]>;
  using Handle = typename TypeParam::template Handle<int[]>;
  EXPECT_EQ(Weak().upgrade(), std::nullopt);
  EXPECT_TRUE(Weak().ptr_eq(Weak()));
  Weak weak;
  {
    auto owner = Handle::make(1, 7);
    weak = owner.downgrade();
    EXPECT_EQ(owner.weak_count(), 1U);
    EXPECT_FALSE(owner.get_mut().has_value());
    const auto other = weak.clone().upgrade();
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ((*other)[0], 7);
    EXPECT_EQ(weak.strong_count(), 2U);
    EXPECT_EQ(weak.weak_count(), 1U);
  }
  EXPECT_EQ(weak.upgrade(), std::nullopt);
  EXPECT_EQ(weak.weak_count(), 0U);
}

TYPED_TEST(RcAndArc, SliceMakeMut) {
  using Handle = typename TypeParam::template Handle<std::string[]>;
  auto one = Handle::make(2, "a");
  one.make_mut()[0] = "b";
  const auto two = one;
  one.make_mut()[1] = "c";
  EXPECT_EQ(two[1], "a");
  EXPECT_EQ(one[0], "b");
  EXPECT_EQ(one[1], "c");
  EXPECT_FALSE(one.ptr_eq(two));
  // With only weak handles left the values move, and those lose them.
  const auto weak = one.downgrade();
  const std::string* const before = one.begin();
  one.make_mut()[0] = "d";
  EXPECT_EQ(one.begin(), before);
  EXPECT_EQ(weak.upgrade(), std::nullopt);
  EXPECT_EQ(one[1], "c");
}

TYPED_TEST(RcAndArc, SliceComparesAndHashes) {
  using Handle = typename TypeParam::template Handle<int[]>;
  const auto one = Handle::from(std::vector<int>{1, 2});
  const auto two = Handle::from(std::vector<int>{1, 3});
  EXPECT_TRUE(one < two && one != two);
  EXPECT_LT(Handle::make(0), one);
  std::unordered_set<Handle> set{one, two};
  EXPECT_EQ(set.count(Handle::from(std::vector<int>{1, 2})), 1U);
}

}  // namespace
