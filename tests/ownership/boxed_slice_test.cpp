// SPDX-License-Identifier: MIT
// Box<T[]>: a sequence with one owner.
#include <fearless/boxed.hpp>
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc/slice.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <numeric>
#include <ranges>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::Box;
using fearless::Rc;

struct Canary {
  Canary() { ++alive; }
  explicit Canary(int i) : id(i) { ++alive; }
  Canary(const Canary& other) : id(other.id) {
    if (other.id == 13) throw std::runtime_error("unlucky");
    ++alive;
  }
  ~Canary() { --alive; }
  int id = 0;
  static inline int alive = 0;
};
struct Polymorphic {
  virtual ~Polymorphic() = default;
};

}  // namespace

FEARLESS_UNSAFE_SEND(Polymorphic);

namespace {

struct NotComparable {};
struct alignas(64) Aligned {
  int value = 5;
};

struct Incomplete;
struct Pimpl {
  Pimpl();
  Pimpl(Pimpl&&) noexcept;
  ~Pimpl();
  std::size_t size() const;
  Box<Incomplete[]> parts;
};
struct Tree {
  int value;
  Box<Tree[]> children;
  bool operator==(const Tree&) const = default;
  std::strong_ordering operator<=>(const Tree&) const = default;
};
struct BadTree {
  Rc<int> value;
  Box<BadTree[]> children;
};

// As its values, each of which is exactly a T: a Polymorphic needs no promise here.
static_assert(fearless::Send<Box<int[]>> && fearless::Sync<Box<int[]>> && fearless::Static<Box<int[]>>);
static_assert(!fearless::is_thread_safe_v<Box<int[]>>);
static_assert(!fearless::Send<Box<int*[]>> && !fearless::Sync<Box<int*[]>> && fearless::Static<Box<int*[]>>);
static_assert(!fearless::Send<Box<Rc<int>[]>> && !fearless::Sync<Box<Rc<int>[]>>);
static_assert(fearless::Send<Box<fearless::Cell<int>[]>> && !fearless::Sync<Box<fearless::Cell<int>[]>>);
static_assert(!fearless::Static<Box<std::string_view[]>> && fearless::Sync<Box<std::string_view[]>>);
static_assert(fearless::Send<Box<Polymorphic[]>> && !fearless::Send<Box<Polymorphic>>);
static_assert(fearless::Send<Tree> && fearless::Sync<Tree> && fearless::Static<Tree>);
static_assert(!fearless::Send<BadTree> && !fearless::Sync<BadTree>);
static_assert(fearless::Send<Box<Box<std::string[]>[]>> && !fearless::Send<Box<Box<int*[]>[]>>);

static_assert(sizeof(Box<int[]>) == 2 * sizeof(void*));
static_assert(!std::is_copy_constructible_v<Box<int[]>> && std::is_nothrow_move_constructible_v<Box<int[]>> &&
              std::is_nothrow_move_assignable_v<Box<int[]>> && std::is_nothrow_default_constructible_v<Box<int[]>>);
static_assert(std::ranges::contiguous_range<Box<int[]>> && std::ranges::sized_range<const Box<int[]>>);
static_assert(std::same_as<std::ranges::range_reference_t<const Box<int[]>&>, const int&>, "deep const");
static_assert(std::same_as<decltype(std::declval<Box<int[]>&>()[0]), int&>);
static_assert(std::same_as<decltype(std::declval<const Box<int[]>&>()[0]), const int&>);
static_assert(std::same_as<decltype(std::declval<const Box<int[]>&>().get()), std::span<const int>>);
template <class R>
concept HandsOut = requires(R&& r) { static_cast<R&&>(r)[0]; } || requires(R&& r) { static_cast<R&&>(r).begin(); } ||
                   requires(R&& r) { static_cast<R&&>(r).end(); } || requires(R&& r) { static_cast<R&&>(r).get(); };
static_assert(HandsOut<Box<int[]>&> && !HandsOut<Box<int[]>> && !HandsOut<const Box<int[]>>);
template <class T, class... Args>
concept From = requires(Args&&... args) { Box<T[]>::from(static_cast<Args&&>(args)...); };
static_assert(From<std::string, const char* (&)[2]> && !From<int, std::vector<std::string>> && !From<int, int>);
static_assert(From<std::unique_ptr<int>, std::vector<std::unique_ptr<int>>> &&
              !From<std::unique_ptr<int>, std::vector<std::unique_ptr<int>>&>);
template <class T>
concept CanClone = requires(const Box<T[]>& box) { box.clone(); };
static_assert(CanClone<int> && !CanClone<std::unique_ptr<int>>);

static_assert(std::equality_comparable<Box<int[]>> && std::three_way_comparable<Box<std::string[]>>);
static_assert(!std::equality_comparable<Box<NotComparable[]>> && !std::three_way_comparable<Box<NotComparable[]>>);
static_assert(std::three_way_comparable<Tree>);
static_assert(std::is_default_constructible_v<std::hash<Box<int[]>>> &&
              !std::is_default_constructible_v<std::hash<Box<NotComparable[]>>>);

TEST(BoxedSlice, IsMadeOfASizeAListOrARange) {
  EXPECT_EQ(Box<int[]>::make(3), Box<int[]>::from({0, 0, 0}));
  EXPECT_EQ(Box<std::string[]>::make(2, "a"), Box<std::string[]>::from({"a", "a"}));
  const std::list<int> list{1, 2, 3};
  const auto box = Box<int[]>::from(list);
  EXPECT_EQ(box.size(), 3u);
  EXPECT_EQ(box[2], 3);
  EXPECT_EQ(box, Box<int[]>::from(list.begin(), list.end()));
  std::istringstream numbers("1 2 3");
  EXPECT_EQ(box, Box<int[]>::from(std::istream_iterator<int>(numbers), std::istream_iterator<int>()));
  EXPECT_EQ(box, Box<int[]>::from(std::views::iota(1, 4)));
  EXPECT_EQ(box, Box<int[]>::from(box.get()));
  const int array[] = {1, 2, 3};
  EXPECT_EQ(box, Box<int[]>::from(array));
}

TEST(BoxedSlice, MovesOutOfWhatOwns) {
  std::vector<std::unique_ptr<int>> owners;
  owners.push_back(std::make_unique<int>(1));
  owners.push_back(std::make_unique<int>(2));
  const int* const second = owners[1].get();
  auto box = Box<std::unique_ptr<int>[]>::from(std::move(owners));
  EXPECT_EQ(box[1].get(), second);
  const std::vector<std::unique_ptr<int>> back = std::move(box).into_vec();
  EXPECT_EQ(back[1].get(), second);
  std::vector<std::string> words{std::string(50, 'a')};
  const auto copies = Box<std::string[]>::from(words);
  EXPECT_EQ(words[0].size(), 50u) << "of an lvalue, copied";
}

TEST(BoxedSlice, MayBeEmpty) {
  Box<int[]> none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_EQ(none, Box<int[]>::make(0));
  EXPECT_EQ(none, Box<int[]>::from({}));
  EXPECT_EQ(none, none.clone());
  EXPECT_TRUE(none.get().empty());
  const Box<Aligned[]> aligned;
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned.begin()) % alignof(Aligned), 0u);
  EXPECT_TRUE(std::move(none).into_vec().empty());
}

TEST(BoxedSlice, OwnsItsValues) {
  {
    auto a = Box<Canary[]>::make(3);
    a[1].id = 7;
    const auto b = a.clone();
    a[1].id = 8;
    EXPECT_EQ(b[1].id, 7);
    EXPECT_EQ(Canary::alive, 6);
    auto c = std::move(a);
    EXPECT_EQ(c[1].id, 8);
    a = Box<Canary[]>();
    swap(a, c);
    EXPECT_EQ(a.size(), 3u);
    EXPECT_EQ(c.size(), 0u);
    a = std::move(c);
    EXPECT_EQ(Canary::alive, 3);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(BoxedSlice, AValueThatThrowsLeaksNothing) {
  EXPECT_THROW((void)Box<Canary[]>::from({Canary(1), Canary(13)}), std::runtime_error);
  {
    std::array<Canary, 3> from;
    from[1].id = 13;
    EXPECT_THROW((void)Box<Canary[]>::from(from), std::runtime_error);
    auto box = Box<Canary[]>::make(3);
    box[2].id = 13;
    EXPECT_THROW((void)box.clone(), std::runtime_error);
    EXPECT_THROW((void)std::move(box).into_vec(), std::runtime_error);
    EXPECT_EQ(box[2].id, 13) << "still owned";
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(BoxedSlice, IsARange) {
  auto box = Box<int[]>::from({3, 1, 2});
  std::ranges::sort(box);
  EXPECT_EQ(box, Box<int[]>::from({1, 2, 3}));
  for (int& value : box) value *= 2;
  const auto& seen = box;
  EXPECT_EQ(std::accumulate(seen.begin(), seen.end(), 0), 12);
  const std::span<const int> span = seen;
  EXPECT_EQ(span.size(), 3u);
}

TEST(BoxedSlice, ComparesAndHashesItsValues) {
  const auto of = [](auto... values) { return Box<int[]>::from({values...}); };
  EXPECT_LT(of(1, 2), of(1, 3));
  EXPECT_LT(of(1), of(1, 0));
  EXPECT_NE(of(1), of(1, 0));
  std::unordered_set<Box<int[]>> set;
  set.insert(of(1, 2));
  set.insert(of(1, 2));
  set.insert(of(2, 1));
  EXPECT_EQ(set.size(), 2u);
  EXPECT_TRUE(set.contains(of(2, 1)));
}

TEST(BoxedSlice, BecomesShared) {
  const auto arc = Arc<std::string[]>::from(Box<std::string[]>::from({"a", "b"}));
  EXPECT_EQ(arc[1], "b");
  auto owners = Box<std::unique_ptr<int>[]>::make(2);
  owners[0] = std::make_unique<int>(4);
  const auto rc = Rc<std::unique_ptr<int>[]>::from(std::move(owners));
  EXPECT_EQ(*rc[0], 4) << "moved, not copied";
}

TEST(BoxedSlice, RecursiveAndIncompleteTypes) {
  auto children = Box<Tree[]>::from([] {
    std::vector<Tree> trees;
    trees.push_back({1, {}});
    trees.push_back({2, {}});
    return trees;
  }());
  const Tree root{0, std::move(children)};
  EXPECT_EQ(root.children[1].value, 2);
  EXPECT_EQ(root, root);
  EXPECT_LT(root.children[0], root.children[1]);
  Pimpl pimpl;
  const Pimpl moved = std::move(pimpl);
  EXPECT_EQ(moved.size(), 2u);
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(BoxedSliceDeathTest, MistakesAreDiagnosed) {
  auto a = Box<int[]>::make(2);
  EXPECT_DEATH((void)a[2], "fearless::Box<T\\[\\]>: the index is out of range");
  const auto b = std::move(a);
  EXPECT_DEATH((void)a.size(), "fearless::Box<T\\[\\]>: used after it was moved from");
}
#endif

struct Incomplete {
  int value = 0;
};
Pimpl::Pimpl() : parts(Box<Incomplete[]>::make(2)) {}
Pimpl::Pimpl(Pimpl&&) noexcept = default;
Pimpl::~Pimpl() = default;
std::size_t Pimpl::size() const { return parts.size(); }

}  // namespace
