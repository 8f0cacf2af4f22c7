// SPDX-License-Identifier: MIT
// What is Rc's and RcWeak's alone; what they have in common with Arc is in threads/rc_arc_test.cpp.
#include <fearless/rc.hpp>

#include <type_traits>

#include <gtest/gtest.h>

namespace {

using fearless::Rc;
using fearless::RcWeak;

static_assert(!fearless::is_send_v<Rc<int>> && !fearless::is_sync_v<Rc<int>> && !fearless::is_thread_safe_v<Rc<int>>);
static_assert(!fearless::is_send_v<RcWeak<int>> && !fearless::is_sync_v<RcWeak<int>>);
static_assert(fearless::is_static_v<Rc<int>> && !fearless::is_static_v<Rc<int>&>);

static_assert(std::is_same_v<decltype(Rc(5)), Rc<int>> && std::is_same_v<decltype(Rc(Rc(5))), Rc<int>>);

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
