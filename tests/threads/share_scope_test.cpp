// SPDX-License-Identifier: MIT
// Tests of FEARLESS_SHARE.
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace thread = fearless::thread;

TEST(Share, ThreadsOfAScopeReadAndCount) {
  const std::vector<std::string> words{"one", "two", "three"};
  std::atomic<std::size_t> letters = 0;
  fearless::Mutex<std::string> all;
  thread::scope([&](thread::Scope& s) {
    auto add = FEARLESS_SHARE(words, letters, all)(std::size_t i) {
      letters += words[i].size();
      all.with([&](std::string& text) { text += words[i]; });
    };
    for (std::size_t i = 0; i < words.size(); ++i) (void)s.spawn(add, i);
  });
  EXPECT_EQ(letters, 11U);
  EXPECT_EQ(all.with([](const std::string& text) { return text.size(); }), 11U);
}

TEST(Share, ScopeAllTakesItWithoutParameters) {
  const std::vector<int> numbers{1, 2, 3};
  const auto [sum, size] = thread::scope_all(
      FEARLESS_SHARE(numbers) { return numbers[0] + numbers[1] + numbers[2]; },
      FEARLESS_SHARE(numbers) { return numbers.size(); });
  EXPECT_EQ(sum, 6);
  EXPECT_EQ(size, 3U);
}

TEST(Share, RefersToTheVariableItself) {
  int number = 1;
  auto read = FEARLESS_SHARE(number)()->const int& { return number; };
  number = 2;
  EXPECT_EQ(&read(), &number);
  const auto copy = read;
  EXPECT_EQ(&copy(), &number);
}

TEST(Share, ParametersOfEveryKind) {
  const int base = 10;
  auto generic = FEARLESS_SHARE(base)(auto... n) { return (base + ... + n); };
  EXPECT_EQ(generic(), 10);
  EXPECT_EQ(generic(1, 2), 13);
  auto with_default = FEARLESS_SHARE(base)(int n = 5) { return base + n; };
  EXPECT_EQ(with_default(), 15);
  auto changes = FEARLESS_SHARE(base)(int& n) { n += base; };
  int number = 1;
  changes(number);
  EXPECT_EQ(number, 11);
  auto takes = FEARLESS_SHARE(base)(std::unique_ptr<int> box) { return *box + base; };
  EXPECT_EQ(takes(std::make_unique<int>(1)), 11);
  auto returns_a_reference = FEARLESS_SHARE()(int& n)->int& { return n; };
  static_assert(std::is_same_v<decltype(returns_a_reference(number)), int&>);
  auto throws = FEARLESS_SHARE(base)(int n) noexcept(false) { throw base + n; };
  EXPECT_THROW(throws(1), int);
}

struct Service {
  std::string name = "service";
  std::atomic<int> calls = 0;

  int run() {
    auto once = FEARLESS_SHARE(name, calls)() { return static_cast<int>(name.size()) + ++calls; };
    return once();
  }
  [[nodiscard]] std::size_t size() const {
    return (FEARLESS_SHARE(name) { return name.size(); })();
  }
};

TEST(Share, Members) {
  Service service;
  EXPECT_EQ(service.run(), 8);
  EXPECT_EQ(service.calls, 1);
  EXPECT_EQ(service.size(), 7U);
}

template <class T>
T twice(const T& value) {
  auto f = FEARLESS_SHARE(value)(const T& more) { return value + more; };
  return f(value);
}

TEST(Share, InATemplateNestedAndOfABinding) {
  EXPECT_EQ(twice(2), 4);
  EXPECT_EQ(twice(std::string("a")), "aa");
  auto [first, second] = std::pair(1, std::string("b"));
  auto outer = FEARLESS_SHARE(first, second)(int n) {
    auto inner = FEARLESS_SHARE(first, second, n)() { return second + std::to_string(first + n); };
    return inner();
  };
  EXPECT_EQ(outer(2), "b3");
  auto in_a_generic = [](auto value) { return (FEARLESS_SHARE(value) { return value; })(); };
  EXPECT_EQ(in_a_generic(3), 3);
}

TEST(Share, ManyNamesAndUnusedOnes) {
  int a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1, i = 1, j = 1, k = 1, l = 1, m = 1, n = 1, o = 1, p = 1;
  auto sum = FEARLESS_SHARE(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)() { return a + b + c + d + e + f; };
  EXPECT_EQ(sum(), 6);
}

TEST(ShareDeathTest, AHandleThatWasMovedFrom) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto handle = fearless::Arc<int>::make(1);
  const auto other = std::move(handle);
  EXPECT_EQ((FEARLESS_SHARE(other) { return *other; })(), 1);
  EXPECT_DEATH((FEARLESS_SHARE(handle) { static_cast<void>(handle); })(),
               "share_scope_test.cpp:[0-9]+: FEARLESS_SHARE: `handle` is used after it was moved from");
}

}  // namespace
