// SPDX-License-Identifier: MIT
// Arc, Rc and Box, when memory runs out.
#pragma once

#include "faults/fault/fault.hpp"

namespace {

template <class Handle>
struct Counted;
template <>
struct Counted<Arc<Tracked>> {
  using Weak = ArcWeak<Tracked>;
};
template <>
struct Counted<Rc<Tracked>> {
  using Weak = RcWeak<Tracked>;
};
template <class Handle>
class FaultOfCounted : public Fault {};
using CountedHandles = testing::Types<Arc<Tracked>, Rc<Tracked>>;
TYPED_TEST_SUITE(FaultOfCounted, CountedHandles, );

TYPED_TEST(FaultOfCounted, IsMadeOrNot) {
  EXPECT_EQ(at_every_allocation([](auto attempt) { attempt([] { auto a = TypeParam::make(1); }); }), 2);
  at_every_allocation([](auto attempt) {
    Tracked value(1);
    int got = 0;
    attempt([&] { got = TypeParam(std::move(value)).strong_count() == 1 ? 1 : 0; });
    EXPECT_EQ(value.id() + got, 1);
  });
}

TYPED_TEST(FaultOfCounted, IsMadeWithItselfOrNot) {
  using Weak = typename Counted<TypeParam>::Weak;
  std::optional<Weak> kept;
  EXPECT_EQ(at_every_allocation([&](auto attempt) {
              const bool made = attempt([&] {
                const auto a = TypeParam::new_cyclic([&](const Weak& weak) {
                  kept = weak;
                  return Tracked(2);
                });
                const auto again = kept->upgrade().value();
                EXPECT_EQ(again->id(), 2);
              });
              if (!made && kept) {
                EXPECT_FALSE(kept->upgrade().has_value());
              }
              kept.reset();
            }),
            2);
}

TYPED_TEST(FaultOfCounted, MakeMutOfASharedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(3);
              const TypeParam other = mine;
              const bool copied = attempt([&] { EXPECT_EQ(mine.make_mut().id(), 3); });
              EXPECT_EQ(mine.ptr_eq(other), !copied);
              EXPECT_EQ(other.strong_count(), copied ? 1U : 2U);
              EXPECT_EQ((*mine).id() + (*other).id(), 6);
            }),
            2);
}

TYPED_TEST(FaultOfCounted, MakeMutOfAnObservedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(4);
              const auto weak = mine.downgrade();
              const bool moved = attempt([&] { EXPECT_EQ(mine.make_mut().id(), 4); });
              EXPECT_EQ(weak.upgrade().has_value(), !moved);
              EXPECT_EQ((*mine).id(), 4);
              EXPECT_EQ(mine.strong_count(), 1U);
            }),
            1);
}

TYPED_TEST(FaultOfCounted, UnwrapOrCloneOfASharedValue) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam mine = TypeParam::make(5);
              const TypeParam other = mine;
              attempt([&] { EXPECT_EQ(std::move(mine).unwrap_or_clone().id(), 5); });
              EXPECT_EQ((*other).id(), 5);
            }),
            1);
}

TYPED_TEST(FaultOfCounted, TakingTheValueAllocatesNothing) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              TypeParam a = TypeParam::make(6);
              TypeParam b = TypeParam::make(7);
              const auto weak = a.downgrade();
              attempt([&] { EXPECT_EQ(std::move(a).try_unwrap().value().id(), 6); });
              attempt([&] { EXPECT_EQ(std::move(b).into_inner()->id(), 7); });
              EXPECT_FALSE(weak.upgrade().has_value());
            }),
            0);
}

TEST_F(Fault, AnArcOfManyIsMadeOrNot) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              const Tracked pattern(1);
              attempt([&] { EXPECT_EQ(Arc<Tracked[]>::make(5, pattern).size(), 5U); });
            }),
            6);
  const std::vector<int> ids{1, 2, 3};
  EXPECT_GE(at_every_allocation([&](auto attempt) { attempt([&] { EXPECT_EQ(Arc<int[]>::from(ids).size(), 3U); }); }),
            1);
}

TEST_F(Fault, ABoxIsMadeOrNot) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              attempt([] {
                const auto box = Box<Tracked>::make(1);
                const auto copy = box.clone();
                EXPECT_EQ(copy->id(), 1);
              });
            }),
            4);
}

}  // namespace
