// SPDX-License-Identifier: MIT
#include <fearless/fearless.hpp>
#include <fearless/std.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace {

using fearless::StaticStr, fearless::UnsafeSend;

static_assert(fearless::Send<UnsafeSend<int*>> && !fearless::Sync<UnsafeSend<int*>> &&
              fearless::Static<UnsafeSend<int*>>);
static_assert(!fearless::Static<UnsafeSend<std::string_view>> && !fearless::ThreadSafe<UnsafeSend<int>>);
static_assert(fearless::Send<StaticStr> && fearless::Sync<StaticStr> && fearless::Static<StaticStr>);
static_assert(!std::is_constructible_v<StaticStr, const char*> && !std::is_constructible_v<StaticStr, std::string>);
template <class T>
concept Droppable = requires(T value) { fearless::drop(static_cast<T>(value)); };
static_assert(Droppable<std::string&&> && !Droppable<std::string&> && !Droppable<const std::string&>);
static_assert(StaticStr("abc").size() == 3 && StaticStr("").empty() && StaticStr().empty() &&
              StaticStr("a") != StaticStr("b"));

// No reference to what goes with a temporary.
template <class T>
concept Derefs =
    requires(T&& value) { *static_cast<T&&>(value); } || requires(T&& value) { static_cast<T&&>(value).operator->(); };
template <class T>
concept Gives = requires(T&& value) { static_cast<T&&>(value).get(); };
static_assert(Derefs<const UnsafeSend<int>&> && !Derefs<UnsafeSend<int>> && !Derefs<const UnsafeSend<int>>);
static_assert(Gives<const UnsafeSend<int>&> && Gives<UnsafeSend<int>> && !Gives<const UnsafeSend<int>>);

TEST(UnsafeSend, ReachesTheValue) {
  int value = 3;
  auto pointer = fearless::unsafe_send(&value);
  **pointer = 4;
  EXPECT_EQ(*pointer.get(), 4);
  auto text = fearless::unsafe_send(std::string("abc"));
  EXPECT_EQ(text->size(), 3U);
  EXPECT_EQ(std::move(text).get(), "abc");
  auto owner = fearless::unsafe_send(std::make_unique<int>(1));
  auto moved = std::move(owner);
  EXPECT_EQ(**moved, 1);
}

TEST(StaticStr, IsTheLiteral) {
  StaticStr text = "hello";
  EXPECT_STREQ(text.c_str(), "hello");
  EXPECT_EQ(std::string_view(text), "hello");
  EXPECT_EQ(text, StaticStr("hello"));
}

TEST(StaticStr, CrossesToAThread) {
  auto handle = fearless::thread::spawn([](StaticStr text) { return text.size(); }, StaticStr("four"));
  EXPECT_EQ(handle.join().value(), 4U);
}

TEST(Drop, DestroysNow) {
  auto shared = std::make_shared<int>(1);
  std::weak_ptr<int> watch = shared;
  fearless::drop(std::move(shared));
  EXPECT_TRUE(watch.expired());
}

TEST(Drop, ClosesAChannel) {
  auto [tx, rx] = fearless::mpsc::channel<int>();
  fearless::drop(std::move(tx));
  EXPECT_FALSE(rx.recv().has_value());
}

}  // namespace
