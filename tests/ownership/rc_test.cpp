// SPDX-License-Identifier: MIT
// Rc and RcWeak, named after the behaviours that Rust's own tests of std::rc hold.
#include <fearless/rc.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Rc;
using fearless::RcWeak;

// Counts its living objects, and notes the order in which they die.
struct Canary {
  explicit Canary(int i) : id(i) { ++alive; }
  Canary(const Canary& other) : id(other.id) { ++alive; }
  Canary(Canary&& other) noexcept : id(std::exchange(other.id, -other.id)) { ++alive; }
  Canary& operator=(const Canary&) = default;
  ~Canary() {
    --alive;
    dead.push_back(id);
  }
  static void reset() { dead.clear(); }
  int id;
  static inline int alive = 0;
  static inline std::vector<int> dead;
};

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Named {
  virtual const char* name() const { return "named"; }  // its destructor is not virtual
  long padding = 0;

 protected:
  ~Named() = default;
};
struct Square final : Shape, Named, Canary {
  explicit Square(int s) : Canary(s) {}
  int area() const override { return id * id; }
  const char* name() const override { return "square"; }
};

struct alignas(64) Wide {
  int value = 0;
};

struct MoveOnly {
  explicit MoveOnly(int v) : value(v) {}
  MoveOnly(MoveOnly&&) noexcept = default;
  int value;
};

struct ThrowsWhenMade {
  ThrowsWhenMade() { throw std::runtime_error("made"); }
};
struct ThrowsWhenMoved {
  ThrowsWhenMoved() = default;
  ThrowsWhenMoved(const ThrowsWhenMoved&) { throw std::runtime_error("moved"); }
  int value = 7;
};

struct Node {
  int value;
  std::optional<Rc<Node>> next;
};
struct Tree {
  std::vector<Rc<Tree>> kids;
  RcWeak<Tree> parent;
};
struct Incomplete;
struct HoldsIncomplete {
  std::optional<Rc<Incomplete>> value;
  RcWeak<Incomplete> weak;
};
struct Incomplete {
  HoldsIncomplete self;
};

static_assert(!fearless::is_send_v<Rc<int>> && !fearless::is_sync_v<Rc<int>> && !fearless::is_thread_safe_v<Rc<int>>);
static_assert(!fearless::is_send_v<RcWeak<int>> && !fearless::is_sync_v<RcWeak<int>>);
static_assert(fearless::is_static_v<Rc<int>> && !fearless::is_static_v<Rc<int>&>);

static_assert(sizeof(Rc<int>) == sizeof(void*) && sizeof(Rc<Shape>) == sizeof(void*), "a handle is one pointer");
static_assert(!std::is_trivially_copyable_v<Rc<int>> && !std::is_aggregate_v<Rc<int>>);
static_assert(!std::is_default_constructible_v<Rc<int>> && std::is_nothrow_move_constructible_v<Rc<int>>);
static_assert(std::is_same_v<decltype(*std::declval<Rc<int>&>()), const int&>);
static_assert(std::is_same_v<decltype(Rc(5)), Rc<int>> && std::is_same_v<decltype(Rc(Rc(5))), Rc<int>>);
static_assert(std::is_convertible_v<Rc<Square>, Rc<Shape>> && !std::is_convertible_v<Rc<Shape>, Rc<Square>>);
static_assert(!std::is_convertible_v<Rc<int>, Rc<long>> && !std::is_convertible_v<int, Rc<int>>);

template <class R>
concept HasDeref = requires(R&& r) { *std::forward<R>(r); };
template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
static_assert(HasDeref<Rc<int>&> && !HasDeref<Rc<int>> && !HasDeref<const Rc<int>>);
static_assert(HasArrow<const Rc<int>&> && !HasArrow<Rc<int>> && !HasArrow<const Rc<int>>);
template <class R>
concept CanMakeMut = requires(R& r) { r.make_mut(); };
template <class R>
concept CanIntoInner = requires(R& r) { std::move(r).into_inner(); };
template <class R>
concept CanTryUnwrap = requires(R& r) { std::move(r).try_unwrap(); };
static_assert(CanMakeMut<Rc<int>> && !CanMakeMut<Rc<MoveOnly>> && CanIntoInner<Rc<MoveOnly>>);
static_assert(!CanMakeMut<Rc<Shape>> && !CanIntoInner<Rc<Shape>> && !CanTryUnwrap<Rc<Shape>>, "would slice");
static_assert(CanIntoInner<Rc<Square>>, "a final class cannot be sliced");

TEST(Rc, Simple) {
  const Rc x(5);
  EXPECT_EQ(*x, 5);
  const Rc y = Rc<std::string>::make(3u, 'a');
  EXPECT_EQ(y->size(), 3u);
  const Rc z = Rc<std::vector<int>>({1, 2, 3});
  EXPECT_EQ(z->size(), 3u);
}

TEST(Rc, SimpleClone) {
  Rc x(5);
  Rc y = x.clone();
  Rc z = y;
  EXPECT_EQ(*y, 5);
  EXPECT_TRUE(x.ptr_eq(z));
  EXPECT_FALSE(x.ptr_eq(Rc(5)));
}

TEST(Rc, StrongCount) {
  Rc a(0);
  EXPECT_EQ(a.strong_count(), 1u);
  auto w = a.downgrade();
  EXPECT_EQ(a.strong_count(), 1u);
  auto b = w.upgrade().value();
  EXPECT_EQ(b.strong_count(), 2u);
  EXPECT_EQ(a.strong_count(), 2u);
  w = {};
  const auto c = std::move(a);
  EXPECT_EQ(b.strong_count(), 2u);
}

TEST(Rc, WeakCount) {
  std::optional<Rc<int>> a(Rc(0));
  EXPECT_EQ((*a).weak_count(), 0u);
  std::optional<RcWeak<int>> w((*a).downgrade());
  EXPECT_EQ((*a).weak_count(), 1u);
  RcWeak<int> x = w->clone();
  EXPECT_EQ((*a).weak_count(), 2u);
  w.reset();
  EXPECT_EQ((*a).weak_count(), 1u);
  EXPECT_EQ(x.weak_count(), 1u);
  Rc<int> c = *a;
  EXPECT_EQ(c.strong_count(), 2u);
  EXPECT_EQ(c.weak_count(), 1u);
  EXPECT_EQ(x.strong_count(), 2u);
}

TEST(Rc, WeakCountsOfADeadValueAreZero) {
  RcWeak<int> x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(x.weak_count(), 0u);
  {
    Rc a(1);
    x = a.downgrade();
    EXPECT_EQ(x.strong_count(), 1u);
  }
  const auto y = x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(y.weak_count(), 0u);
  EXPECT_TRUE(x.ptr_eq(y));
  EXPECT_FALSE(x.ptr_eq(RcWeak<int>()));
}

TEST(Rc, Live) {
  Rc x(5);
  EXPECT_TRUE(x.downgrade().upgrade().has_value());
}

TEST(Rc, Dead) {
  RcWeak<int> y;
  {
    Rc x(5);
    y = x.downgrade();
  }
  EXPECT_FALSE(y.upgrade().has_value());
  EXPECT_FALSE(RcWeak<int>().upgrade().has_value());
}

TEST(Rc, DropOrder) {
  Canary::reset();
  {
    auto a = Rc<Canary>::make(1);
    auto b = Rc<Canary>::make(2);
    auto c = a;
    a = b;
    EXPECT_TRUE(Canary::dead.empty());
    c = b;
    EXPECT_EQ(Canary::dead, std::vector<int>{1}) << "with its last owner";
  }
  EXPECT_EQ(Canary::dead, (std::vector<int>{1, 2}));
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Rc, ValueDiesWithTheLastOwnerThoughObserved) {
  RcWeak<Canary> weak;
  {
    auto a = Rc<Canary>::make(1);
    weak = a.downgrade();
    EXPECT_EQ(Canary::alive, 1);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Rc, WeakSelfCyclicIsFreed) {
  static bool upgraded;
  struct Cycle {
    RcWeak<Cycle> self;
    Cycle() = default;
    ~Cycle() { upgraded = self.upgrade().has_value(); }
  };
  upgraded = true;
  {
    auto a = Rc<Cycle>::make();
    Cycle* const cycle = a.get_mut();
    cycle->self = a.downgrade();
    EXPECT_EQ(a.weak_count(), 1u);
  }
  EXPECT_FALSE(upgraded) << "in the destructor there is no owner any more";
}

TEST(Rc, AssignmentLeavesTheNewValueBeforeTheOldDies) {
  struct Watch {
    Rc<Watch>** slot;
    bool* consistent;
    ~Watch() {
      if (*slot != nullptr) *consistent = (*slot)->strong_count() == 1;
    }
  };
  bool consistent = false;
  Rc<Watch>* slot = nullptr;
  auto handle = Rc<Watch>::make(&slot, &consistent);
  slot = &handle;
  handle = Rc<Watch>::make(&slot, &consistent);
  EXPECT_TRUE(consistent);
  slot = nullptr;
}

TEST(Rc, SelfAssignment) {
  auto a = Rc<Canary>::make(1);
  auto& same = a;
  a = same;
  EXPECT_EQ(a->id, 1);
  a = std::move(same);
  EXPECT_EQ(a->id, 1);
  EXPECT_EQ(a.strong_count(), 1u);
}

TEST(Rc, GetMut) {
  Rc x(3);
  *x.get_mut() = 4;
  EXPECT_EQ(*x, 4);
  {
    auto y = x;
    EXPECT_EQ(x.get_mut(), nullptr);
  }
  auto w = x.downgrade();
  EXPECT_EQ(x.get_mut(), nullptr) << "observed";
  w = {};
  EXPECT_NE(x.get_mut(), nullptr);
}

TEST(Rc, MakeMutUnique) {
  Rc a(75);
  const int* const place = &*a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(&*a, place) << "not copied";
}

TEST(Rc, CowrcCloneUnique2) {
  Rc a(75);
  Rc b = a;
  Rc c = a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(*b, 75);
  EXPECT_TRUE(b.ptr_eq(c));
  EXPECT_EQ(b.strong_count(), 2u);
}

TEST(Rc, CowrcCloneWeak) {
  auto a = Rc<Canary>::make(75);
  const auto weak = a.downgrade();
  Canary::reset();
  a.make_mut().id += 1;
  EXPECT_EQ(a->id, 76);
  EXPECT_FALSE(weak.upgrade().has_value()) << "disconnected";
  EXPECT_EQ(Canary::alive, 1);
  EXPECT_EQ(Canary::dead, std::vector<int>{-75}) << "moved, not copied";
  EXPECT_EQ(a.weak_count(), 0u);
}

TEST(Rc, MakeMutThatThrowsChangesNothing) {
  auto a = Rc<ThrowsWhenMoved>::make();
  {
    auto b = a;
    EXPECT_THROW((void)a.make_mut(), std::runtime_error);
    EXPECT_TRUE(a.ptr_eq(b));
    EXPECT_EQ(a.strong_count(), 2u);
  }
  auto weak = a.downgrade();
  EXPECT_THROW((void)a.make_mut(), std::runtime_error);
  EXPECT_EQ(weak.upgrade().value().strong_count(), 2u);
  EXPECT_EQ(a->value, 7);
}

TEST(Rc, TryUnwrap) {
  Rc x(3);
  EXPECT_EQ(std::move(x).try_unwrap().value(), 3);
  Rc a(4);
  Rc b = a;
  auto refused = std::move(a).try_unwrap();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(refused.error().ptr_eq(b)) << "the handle comes back";
  Rc c(5);
  auto weak = c.downgrade();
  EXPECT_EQ(std::move(c).try_unwrap().value(), 5) << "observers do not count";
  EXPECT_FALSE(weak.upgrade().has_value());
  EXPECT_EQ(Rc<MoveOnly>::make(6).try_unwrap().value().value, 6);
}

TEST(Rc, IntoInner) {
  Rc x(3);
  EXPECT_EQ(std::move(x).into_inner(), 3);
  auto a = Rc<Canary>::make(4);
  auto b = a;
  EXPECT_FALSE(std::move(a).into_inner().has_value());
  EXPECT_EQ(b.strong_count(), 1u) << "the owner is gone";
  EXPECT_EQ(std::move(b).into_inner().value().id, 4);
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Rc, UnwrappingThatThrowsLosesNothing) {
  auto a = Rc<ThrowsWhenMoved>::make();
  EXPECT_THROW((void)std::move(a).try_unwrap(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_THROW((void)std::move(a).into_inner(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_EQ(a.strong_count(), 1u);
}

TEST(Rc, AConstructorThatThrowsLeaksNothing) { EXPECT_THROW((void)Rc<ThrowsWhenMade>::make(), std::runtime_error); }

TEST(Rc, UpcastDestroysTheWholeObject) {
  Canary::reset();
  {
    auto square = Rc<Square>::make(3);
    Rc<Shape> shape = square;
    Rc<Named> named = square;  // not at the start of the object, and without a virtual destructor
    EXPECT_EQ(shape->area(), 9);
    EXPECT_STREQ(named->name(), "square");
    EXPECT_EQ(square.strong_count(), 3u);
    RcWeak<Named> weak = square.downgrade();
    EXPECT_EQ(named.weak_count(), 1u);
    EXPECT_TRUE(weak.upgrade().value().ptr_eq(named));
    square = Rc<Square>::make(4);
    shape = Rc<Shape>(square);
    EXPECT_EQ(named.strong_count(), 1u);
    named = square;
    EXPECT_EQ(Canary::dead, std::vector<int>{3});
    EXPECT_FALSE(weak.upgrade().has_value());
    RcWeak<Shape> other = square.downgrade();
    EXPECT_EQ(other.strong_count(), 3u);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Rc, WeakOfADeadObjectCanBeUpcast) {
  RcWeak<Square> dead = Rc<Square>::make(2).downgrade();
  RcWeak<Named> up = dead;
  EXPECT_FALSE(up.upgrade().has_value());
  EXPECT_EQ(up.weak_count(), 0u);
}

TEST(Rc, OveralignedValues) {
  auto a = Rc<Wide>::make();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&*a) % 64, 0u);
  auto w = a.downgrade();
  auto b = a;
  EXPECT_EQ(b.strong_count(), 2u);
}

TEST(Rc, RecursiveTypes) {
  Rc<Node> list = Rc<Node>::make(1, Rc<Node>::make(2, std::nullopt));
  const Rc<Node> next = *list->next;
  EXPECT_EQ(next->value, 2);
  auto tree = Rc<Tree>::make();
  auto kid = Rc<Tree>::make();
  RcWeak<Tree>& parent = kid.get_mut()->parent;
  parent = tree.downgrade();
  tree.make_mut().kids.push_back(kid);
  EXPECT_FALSE(kid->parent.upgrade().has_value()) << "make_mut moved the observed tree";
  EXPECT_EQ(tree->kids.size(), 1u);
  EXPECT_FALSE(Incomplete{}.self.value.has_value());
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(RcDeathTest, UseAfterMoveIsDiagnosed) {
  Rc a(1);
  Rc b = std::move(a);
  EXPECT_DEATH((void)*a, "fearless::Rc: used after it was moved from");
  EXPECT_DEATH((void)a.strong_count(), "fearless::Rc: used after it was moved from");
  EXPECT_DEATH((void)a.clone(), "fearless::Rc: used after it was moved from");
  a = b;
  EXPECT_EQ(*a, 1);
}
#endif

TEST(RcDeathTest, CountOverflowEndsTheProgram) {
  EXPECT_DEATH(
      {
        fearless::detail::LocalCounts counts;
        counts.strong = 0x7fff'ffff;
        counts.add_strong();
      },
      "fearless::Rc: more than 2147483647 handles");
}

}  // namespace
