// SPDX-License-Identifier: MIT
// Result: what makes something else of one, under Rust's names; for void, and for what can only be moved.
#include <fearless/result.hpp>
#include <fearless/sync/mutex.hpp>

#include <compare>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::BadResultAccess;
using fearless::Result;
using fearless::unexpected;

using Owner = std::unique_ptr<int>;
using Parsed = Result<int, std::string>;
struct NoEquality {};

Parsed good(int value = 3) { return value; }
Parsed bad() { return unexpected("empty"); }
Result<void, std::string> done() { return {}; }
Result<void, std::string> failed() { return unexpected("empty"); }
Result<Owner, Owner> owned(int value) { return std::make_unique<int>(value); }
Result<Owner, Owner> not_owned(int error) { return unexpected(std::make_unique<int>(error)); }

template <class F>
std::string text_of(F&& f) {
  try {
    std::forward<F>(f)();
  } catch (const BadResultAccess& error) {
    return error.what();
  }
  return "nothing thrown";
}

// What an lvalue gives is a reference, or a copy; what a temporary gives is never a reference.
template <class R>
R of();
static_assert(std::same_as<decltype(of<Parsed&>().expect("")), int&>);
static_assert(std::same_as<decltype(of<const Parsed&>().expect("")), const int&>);
static_assert(std::same_as<decltype(of<Parsed>().expect("")), int>);
static_assert(std::same_as<decltype(of<const Parsed>().expect("")), int>);
static_assert(std::same_as<decltype(of<Parsed&>().unwrap_err()), std::string&>);
static_assert(std::same_as<decltype(of<const Parsed&>().unwrap_err()), const std::string&>);
static_assert(std::same_as<decltype(of<Parsed>().unwrap_err()), std::string>);
static_assert(std::same_as<decltype(of<const Parsed>().unwrap_err()), std::string>);
static_assert(std::same_as<decltype(of<Parsed&>().expect_err("")), std::string&>);
static_assert(std::same_as<decltype(of<Parsed>().expect_err("")), std::string>);
static_assert(std::same_as<decltype(of<Parsed&>().inspect([](int) {})), Parsed&>);
static_assert(std::same_as<decltype(of<const Parsed&>().inspect([](int) {})), const Parsed&>);
static_assert(std::same_as<decltype(of<Parsed>().inspect([](int) {})), Parsed>);
static_assert(std::same_as<decltype(of<const Parsed>().inspect([](int) {})), Parsed>);
static_assert(std::same_as<decltype(of<Parsed>().inspect_err([](auto&) {})), Parsed>);
static_assert(std::same_as<decltype(of<Parsed&>().map_or(0, [](int& v) -> int& { return v; })), int>);
static_assert(
    std::same_as<decltype(of<Parsed&>().map_or("none", [](int v) { return std::to_string(v); })), std::string>);
static_assert(std::same_as<decltype(of<Parsed&>().ok()), std::optional<int>>);
static_assert(std::same_as<decltype(of<Parsed&>().err()), std::optional<std::string>>);
static_assert(std::same_as<decltype(of<Result<void, int>>().ok()), bool>);
static_assert(std::same_as<decltype(of<const Parsed&>().iter()), std::span<const int>>);
static_assert(std::same_as<decltype(of<Parsed&>().iter_mut()), std::span<int>>);

template <class R>
concept HasOk = requires(R&& r) { static_cast<R&&>(r).ok(); };
template <class R>
concept HasErr = requires(R&& r) { static_cast<R&&>(r).err(); };
template <class R>
concept HasIter = requires(R&& r) { static_cast<R&&>(r).iter(); };
template <class R>
concept HasFlatten = requires(R&& r) { static_cast<R&&>(r).flatten(); };
template <class R>
concept HasTranspose = requires(R&& r) { static_cast<R&&>(r).transpose(); };
template <class R>
concept HasDefault = requires(R&& r) { static_cast<R&&>(r).unwrap_or_default(); };
using Owned = Result<Owner, Owner>;
static_assert(HasOk<Owned> && !HasOk<Owned&> && HasErr<Owned> && !HasErr<Owned&>, "a copy, where it is an lvalue");
static_assert(HasIter<Parsed&> && !HasIter<Parsed> && !HasIter<const Parsed> && !HasIter<Result<void, int>&>);
static_assert(HasFlatten<Result<Parsed, std::string>> && !HasFlatten<Parsed> && !HasFlatten<Result<Parsed, int>>);
static_assert(HasTranspose<Result<std::optional<int>, int>> && !HasTranspose<Parsed>);
static_assert(HasDefault<Parsed> && !HasDefault<Result<std::reference_wrapper<int>, int>>);
static_assert(HasDefault<Result<void, int>>);

// In constant expressions.
constexpr Result<int, int> six = 6;
constexpr Result<int, int> seven = unexpected(7);
static_assert(six.is_ok() && !six.is_err() && seven.is_err() && !seven.is_ok());
static_assert(six.is_ok_and([](int v) { return v == 6; }) && !seven.is_ok_and([](int) { return true; }));
static_assert(seven.is_err_and([](int e) { return e == 7; }) && !six.is_err_and([](int) { return true; }));
static_assert(six.expect("six") == 6 && seven.unwrap_err() == 7 && seven.expect_err("seven") == 7);
static_assert(six.unwrap_or(1) == 6 && seven.unwrap_or(1) == 1 && seven.unwrap_or_default() == 0);
static_assert(seven.unwrap_or_else([](int e) { return e + 1; }) == 8 && six.unwrap_or_else([](int) { return 0; }) == 6);
static_assert(six.map_or(0, [](int v) { return v + 1; }) == 7 && seven.map_or(0, [](int v) { return v; }) == 0);
static_assert(seven.map_or_else([](int e) { return -e; }, [](int v) { return v; }) == -7);
static_assert(six.ok() == 6 && !six.err() && seven.err() == 7 && !seven.ok());
static_assert(six.error_or(1) == 1 && seven.error_or(1) == 7);
static_assert(six.iter().size() == 1 && six.iter()[0] == 6 && seven.iter().empty());
static_assert(seven.map_err([](int e) { return e * 2; }).unwrap_err() == 14);
static_assert(Result<Result<int, int>, int>(six).flatten() == six);
static_assert(Result<std::optional<int>, int>(6).transpose() == six);
constexpr Result<std::pair<int, int>, int> pair = std::pair(1, 2);
static_assert(pair->second == 2);

// Every value before every error.
static_assert(six < seven && seven > six && six < (Result<int, int>(7)) &&
              (six <=> six) == std::strong_ordering::equal);
static_assert(Result<void, int>(unexpected(0)) < Result<void, int>(unexpected(1)));
static_assert(std::same_as<decltype(of<Result<int, double>>() <=> of<Result<int, double>>()), std::partial_ordering>);
static_assert(std::three_way_comparable<Parsed> && !std::three_way_comparable<Result<NoEquality, int>>);
static_assert(std::equality_comparable<Parsed> && !std::equality_comparable<Result<NoEquality, int>>);
static_assert(!std::equality_comparable<Result<int, NoEquality>> &&
              !std::equality_comparable<Result<void, NoEquality>>);
static_assert(std::is_default_constructible_v<std::hash<Parsed>> &&
              !std::is_default_constructible_v<std::hash<Result<NoEquality, int>>> &&
              !std::is_default_constructible_v<std::hash<Result<int, NoEquality>>>);

TEST(ResultCombinators, SayWhichIsHeld) {
  EXPECT_TRUE(good().is_ok());
  EXPECT_TRUE(bad().is_err());
  EXPECT_TRUE(good().is_ok_and([](int v) { return v == 3; }));
  EXPECT_FALSE(good().is_ok_and([](int v) { return v == 4; }));
  EXPECT_FALSE(bad().is_ok_and([](int) { return true; }));
  EXPECT_TRUE(bad().is_err_and([](std::string e) { return e == "empty"; }));
  EXPECT_FALSE(good().is_err_and([](const std::string&) { return true; }));
  EXPECT_TRUE(done().is_ok_and([] { return true; }));
  EXPECT_TRUE(failed().is_err_and(&std::string::size));
  EXPECT_TRUE(owned(1).is_ok_and([](Owner p) { return *p == 1; }));
  EXPECT_TRUE(not_owned(1).is_err_and([](Owner p) { return *p == 1; }));
}

TEST(ResultCombinators, GiveTheValueOrThrow) {
  EXPECT_EQ(good().expect("a number"), 3);
  auto r = good();
  r.expect("a number") = 4;
  EXPECT_EQ(r.unwrap(), 4);
  EXPECT_EQ(text_of([] { (void)bad().expect("a number"); }), "a number: empty");
  EXPECT_EQ(text_of([] { failed().expect("to be done"); }), "to be done: empty");
  done().expect("to be done");
  EXPECT_EQ(*owned(5).expect("owned"), 5);
  const auto text = text_of([] { (void)not_owned(5).expect("owned"); });
  EXPECT_EQ(text.find("owned: `"), 0u) << text;
  EXPECT_NE(text.find("unique_ptr"), std::string::npos) << text;
}

TEST(ResultCombinators, GiveTheErrorOrThrow) {
  EXPECT_EQ(bad().unwrap_err(), "empty");
  EXPECT_EQ(bad().expect_err("no number"), "empty");
  auto r = bad();
  r.unwrap_err() += "!";
  EXPECT_EQ(r.expect_err("no number"), "empty!");
  EXPECT_EQ(*not_owned(5).unwrap_err(), 5);
  const auto text = text_of([] { (void)good().unwrap_err(); });
  EXPECT_NE(text.find("holds a value, `int`: 3"), std::string::npos) << text;
  EXPECT_EQ(text_of([] { (void)good().expect_err("no number"); }), "no number: 3");
  EXPECT_NE(text_of([] { (void)done().unwrap_err(); }).find("holds a value"), std::string::npos);
  EXPECT_EQ(text_of([] { (void)done().expect_err("not done"); }), "not done");
}

TEST(ResultCombinators, GiveSomethingInstead) {
  EXPECT_EQ(bad().unwrap_or(9), 9);
  EXPECT_EQ(good().unwrap_or(9), 3);
  EXPECT_EQ(bad().unwrap_or_else([](const std::string& e) { return e.size(); }), 5);
  EXPECT_EQ(good().unwrap_or_else([](const std::string&) { return 0; }), 3);
  EXPECT_EQ(*not_owned(5).unwrap_or_else([](Owner p) { return p; }), 5);
  EXPECT_EQ(bad().unwrap_or_default(), 0);
  EXPECT_EQ(good().unwrap_or_default(), 3);
  EXPECT_EQ(not_owned(5).unwrap_or_default(), nullptr);
  EXPECT_EQ(good().error_or("none"), "none");
  EXPECT_EQ(bad().error_or("none"), "empty");
  int errors = 0;
  failed().unwrap_or_else([&](const std::string&) { ++errors; });
  done().unwrap_or_else([&](const std::string&) { ++errors; });
  EXPECT_EQ(errors, 1);
  auto r = bad();
  // A function that only takes what can be changed: no other overload is looked into.
  EXPECT_EQ(r.unwrap_or_else([](auto& e) { return e += "!", 1; }), 1);
  EXPECT_EQ(r.unwrap_err(), "empty!");
}

TEST(ResultCombinators, MapToOneValue) {
  const auto text = [](int v) { return std::to_string(v); };
  EXPECT_EQ(good().map_or("none", text), "3");
  EXPECT_EQ(bad().map_or("none", text), "none");
  EXPECT_EQ(good().map_or_else([](const std::string& e) { return e; }, text), "3");
  EXPECT_EQ(bad().map_or_else([](std::string e) { return e; }, text), "empty");
  EXPECT_EQ(done().map_or(0, [] { return 1; }), 1);
  EXPECT_EQ(failed().map_or(0, [] { return 1; }), 0);
  EXPECT_EQ(owned(4).map_or(0, [](Owner p) { return *p; }), 4);
  EXPECT_EQ(not_owned(4).map_or_else([](Owner p) { return *p; }, [](Owner) { return 0; }), 4);
  std::string seen;
  bad().map_or_else([&](std::string e) { seen = e; }, [&](int) { seen = "value"; });
  EXPECT_EQ(seen, "empty");
}

TEST(ResultCombinators, MapTheError) {
  EXPECT_EQ(bad().map_err(&std::string::size).unwrap_err(), 5u);
  EXPECT_EQ(good().map_err(&std::string::size).unwrap(), 3);
  EXPECT_EQ(failed().map_err([](auto e) { return e + "!"; }).unwrap_err(), "empty!");
  EXPECT_EQ(*not_owned(2).map_err([](Owner p) { return std::make_unique<int>(*p + 1); }).unwrap_err(), 3);
}

TEST(ResultCombinators, Inspect) {
  int seen = 0;
  std::string error;
  const auto see = [&](const int& v) { seen = v; };
  const auto see_error = [&](const std::string& e) { error = e; };
  EXPECT_EQ(good().inspect(see).inspect_err(see_error).map([](int v) { return v + 1; }), 4);
  EXPECT_EQ(seen, 3);
  EXPECT_EQ(error, "");
  auto r = bad();
  r.inspect(see).inspect_err(see_error);
  EXPECT_EQ(error, "empty");
  EXPECT_EQ(seen, 3);
  EXPECT_EQ(&r.inspect(see), &r);
  EXPECT_EQ(*owned(6).inspect([&](const Owner& p) { seen = *p; }).unwrap(), 6);
  EXPECT_EQ(seen, 6);
  EXPECT_TRUE(done().inspect([&] { seen = 7; }).is_ok());
  EXPECT_EQ(seen, 7);
}

TEST(ResultCombinators, GiveAnOptional) {
  EXPECT_EQ(good().ok(), 3);
  EXPECT_EQ(bad().ok(), std::nullopt);
  EXPECT_EQ(bad().err(), "empty");
  EXPECT_EQ(good().err(), std::nullopt);
  EXPECT_EQ(**owned(3).ok(), 3);
  EXPECT_EQ(**not_owned(4).err(), 4);
  EXPECT_TRUE(done().ok());
  EXPECT_EQ(failed().err(), "empty");
  const auto r = bad();
  EXPECT_EQ(r.err(), "empty");
  EXPECT_EQ(r.unwrap_err(), "empty") << "err() of an lvalue copies";
}

TEST(ResultCombinators, Iterate) {
  auto r = good();
  for (int& value : r.iter_mut()) ++value;
  int sum = 0;
  for (const int value : r.iter()) sum += value;
  const auto none = bad();
  for (const int value : none.iter()) sum += 100 * value;
  EXPECT_EQ(sum, 4);
}

TEST(ResultCombinators, FlattenAndTranspose) {
  using Nested = Result<Parsed, std::string>;
  EXPECT_EQ(Nested(good()).flatten(), 3);
  EXPECT_EQ(Nested(bad()).flatten(), unexpected("empty"));
  EXPECT_EQ(Nested(unexpected("outer")).flatten(), unexpected("outer"));
  const Nested kept = good();
  EXPECT_EQ(kept.flatten(), kept.unwrap());
  EXPECT_EQ(*(Result<Owned, Owner>(owned(3)).flatten().unwrap()), 3);
  EXPECT_EQ((Result<Result<void, int>, int>(unexpected(4)).flatten().unwrap_err()), 4);

  using Maybe = Result<std::optional<int>, std::string>;
  EXPECT_EQ(Maybe(3).transpose(), good());
  EXPECT_EQ(Maybe(std::nullopt).transpose(), std::nullopt);
  EXPECT_EQ(Maybe(unexpected("empty")).transpose(), bad());
}

TEST(ResultCombinators, CompareAndHash) {
  EXPECT_LT(good(3), good(4));
  EXPECT_LT(good(4), bad());
  EXPECT_LT(done(), failed());
  std::unordered_set<Parsed> seen{good(1), good(2), bad(), good(1)};
  EXPECT_EQ(seen.size(), 3u);
  EXPECT_TRUE(seen.contains(bad()));
  std::unordered_set<Result<void, int>> outcomes{{}, {}, unexpected(1)};
  EXPECT_EQ(outcomes.size(), 2u);
}

// A guard stays where it is when somebody asks for something else: the exception has no lock in it.
TEST(ResultCombinators, AnExceptionCarriesNoGuardAway) {
  fearless::Mutex<int> mutex(1);
  {
    auto locked = mutex.lock();
    EXPECT_THROW((void)locked.unwrap_err(), BadResultAccess);
    EXPECT_THROW((void)locked.expect_err("not locked"), BadResultAccess);
    EXPECT_EQ(*locked.expect("locked"), 1) << "it still holds the guard";
  }
  EXPECT_THROW((void)mutex.lock().unwrap_err(), BadResultAccess);
  EXPECT_TRUE(mutex.is_poisoned()) << "the exception passed the temporary's guard";
  mutex.clear_poison();
  EXPECT_TRUE(mutex.try_lock().is_ok()) << "which was released";
  using Locked = decltype(mutex.lock());
  Result<int, Locked::value_type> error(fearless::unexpect, mutex.lock().expect("locked"));
  EXPECT_THROW((void)error.expect("a number"), BadResultAccess);
  EXPECT_TRUE(mutex.try_lock().is_err()) << "the guard is still in the Result";
}

}  // namespace
