// SPDX-License-Identifier: MIT
// Objects that hold a handle of themselves: new_cyclic, and EnableArcFromThis.
#pragma once

#include "threads/rc_arc/rc_arc.hpp"

namespace {

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

}  // namespace
