// SPDX-License-Identifier: MIT
// Box: one owner, deep const, upcasts.
#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Box;

struct Canary {
  explicit Canary(int i) : id(i) { ++alive; }
  Canary(const Canary& other) : id(other.id) { ++alive; }
  ~Canary() { --alive; }
  int id;
  static inline int alive = 0;
};
struct Shape {
  virtual int area() const = 0;
  virtual void grow() = 0;
  virtual ~Shape() = default;
};
struct Square : Canary, Shape {
  using Canary::Canary;
  int area() const override { return id * id; }
  void grow() override { ++id; }
};
struct Open {
  virtual ~Open() = default;
  Open() = default;
  Open(const Open&) = default;
};
struct Sealed final : Open {};
struct Throws {
  Throws() { throw std::runtime_error("made"); }
};
struct ThrowsWhenMoved {
  ThrowsWhenMoved() = default;
  ThrowsWhenMoved(const ThrowsWhenMoved&) { throw std::runtime_error("moved"); }
  int value = 7;
};

struct List {
  int value;
  std::optional<Box<List>> next;
};
struct Impl;
struct Pimpl {
  explicit Pimpl(int v);
  Pimpl(Pimpl&&) noexcept;
  ~Pimpl();
  int value() const;
  Box<Impl> impl;
};
struct Impl {
  int value;
};
Pimpl::Pimpl(int v) : impl(Box<Impl>::make(v)) {}
Pimpl::Pimpl(Pimpl&&) noexcept = default;
Pimpl::~Pimpl() = default;
int Pimpl::value() const { return impl->value; }

static_assert(fearless::is_send_v<Box<int>> && fearless::is_sync_v<Box<int>> && fearless::is_static_v<Box<int>>);
static_assert(!fearless::is_send_v<Box<fearless::Rc<int>>> && !fearless::is_sync_v<Box<fearless::Rc<int>>>);
static_assert(!fearless::is_send_v<Box<Box<int*>>> && !fearless::is_thread_safe_v<Box<int>>);
static_assert(sizeof(Box<int>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<Box<int>> && !std::is_default_constructible_v<Box<int>>);
static_assert(!std::is_trivially_copyable_v<Box<int>> && std::is_nothrow_move_assignable_v<Box<int>>);
static_assert(std::is_same_v<decltype(*std::declval<Box<int>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const Box<int>&>()), const int&>, "deep const");
static_assert(std::is_same_v<decltype(std::declval<const Box<int>&>().operator->()), const int*>);
static_assert(std::is_same_v<decltype(Box(5)), Box<int>> && std::is_same_v<decltype(Box(Box(5))), Box<int>>);
static_assert(std::is_convertible_v<Box<Square>, Box<Shape>> && !std::is_convertible_v<Box<Square>&, Box<Shape>>);
static_assert(!std::is_convertible_v<Box<Shape>, Box<Square>> && !std::is_convertible_v<int, Box<int>>);

template <class R>
concept HasDeref = requires(R&& r) { *std::forward<R>(r); };
template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
static_assert(HasDeref<Box<int>&> && !HasDeref<Box<int>> && !HasDeref<const Box<int>>);
static_assert(HasArrow<Box<int>&> && !HasArrow<Box<int>> && !HasArrow<const Box<int>>);
template <class R>
concept CanIntoInner = requires(R& r) { std::move(r).into_inner(); };
template <class R>
concept CanClone = requires(R& r) { r.clone(); };
static_assert(!CanIntoInner<Box<Square>> && !CanClone<Box<Square>> && !CanIntoInner<Box<Shape>>, "would slice");
static_assert(CanClone<Box<Sealed>> && CanClone<Box<Canary>> && !CanClone<Box<std::unique_ptr<int>>>);

TEST(Box, OwnsItsValue) {
  {
    auto a = Box<Canary>::make(1);
    EXPECT_EQ(a->id, 1);
    (*a).id = 2;
    Box<Canary> b = std::move(a);
    EXPECT_EQ(b->id, 2);
    b = Box<Canary>::make(3);
    EXPECT_EQ(Canary::alive, 1);
    auto& same = b;
    b = std::move(same);
    EXPECT_EQ(b->id, 3);
    swap(a, b);
    EXPECT_EQ(a->id, 3);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Box, Clone) {
  const Box a(std::string("a"));
  auto b = a.clone();
  *b = "b";
  EXPECT_EQ(*a, "a");
}

TEST(Box, IntoInner) {
  EXPECT_EQ(*Box(std::make_unique<int>(4)).into_inner(), 4);
  auto a = Box<ThrowsWhenMoved>::make();
  EXPECT_THROW((void)std::move(a).into_inner(), std::runtime_error);
  EXPECT_EQ(a->value, 7) << "still owned";
}

TEST(Box, AConstructorThatThrowsLeaksNothing) { EXPECT_THROW((void)Box<Throws>::make(), std::runtime_error); }

TEST(Box, Upcast) {
  {
    std::vector<Box<Shape>> shapes;
    shapes.push_back(Box<Square>::make(3));  // a Shape is not at the start of a Square
    shapes[0]->grow();
    const auto& shape = shapes[0];
    EXPECT_EQ(shape->area(), 16);
    EXPECT_EQ(Canary::alive, 1);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Box, RecursiveAndIncompleteTypes) {
  List list{1, Box<List>::make(2, std::nullopt)};
  Box<List>& next = *list.next;
  next->value = 3;
  EXPECT_EQ(next->value, 3);
  Pimpl pimpl(5);
  const Pimpl moved = std::move(pimpl);
  EXPECT_EQ(moved.value(), 5);
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(BoxDeathTest, UseAfterMoveIsDiagnosed) {
  Box a(1);
  const Box b = std::move(a);
  EXPECT_DEATH((void)*a, "fearless::Box: used after it was moved from");
}
#endif

}  // namespace
