// SPDX-License-Identifier: MIT
// Result: the interface of std::expected, and what it adds (move-only errors, no dangling, plain exceptions).
#include <fearless/result.hpp>
#include <fearless/std.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::BadResultAccess;
using fearless::Result;
using fearless::unexpected;

struct MoveOnly {
  explicit MoveOnly(int v) : value(v) {}
  MoveOnly(MoveOnly&&) = default;
  MoveOnly& operator=(MoveOnly&&) = default;
  int value;
};

// As a lock guard is: it can be moved, and hands out nothing as a temporary.
struct Guard {
  explicit Guard(int& v) : value(&v) {}
  Guard(Guard&& other) noexcept : value(std::exchange(other.value, nullptr)) {}
  int& operator*() & { return *value; }
  int& operator*() && = delete;
  int* value;
};

struct Opaque {};
enum class Code { broken = 7 };

Result<int, std::string> parse(const std::string& text) {
  if (text.empty()) return unexpected("empty");
  return static_cast<int>(text.size());
}

// A value comes out of a temporary by value, out of an lvalue by reference.
static_assert(std::is_same_v<decltype(std::declval<Result<Guard, MoveOnly>>().value()), Guard>);
static_assert(std::is_same_v<decltype(std::declval<Result<Guard, MoveOnly>>().unwrap()), Guard>);
static_assert(std::is_same_v<decltype(*std::declval<Result<Guard, MoveOnly>>()), Guard>);
static_assert(std::is_same_v<decltype(std::declval<Result<Guard, MoveOnly>>().error()), MoveOnly>);
static_assert(std::is_same_v<decltype(std::declval<Result<Guard, MoveOnly>&>().value()), Guard&>);
static_assert(std::is_same_v<decltype(std::declval<const Result<int, int>&>().value()), const int&>);
static_assert(std::is_void_v<decltype(std::declval<Result<void, int>>().value())>);

template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
static_assert(HasArrow<Result<std::string, int>&> && !HasArrow<Result<std::string, int>>);
static_assert(!HasArrow<const Result<std::string, int>>);
template <class R>
concept GivesReference = requires(R&& r) { *std::forward<R>(r).value(); };
static_assert(!GivesReference<Result<Guard, int>>);

static_assert(std::is_convertible_v<int, Result<int, std::string>>);
static_assert(!std::is_constructible_v<Result<int, Opaque>, std::string>);
static_assert(!std::is_convertible_v<int, Result<MoveOnly, Opaque>>);
static_assert(std::is_constructible_v<Result<MoveOnly, Opaque>, int>);
static_assert(std::is_trivially_copyable_v<Result<int, int>>);
static_assert(!std::is_copy_constructible_v<Result<MoveOnly, int>>);
static_assert(!std::is_default_constructible_v<Result<MoveOnly, int>>);
static_assert(std::is_default_constructible_v<Result<void, MoveOnly>>);
static_assert(std::is_convertible_v<Result<int, const char*>, Result<long, std::string>>);
static_assert(!std::is_convertible_v<Result<void, int>, Result<int, int>>);

static_assert(Result<int, int>(3).value() == 3);
static_assert(*Result<int, int>(3).transform([](int v) { return v + 1; }) == 4);
static_assert(fearless::is_send_v<Result<int, std::string>>);
static_assert(fearless::is_send_v<Result<void, int>>);
static_assert(!fearless::is_send_v<Result<int*, int>> && !fearless::is_send_v<Result<int, int*>>);
static_assert(!fearless::is_thread_safe_v<Result<int, int>>);

template <class F>
std::string what_of(F&& f) {
  try {
    std::forward<F>(f)();
  } catch (const BadResultAccess& error) {
    return error.what();
  }
  return "nothing thrown";
}

TEST(Result, HoldsAValueOrAnError) {
  auto good = parse("abc");
  auto bad = parse("");
  EXPECT_TRUE(good.has_value());
  EXPECT_EQ(*good, 3);
  EXPECT_EQ(good.value(), 3);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error(), "empty");
  EXPECT_EQ(good.value_or(9), 3);
  EXPECT_EQ(bad.value_or(9), 9);
  EXPECT_EQ(parse("").value_or(9), 9);
  EXPECT_EQ(good, 3);
  EXPECT_EQ(bad, unexpected(std::string("empty")));
  EXPECT_NE(good, bad);
  EXPECT_EQ(good, parse("xyz"));
}

TEST(Result, OfVoidOnlySaysWhetherThereIsAnError) {
  Result<void, int> good;
  Result<void, int> bad = unexpected(4);
  good.value();
  *good;
  good.unwrap();
  EXPECT_THROW(bad.value(), BadResultAccess);
  EXPECT_THROW(bad.unwrap(), BadResultAccess);
  EXPECT_EQ(bad.error(), 4);
  bad.emplace();
  EXPECT_EQ(good, bad);
  EXPECT_EQ(good.transform([] { return 5; }).value(), 5);
  EXPECT_EQ(good.and_then([]() -> Result<int, int> { return unexpected(6); }).error(), 6);
}

TEST(Result, ValueWorksWithAMoveOnlyError) {
  Result<int, MoveOnly> good = 1;
  EXPECT_EQ(good.value(), 1);
  EXPECT_EQ(std::as_const(good).value(), 1);
  Result<int, MoveOnly> bad{fearless::unexpect, 3};
  EXPECT_THROW((void)bad.value(), BadResultAccess);
  EXPECT_EQ(bad.error().value, 3) << "the failed access left the error where it was";
  EXPECT_EQ(std::move(bad).error().value, 3);
}

TEST(Result, TheExceptionNamesTheErrorAndItsText) {
  const auto text = what_of([] { (void)parse("").value(); });
  EXPECT_NE(text.find("string"), std::string::npos) << text;
  EXPECT_NE(text.find("empty"), std::string::npos) << text;
  EXPECT_NE(what_of([] { (void)Result<int, Opaque>(unexpected(Opaque{})).value(); }).find("Opaque"), std::string::npos);
  EXPECT_NE(what_of([] { (void)Result<int, Code>(unexpected(Code::broken)).value(); }).find("7"), std::string::npos);
  EXPECT_NE(
      what_of([] { (void)Result<int, std::runtime_error>(unexpected(std::runtime_error("oh"))).value(); }).find("oh"),
      std::string::npos);
  const auto code = std::make_error_code(std::errc::not_enough_memory);
  EXPECT_NE(what_of([&] { Result<void, std::error_code>(unexpected(code)).value(); }).find(code.message()),
            std::string::npos);
}

TEST(Result, AGuardComesOutOfATemporary) {
  int value = 1;
  const auto lock = [&]() -> Result<Guard, MoveOnly> { return Guard(value); };
  auto guard = lock().value();
  *guard = 2;
  EXPECT_EQ(value, 2);
  auto&& same = lock().unwrap();
  *same = 3;
  EXPECT_EQ(value, 3);
}

template <class R>
concept Emplaces = requires(R&& r) { static_cast<R&&>(r).emplace(1); };
static_assert(Emplaces<Result<int, int>&> && !Emplaces<Result<int, int>>);

TEST(Result, LvaluesGiveReferences) {
  Result<std::vector<int>, int> r(std::in_place, 2u, 7);
  r->push_back(1);
  r.value().push_back(2);
  r.unwrap().push_back(3);
  EXPECT_EQ(*r, (std::vector<int>{7, 7, 1, 2, 3}));
  r.emplace(1u, 5);
  EXPECT_EQ(r->size(), 1u);
  auto moved = std::move(r).value();
  EXPECT_EQ(moved.size(), 1u);
  EXPECT_TRUE(r.value().empty());
}

TEST(Result, MonadicMembersReturnResults) {
  const auto twice = [](int v) -> Result<int, std::string> { return v * 2; };
  EXPECT_EQ(parse("ab").and_then(twice).value(), 4);
  EXPECT_EQ(parse("").and_then(twice).error(), "empty");
  EXPECT_EQ(parse("ab").map([](int v) { return std::to_string(v); }).value(), "2");
  EXPECT_TRUE(parse("ab").transform([](int) {}).has_value());
  EXPECT_EQ(parse("").map_error([](const std::string& e) { return e.size(); }).error(), 5u);
  EXPECT_EQ(parse("").or_else([](auto&&) -> Result<int, int> { return 8; }).value(), 8);
  EXPECT_EQ(parse("a").or_else([](auto&&) -> Result<int, int> { return 8; }).value(), 1);
  static_assert(std::is_same_v<decltype(parse("").transform_error([](auto&&) { return 1; })), Result<int, int>>);

  Result<std::unique_ptr<int>, MoveOnly> owned(std::make_unique<int>(3));
  EXPECT_EQ(std::move(owned).transform([](std::unique_ptr<int> p) { return *p; }).value(), 3);
}

TEST(Result, ConvertsPartByPart) {
  Result<int, const char*> narrow = 4;
  Result<long, std::string> wide = narrow;
  EXPECT_EQ(wide.value(), 4);
  narrow = unexpected<const char*>("no");
  wide = narrow;
  EXPECT_EQ(wide.error(), "no");
  Result<void, std::string> nothing = Result<void, const char*>(unexpected<const char*>("x"));
  EXPECT_EQ(nothing.error(), "x");
  Result<int, std::string> from_tl = tl::expected<int, std::string>(5);
  EXPECT_EQ(from_tl.value(), 5);
}

TEST(Result, AssignmentAndSwap) {
  Result<std::string, int> a = "one";
  Result<std::string, int> b = unexpected(2);
  swap(a, b);
  EXPECT_EQ(a.error(), 2);
  EXPECT_EQ(b.value(), "one");
  a = "three";
  EXPECT_EQ(a.value(), "three");
  a = {};
  EXPECT_EQ(a.value(), "");
}

#if !defined(NDEBUG) || defined(FEARLESS_HARDENED)
TEST(ResultDeathTest, DereferencingAnErrorIsDiagnosed) {
  Result<int, int> bad = unexpected(1);
  EXPECT_DEATH((void)*bad, "fearless::Result: it holds an error");
  Result<int, int> good = 1;
  EXPECT_DEATH((void)good.error(), "fearless::Result: it holds no error");
}
#endif

}  // namespace
