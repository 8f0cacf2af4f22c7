// SPDX-License-Identifier: MIT
// Tests of FEARLESS_MOVE.
#include <fearless/boxed.hpp>
#include <fearless/lend.hpp>
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

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

// What is moved from is named again, as in the second round of a loop: the program ends with the name of the variable.
template <class Handle>
void expect_told(Handle handle) {
  EXPECT_FALSE(fearless::detail::MovedFrom::is(handle));
  auto first = FEARLESS_MOVE(handle) { static_cast<void>(handle); };
  EXPECT_TRUE(fearless::detail::MovedFrom::is(handle));
  EXPECT_DEATH((FEARLESS_MOVE(handle) { static_cast<void>(handle); })(),
               "move_test.cpp:[0-9]+: FEARLESS_MOVE: `handle` is used after it was moved from");
  if constexpr (std::is_copy_constructible_v<Handle>) {
    EXPECT_DEATH((FEARLESS_COPY(handle) { static_cast<void>(handle); })(),
                 "FEARLESS_COPY: `handle` is used after it was moved from");
  }
}

TEST(MoveDeathTest, AHandleThatWasMovedFrom) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  namespace mpsc = fearless::mpsc;
  namespace thread = fearless::thread;
  expect_told(fearless::Arc<int>::make(1));
  expect_told(fearless::Arc<int[]>::from(std::vector{1, 2}));
  expect_told(fearless::Rc<int>::make(1));
  expect_told(fearless::Rc<int[]>::from(std::vector{1, 2}));
  expect_told(fearless::Box<int>::make(1));
  auto [tx, rx] = mpsc::channel<int>();
  expect_told(std::move(tx));
  expect_told(std::move(rx));
  auto [bounded_tx, bounded_rx] = mpsc::sync_channel<int>(1);
  expect_told(std::move(bounded_tx));
  expect_told(std::move(bounded_rx));
  const fearless::Lend lend(1);
  expect_told(lend.lend());
  expect_told(lend.read());
}

TEST(MoveDeathTest, TheHandleOfAThread) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  namespace thread = fearless::thread;
  expect_told(thread::spawn([] {}));
  thread::scope([](thread::Scope& s) { expect_told(s.spawn([] {})); });
  expect_told(thread::Worker(fearless::Arc<int>::make(1), [](const int&, const thread::StopToken&) {}));
}

TEST(Move, WhatCannotTellMayBeMovedFrom) {
  std::string text = "text";
  fearless::ArcWeak<int> nobody;
  struct Own {
    int is_moved_from() const { return 1; }
  } own;
  for (int i = 0; i < 2; ++i) (FEARLESS_MOVE(text, nobody, own) { own = {}; })();
}

TEST(Copy, CopiesWhatItNames) {
  auto counter = fearless::Arc<fearless::Mutex<int>>::make(0);
  const std::string text = "text";
  std::vector<fearless::thread::JoinHandle<void>> workers;
  for (int i = 0; i < 4; ++i) {
    workers.push_back(fearless::thread::spawn(FEARLESS_COPY(counter, i, text) {
      text += '.';
      counter->with([&](int& n) { n += i + static_cast<int>(text.size()); });
    }));
  }
  for (auto& worker : workers) worker.join().unwrap();
  EXPECT_EQ(counter->with([](int n) { return n; }), 0 + 1 + 2 + 3 + 4 * 5);
  EXPECT_EQ(text, "text");
}

TEST(Copy, ClonesWhatHasToBeCloned) {
  const auto box = fearless::Box<int>::make(1);
  auto f = FEARLESS_COPY(box) { return ++*box; };
  EXPECT_EQ(f(), 2);
  EXPECT_EQ(f(), 3);
  EXPECT_EQ(*box, 1);
}

TEST(Copy, NoNamesAndManyAndResults) {
  EXPECT_EQ((FEARLESS_COPY() { return 7; })(), 7);
  int a = 1, b = 2;
  int& r = a;
  int array[] = {1, 2};
  auto f = FEARLESS_COPY(r, b)->int& {
    static_assert(std::is_same_v<decltype(r), int>);
    return r += b;
  };
  EXPECT_EQ(f(), 3);
  EXPECT_EQ(f(), 5);
  EXPECT_EQ(a, 1);
  auto decays = FEARLESS_COPY(array) { return array[1]; };
  EXPECT_EQ(decays(), 2);
  static_assert(!fearless::Send<decltype(decays)>);
  auto [first, second] = Pair{"text", nullptr};
  auto of_a_binding = FEARLESS_COPY(first) { return first; };
  EXPECT_EQ(of_a_binding() + first, "texttext");
  static_cast<void>(second);
}

// A member is copied out of `*this`, and a global where it is.
struct Service {
  fearless::Arc<fearless::Mutex<int>> shared_ = fearless::Arc<fearless::Mutex<int>>::make(0);
  static inline std::string name = "service";

  auto start() {
    return FEARLESS_COPY(shared_, name) {
      shared_->with([&](int& n) { n += static_cast<int>(name.size()); });
    };
  }
  auto start_of_const() const {
    return FEARLESS_COPY(shared_) {
      shared_->with([](int& n) { ++n; });
    };
  }
  auto local() {
    auto shared = shared_;
    return FEARLESS_MOVE(shared) {
      shared->with([](int& n) { ++n; });
    };
  }
};

TEST(Copy, Members) {
  Service service;
  auto job = service.start();
  static_assert(fearless::Send<decltype(job)> && fearless::Static<decltype(job)>);
  job();
  service.start()();
  service.start_of_const()();
  service.local()();
  EXPECT_EQ(service.shared_->with([](int n) { return n; }), 7 + 7 + 1 + 1);
}

TEST(Copy, InATemplate) {
  const auto twice = [](auto value) {
    auto f = FEARLESS_COPY(value) { return value; };
    return f() + value;
  };
  EXPECT_EQ(twice(2), 4);
  EXPECT_EQ(twice(std::string("a")), "aa");
}

TEST(Move, ConstantsWithStaticStorage) {
  static constexpr int limit = 3;
  static const std::string text = "text";
  auto f = FEARLESS_MOVE(limit, text) { return static_cast<std::size_t>(++limit) + text.size(); };
  EXPECT_EQ(f(), 8U);
  EXPECT_EQ(text, "text");
}

}  // namespace
