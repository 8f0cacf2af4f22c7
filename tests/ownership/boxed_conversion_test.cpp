// SPDX-License-Identifier: MIT
// Box: comparison and hash of its value, and what it can become.
#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>

#include <compare>
#include <concepts>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
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

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) = delete;
  ~Counted() { --alive; }
  static inline int alive = 0;
};
struct Shape {
  Shape() = default;
  Shape(const Shape&) = delete;
  virtual ~Shape() = default;
};
struct Square : Counted, Shape {
  explicit Square(int s) : side(s) {}
  int side;
};
struct BigSquare final : Square {
  using Square::Square;
};
struct Circle : virtual Shape {};
struct Other : Shape {};
struct Twice : Square, Other {  // a Shape twice, so not a Shape
  Twice() : Square(1) {}
};
struct Hidden : private Shape {};
struct Borrows : Shape {
  std::string_view text;
};
struct NoEquality {};
struct NotLess {
  bool operator==(const NotLess&) const = default;
};
struct ThrowsWhenMoved {
  ThrowsWhenMoved() = default;
  ThrowsWhenMoved(const ThrowsWhenMoved&) { throw std::runtime_error("moved"); }
  int value = 7;
};

}  // namespace

FEARLESS_UNSAFE_SEND(BigSquare);
FEARLESS_UNSAFE_SEND(ThrowsWhenMoved);
FEARLESS_UNSAFE_SYNC(ThrowsWhenMoved);

namespace {

struct Node {
  int value;
  std::optional<Box<Node>> next;
  bool operator==(const Node&) const = default;
};
struct Chain {
  int value;
  std::vector<Box<Chain>> next;
  std::strong_ordering operator<=>(const Chain&) const = default;
  bool operator==(const Chain&) const = default;
};

static_assert(std::three_way_comparable<Box<int>, std::strong_ordering> && std::equality_comparable<Box<const int>>);
static_assert(std::three_way_comparable<Box<double>, std::partial_ordering>);
static_assert(!std::equality_comparable<Box<NoEquality>> && !std::three_way_comparable<Box<NoEquality>>);
static_assert(std::equality_comparable<Box<NotLess>> && !std::three_way_comparable<Box<NotLess>>);
static_assert(!std::equality_comparable<Rc<NoEquality>> && std::three_way_comparable<Rc<int>>);
static_assert(!std::equality_comparable<Arc<NoEquality>> && std::three_way_comparable<Arc<int>>);
static_assert(std::equality_comparable<Node> && std::three_way_comparable<Chain>);
static_assert(std::equality_comparable<Box<Box<int>>> && std::swappable<Box<int>>);
static_assert(std::is_default_constructible_v<std::hash<Box<std::string>>> &&
              std::is_default_constructible_v<std::hash<Box<Box<const int>>>> &&
              !std::is_default_constructible_v<std::hash<Box<NoEquality>>>);

template <class T, class D>
concept Downcasts = requires(Box<T> box) { std::move(box).template downcast<D>(); };
static_assert(Downcasts<Shape, Square> && Downcasts<Shape, BigSquare> && Downcasts<Square, BigSquare>);
static_assert(Downcasts<const Shape, const Square> && !Downcasts<const Shape, Square>, "const stays");
static_assert(!Downcasts<Shape, Shape> && !Downcasts<Square, Shape> && !Downcasts<Counted, Square>);
static_assert(!Downcasts<Shape, Hidden> && !Downcasts<Shape, Twice> && !Downcasts<Shape, int>);
template <class T>
concept DowncastsLvalue = requires(Box<T>& box) { box.template downcast<Square>(); };
static_assert(!DowncastsLvalue<Shape>);
static_assert(!fearless::Static<Box<Borrows>> && !fearless::Static<Box<Shape>> && !fearless::Send<Box<Square>>);
static_assert(fearless::Send<Box<BigSquare>>, "which is final");

template <class H, class T>
concept Shares = requires(T&& box) { H::from(static_cast<T&&>(box)); };
static_assert(Shares<Arc<int>, Box<int>> && !Shares<Arc<int>, Box<int>&> && !Shares<Arc<long>, Box<int>>);
static_assert(Shares<Rc<int>, Box<int>> && !Shares<Rc<int>, Box<int>&> && !Shares<Rc<long>, Box<int>>);
static_assert(std::same_as<decltype(Arc(Box(5))), Arc<Box<int>>>, "a Box is a value, too");

TEST(BoxedConversion, ComparesItsValue) {
  EXPECT_EQ(Box(5), Box(5));
  EXPECT_NE(Box(5), Box(6));
  EXPECT_LT(Box(std::string("a")), Box(std::string("b")));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(Box(nan) == Box(nan)) << "the values, not the addresses";
  const Node a{1, Box<Node>::make(2, std::nullopt)};
  const Node b{1, Box<Node>::make(3, std::nullopt)};
  EXPECT_EQ(a, a);
  EXPECT_NE(a, b);
}

TEST(BoxedConversion, HashesItsValue) {
  EXPECT_EQ(std::hash<Box<std::string>>{}(Box(std::string("a"))), std::hash<std::string>{}("a"));
  std::unordered_set<Box<int>> set;
  set.insert(Box(1));
  set.insert(Box(1));
  set.insert(Box(2));
  EXPECT_EQ(set.size(), 2u);
  EXPECT_TRUE(set.contains(Box(2)));
}

TEST(BoxedConversion, DowncastGivesTheBoxOrTakesItBack) {
  {
    Box<Shape> shape = Box<Square>::make(3);
    auto big = std::move(shape).downcast<BigSquare>();
    ASSERT_TRUE(big.is_err());
    Box<Shape> back = std::move(big).unwrap_err();
    auto square = std::move(back).downcast<Square>();
    ASSERT_TRUE(square.is_ok());
    EXPECT_EQ((*square)->side, 3);
    Box<Square> owner = std::move(square).unwrap();
    EXPECT_EQ(owner->side, 3);
    EXPECT_EQ(Counted::alive, 1);
    Box<Shape> derived = Box<BigSquare>::make(4);
    EXPECT_TRUE(std::move(derived).downcast<Square>().is_ok_and([](Box<Square> b) { return b->side == 4; }));
    Box<Shape> circle = Box<Circle>::make();
    EXPECT_TRUE(std::move(circle).downcast<Circle>().is_ok()) << "a virtual base";
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(BoxedConversion, OfAndToUniquePtr) {
  auto pointer = std::make_unique<int>(3);
  const int* const where = pointer.get();
  auto box = Box<int>::from(std::move(pointer));
  ASSERT_TRUE(box.has_value());
  EXPECT_EQ(&**box, where);
  pointer = std::move(*box).into_unique_ptr();
  EXPECT_EQ(pointer.get(), where);
  EXPECT_FALSE(Box<int>::from(nullptr).has_value());
  std::unique_ptr<Shape> shape = std::make_unique<Square>(2);
  EXPECT_EQ(Counted::alive, 1);
  EXPECT_TRUE(Box<Shape>::from(std::move(shape)).has_value());
  EXPECT_EQ(Counted::alive, 0);
}

TEST(BoxedConversion, OfAndToARawPointer) {
  Counted* const raw = Box<Counted>::make().unsafe_into_raw();
  EXPECT_EQ(Counted::alive, 1);
  {
    const auto owner = Box<Counted>::unsafe_from_raw(raw);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(BoxedConversion, BecomesShared) {
  const Arc<std::string> arc = Arc<std::string>::from(Box(std::string("a")));
  EXPECT_EQ(*arc, "a");
  EXPECT_EQ(arc.strong_count(), 1u);
  auto owner = Box(std::make_unique<int>(4));
  const Rc<std::unique_ptr<int>> rc = Rc<std::unique_ptr<int>>::from(std::move(owner));
  EXPECT_EQ(**rc, 4) << "moved, not copied";
  auto stays = Box<ThrowsWhenMoved>::make();
  EXPECT_THROW((void)Rc<ThrowsWhenMoved>::from(std::move(stays)), std::runtime_error);
  EXPECT_THROW((void)Arc<ThrowsWhenMoved>::from(std::move(stays)), std::runtime_error);
  EXPECT_EQ(stays->value, 7) << "still owned";
}

}  // namespace
