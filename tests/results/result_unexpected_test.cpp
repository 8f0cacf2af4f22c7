// SPDX-License-Identifier: MIT
// unexpected: what it holds, and which Results it becomes, whichever tl::expected is installed.
#include <fearless/result.hpp>
#include <fearless/std.hpp>

#include <concepts>
#include <ios>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Result;
using fearless::unexpected;

enum class Failure { broken = 7 };
enum Plain : int { plain = 3 };

struct Movable {
  constexpr explicit Movable(int v) : value(v) {}
  constexpr Movable(Movable&&) = default;
  constexpr Movable& operator=(Movable&&) = default;
  friend constexpr bool operator==(const Movable&, const Movable&) = default;
  int value;
};
struct Explicit {
  constexpr explicit Explicit(int v) : value(v) {}
  int value;
};
struct Aggregate {
  int a;
  int b;
};
struct CopyOnly {
  CopyOnly() = default;
  CopyOnly(const CopyOnly&) = default;
  CopyOnly(CopyOnly&&) = delete;
};
// Whatever is offered to it, it takes: also what says how a Result is made.
struct Greedy {
  template <class T>
  constexpr Greedy(const T&) {}
};
struct NotComparable {};
[[maybe_unused]] int function(int i) { return i; }

template <class T>
concept Unexpects = requires(T&& error) { unexpected(static_cast<T&&>(error)); };

// What is held is what the error decays to.
static_assert(std::same_as<decltype(unexpected("no")), unexpected<const char*>>);
static_assert(std::same_as<decltype(unexpected(L"no")), unexpected<const wchar_t*>>);
static_assert(std::same_as<decltype(unexpected(std::declval<char (&)[4]>())), unexpected<char*>>);
static_assert(std::same_as<decltype(unexpected(std::declval<const int (&)[2]>())), unexpected<const int*>>);
static_assert(std::same_as<decltype(unexpected(function)), unexpected<int (*)(int)>>);
static_assert(std::same_as<decltype(unexpected(std::string("no"))), unexpected<std::string>>);
static_assert(std::same_as<decltype(unexpected(std::declval<const std::string&>())), unexpected<std::string>>);
static_assert(std::same_as<decltype(unexpected(std::string_view("no"))), unexpected<std::string_view>>);
static_assert(std::same_as<decltype(unexpected(Failure::broken)), unexpected<Failure>>);
static_assert(std::same_as<decltype(unexpected(plain)), unexpected<Plain>>);
static_assert(std::same_as<decltype(unexpected(nullptr)), unexpected<std::nullptr_t>>);
static_assert(std::same_as<decltype(unexpected{Movable(1)}), unexpected<Movable>>);
static_assert(std::same_as<decltype(unexpected([] { return 1; }).error()()), int>);
static_assert(std::same_as<decltype(unexpected(unexpected(1))), unexpected<int>>, "a copy, as of std::unexpected");
static_assert(Unexpects<Movable> && !Unexpects<Movable&>);

// Of which Results it is an error, and where that has to be said.
template <class E, class R>
concept Implicitly = std::is_convertible_v<unexpected<E>, R> && std::is_constructible_v<R, unexpected<E>>;
template <class E, class R>
concept Explicitly = !std::is_convertible_v<unexpected<E>, R> && std::is_constructible_v<R, unexpected<E>>;
static_assert(Implicitly<const char*, Result<int, std::string>> && Implicitly<const char*, Result<void, std::string>>);
static_assert(Implicitly<const char*, Result<std::string, std::string>>);
static_assert(Implicitly<const char*, Result<int, std::string_view>> && Implicitly<char*, Result<int, const char*>>);
static_assert(Implicitly<std::io_errc, Result<int, std::error_code>> && Implicitly<int, Result<int, long>>);
static_assert(Implicitly<Plain, Result<int, int>> && !std::is_constructible_v<Result<int, int>, unexpected<Failure>>);
static_assert(Explicitly<int, Result<int, Explicit>> && Explicitly<std::string_view, Result<int, std::string>>);
static_assert(Implicitly<Movable, Result<int, Movable>> && Implicitly<Movable, Result<Movable, Movable>>);
static_assert(!std::is_constructible_v<Result<int, Movable>, const unexpected<Movable>&>);
static_assert(!std::is_constructible_v<Result<int, NotComparable>, unexpected<int>>);
static_assert(Implicitly<int, Result<Greedy, int>> && Implicitly<int, Result<int, Greedy>>);
static_assert(Implicitly<int, Result<Result<int, int>, int>>);
static_assert(std::is_convertible_v<tl::unexpected<int>, Result<Greedy, int>>);
static_assert(std::is_convertible_v<unexpected<int>, tl::expected<int, int>>);

// As std::unexpected: made explicitly, copied and moved as the error is.
static_assert(!std::is_convertible_v<int, unexpected<int>> && std::is_constructible_v<unexpected<int>, int>);
static_assert(!std::is_default_constructible_v<unexpected<int>>);
static_assert(std::is_constructible_v<unexpected<std::string>, const char*> &&
              !std::is_constructible_v<unexpected<int>, const char*>);
static_assert(std::is_constructible_v<unexpected<Aggregate>, std::in_place_t, int, int>);
static_assert(std::is_constructible_v<unexpected<std::vector<int>>, std::in_place_t, std::initializer_list<int>>);
static_assert(std::is_constructible_v<unexpected<CopyOnly>, const CopyOnly&>);
static_assert(std::is_trivially_copyable_v<unexpected<int>> && !std::is_copy_constructible_v<unexpected<Movable>>);
static_assert(std::same_as<decltype(std::declval<unexpected<Movable>&>().error()), Movable&>);
static_assert(std::same_as<decltype(std::declval<const unexpected<int>&>().error()), const int&>);
static_assert(std::same_as<decltype(std::declval<unexpected<Movable>>().error()), Movable>, "no reference dangles");
static_assert(std::is_nothrow_swappable_v<unexpected<int>>);

// In constant expressions.
constexpr Result<int, std::string_view> words = unexpected("no");
static_assert(words.error() == "no" && words == unexpected(std::string_view("no")) && words == unexpected("no"));
constexpr Result<int, Failure> fails(bool really) {
  if (really) return unexpected(Failure::broken);
  return 1;
}
static_assert(fails(true).error() == Failure::broken && fails(false).value() == 1);
static_assert(Result<void, Movable>(unexpected(Movable(4))).error().value == 4);
constexpr int swapped() {
  unexpected a(1);
  unexpected b(2);
  swap(a, b);
  a.swap(b);
  swap(a, b);
  return a.error() * 10 + b.error();
}
static_assert(swapped() == 21);

static_assert(unexpected(1) == unexpected(1L) && unexpected(1) != unexpected(2));
static_assert(unexpected(Movable(1)) == unexpected(Movable(1)));
static_assert(std::equality_comparable<unexpected<int>> && !std::equality_comparable<unexpected<NotComparable>>);

static_assert(fearless::Send<unexpected<std::string>> && fearless::Sync<unexpected<int>>);
static_assert(fearless::Static<unexpected<std::string>> && !fearless::Static<unexpected<std::string_view>>);
static_assert(!fearless::Send<unexpected<int*>> && !fearless::Sync<unexpected<int*>>);
static_assert(!fearless::is_thread_safe_v<unexpected<int>>);

Result<int, std::string> literal() { return unexpected("no"); }
Result<int, std::string> in_braces() { return {unexpected("no")}; }
Result<int, std::string> array() {
  const char text[] = "no";
  return unexpected(text);
}
Result<int, std::string> lvalue() {
  const std::string text = "no";
  return unexpected(text);
}
Result<int, std::string> conditional(bool really) { return really ? Result<int, std::string>(unexpected("no")) : 1; }
Result<void, std::unique_ptr<std::string>> move_only() { return unexpected(std::make_unique<std::string>("no")); }
Result<int, std::vector<int>> in_place() { return unexpected<std::vector<int>>(std::in_place, {1, 2, 3}); }
Result<int, std::error_code> code() { return unexpected(std::io_errc::stream); }

TEST(Unexpected, BecomesAResult) {
  EXPECT_EQ(literal().error(), "no");
  EXPECT_EQ(in_braces().error(), "no");
  EXPECT_EQ(array().error(), "no");
  EXPECT_EQ(lvalue().error(), "no");
  EXPECT_EQ(conditional(true).error(), "no");
  EXPECT_EQ(*move_only().error(), "no");
  EXPECT_EQ(in_place().error(), (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(code().error(), std::io_errc::stream);
}

TEST(Unexpected, AnErrorIsMovedOrCopied) {
  unexpected error(std::string(50, 'e'));
  const Result<int, std::string> copied = error;
  EXPECT_EQ(error.error().size(), 50u);
  const Result<int, std::string> moved = std::move(error);
  EXPECT_EQ(copied, moved);
  EXPECT_TRUE(error.error().empty());
}

TEST(Unexpected, IsAssigned) {
  Result<int, std::string> r = 1;
  r = unexpected("no");
  EXPECT_EQ(r.error(), "no");
  Result<std::string, Explicit> explicitly = "value";
  explicitly = unexpected(3);
  EXPECT_EQ(explicitly.error().value, 3);
  Result<void, Movable> owner;
  owner = unexpected(Movable(5));
  EXPECT_EQ(owner.error().value, 5);
  static_assert(!std::is_assignable_v<Result<int, int>&, unexpected<std::string>>);
}

TEST(Unexpected, IsOfTlToo) {
  const auto from_us = []() -> tl::expected<int, std::string> { return unexpected("no"); };
  const auto from_tl = []() -> Result<int, std::string> { return tl::make_unexpected("no"); };
  EXPECT_EQ(from_us().error(), "no");
  EXPECT_EQ(from_tl().error(), "no");
  EXPECT_EQ(from_tl(), tl::unexpected<std::string>("no"));
  EXPECT_EQ(unexpected(3).value(), 3);
}

}  // namespace
