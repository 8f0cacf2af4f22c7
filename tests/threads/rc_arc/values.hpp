// SPDX-License-Identifier: MIT
// The value behind a handle: writing to it, taking it out, comparing, hashing, formatting, and downcasts.
#pragma once

#include "threads/rc_arc/classes.hpp"

namespace {

TYPED_TEST(RcAndArc, GetMut) {
  HandleOf<TypeParam, int> x(3);
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

TYPED_TEST(RcAndArc, MakeMutUnique) {
  HandleOf<TypeParam, int> a(75);
  const int* const place = &*a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(&*a, place) << "not copied";
}

TYPED_TEST(RcAndArc, CowCloneUnique2) {
  HandleOf<TypeParam, int> a(75);
  HandleOf<TypeParam, int> b = a;
  HandleOf<TypeParam, int> c = a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(*b, 75);
  EXPECT_TRUE(b.ptr_eq(c));
  EXPECT_EQ(b.strong_count(), 2u);
}

TYPED_TEST(RcAndArc, CowCloneWeak) {
  auto a = HandleOf<TypeParam, Canary>::make(75);
  const auto weak = a.downgrade();
  Canary::reset();
  a.make_mut().id += 1;
  EXPECT_EQ(a->id, 76);
  EXPECT_FALSE(weak.upgrade().has_value()) << "disconnected";
  EXPECT_EQ(Canary::alive, 1);
  EXPECT_EQ(Canary::dead, std::vector<int>{-75}) << "moved, not copied";
  EXPECT_EQ(a.weak_count(), 0u);
}

TYPED_TEST(RcAndArc, MakeMutThatThrowsChangesNothing) {
  auto a = HandleOf<TypeParam, ThrowsWhenMoved>::make();
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

TYPED_TEST(RcAndArc, TryUnwrap) {
  HandleOf<TypeParam, int> x(3);
  EXPECT_EQ(std::move(x).try_unwrap().value(), 3);
  HandleOf<TypeParam, int> a(4);
  HandleOf<TypeParam, int> b = a;
  auto refused = std::move(a).try_unwrap();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(refused.error().ptr_eq(b)) << "the handle comes back";
  HandleOf<TypeParam, int> c(5);
  auto weak = c.downgrade();
  EXPECT_EQ(std::move(c).try_unwrap().value(), 5) << "observers do not count";
  EXPECT_FALSE(weak.upgrade().has_value());
  auto moved = HandleOf<TypeParam, MoveOnly>::make(6);
  EXPECT_EQ(std::move(moved).try_unwrap().value().value, 6);
}

TYPED_TEST(RcAndArc, IntoInner) {
  HandleOf<TypeParam, int> x(3);
  EXPECT_EQ(std::move(x).into_inner(), 3);
  auto a = HandleOf<TypeParam, Canary>::make(4);
  auto b = a;
  EXPECT_FALSE(std::move(a).into_inner().has_value());
  EXPECT_EQ(b.strong_count(), 1u) << "the owner is gone";
  EXPECT_EQ(std::move(b).into_inner().value().id, 4);
  EXPECT_EQ(Canary::alive, 0);
}

TYPED_TEST(RcAndArc, UnwrappingThatThrowsLosesNothing) {
  auto a = HandleOf<TypeParam, ThrowsWhenMoved>::make();
  EXPECT_THROW((void)std::move(a).try_unwrap(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_THROW((void)std::move(a).into_inner(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_EQ(a.strong_count(), 1u);
}

TYPED_TEST(RcAndArc, UnwrapOrClone) {
  using Handle = typename TypeParam::template Handle<std::string>;
  EXPECT_EQ(Handle::make("alone").unwrap_or_clone(), "alone");
  auto shared = Handle::make("shared");
  auto other = shared;
  EXPECT_EQ(std::move(other).unwrap_or_clone(), "shared");
  EXPECT_EQ(shared.strong_count(), 1U);
  const auto weak = shared.downgrade();
  EXPECT_EQ(std::move(shared).unwrap_or_clone(), "shared");
  EXPECT_EQ(weak.upgrade(), std::nullopt);
}

TYPED_TEST(RcAndArc, ComparesValues) {
  using Handle = typename TypeParam::template Handle<int>;
  const Handle one = Handle::make(1);
  const Handle same = Handle::make(1);
  const Handle two = Handle::make(2);
  EXPECT_TRUE(one == same && one != two);
  EXPECT_FALSE(one.ptr_eq(same));
  EXPECT_TRUE(one < two && two >= same && (one <=> same) == std::strong_ordering::equal);
  std::map<Handle, int> map;
  map.emplace(two, 2);
  map.emplace(one, 1);
  map.emplace(same, 3);
  EXPECT_EQ(map.size(), 2U);
}

// Rust derives PartialEq of a list; a class that holds handles of itself can, too.
struct Link {
  int value = 0;
  std::optional<Rc<Link>> next{};
  bool operator==(const Link&) const = default;
};

TEST(RcAndArcOfItself, ComparesThroughTheLinks) {
  const auto list = [](int last) { return Link{1, Rc<Link>::make(Link{last, std::nullopt})}; };
  EXPECT_TRUE(list(2) == list(2));
  EXPECT_FALSE(list(2) == list(3));
}

TYPED_TEST(RcAndArc, HashesValues) {
  using Handle = typename TypeParam::template Handle<std::string>;
  std::unordered_set<Handle> set{Handle::make("a"), Handle::make("b"), Handle::make("a")};
  EXPECT_EQ(set.size(), 2U);
  EXPECT_TRUE(set.contains(Handle::make("b")));
  struct NoHash {};
  static_assert(!std::is_default_constructible_v<std::hash<typename TypeParam::template Handle<NoHash>>>);
}

#if defined(__cpp_lib_format)
TYPED_TEST(RcAndArc, FormatsAsItsValue) {
  using Handle = typename TypeParam::template Handle<int>;
  EXPECT_EQ(std::format("{:>4}|{}", Handle::make(7), fearless::Box(8)), "   7|8");
}
#endif

struct Outline {
  Outline() = default;
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;
  virtual ~Outline() = default;
};
struct Round : Outline {
  int radius = 3;
};
struct Flat : Outline {};

}  // namespace

FEARLESS_UNSAFE_STATIC(Outline);
FEARLESS_UNSAFE_SEND(Round);
FEARLESS_UNSAFE_SYNC(Round);
FEARLESS_UNSAFE_STATIC(Round);

namespace {

TYPED_TEST(RcAndArc, DowncastGivesTheDerivedClassOrTheHandleBack) {
  using Base = typename TypeParam::template Handle<Outline>;
  using Handle = typename TypeParam::template Handle<Round>;
  Base shape = Handle::make();
  auto flat = std::move(shape).template downcast<Flat>();
  ASSERT_FALSE(flat.has_value());
  auto round = std::move(flat).error().template downcast<Round>();
  ASSERT_TRUE(round.has_value());
  const Handle got = std::move(round).value();
  EXPECT_EQ(got->radius, 3);
  EXPECT_EQ(got.strong_count(), 1U);
}

}  // namespace
