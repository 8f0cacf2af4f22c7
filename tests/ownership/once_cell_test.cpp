// SPDX-License-Identifier: MIT
// Tests of OnceCell and LazyCell, and of mapping a Ref, named after Rust's suites.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::LazyCell;
using fearless::OnceCell;
using fearless::Rc;
using fearless::RefCell;

static_assert(fearless::is_send_v<OnceCell<int>> && !fearless::is_sync_v<OnceCell<int>>);
static_assert(!fearless::is_send_v<OnceCell<Rc<int>>> && !fearless::is_thread_safe_v<OnceCell<int>>);
static_assert(fearless::is_static_v<OnceCell<int>> && !fearless::is_static_v<OnceCell<std::string_view>>);
static_assert(fearless::is_send_v<LazyCell<int>> && !fearless::is_sync_v<LazyCell<int>>);
static_assert(!std::is_trivially_copyable_v<OnceCell<int>>);
struct HoldsAnRc {
  Rc<int> value;
  int operator()() const { return *value; }
};
static_assert(!fearless::is_send_v<LazyCell<int, HoldsAnRc>> && !fearless::is_send_v<LazyCell<Rc<int>>>);

template <class F>
void expect_reentrant(F f) {
  try {
    f();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
  }
}

TEST(OnceCell, OnceCell) {
  const OnceCell<std::string> c;
  EXPECT_EQ(c.get(), nullptr);
  EXPECT_EQ(c.get_or_init([] { return std::string("92"); }), "92");
  EXPECT_EQ(c.get_or_init([]() -> std::string { throw 1; }), "92");
  EXPECT_EQ(*c.get(), "92");
}

TEST(OnceCell, Set) {
  const OnceCell<std::unique_ptr<int>> c;
  EXPECT_TRUE(c.set(std::make_unique<int>(1)).has_value());
  EXPECT_EQ(*c.set(std::make_unique<int>(2)).error(), 2);
  EXPECT_EQ(**c.get(), 1);
}

TEST(OnceCell, Clone) {
  const OnceCell<std::string> none;
  EXPECT_EQ(OnceCell<std::string>(none), none);
  const OnceCell value(std::string("hello"));
  OnceCell copy(value);
  EXPECT_EQ(copy, value);
  EXPECT_FALSE(copy == none);
  copy = none;
  EXPECT_EQ(copy, none);
}

TEST(OnceCell, IntoInnerAndTake) {
  OnceCell cell(std::string("hello"));
  EXPECT_EQ(std::move(cell).take(), "hello");
  EXPECT_EQ(std::move(cell).into_inner(), std::nullopt);
  OnceCell<int> number(1);
  *number.unsafe_get_mut() = 2;
  const OnceCell moved(std::move(number));
  EXPECT_EQ(*moved.get(), 2);
}

TEST(OnceCell, AFunctionThatThrowsLeavesItEmpty) {
  const OnceCell<int> cell;
  EXPECT_THROW(static_cast<void>(cell.get_or_init([]() -> int { throw 1; })), int);
  EXPECT_EQ(cell.get(), nullptr);
  EXPECT_EQ(cell.get_or_init([] { return 3; }), 3);
}

TEST(OnceCell, ReentrantInit) {
  const OnceCell<std::unique_ptr<int>> x;
  expect_reentrant([&] {
    static_cast<void>(x.get_or_init([&] {
      const auto& r = x.get_or_init([] { return std::make_unique<int>(92); });
      return std::make_unique<int>(*r);
    }));
  });
  EXPECT_EQ(**x.get(), 92);
}

TEST(LazyCell, LazyNew) {
  int called = 0;
  const LazyCell x([&called] {
    ++called;
    return 92;
  });
  EXPECT_EQ(called, 0);
  EXPECT_EQ(x.get(), nullptr);
  EXPECT_EQ(*x - 30, 62);
  EXPECT_EQ(x.force(), 92);
  EXPECT_EQ(called, 1);
  const LazyCell text([] { return std::string("text"); });
  EXPECT_EQ(text->size(), 4U);
}

TEST(LazyCell, LazyPoisoning) {
  const LazyCell x([]() -> int { throw std::runtime_error("kaboom"); });
  EXPECT_THROW(static_cast<void>(*x), std::runtime_error);
  for (int i = 0; i < 2; ++i) EXPECT_THROW(static_cast<void>(*x), fearless::LazyCellPoisonError);
}

struct AsksForItself {
  const LazyCell<int, AsksForItself>** self;
  int operator()() const { return ***self; }
};

TEST(LazyCell, AskingForItselfIsAnError) {
  const LazyCell<int, AsksForItself>* self = nullptr;
  const LazyCell<int, AsksForItself> lazy(AsksForItself{&self});
  self = &lazy;
  expect_reentrant([&] { static_cast<void>(*lazy); });
  EXPECT_THROW(static_cast<void>(*lazy), fearless::LazyCellPoisonError);
}

struct Pair {
  std::string first;
  int second;
};

// Rust: ref_map_accessor, ref_mut_map_accessor, ref_filter_map.
TEST(RefMap, RefMapAccessor) {
  const RefCell cell(Pair{"one", 2});
  {
    const auto second = cell.borrow().map([](const Pair& p) -> const int& { return p.second; });
    static_assert(std::is_same_v<decltype(second), const fearless::Ref<int>>);
    EXPECT_EQ(*second, 2);
    EXPECT_FALSE(cell.try_borrow_mut().has_value());
    const auto again = second.clone();
    EXPECT_EQ(*again, 2);
  }
  EXPECT_TRUE(cell.try_borrow_mut().has_value());
}

TEST(RefMap, RefMutMapAccessor) {
  const RefCell cell(Pair{"one", 2});
  {
    auto second = cell.borrow_mut().map([](Pair& p) -> int& { return p.second; });
    *second = 3;
    EXPECT_FALSE(cell.try_borrow().has_value());
  }
  const auto all = cell.borrow();
  EXPECT_EQ(all->second, 3);
}

TEST(RefMap, FilterMap) {
  const RefCell cell(std::vector<int>{1, 2});
  const auto at = [](std::size_t i) { return [i](auto& v) { return i < v.size() ? &v[i] : nullptr; }; };
  {
    const auto found = cell.borrow().filter_map(at(1));
    EXPECT_EQ(**found, 2);
    EXPECT_FALSE(cell.try_borrow_mut().has_value());
  }
  {
    auto missing = cell.borrow().filter_map(at(2));
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error()->size(), 2U);
  }
  {
    auto found = cell.borrow_mut().filter_map(at(0));
    **found = 9;
  }
  EXPECT_FALSE(cell.borrow_mut().filter_map(at(5)).has_value());
  EXPECT_TRUE(cell.try_borrow_mut().has_value());
}

TEST(RefMap, AFunctionThatThrowsEndsTheBorrow) {
  const RefCell cell(1);
  EXPECT_THROW(static_cast<void>(cell.borrow_mut().map([](int& n) -> int& {
                 if (n == 1) throw 1;
                 return n;
               })),
               int);
  EXPECT_TRUE(cell.try_borrow_mut().has_value());
}

// What may fail.
fearless::Result<int, std::string> fails() { return fearless::unexpected<std::string>("no"); }
fearless::Result<int, std::string> makes_seven() { return 7; }

TEST(OnceCell, GetOrTryInitLeavesItEmptyOnAnError) {
  const OnceCell<int> cell;
  const auto failed = cell.get_or_try_init(fails);
  EXPECT_EQ(failed.error(), "no");
  EXPECT_EQ(cell.get(), nullptr);
  EXPECT_EQ(*cell.get_or_try_init(makes_seven).value(), 7);
  EXPECT_EQ(*cell.get_or_try_init(fails).value(), 7);
}

TEST(LazyCell, DefaultMakesADefault) {
  const LazyCell<std::string> lazy;
  EXPECT_EQ(lazy.get(), nullptr);
  EXPECT_EQ(*lazy, "");
}

TEST(LazyCell, ForWriting) {
  LazyCell lazy([] { return 3; });
  EXPECT_EQ(lazy.unsafe_get_mut(), nullptr);
  lazy.unsafe_force_mut() = 4;
  EXPECT_EQ(*lazy.unsafe_get_mut(), 4);
  EXPECT_EQ(*lazy, 4);
}

}  // namespace
