// SPDX-License-Identifier: MIT
// Tests of FEARLESS_MOVE_FN and FEARLESS_COPY_FN.
#include <fearless/boxed.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

TEST(MoveFn, OwnsWhatItNamesAndTakesItsParameters) {
  auto box = std::make_unique<int>(3);
  std::string text = "a string that is too long for the small buffer";
  auto f = FEARLESS_MOVE_FN(box, text)(int n, const std::string& more) {
    *box += n;
    text += more;
    return *box + static_cast<int>(text.size());
  };
  EXPECT_EQ(box, nullptr);
  EXPECT_EQ(f(1, "."), 4 + 47);
  EXPECT_EQ(f(1, "."), 5 + 48);
}

TEST(MoveFn, OnAThread) {
  auto [tx, rx] = fearless::mpsc::channel<std::string>();
  fearless::thread::spawn(
      FEARLESS_MOVE_FN(tx)(std::string text, int n) { tx.send(text + std::to_string(n)).unwrap(); }, std::string("n"),
      1)
      .join()
      .unwrap();
  EXPECT_EQ(rx.recv().value(), "n1");
}

TEST(MoveFn, ACallback) {
  int sum = 0;
  fearless::SendFn<int(int)> add = FEARLESS_MOVE_FN(sum)(int n) { return sum += n; };
  EXPECT_EQ(add(1), 1);
  EXPECT_EQ(add(2), 3);
  EXPECT_EQ(sum, 0);
}

TEST(MoveFn, ParametersOfEveryKind) {
  int base = 10;
  auto none = FEARLESS_MOVE_FN(base)() { return ++base; };
  EXPECT_EQ(none(), 11);
  auto generic = FEARLESS_MOVE_FN(base)(auto... n) { return (base + ... + n); };
  EXPECT_EQ(generic(1, 2), 13);
  auto with_default = FEARLESS_MOVE_FN(base)(std::pair<int, int> both, int n = 5) { return both.first + n; };
  EXPECT_EQ(with_default(std::pair(1, 2)), 6);
  auto moves = FEARLESS_MOVE_FN(base)(std::unique_ptr<int> box) { return *box + base; };
  EXPECT_EQ(moves(std::make_unique<int>(1)), 11);
  auto written = FEARLESS_MOVE_FN(base)(int& n) noexcept -> int& { return n += base; };
  int number = 1;
  static_assert(std::is_same_v<decltype(written(number)), int&>);
  EXPECT_EQ(&written(number), &number);
  EXPECT_EQ(number, 11);
  auto throws = FEARLESS_MOVE_FN(base)(int n) { throw base + n; };
  EXPECT_THROW(throws(1), int);
}

template <class T>
auto adder(T value) {
  return FEARLESS_MOVE_FN(value)(const T& more) { return value += more; };
}

TEST(MoveFn, InATemplateNestedAndCalledAtOnce) {
  EXPECT_EQ(adder(1)(2), 3);
  EXPECT_EQ(adder(std::string("a"))("b"), "ab");
  std::string text = "a";
  auto outer = FEARLESS_MOVE_FN(text)(int n) {
    auto inner = FEARLESS_COPY_FN(text, n)(int m) { return text + std::to_string(n + m); };
    return inner(1);
  };
  EXPECT_EQ(outer(1), "a2");
  EXPECT_EQ((FEARLESS_MOVE_FN(text)(int n) { return static_cast<int>(text.size()) + n; })(1), 1);
}

TEST(CopyFn, CopiesClonesAndMembers) {
  struct Service {
    fearless::Arc<int> shared = fearless::Arc<int>::make(1);
    auto callback() {
      return FEARLESS_COPY_FN(shared)(int n) { return *shared + n; };
    }
  } service;
  EXPECT_EQ(service.callback()(2), 3);
  EXPECT_EQ(*service.shared, 1);
  const auto box = fearless::Box<int>::make(1);
  std::vector<int> results;
  for (int i = 0; i < 2; ++i) results.push_back((FEARLESS_COPY_FN(box, i)(int n) { return *box += i + n; })(5));
  EXPECT_EQ(results, (std::vector{6, 7}));
  EXPECT_EQ(*box, 1);
}

TEST(MoveFnDeathTest, AHandleThatWasMovedFrom) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto handle = fearless::Arc<int>::make(1);
  auto first = FEARLESS_MOVE_FN(handle)(int n) { return *handle + n; };
  EXPECT_EQ(first(1), 2);
  EXPECT_DEATH((FEARLESS_MOVE_FN(handle)(int n) { return *handle + n; })(1), "FEARLESS_MOVE: `handle` is used after");
}

}  // namespace
