// SPDX-License-Identifier: MIT
// What is Arc's and ArcWeak's alone: which of them may go where, and owners on several threads. What they have in
// common with Rc is in rc_arc_test.cpp.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/shared_ptr.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/canary.hpp"

namespace {

using fearless::Arc;
using fearless::ArcWeak;

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct MoveOnly {
  explicit MoveOnly(int v) : value(v) {}
  MoveOnly(MoveOnly&&) noexcept = default;
  int value;
};

// What an owner elsewhere may do to it: nothing (each of these lives in one thread).
struct Local {};
struct SendOnly {};
struct SyncOnly {};
struct Borrows {};

}  // namespace

template <>
struct fearless::rules::row<Shape> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<MoveOnly> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Local> : EverythingButThreadSafe {
  static constexpr auto send = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
  static constexpr auto sync = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};
template <>
struct fearless::rules::row<SendOnly> : EverythingButThreadSafe {
  static constexpr auto sync = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};
template <>
struct fearless::rules::row<SyncOnly> : EverythingButThreadSafe {
  static constexpr auto send = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};
template <>
struct fearless::rules::row<Borrows> : EverythingButThreadSafe {
  static constexpr auto static_ = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};

namespace {

// Rust: unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T>, and the same for Sync and for Weak.
template <class T>
constexpr bool crosses = fearless::is_send_v<T> && fearless::is_sync_v<T>;
template <class T>
constexpr bool stays = !fearless::is_send_v<T> && !fearless::is_sync_v<T>;
static_assert(crosses<Arc<int>> && crosses<ArcWeak<int>> && crosses<Arc<Arc<int>>>);
static_assert(stays<Arc<Local>> && stays<Arc<SendOnly>> && stays<Arc<SyncOnly>>);
static_assert(stays<ArcWeak<Local>> && stays<ArcWeak<SendOnly>> && stays<ArcWeak<SyncOnly>>);
static_assert(stays<Arc<Arc<SendOnly>>> && stays<Arc<int*>>);
static_assert(crosses<Arc<Shape>>, "needs no promise for classes derived from it: every upcast looked at the object");
static_assert(fearless::is_static_v<Arc<int>> && !fearless::is_static_v<Arc<Borrows>> && crosses<Arc<Borrows>>);
static_assert(!fearless::is_thread_safe_v<Arc<int>>, "it can be assigned");

static_assert(std::is_same_v<decltype(Arc(5)), Arc<int>> && std::is_same_v<decltype(Arc(Arc(5))), Arc<int>>);

// Runs `f(i)` on `n` threads that start together.
template <class F>
void together(int n, F f) {
  std::latch start(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      f(i);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Arc, ManuallyShareArc) {
  const Arc<std::vector<int>> v({1, 2, 3});
  std::thread other([shared = v] { EXPECT_EQ((*shared)[2], 3); });
  EXPECT_EQ((*v)[0], 1);
  other.join();
  EXPECT_EQ(v.strong_count(), 1u);
}

TEST(Arc, CountsAddUpOverThreads) {
  const auto a = Arc<Canary>::make(1);
  together(4, [&](int) {
    std::vector<Arc<Canary>> mine;
    for (int i = 0; i < 2000; ++i) {
      mine.push_back(a);
      const auto weak = a.downgrade();
      EXPECT_TRUE(weak.upgrade().has_value());
      if (i % 3 == 0) mine.clear();
    }
  });
  EXPECT_EQ(a.strong_count(), 1u);
  EXPECT_EQ(a.weak_count(), 0u);
}

TEST(Arc, TheLastOwnerSeesAllWrites) {
  static std::atomic<int> sum;
  sum = 0;
  struct Sums {
    mutable int parts[4] = {};  // each written by one owner
    ~Sums() { sum = parts[0] + parts[1] + parts[2] + parts[3]; }
  };
  for (int round = 0; round < 500; ++round) {
    auto* const raw = new fearless::detail::StrongPtr<Sums, fearless::detail::AtomicCounts>(
        fearless::detail::make_counted<fearless::detail::AtomicCounts, Sums>());
    std::optional<std::remove_pointer_t<decltype(raw)>> owners[4];
    for (auto& owner : owners) owner.emplace(*raw);
    delete raw;
    together(4, [&](int i) {
      (*owners[i]).get()->parts[i] = 1;
      owners[i].reset();
    });
    EXPECT_EQ(sum.exchange(0), 4);
  }
}

TEST(Arc, IntoInnerRaceGivesTheValueToExactlyOne) {
  for (int round = 0; round < 1000; ++round) {
    std::vector<Arc<MoveOnly>> owners;
    owners.push_back(Arc<MoveOnly>::make(7));
    while (owners.size() < 3) owners.push_back(owners.front());
    std::atomic<int> winners = 0;
    together(3, [&](int i) {
      if (auto value = std::move(owners[static_cast<std::size_t>(i)]).into_inner()) {
        EXPECT_EQ(value->value, 7);
        ++winners;
      }
    });
    EXPECT_EQ(winners, 1);
  }
}

TEST(Arc, GetMutIsRefusedWhileAnyoneElseMayReach) {
  for (int round = 0; round < 500; ++round) {
    Arc<int> a(0);
    std::optional<Arc<int>> b(a);
    together(2, [&](int i) {
      if (i == 0) {
        for (int n = 0; n < 20; ++n) {
          if (int* const value = a.get_mut()) *value += 1;
        }
      } else {
        // An observer that outlives its owner: to look at one count and then at the other would miss it.
        const auto weak = (*b).downgrade();
        EXPECT_GE(**b, 0);
        b.reset();
        if (auto back = weak.upgrade()) {
          EXPECT_GE(*back.value(), 0);
        }
      }
    });
    EXPECT_EQ(a.strong_count(), 1u);
  }
}

TEST(Arc, MakeMutDisconnectsOrCopies) {
  for (int round = 0; round < 500; ++round) {
    Arc<int> a(0);
    const auto weak = a.downgrade();
    together(2, [&](int i) {
      if (i == 0) {
        a.make_mut() += 1;
      } else if (const auto seen = weak.upgrade()) {
        const Arc<int>& value = *seen;
        EXPECT_EQ(*value, 0) << "never the value that is being written";
      }
    });
    EXPECT_EQ(*a, 1);
    EXPECT_FALSE(weak.upgrade().has_value());
  }
}

TEST(Arc, UpgradeRacesTheLastOwner) {
  for (int round = 0; round < 1000; ++round) {
    std::optional<Arc<Canary>> a(Arc<Canary>::make(5));
    const auto weak = (*a).downgrade();
    together(2, [&](int i) {
      if (i == 0) {
        a.reset();
      } else if (const auto alive = weak.upgrade()) {
        const Arc<Canary>& canary = *alive;
        EXPECT_EQ(canary->id, 5);
      }
    });
    EXPECT_FALSE(weak.upgrade().has_value());
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(ArcDeathTest, CountOverflowEndsTheProgram) {
  EXPECT_DEATH(
      {
        Arc<int> a(0);
        auto* const count = reinterpret_cast<std::uint32_t*>(const_cast<int*>(&*a)) - 1;
        *count = 0x7fff'ffff;  // less one
        (void)a.clone();
      },
      "fearless::Arc: more than 2147483648 handles");
}

// An owner that goes away while another one is about to find out is not taken for the last.
TEST(ArcDeathTest, DropAboveTheLargestCountEndsTheProgram) {
  EXPECT_DEATH(
      {
        Arc<int> a(0);
        auto* const count = reinterpret_cast<std::uint32_t*>(const_cast<int*>(&*a)) - 1;
        *count = 0x8000'0001;
      },
      "fearless::Arc: more than 2147483648 handles");
}

TEST(ArcDeathTest, WeakCountOverflowEndsTheProgram) {
  EXPECT_DEATH(
      {
        const Arc<int> a(0);
        auto* const count = reinterpret_cast<std::uint32_t*>(const_cast<int*>(&*a)) - 2;
        *count = 0x8000'0001;  // one of them is the owners'
        (void)a.downgrade();
      },
      "fearless::Arc: more than 2147483648 handles");
}

TEST(ArcDeathTest, CountOverflowByUpgradeEndsTheProgram) {
  EXPECT_DEATH(
      {
        const Arc<int> a(0);
        const auto weak = a.downgrade();
        auto* const count = reinterpret_cast<std::uint32_t*>(const_cast<int*>(&*a)) - 1;
        *count = 0x7fff'ffff;  // less one
        (void)weak.upgrade();
      },
      "fearless::Arc: more than 2147483648 handles");
}

// Both counts change at the same time, from both sides.
TEST(Arc, BothCountsAddUpOverThreads) {
  auto shared = Arc<std::string>::make("value");
  const auto weak = shared.downgrade();
  std::atomic<int> upgrades{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([mine = shared, weak, &upgrades] {
      for (int i = 0; i < 500; ++i) {
        const auto other = weak.clone();
        const auto strong = other.upgrade();
        const auto again = mine.downgrade();
        if (strong.has_value() && again.ptr_eq(weak)) ++upgrades;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(upgrades.load(), 2000);
  EXPECT_EQ(shared.strong_count(), 1U);
  EXPECT_EQ(shared.weak_count(), 1U);
}

// The last owner and the last observer go at the same time: one of them frees the block.
TEST(Arc, TheLastOwnerRacesTheLastObserver) {
  for (int i = 0; i < 300; ++i) {
    auto owner = Arc<std::string>::make("value");
    std::thread observer([weak = owner.downgrade()] { static_cast<void>(weak.upgrade()); });
    {
      const auto gone = std::move(owner);
    }
    observer.join();
  }
}

// Interfaces that ask for a std::shared_ptr get one that owns a share of the Arc.
TEST(Arc, ASharedPtrKeepsTheValue) {
  auto owner = Arc<std::string>::make("value");
  const std::string* const place = &*owner;
  std::shared_ptr<const std::string> shared = fearless::to_shared_ptr(owner.clone());
  EXPECT_EQ(shared.get(), place);
  EXPECT_EQ(owner.strong_count(), 2U);
  {
    const auto gone = std::move(owner);
  }
  const auto copy = std::exchange(shared, nullptr);
  std::thread([copy] { EXPECT_EQ(*copy, "value"); }).join();

  // As with `*arc`, what is ThreadSafe may be written.
  const std::shared_ptr<std::atomic<int>> count = fearless::to_shared_ptr(Arc<std::atomic<int>>::make(1));
  ++*count;
  EXPECT_EQ(count->load(), 2);
}

}  // namespace
