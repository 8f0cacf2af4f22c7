// SPDX-License-Identifier: MIT
// Rc and Arc whose value throws when it is moved or copied.
#pragma once

#include "threads/exception_fault/fussy.hpp"

namespace {

template <class Handle>
class ExceptionFaultOfCounted : public ExceptionFault {};
using Handles = testing::Types<Arc<Fussy>, Rc<Fussy>>;
TYPED_TEST_SUITE(ExceptionFaultOfCounted, Handles, );

TYPED_TEST(ExceptionFaultOfCounted, MakingThrows) {
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(TypeParam::make(value)), Refused);
  EXPECT_THROW(static_cast<void>(TypeParam(value)), Refused);
  EXPECT_THROW(static_cast<void>(TypeParam::new_cyclic([](const auto&) -> Fussy { throw Refused(); })), Refused);
}

TYPED_TEST(ExceptionFaultOfCounted, TryUnwrapKeepsTheValue) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto handle = TypeParam::make(1);
              const auto weak = handle.downgrade();
              const bool taken = attempt([&] {
                const auto result = std::move(handle).try_unwrap();
                EXPECT_EQ(result->id(), 1);
              });
              if (!taken) {
                EXPECT_EQ((*handle).id(), 1);
                EXPECT_EQ(handle.strong_count(), 1U);
              }
              EXPECT_EQ(weak.upgrade().has_value(), !taken);
            }),
            1);
}

TYPED_TEST(ExceptionFaultOfCounted, IntoInnerKeepsTheValue) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto handle = TypeParam::make(1);
              const bool taken = attempt([&] { EXPECT_EQ(std::move(handle).into_inner()->id(), 1); });
              if (!taken) {
                EXPECT_EQ((*handle).id(), 1);
                EXPECT_EQ(handle.strong_count(), 1U);
              }
            }),
            1);
}

TYPED_TEST(ExceptionFaultOfCounted, MakeMutKeepsTheValue) {
  auto handle = TypeParam::make(1);
  {
    const auto other = handle;
    Fussy::copies = 0;
    EXPECT_THROW(static_cast<void>(handle.make_mut()), Refused);
    this->forgive();
    EXPECT_TRUE(handle.ptr_eq(other));
    EXPECT_EQ(handle.strong_count(), 2U);
  }
  const auto weak = handle.downgrade();
  Fussy::moves = 0;
  EXPECT_THROW(static_cast<void>(handle.make_mut()), Refused);
  this->forgive();
  EXPECT_EQ((*handle).id(), 1);
  EXPECT_TRUE(weak.upgrade().has_value());
  EXPECT_EQ(handle.make_mut().id(), 1);
}

}  // namespace
