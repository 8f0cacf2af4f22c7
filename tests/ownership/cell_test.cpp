// SPDX-License-Identifier: MIT
// Cell and RefCell, named after the behaviours that Rust's own tests of std::cell hold.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::BorrowError;
using fearless::BorrowMutError;
using fearless::Cell;
using fearless::Rc;
using fearless::Ref;
using fearless::RefCell;
using fearless::RefMut;

struct ListNode {
  int value = 0;
  Cell<std::optional<Rc<ListNode>>> next;
  RefCell<std::vector<ListNode>> kids;
};
static_assert(std::is_default_constructible_v<ListNode> && std::is_move_constructible_v<ListNode>);

static_assert(fearless::is_send_v<Cell<int>> && !fearless::is_sync_v<Cell<int>>);
static_assert(fearless::is_send_v<RefCell<int>> && !fearless::is_sync_v<RefCell<int>>);
static_assert(!fearless::is_send_v<Cell<Rc<int>>> && !fearless::is_send_v<RefCell<Rc<int>>>);
static_assert(fearless::is_static_v<Cell<int>> && !fearless::is_thread_safe_v<Cell<int>>);
static_assert(!fearless::is_send_v<Ref<int>> && !fearless::is_sync_v<Ref<int>> && !fearless::is_static_v<Ref<int>>);
static_assert(!fearless::is_send_v<RefMut<int>> && !fearless::is_sync_v<RefMut<int>>);
static_assert(!fearless::is_static_v<RefMut<int>>);

static_assert(!std::is_trivially_copyable_v<Cell<int>> && !std::is_trivially_copyable_v<RefCell<int>>);
static_assert(!std::is_aggregate_v<Cell<int>> && std::is_copy_constructible_v<Cell<int>>);
static_assert(!std::is_trivially_copyable_v<Cell<std::unique_ptr<int>>>);
static_assert(!std::is_copy_constructible_v<Cell<std::unique_ptr<int>>>);
static_assert(std::is_nothrow_move_constructible_v<Cell<std::unique_ptr<int>>>);
static_assert(!std::is_copy_constructible_v<RefCell<std::unique_ptr<int>>>);

template <class R>
concept HasDeref = requires(R&& r) { *std::forward<R>(r); };
template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
static_assert(HasDeref<Ref<int>&> && !HasDeref<Ref<int>> && HasArrow<Ref<int>&> && !HasArrow<Ref<int>>);
static_assert(HasDeref<RefMut<int>&> && !HasDeref<RefMut<int>> && HasArrow<RefMut<int>&> && !HasArrow<RefMut<int>>);
static_assert(std::is_same_v<decltype(*std::declval<RefMut<int>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const RefMut<int>&>()), const int&>, "deep const");
static_assert(std::is_same_v<decltype(*std::declval<Ref<int>&>()), const int&>);
template <class R>
concept CanBorrow = requires(R&& r) { std::forward<R>(r).borrow(); };
static_assert(CanBorrow<const RefCell<int>&> && !CanBorrow<RefCell<int>>, "nothing borrows from a temporary");

TEST(Cell, SmoketestCell) {
  const Cell x(10);
  EXPECT_EQ(x.get(), 10);
  x.set(20);
  EXPECT_EQ(x.get(), 20);
  const Cell y(std::pair(30, 40));
  y.set({1, 2});
  EXPECT_EQ(y.get(), std::pair(1, 2));
}

TEST(Cell, ReplaceTakeSwapIntoInner) {
  Cell cell(std::make_unique<int>(5));
  EXPECT_EQ(*cell.replace(std::make_unique<int>(6)), 5);
  const auto taken = cell.take();
  EXPECT_EQ(*taken, 6);
  EXPECT_EQ(std::move(cell).into_inner(), nullptr);
  const Cell a(1);
  const Cell b(2);
  a.swap(b);
  a.swap(a);
  EXPECT_EQ(a.get(), 2);
  EXPECT_EQ(b.get(), 1);
}

TEST(Cell, Update) {
  const Cell x(10);
  x.update([](int v) { return v + 5; });
  EXPECT_EQ(x.get(), 15);
  x.update([&](int v) {
    x.set(0);
    return v * 2;
  });
  EXPECT_EQ(x.get(), 30) << "the function may use the cell";
  EXPECT_THROW(x.update([](int) -> int { throw std::runtime_error("no"); }), std::runtime_error);
  EXPECT_EQ(x.get(), 30);
}

TEST(Cell, DefaultCopyAndMove) {
  const Cell<int> zero;
  EXPECT_EQ(zero.get(), 0);
  Cell a(std::string("a"));
  Cell b = a;
  b.set("b");
  EXPECT_EQ(a.get(), "a");
  a = b;
  EXPECT_EQ(a.get(), "b");
  auto& same = a;
  a = same;
  a = std::move(same);
  EXPECT_EQ(a.get(), "b");
  const Cell c = std::move(a);
  EXPECT_EQ(c.get(), "b");
}

TEST(Cell, TheOldValueDiesAfterTheNewOneIsIn) {
  struct Watch {
    const Cell<std::shared_ptr<Watch>>* cell;
    bool* replaced;
    ~Watch() { *replaced = cell->get() == nullptr; }
  };
  bool replaced = false;
  const Cell<std::shared_ptr<Watch>> cell;
  cell.set(std::make_shared<Watch>(Watch{&cell, &replaced}));
  replaced = false;
  cell.set(nullptr);
  EXPECT_TRUE(replaced);
}

TEST(RefCell, DoubleImmutBorrow) {
  const RefCell x(0);
  const auto a = x.borrow();
  const auto b = x.borrow();
  EXPECT_EQ(*a + *b, 0);
}

TEST(RefCell, NoMutThenImmutBorrow) {
  const RefCell x(0);
  auto a = x.borrow_mut();
  EXPECT_THROW((void)x.borrow(), BorrowError);
  EXPECT_FALSE(x.try_borrow().has_value());
  *a = 3;
}

TEST(RefCell, NoImmutThenBorrowMut) {
  const RefCell x(0);
  const auto a = x.borrow();
  EXPECT_THROW((void)x.borrow_mut(), BorrowMutError);
  EXPECT_FALSE(x.try_borrow_mut().has_value());
  EXPECT_EQ(*a, 0);
}

TEST(RefCell, NoDoubleBorrowMut) {
  const RefCell x(0);
  const auto a = x.borrow_mut();
  EXPECT_THROW((void)x.borrow_mut(), BorrowMutError);
  EXPECT_EQ(*a, 0);
}

TEST(RefCell, BorrowsReleaseWhenTheyDie) {
  const RefCell x(0);
  {
    auto a = x.borrow_mut();
  }
  {
    auto a = x.borrow();
    auto b = std::move(a);
  }
  auto a = x.borrow_mut();
  auto b = std::move(a);
  *b = 1;
  EXPECT_FALSE(x.try_borrow().has_value());
}

TEST(RefCell, MovedBorrowsReleaseOnce) {
  const RefCell x(0);
  const RefCell y(1);
  auto a = x.borrow();
  a = y.borrow();
  EXPECT_EQ(*a, 1);
  EXPECT_TRUE(x.try_borrow_mut().has_value());
  EXPECT_FALSE(y.try_borrow_mut().has_value());
}

TEST(RefCell, RefCloneUpdatesFlag) {
  const RefCell x(0);
  {
    std::optional<Ref<int>> b1(x.borrow());
    EXPECT_FALSE(x.try_borrow_mut().has_value());
    const auto b2 = b1->clone();
    b1.reset();
    EXPECT_FALSE(x.try_borrow_mut().has_value());
    EXPECT_EQ(*b2, 0);
  }
  EXPECT_TRUE(x.try_borrow_mut().has_value());
}

TEST(RefCell, ReplaceTakeSwapIntoInner) {
  RefCell x(std::string("a"));
  EXPECT_EQ(x.replace("b"), "a");
  EXPECT_EQ(x.take(), "b");
  const RefCell y(std::string("y"));
  x.swap(y);
  EXPECT_EQ(RefCell(x).take(), "y");
  EXPECT_THROW(x.swap(x), BorrowMutError);
  {
    const auto held = x.borrow();
    EXPECT_THROW((void)x.replace("c"), BorrowMutError);
    EXPECT_THROW((void)x.take(), BorrowMutError);
    EXPECT_THROW(y.swap(x), BorrowMutError);
    EXPECT_EQ(*held, "y");
  }
  EXPECT_EQ(std::move(x).into_inner(), "y");
}

TEST(RefCell, CopyBorrows) {
  const RefCell x(3);
  {
    const auto reading = x.borrow();
    RefCell y = x;
    EXPECT_EQ(std::move(y).into_inner(), *reading);
  }
  const auto writing = x.borrow_mut();
  EXPECT_THROW(RefCell<int> y(x), BorrowError);
  EXPECT_EQ(*writing, 3);
}

TEST(RefCell, ErrorsSayWhatIsWrong) {
  EXPECT_STREQ(BorrowError().what(), "fearless::RefCell: already mutably borrowed");
  EXPECT_STREQ(BorrowMutError().what(), "fearless::RefCell: already borrowed");
  const RefCell x(0);
  const auto a = x.borrow();
  try {
    (void)x.try_borrow_mut().value();
    FAIL();
  } catch (const fearless::BadResultAccess& error) {
    EXPECT_NE(std::string(error.what()).find("already borrowed"), std::string::npos);
  }
}

TEST(RefCell, SharedByRc) {
  const auto list = Rc(RefCell(std::vector<int>{1}));
  const auto other = list;
  {
    auto writing = list->borrow_mut();
    writing->push_back(2);
  }
  const auto reading = other->borrow();
  EXPECT_EQ(reading->size(), 2u);
}

TEST(RefCell, RecursiveTypes) {
  ListNode root;
  {
    auto kids = root.kids.borrow_mut();
    kids->emplace_back();
    kids->back().value = 4;
  }
  root.next.set(Rc<ListNode>::make());
  ListNode moved = std::move(root);
  const auto kids = moved.kids.borrow();
  EXPECT_EQ(kids->front().value, 4);
}

// Counterparts of what Rust's documentation promises beyond the above.

TEST(Cell, ComparesItsValues) {
  EXPECT_EQ(Cell(3), Cell(3));
  EXPECT_NE(Cell(3), Cell(4));
  EXPECT_LT(Cell(3), Cell(4));
}

TEST(Cell, UnsafeGetMutGivesTheValueItself) {
  Cell<std::vector<int>> cell(std::vector<int>{1});
  cell.unsafe_get_mut().push_back(2);
  EXPECT_EQ(cell.get(), (std::vector<int>{1, 2}));
}

TEST(RefCell, ComparesItsValues) {
  EXPECT_EQ(RefCell(3), RefCell(3));
  EXPECT_GT(RefCell(4), RefCell(3));
  const RefCell<int> written(3);
  const auto writer = written.borrow_mut();
  EXPECT_THROW(static_cast<void>(written == RefCell(3)), BorrowError);
}

TEST(RefCell, ReplaceWithGivesTheOldValue) {
  const RefCell<int> cell(5);
  EXPECT_EQ(cell.replace_with([](int& old) { return old + 1; }), 5);
  const auto reader = cell.borrow();
  EXPECT_EQ(*reader, 6);
  EXPECT_THROW(cell.replace_with([](int&) { return 0; }), BorrowMutError);
}

TEST(RefCell, WhatReplaceWithsFunctionThrowsLeavesWhatItLeft) {
  const RefCell<int> cell(5);
  EXPECT_THROW(cell.replace_with([](int& old) -> int {
    old = 7;
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(cell.replace(1), 7);
}

TEST(RefCell, UnsafeGetMutNeedsNoBorrow) {
  RefCell<int> cell(1);
  cell.unsafe_get_mut() = 2;
  EXPECT_EQ(std::move(cell).into_inner(), 2);
}

TEST(Ref, MapSplitBorrowsTwice) {
  const RefCell<std::pair<int, std::string>> cell({1, "one"});
  {
    auto [number, text] = cell.borrow().map_split([](const std::pair<int, std::string>& v) {
      return std::pair<const int&, const std::string&>(v.first, v.second);
    });
    EXPECT_EQ(*number, 1);
    EXPECT_EQ(*text, "one");
    EXPECT_FALSE(cell.try_borrow_mut().has_value());
    {
      const auto gone = std::move(number);
    }
    EXPECT_FALSE(cell.try_borrow_mut().has_value());
  }
  EXPECT_TRUE(cell.try_borrow_mut().has_value());
}

TEST(RefMut, MapSplitWritesTwoParts) {
  const RefCell<std::pair<int, std::string>> cell({1, "one"});
  const auto split = [](std::pair<int, std::string>& v) { return std::pair<int&, std::string&>(v.first, v.second); };
  {
    auto [number, text] = cell.borrow_mut().map_split(split);
    *number = 2;
    *text = "two";
    EXPECT_FALSE(cell.try_borrow().has_value());
    {
      const auto gone = std::move(number);
    }
    EXPECT_FALSE(cell.try_borrow().has_value());
  }
  EXPECT_EQ(cell.replace({}), (std::pair<int, std::string>(2, "two")));
}

TEST(RefMut, MapSplitRefusesPartsThatOverlap) {
  const RefCell<std::pair<int, int>> cell({1, 2});
  EXPECT_THROW(static_cast<void>(cell.borrow_mut().map_split(
                   [](std::pair<int, int>& v) { return std::pair<int&, int&>(v.first, v.first); })),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(cell.borrow_mut().map_split(
                   [](std::pair<int, int>& v) { return std::pair<std::pair<int, int>&, int&>(v, v.second); })),
               std::invalid_argument);
  EXPECT_TRUE(cell.try_borrow_mut().has_value());
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(RefCellDeathTest, UseAfterMoveAndDanglingBorrowsAreDiagnosed) {
  const RefCell x(0);
  auto a = x.borrow();
  const auto b = std::move(a);
  EXPECT_DEATH((void)*a, "fearless::Ref: used after it was moved from");
  EXPECT_DEATH(
      {
        auto cell = std::make_unique<RefCell<int>>(1);
        const auto dangling = cell->borrow();
        cell.reset();
      },
      "fearless::RefCell: destroyed while it is borrowed");
}
#endif

}  // namespace
