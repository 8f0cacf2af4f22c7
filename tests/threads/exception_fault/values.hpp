// SPDX-License-Identifier: MIT
// Results, cells and locks whose values throw, and destructors that do.
#pragma once

#include "threads/exception_fault/fussy.hpp"

namespace {

static_assert(!std::is_nothrow_move_constructible_v<fearless::Result<Fussy, int>>);
static_assert(std::is_nothrow_move_constructible_v<fearless::Result<std::string, int>>);

// The one that could not be assigned still holds what it held.
TEST_F(ExceptionFault, AResultWhoseMoveThrows) {
  using Result = fearless::Result<Fussy, std::string>;
  const auto text = std::string(50, 'e');
  at_every_move([&](auto attempt) {
    Result from(std::in_place, 1);
    Result to(fearless::unexpect, text);
    const bool moved = attempt([&] { to = std::move(from); });
    EXPECT_EQ(to.has_value(), moved);
    EXPECT_EQ(moved ? to->id() : static_cast<int>(to.error().size()), moved ? 1 : 50);
  });
  EXPECT_GE(at_every_move([&](auto attempt) {
              Result from(std::in_place, 1);
              attempt([&] {
                const Result to(std::move(from));
                EXPECT_EQ(to->id(), 1);
              });
            }),
            1);
}

TEST_F(ExceptionFault, OnceLockStaysEmpty) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const fearless::OnceLock<Fussy> lock;
              const bool filled = attempt([&] { EXPECT_TRUE(lock.set(Fussy(1)).has_value()); });
              EXPECT_EQ(lock.get() != nullptr, filled);
              EXPECT_EQ(lock.get_or_init([] { return Fussy(2); }).id(), filled ? 1 : 2);
            }),
            1);
}

TEST_F(ExceptionFault, OnceCellStaysEmpty) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const fearless::OnceCell<Fussy> cell;
              const bool filled = attempt([&] { EXPECT_TRUE(cell.set(Fussy(1)).has_value()); });
              EXPECT_EQ(cell.get() != nullptr, filled);
            }),
            1);
}

// A copy that throws under a guard leaves the lock unlocked, and poisons it.
TEST_F(ExceptionFault, ACopyUnderALock) {
  const fearless::Mutex<Fussy> mutex(Fussy(1));
  const Fussy other(2);
  Fussy::copies = 0;
  EXPECT_THROW(mutex.with([&](Fussy& value) { value = other; }), Refused);
  forgive();
  EXPECT_TRUE(mutex.is_poisoned());
  mutex.clear_poison();
  EXPECT_EQ(mutex.with([](const Fussy& value) { return value.id(); }), 1);
}

// One that could throw and does not is a value like any other.
TEST_F(ExceptionFault, DestructorsThatMayThrowAreAllowed) {
  auto [tx, rx] = mpsc::channel<Explosive>();
  EXPECT_TRUE(tx.send(Explosive(false)).has_value());
  EXPECT_TRUE(tx.send(Explosive(false)).has_value());
  EXPECT_TRUE(rx.recv().has_value());
  const auto arc = Arc<Explosive>::make(false);
  const auto rc = Rc<Explosive>::make(false);
  EXPECT_FALSE(arc->armed || rc->armed);
  EXPECT_TRUE(thread::spawn([] { return Explosive(false); }).join().has_value());
  EXPECT_TRUE(thread::spawn([](const Explosive& e) { return e.armed; }, Explosive(false)).join().has_value());
}

// One that throws ends the program, as in the standard library's containers, and never passes half a destruction.
TEST_F(ExceptionFaultDeathTest, DestructorsThatThrowEndTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto drop_channel = [] {
    auto [tx, rx] = mpsc::channel<Explosive>();
    static_cast<void>(tx.send(Explosive(true)));
    fearless::drop(std::move(rx));
  };
  EXPECT_DEATH(drop_channel(), "refused|terminate");
  EXPECT_DEATH({ const auto arc = Arc<Explosive>::make(true); }, "refused|terminate");
  EXPECT_DEATH({ const auto rc = Rc<Explosive>::make(true); }, "refused|terminate");
  EXPECT_DEATH(
      { static_cast<void>(thread::spawn([](const Explosive&) {}, Explosive(true)).join()); }, "refused|terminate");
}

}  // namespace
