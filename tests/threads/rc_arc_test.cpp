// SPDX-License-Identifier: MIT
// Tests of what Rc and Arc have in common beyond owning (comparison, hashes, cycles), of Arc<T[]> and of
// EnableArcFromThis.
#include <fearless/boxed.hpp>
#include <fearless/cell.hpp>
#include <fearless/format.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <compare>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::ArcWeak;
using fearless::EnableArcFromThis;
using fearless::Mutex;
using fearless::Rc;
using fearless::RcWeak;

struct OfRc {
  template <class T>
  using Handle = Rc<T>;
  template <class T>
  using Weak = RcWeak<T>;
};
struct OfArc {
  template <class T>
  using Handle = Arc<T>;
  template <class T>
  using Weak = ArcWeak<T>;
};

template <class Family>
class RcAndArc : public testing::Test {};
using Families = testing::Types<OfRc, OfArc>;
TYPED_TEST_SUITE(RcAndArc, Families, );

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

// Rust: test_cyclic's new_cyclic.
struct RcGadget {
  RcWeak<RcGadget> me;
  int number;
};
struct ArcGadget {
  ArcWeak<ArcGadget> me;
  int number;
};

template <class Handle, class Gadget>
void new_cyclic() {
  const auto gadget = Handle::new_cyclic([](const auto& weak) {
    EXPECT_EQ(weak.upgrade(), std::nullopt);
    EXPECT_EQ(weak.strong_count(), 0U);
    return Gadget{weak, 5};
  });
  EXPECT_EQ(gadget.strong_count(), 1U);
  EXPECT_EQ(gadget.weak_count(), 1U);
  {
    const auto again = gadget->me.upgrade();
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->ptr_eq(gadget));
    EXPECT_EQ((*again)->number, 5);
  }
}
TEST(NewCyclic, Rc) { new_cyclic<Rc<RcGadget>, RcGadget>(); }
TEST(NewCyclic, Arc) { new_cyclic<Arc<ArcGadget>, ArcGadget>(); }

TEST(NewCyclic, AFunctionThatThrowsLeaksNothing) {
  std::optional<ArcWeak<ArcGadget>> kept;
  EXPECT_THROW(static_cast<void>(Arc<ArcGadget>::new_cyclic([&](const ArcWeak<ArcGadget>& weak) -> ArcGadget {
                 kept = weak;
                 throw 1;
               })),
               int);
  EXPECT_EQ(kept->upgrade(), std::nullopt);
  EXPECT_THROW(static_cast<void>(Rc<RcGadget>::new_cyclic([](const RcWeak<RcGadget>&) -> RcGadget { throw 1; })), int);
}

TEST(NewCyclic, WithoutKeepingTheWeak) {
  const auto number = Arc<int>::new_cyclic([](const ArcWeak<int>&) { return 3; });
  EXPECT_EQ(*number, 3);
  EXPECT_EQ(number.weak_count(), 0U);
}

TEST(NewCyclic, ObserversOnOtherThreads) {
  for (int i = 0; i < 50; ++i) {
    std::optional<fearless::thread::JoinHandle<int>> handle;
    const auto gadget = Arc<ArcGadget>::new_cyclic([&](const ArcWeak<ArcGadget>& weak) {
      handle = fearless::thread::spawn(
          [](const ArcWeak<ArcGadget>& w) {
            for (;;) {
              if (const auto found = w.upgrade()) return (*found)->number;
              fearless::thread::yield_now();
            }
          },
          weak);
      return ArcGadget{weak, i};
    });
    EXPECT_EQ(handle->join().unwrap(), i);
  }
}

class Session : public EnableArcFromThis<Session> {
 public:
  explicit Session(bool asks_early = false) {
    if (asks_early) static_cast<void>(arc_from_this());
  }
  virtual ~Session() { EXPECT_THROW(static_cast<void>(arc_from_this()), std::bad_weak_ptr); }
  [[nodiscard]] virtual int number() const { return 1; }
};
class SpecialSession : public Session {
 public:
  [[nodiscard]] int number() const override { return 2; }
};
class Borrower : public EnableArcFromThis<Borrower> {
 public:
  explicit Borrower(const int& number) : number_(number) {}
  virtual ~Borrower() = default;
  [[nodiscard]] virtual int number() const { return number_; }

 private:
  const int& number_;
};
class Viewer : public Borrower {
 public:
  explicit Viewer(const int& number) : Borrower(number), next_(number) {}
  [[nodiscard]] int number() const override { return next_ + 1; }

 private:
  const int& next_;
};

}  // namespace

FEARLESS_UNSAFE_SEND(Session);
FEARLESS_UNSAFE_SYNC(Session);
FEARLESS_UNSAFE_STATIC(Session);
FEARLESS_UNSAFE_SEND(SpecialSession);
FEARLESS_UNSAFE_SYNC(SpecialSession);
FEARLESS_UNSAFE_STATIC(SpecialSession);
FEARLESS_UNSAFE_SEND(Borrower);
FEARLESS_UNSAFE_SYNC(Borrower);
FEARLESS_UNSAFE_SEND(Viewer);
FEARLESS_UNSAFE_SYNC(Viewer);

namespace {

static_assert(fearless::is_send_v<EnableArcFromThis<int>> && fearless::is_sync_v<EnableArcFromThis<int>>);
static_assert(std::is_empty_v<EnableArcFromThis<int>>);

TEST(EnableArcFromThis, MakesAnotherOwner) {
  const auto session = Arc<Session>::make();
  {
    const auto again = session->arc_from_this();
    EXPECT_TRUE(again.ptr_eq(session));
    EXPECT_EQ(session.strong_count(), 2U);
  }
  const auto weak = session->weak_from_this();
  EXPECT_EQ(session.strong_count(), 1U);
  EXPECT_EQ(session.weak_count(), 1U);
  EXPECT_TRUE(weak.upgrade()->ptr_eq(session));
}

TEST(EnableArcFromThis, OfADerivedClass) {
  const auto special = Arc<SpecialSession>::make();
  const Arc<Session> base = special->arc_from_this();
  EXPECT_EQ(base->number(), 2);
  EXPECT_EQ(special.strong_count(), 2U);
}

static_assert(fearless::is_send_v<Arc<Borrower>> && !fearless::is_static_v<Arc<Borrower>>);

TEST(EnableArcFromThis, OfAClassThatBorrowsAsItsBaseMay) {
  const int number = 3;
  const auto viewer = Arc<Viewer>::make(number);
  const Arc<Borrower> base = viewer->arc_from_this();
  EXPECT_EQ(base->number(), 4);
}

TEST(EnableArcFromThis, IsNowhereElse) {
  EXPECT_THROW(static_cast<void>(Session()), std::logic_error);
  EXPECT_THROW(static_cast<void>(std::make_unique<Session>()), std::logic_error);
  EXPECT_THROW(static_cast<void>(Rc<Session>::make()), std::logic_error);
  const auto session = Arc<Session>::make();
  EXPECT_THROW(static_cast<void>(Session(*session)), std::logic_error);
  struct Holds {
    Session inner;
  };
  EXPECT_THROW(static_cast<void>(std::make_unique<Holds>()), std::logic_error);
}

TEST(EnableArcFromThis, NotInItsOwnConstructor) {
  EXPECT_THROW(static_cast<void>(Arc<Session>::make(true)), std::bad_weak_ptr);
}

TEST(EnableArcFromThis, NewCyclic) {
  const auto session = Arc<Session>::new_cyclic([](const ArcWeak<Session>& weak) {
    EXPECT_EQ(weak.upgrade(), std::nullopt);
    return Session();
  });
  EXPECT_TRUE(session->arc_from_this().ptr_eq(session));
  EXPECT_EQ(session.strong_count(), 1U);
}

TEST(EnableArcFromThis, OnAnotherThread) {
  const auto session = Arc<Session>::make();
  auto handle = fearless::thread::spawn(
      [](const Arc<Session>& s) {
        const auto again = s->arc_from_this();
        return again->number();
      },
      session->arc_from_this());
  EXPECT_EQ(handle.join().unwrap(), 1);
}

// Refers to what somebody else owns, though it is no view.
struct Part {
  std::vector<std::string>* whole;
  [[nodiscard]] auto begin() const { return whole->begin(); }
  [[nodiscard]] auto end() const { return whole->end(); }
};

}  // namespace

template <>
inline constexpr bool std::ranges::enable_borrowed_range<Part> = true;

namespace {

TEST(ArcSlice, TakesNothingFromABorrowedRange) {
  std::vector<std::string> whole{"a", "b"};
  const auto copies = Arc<std::string[]>::from(Part{&whole});
  EXPECT_EQ(copies[1], "b");
  EXPECT_EQ(whole[1], "b");
  const auto moved = Arc<std::string[]>::from(std::move(whole));
  EXPECT_TRUE(moved[1] == "b" && whole[1].empty());  // NOLINT(bugprone-use-after-move): that is what is asked
}

static_assert(fearless::is_send_v<Arc<int[]>> && fearless::is_sync_v<Arc<int[]>> && fearless::is_static_v<Arc<int[]>>);
static_assert(!fearless::is_send_v<Arc<fearless::Cell<int>[]>> && !fearless::is_sync_v<Arc<Rc<int>[]>>);
static_assert(!fearless::is_thread_safe_v<Arc<int[]>>);

TEST(ArcSlice, Make) {
  const auto zeros = Arc<int[]>::make(3);
  EXPECT_EQ(zeros.size(), 3U);
  EXPECT_EQ(zeros[2], 0);
  const auto words = Arc<std::string[]>::make(2, "word");
  EXPECT_EQ(words[1], "word");
  const auto none = Arc<int[]>::make(0);
  EXPECT_TRUE(none.empty());
}

TEST(ArcSlice, From) {
  std::vector<fearless::Box<int>> owners;
  owners.push_back(fearless::Box(1));
  const auto moved = Arc<fearless::Box<int>[]>::from(std::move(owners));
  EXPECT_EQ(*moved[0], 1);
  const std::list<int> numbers{1, 2, 3};
  const auto copied = Arc<int[]>::from(numbers);
  int sum = 0;
  for (const int n : copied) sum += n;
  EXPECT_EQ(sum, 6);
  EXPECT_EQ(copied, Arc<int[]>::from(std::vector<int>{1, 2, 3}));
}

TEST(ArcSlice, SharesAndTellsWhoIsAlone) {
  auto one = Arc<int[]>::make(2, 5);
  {
    const auto two = one.clone();
    EXPECT_EQ(one.strong_count(), 2U);
    EXPECT_TRUE(one.ptr_eq(two));
    EXPECT_FALSE(one.get_mut().has_value());
  }
  (*one.get_mut())[0] = 6;
  auto handle = fearless::thread::spawn([](const Arc<int[]>& a) { return a[0] + a[1]; }, one);
  EXPECT_EQ(handle.join().unwrap(), 11);
}

struct Counted {
  static inline int alive = 0;
  static inline int limit = 1000;
  Counted() {
    if (alive == limit) throw std::runtime_error("limit");
    ++alive;
  }
  Counted(const Counted&) : Counted() {}
  ~Counted() { --alive; }
};

}  // namespace

FEARLESS_UNSAFE_SEND(Counted);
FEARLESS_UNSAFE_SYNC(Counted);

namespace {

TEST(ArcSlice, AnElementThatThrowsLeaksNothing) {
  {
    EXPECT_EQ(Arc<Counted[]>::make(4).size(), 4U);
  }
  EXPECT_EQ(Counted::alive, 0);
  Counted::limit = 3;
  EXPECT_THROW(static_cast<void>(Arc<Counted[]>::make(4)), std::runtime_error);
  EXPECT_EQ(Counted::alive, 0);
}

static_assert(!fearless::is_send_v<Rc<int[]>> && !fearless::is_sync_v<RcWeak<int[]>>);
static_assert(fearless::is_static_v<Rc<int[]>> && !fearless::is_static_v<Rc<std::span<int>[]>>);
static_assert(fearless::is_send_v<ArcWeak<int[]>> && !fearless::is_send_v<ArcWeak<fearless::Cell<int>[]>>);

TYPED_TEST(RcAndArc, SliceSharesAndTellsWhoIsAlone) {
  using Handle = typename TypeParam::template Handle<int[]>;
  auto one = Handle::make(2, 5);
  EXPECT_EQ(Handle::from(std::list<int>{5, 5}), one);
  {
    const Handle two = one.clone();
    EXPECT_TRUE(one.ptr_eq(two));
    EXPECT_EQ(two.strong_count(), 2U);
    EXPECT_FALSE(one.get_mut().has_value());
  }
  (*one.get_mut())[0] = 6;
  EXPECT_EQ(one[0], 6);
  EXPECT_EQ(one.size(), 2U);
}

TYPED_TEST(RcAndArc, SliceIsObserved) {
  using Weak = typename TypeParam::template Weak<int[]>;
  using Handle = typename TypeParam::template Handle<int[]>;
  EXPECT_EQ(Weak().upgrade(), std::nullopt);
  EXPECT_TRUE(Weak().ptr_eq(Weak()));
  Weak weak;
  {
    auto owner = Handle::make(1, 7);
    weak = owner.downgrade();
    EXPECT_EQ(owner.weak_count(), 1U);
    EXPECT_FALSE(owner.get_mut().has_value());
    const auto other = weak.clone().upgrade();
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ((*other)[0], 7);
    EXPECT_EQ(weak.strong_count(), 2U);
    EXPECT_EQ(weak.weak_count(), 1U);
  }
  EXPECT_EQ(weak.upgrade(), std::nullopt);
  EXPECT_EQ(weak.weak_count(), 0U);
}

TYPED_TEST(RcAndArc, SliceMakeMut) {
  using Handle = typename TypeParam::template Handle<std::string[]>;
  auto one = Handle::make(2, "a");
  one.make_mut()[0] = "b";
  const auto two = one;
  one.make_mut()[1] = "c";
  EXPECT_EQ(two[1], "a");
  EXPECT_EQ(one[0], "b");
  EXPECT_EQ(one[1], "c");
  EXPECT_FALSE(one.ptr_eq(two));
  // With only weak handles left the values move, and those lose them.
  const auto weak = one.downgrade();
  const std::string* const before = one.begin();
  one.make_mut()[0] = "d";
  EXPECT_EQ(one.begin(), before);
  EXPECT_EQ(weak.upgrade(), std::nullopt);
  EXPECT_EQ(one[1], "c");
}

TYPED_TEST(RcAndArc, SliceComparesAndHashes) {
  using Handle = typename TypeParam::template Handle<int[]>;
  const auto one = Handle::from(std::vector<int>{1, 2});
  const auto two = Handle::from(std::vector<int>{1, 3});
  EXPECT_TRUE(one < two && one != two);
  EXPECT_LT(Handle::make(0), one);
  std::unordered_set<Handle> set{one, two};
  EXPECT_EQ(set.count(Handle::from(std::vector<int>{1, 2})), 1U);
}

struct Shape {
  Shape() = default;
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
  virtual ~Shape() = default;
};
struct Round : Shape {
  int radius = 3;
};
struct Flat : Shape {};

}  // namespace

FEARLESS_UNSAFE_STATIC(Shape);
FEARLESS_UNSAFE_SEND(Round);
FEARLESS_UNSAFE_SYNC(Round);
FEARLESS_UNSAFE_STATIC(Round);

namespace {

TYPED_TEST(RcAndArc, DowncastGivesTheDerivedClassOrTheHandleBack) {
  using Base = typename TypeParam::template Handle<Shape>;
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
