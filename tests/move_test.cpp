// SPDX-License-Identifier: MIT
// Tests of FEARLESS_MOVE.
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

struct Pair {
  std::string text;
  std::unique_ptr<int> box;
};

TEST(Move, NoNames) {
  auto f = FEARLESS_MOVE() { return 7; };
  EXPECT_EQ(f(), 7);
  static_assert(fearless::Send<decltype(f)> && fearless::Static<decltype(f)>);
}

TEST(Move, MovesWhatItNames) {
  auto box = std::make_unique<int>(3);
  std::string text = "a string that is too long for the small buffer";
  auto f = FEARLESS_MOVE(box, text) {
    *box += 1;
    return *box + static_cast<int>(text.size());
  };
  EXPECT_EQ(box, nullptr);
  EXPECT_EQ(f(), 4 + 46);
  static_assert(!std::is_copy_constructible_v<decltype(f)>);
}

TEST(Move, NamesAreMutableAndKeptBetweenCalls) {
  const int start = 10;
  auto f = FEARLESS_MOVE(start) { return ++start; };
  EXPECT_EQ(f(), 11);
  EXPECT_EQ(f(), 12);
  EXPECT_EQ(start, 10);
  auto g = f;
  EXPECT_EQ(g(), 13);
  EXPECT_EQ(f(), 13);
}

TEST(Move, ReferenceVariableBecomesAValue) {
  int x = 1;
  int& r = x;
  auto f = FEARLESS_MOVE(r) {
    static_assert(std::is_same_v<decltype(r), int>);
    return ++r;
  };
  EXPECT_EQ(f(), 2);
  EXPECT_EQ(x, 1);
}

TEST(Move, StructuredBindings) {
  auto [text, box] = Pair{"text", std::make_unique<int>(5)};
  auto f = FEARLESS_MOVE(text, box) { return text + std::to_string(*box); };
  EXPECT_EQ(f(), "text5");
  EXPECT_EQ(box, nullptr);
}

TEST(Move, ResultTypes) {
  int x = 3;
  auto by_value = FEARLESS_MOVE(x) { return std::make_unique<int>(x); };
  static_assert(std::is_same_v<decltype(by_value()), std::unique_ptr<int>>);
  EXPECT_EQ(*by_value(), 3);
  auto nothing = FEARLESS_MOVE(x) { static_cast<void>(x); };
  static_assert(std::is_void_v<decltype(nothing())>);
  auto written = FEARLESS_MOVE(x)->long { return x; };
  static_assert(std::is_same_v<decltype(written()), long>);
  auto reference = FEARLESS_MOVE(x)->int& { return x; };
  static_assert(std::is_same_v<decltype(reference()), int&>);
}

TEST(Move, UnusedNamesDoNotWarn) {
  int unused = 1;
  auto box = std::make_unique<int>(1);
  auto f = FEARLESS_MOVE(unused, box){};
  f();
  auto only_set = FEARLESS_MOVE(unused) { unused = 2; };
  only_set();
}

TEST(Move, Nested) {
  std::string text = "in";
  int n = 1;
  auto f = FEARLESS_MOVE(text, n) {
    auto inner = FEARLESS_MOVE(text, n) { return text + std::to_string(n); };
    return inner();
  };
  EXPECT_EQ(f(), "in1");
}

template <class T>
auto add_one(T value, int one) {
  return FEARLESS_MOVE(value, one) { return value + static_cast<T>(one); };
}

TEST(Move, InATemplate) {
  EXPECT_EQ(add_one(1, 1)(), 2);
  EXPECT_EQ(add_one(1.5, 1)(), 2.5);
}

struct Member {
  int field = 1;
  int run(int local) {
    auto f = FEARLESS_MOVE(local) { return local; };
    return f() + field;
  }
};

TEST(Move, InAMemberFunction) { EXPECT_EQ(Member{}.run(2), 3); }

TEST(Move, CommasInTheBody) {
  int a = 1;
  auto f = FEARLESS_MOVE(a) {
    std::tuple<int, int> both{a, 2};
    return std::get<0>(both) + std::get<1>(both);
  };
  EXPECT_EQ(f(), 3);
}

TEST(Move, ManyNames) {
  int a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1, i = 1, j = 1, k = 1, l = 1, m = 1, n = 1, o = 1, p = 1;
  int q = 1, r = 1, s = 1, t = 1, u = 1, v = 1, w = 1, x = 1, y = 1, z = 1;
  auto sum = FEARLESS_MOVE(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z) {
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x + y + z;
  };
  EXPECT_EQ(sum(), 26);
}

TEST(Move, AsAnArgument) {
  auto call = [](auto f, int n) { return f() + n; };
  int a = 1;
  int b = 2;
  EXPECT_EQ(call(FEARLESS_MOVE(a, b) { return a + b; }, 3), 6);
}

TEST(Move, OwnsExactlyItsNames) {
  int a = 1;
  std::string b;
  const char text[] = "array";
  auto f = FEARLESS_MOVE(a, b, text) { return b + text + std::to_string(a); };
  static_assert(sizeof(f) == sizeof(std::tuple<int, std::string, const char*>));
  EXPECT_EQ(f(), "array1");
}

TEST(Move, RefusesWhatMayNotCross) {
  int x = 1;
  int* p = &x;
  auto pointer = FEARLESS_MOVE(x, p) { return *p + x; };
  static_assert(!fearless::Send<decltype(pointer)>);
  static_assert(!fearless::Sync<decltype(pointer)>);
  auto value = FEARLESS_MOVE(x) { return x; };
  static_assert(fearless::Send<decltype(value)>);
  static_assert(fearless::Sync<decltype(value)>);
  static_assert(fearless::Static<decltype(value)>);
  static_assert(!fearless::ThreadSafe<decltype(value)>);
  EXPECT_EQ(pointer(), 2);
  EXPECT_EQ(value(), 1);
}

// What a body returned is no Move of what was named, though it may be called, too.
struct HoldsAnRc {
  fearless::Rc<int> value;
  int operator()() { return *value; }
};
template <class Body>
concept MadeByHand = requires(Body body) { fearless::Move<Body, int>({}, std::move(body)); };
static_assert(!MadeByHand<HoldsAnRc>);

TEST(Move, CalledAtOnce) {
  const int number = 3;
  auto result = (FEARLESS_MOVE(number) { return HoldsAnRc{fearless::Rc<int>(number)}; })();
  static_assert(std::is_same_v<decltype(result), HoldsAnRc>);
  EXPECT_EQ(result(), 3);
}

TEST(Move, BodyWithoutExceptions) {
  int number = 3;
  auto f = FEARLESS_MOVE(number) noexcept { return number; };
  EXPECT_EQ(f(), 3);
}

TEST(Move, ExceptionsPass) {
  int x = 1;
  auto f = FEARLESS_MOVE(x) { throw x; };
  EXPECT_THROW(f(), int);
}

}  // namespace
