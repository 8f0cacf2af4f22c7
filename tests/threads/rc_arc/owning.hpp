// SPDX-License-Identifier: MIT
// Owning and observing: counts, the end of the value, upcasts, and types that hold handles of themselves. The tests are
// named after the behaviours that Rust's own tests of Rc and Arc hold.
#pragma once

#include "threads/rc_arc/classes.hpp"

namespace {

TYPED_TEST(RcAndArc, Simple) {
  const HandleOf<TypeParam, int> x(5);
  EXPECT_EQ(*x, 5);
  const auto y = HandleOf<TypeParam, std::string>::make(3u, 'a');
  EXPECT_EQ(y->size(), 3u);
  const HandleOf<TypeParam, std::vector<int>> z({1, 2, 3});
  EXPECT_EQ(z->size(), 3u);
}

TYPED_TEST(RcAndArc, SimpleClone) {
  HandleOf<TypeParam, int> x(5);
  HandleOf<TypeParam, int> y = x.clone();
  HandleOf<TypeParam, int> z = y;
  EXPECT_EQ(*y, 5);
  EXPECT_TRUE(x.ptr_eq(z));
  EXPECT_FALSE(x.ptr_eq(HandleOf<TypeParam, int>(5)));
}

TYPED_TEST(RcAndArc, StrongCount) {
  HandleOf<TypeParam, int> a(0);
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

TYPED_TEST(RcAndArc, WeakCount) {
  std::optional<HandleOf<TypeParam, int>> a(HandleOf<TypeParam, int>(0));
  EXPECT_EQ((*a).weak_count(), 0u);
  std::optional<WeakOf<TypeParam, int>> w((*a).downgrade());
  EXPECT_EQ((*a).weak_count(), 1u);
  WeakOf<TypeParam, int> x = w->clone();
  EXPECT_EQ((*a).weak_count(), 2u);
  w.reset();
  EXPECT_EQ((*a).weak_count(), 1u);
  EXPECT_EQ(x.weak_count(), 1u);
  HandleOf<TypeParam, int> c = *a;
  EXPECT_EQ(c.strong_count(), 2u);
  EXPECT_EQ(c.weak_count(), 1u);
  EXPECT_EQ(x.strong_count(), 2u);
}

TYPED_TEST(RcAndArc, WeakCountsOfADeadValueAreZero) {
  WeakOf<TypeParam, int> x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(x.weak_count(), 0u);
  {
    HandleOf<TypeParam, int> a(1);
    x = a.downgrade();
    EXPECT_EQ(x.strong_count(), 1u);
  }
  const auto y = x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(y.weak_count(), 0u);
  EXPECT_TRUE(x.ptr_eq(y));
  EXPECT_FALSE((x.ptr_eq(WeakOf<TypeParam, int>())));
}

TYPED_TEST(RcAndArc, Live) {
  HandleOf<TypeParam, int> x(5);
  EXPECT_TRUE(x.downgrade().upgrade().has_value());
}

TYPED_TEST(RcAndArc, Dead) {
  WeakOf<TypeParam, int> y;
  {
    HandleOf<TypeParam, int> x(5);
    y = x.downgrade();
  }
  EXPECT_FALSE(y.upgrade().has_value());
  const WeakOf<TypeParam, int> none;
  EXPECT_FALSE(none.upgrade().has_value());
}

TYPED_TEST(RcAndArc, DropOrder) {
  Canary::reset();
  {
    auto a = HandleOf<TypeParam, Canary>::make(1);
    auto b = HandleOf<TypeParam, Canary>::make(2);
    auto c = a;
    a = b;
    EXPECT_TRUE(Canary::dead.empty());
    c = b;
    EXPECT_EQ(Canary::dead, std::vector<int>{1}) << "with its last owner";
  }
  EXPECT_EQ(Canary::dead, (std::vector<int>{1, 2}));
  EXPECT_EQ(Canary::alive, 0);
}

TYPED_TEST(RcAndArc, ValueDiesWithTheLastOwnerThoughObserved) {
  WeakOf<TypeParam, Canary> weak;
  {
    auto a = HandleOf<TypeParam, Canary>::make(1);
    weak = a.downgrade();
    EXPECT_EQ(Canary::alive, 1);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TYPED_TEST(RcAndArc, SelfAssignment) {
  auto a = HandleOf<TypeParam, Canary>::make(1);
  auto& same = a;
  a = same;
  EXPECT_EQ(a->id, 1);
  a = std::move(same);
  EXPECT_EQ(a->id, 1);
  EXPECT_EQ(a.strong_count(), 1u);
}

TYPED_TEST(RcAndArc, AConstructorThatThrowsLeaksNothing) {
  using Handle = HandleOf<TypeParam, ThrowsWhenMade>;
  EXPECT_THROW((void)Handle::make(), std::runtime_error);
}

TYPED_TEST(RcAndArc, UpcastDestroysTheWholeObject) {
  Canary::reset();
  {
    auto square = HandleOf<TypeParam, Square>::make(3);
    HandleOf<TypeParam, Shape> shape = square;
    HandleOf<TypeParam, Named> named = square;  // not at the start of the object, and without a virtual destructor
    EXPECT_EQ(shape->area(), 9);
    EXPECT_STREQ(named->name(), "square");
    EXPECT_EQ(square.strong_count(), 3u);
    WeakOf<TypeParam, Named> weak = square.downgrade();
    EXPECT_EQ(named.weak_count(), 1u);
    EXPECT_TRUE(weak.upgrade().value().ptr_eq(named));
    square = HandleOf<TypeParam, Square>::make(4);
    shape = HandleOf<TypeParam, Shape>(square);
    EXPECT_EQ(named.strong_count(), 1u);
    named = square;
    EXPECT_EQ(Canary::dead, std::vector<int>{3});
    EXPECT_FALSE(weak.upgrade().has_value());
    WeakOf<TypeParam, Shape> other = square.downgrade();
    EXPECT_EQ(other.strong_count(), 3u);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TYPED_TEST(RcAndArc, WeakOfADeadObjectCanBeUpcast) {
  WeakOf<TypeParam, Square> dead = HandleOf<TypeParam, Square>::make(2).downgrade();
  WeakOf<TypeParam, Named> up = dead;
  EXPECT_FALSE(up.upgrade().has_value());
  EXPECT_EQ(up.weak_count(), 0u);
}

TYPED_TEST(RcAndArc, OveralignedValues) {
  auto a = HandleOf<TypeParam, Wide>::make();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&*a) % 64, 0u);
  auto w = a.downgrade();
  auto b = a;
  EXPECT_EQ(b.strong_count(), 2u);
}

TYPED_TEST(RcAndArc, RecursiveTypes) {
  HandleOf<TypeParam, Node<TypeParam>> list =
      HandleOf<TypeParam, Node<TypeParam>>::make(1, HandleOf<TypeParam, Node<TypeParam>>::make(2, std::nullopt));
  const HandleOf<TypeParam, Node<TypeParam>> next = *list->next;
  EXPECT_EQ(next->value, 2);
  auto tree = HandleOf<TypeParam, Tree<TypeParam>>::make();
  auto kid = HandleOf<TypeParam, Tree<TypeParam>>::make();
  WeakOf<TypeParam, Tree<TypeParam>>& parent = kid.get_mut()->parent;
  parent = tree.downgrade();
  tree.make_mut().kids.push_back(kid);
  EXPECT_FALSE(kid->parent.upgrade().has_value()) << "make_mut moved the observed tree";
  EXPECT_EQ(tree->kids.size(), 1u);
  EXPECT_FALSE(Incomplete<TypeParam>{}.self.value.has_value());
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
template <class Family>
class RcAndArcDeathTest : public testing::Test {};
TYPED_TEST_SUITE(RcAndArcDeathTest, Families, );

TYPED_TEST(RcAndArcDeathTest, UseAfterMoveIsDiagnosed) {
  HandleOf<TypeParam, int> a(1);
  HandleOf<TypeParam, int> b = std::move(a);
  const std::string text = "fearless::" + std::string(TypeParam::name) + ": used after it was moved from";
  EXPECT_DEATH((void)*a, text);
  EXPECT_DEATH((void)a.strong_count(), text);
  EXPECT_DEATH((void)a.clone(), text);
  a = b;
  EXPECT_EQ(*a, 1);
}
#endif

}  // namespace
