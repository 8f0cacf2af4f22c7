// SPDX-License-Identifier: MIT
// Arc and ArcWeak, named after the behaviours that Rust's own tests of std::sync::Arc hold.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::ArcWeak;

// Counts its living objects, and notes the order in which they die.
struct Canary {
  explicit Canary(int i) : id(i) { ++alive; }
  Canary(const Canary& other) : id(other.id) { ++alive; }
  Canary(Canary&& other) noexcept : id(std::exchange(other.id, -other.id)) { ++alive; }
  Canary& operator=(const Canary&) = default;
  ~Canary() {
    --alive;
    const std::lock_guard lock(mutex);
    dead.push_back(id);
  }
  static void reset() { dead.clear(); }
  int id;
  static inline std::atomic<int> alive = 0;
  static inline std::mutex mutex;
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
  std::optional<Arc<Node>> next;
};
struct Tree {
  std::vector<Arc<Tree>> kids;
  ArcWeak<Tree> parent;
};
struct Incomplete;
struct HoldsIncomplete {
  std::optional<Arc<Incomplete>> value;
  ArcWeak<Incomplete> weak;
};
struct Incomplete {
  HoldsIncomplete self;
};

// What an owner elsewhere may do to it: nothing (each of these lives in one thread).
struct Local {};
struct SendOnly {};
struct SyncOnly {};
struct Borrows {};

}  // namespace

// What the engine shall know of the classes above, which have constructors and destructors of their own.
struct EverythingButThreadSafe {
  static constexpr auto send = fearless::rules::always;
  static constexpr auto sync = fearless::rules::always;
  static constexpr auto static_ = fearless::rules::always;
  static constexpr auto thread_safe = fearless::rules::never<fearless::rules::because::it_can_be_assigned>;
};
template <>
struct fearless::rules::row<Canary> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Shape> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Named> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Square> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Wide> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<MoveOnly> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<ThrowsWhenMade> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<ThrowsWhenMoved> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Tree> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Node> : EverythingButThreadSafe {};
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

static_assert(sizeof(Arc<int>) == sizeof(void*) && sizeof(Arc<Shape>) == sizeof(void*), "a handle is one pointer");
static_assert(!std::is_trivially_copyable_v<Arc<int>> && !std::is_aggregate_v<Arc<int>>);
static_assert(!std::is_default_constructible_v<Arc<int>> && std::is_nothrow_move_constructible_v<Arc<int>>);
static_assert(std::is_same_v<decltype(*std::declval<Arc<int>&>()), const int&>);
static_assert(std::is_same_v<decltype(Arc(5)), Arc<int>> && std::is_same_v<decltype(Arc(Arc(5))), Arc<int>>);
static_assert(std::is_convertible_v<Arc<Square>, Arc<Shape>> && !std::is_convertible_v<Arc<Shape>, Arc<Square>>);
static_assert(!std::is_convertible_v<Arc<int>, Arc<long>> && !std::is_convertible_v<int, Arc<int>>);

template <class R>
concept HasDeref = requires(R&& r) { *std::forward<R>(r); };
template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
static_assert(HasDeref<Arc<int>&> && !HasDeref<Arc<int>> && !HasDeref<const Arc<int>>);
static_assert(HasArrow<const Arc<int>&> && !HasArrow<Arc<int>> && !HasArrow<const Arc<int>>);
template <class R>
concept CanMakeMut = requires(R& r) { r.make_mut(); };
template <class R>
concept CanIntoInner = requires(R& r) { std::move(r).into_inner(); };
template <class R>
concept CanTryUnwrap = requires(R& r) { std::move(r).try_unwrap(); };
static_assert(CanMakeMut<Arc<int>> && !CanMakeMut<Arc<MoveOnly>> && CanIntoInner<Arc<MoveOnly>>);
static_assert(!CanMakeMut<Arc<Shape>> && !CanIntoInner<Arc<Shape>> && !CanTryUnwrap<Arc<Shape>>, "would slice");
static_assert(CanIntoInner<Arc<Square>>, "a final class cannot be sliced");

TEST(Arc, Simple) {
  const Arc x(5);
  EXPECT_EQ(*x, 5);
  const Arc y = Arc<std::string>::make(3u, 'a');
  EXPECT_EQ(y->size(), 3u);
  const Arc z = Arc<std::vector<int>>({1, 2, 3});
  EXPECT_EQ(z->size(), 3u);
}

TEST(Arc, SimpleClone) {
  Arc x(5);
  Arc y = x.clone();
  Arc z = y;
  EXPECT_EQ(*y, 5);
  EXPECT_TRUE(x.ptr_eq(z));
  EXPECT_FALSE(x.ptr_eq(Arc(5)));
}

TEST(Arc, StrongCount) {
  Arc a(0);
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

TEST(Arc, WeakCount) {
  std::optional<Arc<int>> a(Arc(0));
  EXPECT_EQ((*a).weak_count(), 0u);
  std::optional<ArcWeak<int>> w((*a).downgrade());
  EXPECT_EQ((*a).weak_count(), 1u);
  ArcWeak<int> x = w->clone();
  EXPECT_EQ((*a).weak_count(), 2u);
  w.reset();
  EXPECT_EQ((*a).weak_count(), 1u);
  EXPECT_EQ(x.weak_count(), 1u);
  Arc<int> c = *a;
  EXPECT_EQ(c.strong_count(), 2u);
  EXPECT_EQ(c.weak_count(), 1u);
  EXPECT_EQ(x.strong_count(), 2u);
}

TEST(Arc, WeakCountsOfADeadValueAreZero) {
  ArcWeak<int> x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(x.weak_count(), 0u);
  {
    Arc a(1);
    x = a.downgrade();
    EXPECT_EQ(x.strong_count(), 1u);
  }
  const auto y = x;
  EXPECT_EQ(x.strong_count(), 0u);
  EXPECT_EQ(y.weak_count(), 0u);
  EXPECT_TRUE(x.ptr_eq(y));
  EXPECT_FALSE(x.ptr_eq(ArcWeak<int>()));
}

TEST(Arc, Live) {
  Arc x(5);
  EXPECT_TRUE(x.downgrade().upgrade().has_value());
}

TEST(Arc, Dead) {
  ArcWeak<int> y;
  {
    Arc x(5);
    y = x.downgrade();
  }
  EXPECT_FALSE(y.upgrade().has_value());
  EXPECT_FALSE(ArcWeak<int>().upgrade().has_value());
}

TEST(Arc, DropOrder) {
  Canary::reset();
  {
    auto a = Arc<Canary>::make(1);
    auto b = Arc<Canary>::make(2);
    auto c = a;
    a = b;
    EXPECT_TRUE(Canary::dead.empty());
    c = b;
    EXPECT_EQ(Canary::dead, std::vector<int>{1}) << "with its last owner";
  }
  EXPECT_EQ(Canary::dead, (std::vector<int>{1, 2}));
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Arc, ValueDiesWithTheLastOwnerThoughObserved) {
  ArcWeak<Canary> weak;
  {
    auto a = Arc<Canary>::make(1);
    weak = a.downgrade();
    EXPECT_EQ(Canary::alive, 1);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Arc, SelfAssignment) {
  auto a = Arc<Canary>::make(1);
  auto& same = a;
  a = same;
  EXPECT_EQ(a->id, 1);
  a = std::move(same);
  EXPECT_EQ(a->id, 1);
  EXPECT_EQ(a.strong_count(), 1u);
}

TEST(Arc, GetMut) {
  Arc x(3);
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

TEST(Arc, MakeMutUnique) {
  Arc a(75);
  const int* const place = &*a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(&*a, place) << "not copied";
}

TEST(Arc, CowarcCloneUnique2) {
  Arc a(75);
  Arc b = a;
  Arc c = a;
  a.make_mut() += 1;
  EXPECT_EQ(*a, 76);
  EXPECT_EQ(*b, 75);
  EXPECT_TRUE(b.ptr_eq(c));
  EXPECT_EQ(b.strong_count(), 2u);
}

TEST(Arc, CowarcCloneWeak) {
  auto a = Arc<Canary>::make(75);
  const auto weak = a.downgrade();
  Canary::reset();
  a.make_mut().id += 1;
  EXPECT_EQ(a->id, 76);
  EXPECT_FALSE(weak.upgrade().has_value()) << "disconnected";
  EXPECT_EQ(Canary::alive, 1);
  EXPECT_EQ(Canary::dead, std::vector<int>{-75}) << "moved, not copied";
  EXPECT_EQ(a.weak_count(), 0u);
}

TEST(Arc, MakeMutThatThrowsChangesNothing) {
  auto a = Arc<ThrowsWhenMoved>::make();
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

TEST(Arc, TryUnwrap) {
  Arc x(3);
  EXPECT_EQ(std::move(x).try_unwrap().value(), 3);
  Arc a(4);
  Arc b = a;
  auto refused = std::move(a).try_unwrap();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(refused.error().ptr_eq(b)) << "the handle comes back";
  Arc c(5);
  auto weak = c.downgrade();
  EXPECT_EQ(std::move(c).try_unwrap().value(), 5) << "observers do not count";
  EXPECT_FALSE(weak.upgrade().has_value());
  EXPECT_EQ(Arc<MoveOnly>::make(6).try_unwrap().value().value, 6);
}

TEST(Arc, IntoInner) {
  Arc x(3);
  EXPECT_EQ(std::move(x).into_inner(), 3);
  auto a = Arc<Canary>::make(4);
  auto b = a;
  EXPECT_FALSE(std::move(a).into_inner().has_value());
  EXPECT_EQ(b.strong_count(), 1u) << "the owner is gone";
  EXPECT_EQ(std::move(b).into_inner().value().id, 4);
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Arc, UnwrappingThatThrowsLosesNothing) {
  auto a = Arc<ThrowsWhenMoved>::make();
  EXPECT_THROW((void)std::move(a).try_unwrap(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_THROW((void)std::move(a).into_inner(), std::runtime_error);
  EXPECT_EQ(a->value, 7);
  EXPECT_EQ(a.strong_count(), 1u);
}

TEST(Arc, AConstructorThatThrowsLeaksNothing) { EXPECT_THROW((void)Arc<ThrowsWhenMade>::make(), std::runtime_error); }

TEST(Arc, UpcastDestroysTheWholeObject) {
  Canary::reset();
  {
    auto square = Arc<Square>::make(3);
    Arc<Shape> shape = square;
    Arc<Named> named = square;  // not at the start of the object, and without a virtual destructor
    EXPECT_EQ(shape->area(), 9);
    EXPECT_STREQ(named->name(), "square");
    EXPECT_EQ(square.strong_count(), 3u);
    ArcWeak<Named> weak = square.downgrade();
    EXPECT_EQ(named.weak_count(), 1u);
    EXPECT_TRUE(weak.upgrade().value().ptr_eq(named));
    square = Arc<Square>::make(4);
    shape = Arc<Shape>(square);
    EXPECT_EQ(named.strong_count(), 1u);
    named = square;
    EXPECT_EQ(Canary::dead, std::vector<int>{3});
    EXPECT_FALSE(weak.upgrade().has_value());
    ArcWeak<Shape> other = square.downgrade();
    EXPECT_EQ(other.strong_count(), 3u);
  }
  EXPECT_EQ(Canary::alive, 0);
}

TEST(Arc, WeakOfADeadObjectCanBeUpcast) {
  ArcWeak<Square> dead = Arc<Square>::make(2).downgrade();
  ArcWeak<Named> up = dead;
  EXPECT_FALSE(up.upgrade().has_value());
  EXPECT_EQ(up.weak_count(), 0u);
}

TEST(Arc, OveralignedValues) {
  auto a = Arc<Wide>::make();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&*a) % 64, 0u);
  auto w = a.downgrade();
  auto b = a;
  EXPECT_EQ(b.strong_count(), 2u);
}

TEST(Arc, RecursiveTypes) {
  Arc<Node> list = Arc<Node>::make(1, Arc<Node>::make(2, std::nullopt));
  const Arc<Node> next = *list->next;
  EXPECT_EQ(next->value, 2);
  auto tree = Arc<Tree>::make();
  auto kid = Arc<Tree>::make();
  ArcWeak<Tree>& parent = kid.get_mut()->parent;
  parent = tree.downgrade();
  tree.make_mut().kids.push_back(kid);
  EXPECT_FALSE(kid->parent.upgrade().has_value()) << "make_mut moved the observed tree";
  EXPECT_EQ(tree->kids.size(), 1u);
  EXPECT_FALSE(Incomplete{}.self.value.has_value());
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(ArcDeathTest, UseAfterMoveIsDiagnosed) {
  Arc a(1);
  Arc b = std::move(a);
  EXPECT_DEATH((void)*a, "fearless::Arc: used after it was moved from");
  EXPECT_DEATH((void)a.strong_count(), "fearless::Arc: used after it was moved from");
  EXPECT_DEATH((void)a.clone(), "fearless::Arc: used after it was moved from");
  a = b;
  EXPECT_EQ(*a, 1);
}
#endif

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

}  // namespace
