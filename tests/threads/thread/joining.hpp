// SPDX-License-Identifier: MIT
// What is passed to a thread, and what joining it gives.
#pragma once

#include "threads/thread/thread.hpp"

namespace {

TEST(Thread, RunBasic) {
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn([](auto sender) { sender.send(1).unwrap(); }, tx);
  EXPECT_EQ(rx.recv().unwrap(), 1);
  EXPECT_TRUE(handle.join().has_value());
}

TEST(Thread, JoinGivesTheResult) {
  EXPECT_EQ(thread::spawn([] { return 42; }).join().unwrap(), 42);
  EXPECT_EQ(*thread::spawn([](int n) { return std::make_unique<int>(n); }, 7).join().unwrap(), 7);
  thread::spawn([] {}).join().unwrap();
}

TEST(Thread, JoinPanic) {
  auto result = thread::spawn([] { throw std::runtime_error("boom"); }).join();
  ASSERT_FALSE(result.has_value());
  EXPECT_STREQ(result.error().what(), "boom");
  EXPECT_THROW(std::move(result).error().rethrow(), std::runtime_error);
}

TEST(Thread, EveryExceptionArrives) {
  auto number = thread::spawn([]() -> int { throw 5; }).join();
  ASSERT_FALSE(number.has_value());
  EXPECT_STREQ(number.error().what(), "an exception that is not a std::exception");
  try {
    std::rethrow_exception(std::move(number).error().exception());
  } catch (const int n) {
    EXPECT_EQ(n, 5);
  }
  EXPECT_STREQ(thread::spawn([] { throw "text"; }).join().error().what(), "text");
  EXPECT_STREQ(thread::spawn([] { throw std::string("a string"); }).join().error().what(), "a string");
}

TEST(Thread, PanicIsHandledOnce) {
  auto result = thread::spawn([] { throw 1; }).join();
  Panic panic = std::move(result).error();
  EXPECT_NE(std::move(panic).exception(), nullptr);
  EXPECT_STREQ(panic.what(), "a panic that was handled already");
}

TEST(Thread, UnwrapOfAPanicNamesIt) {
  try {
    thread::spawn([] { throw std::runtime_error("boom"); }).join().unwrap();
    FAIL();
  } catch (const fearless::BadResultAccess& e) {
    EXPECT_NE(std::string_view(e.what()).find("boom"), std::string_view::npos);
  }
}

TEST(Thread, ArgumentsAreCopiedHereAndGivenAsRvalues) {
  std::string text = "text";
  const auto handle_result = thread::spawn(
                                 [](std::string&& a, std::string b, const std::string& c) {
                                   a += b + c;
                                   return a;
                                 },
                                 text, text, text)
                                 .join()
                                 .unwrap();
  EXPECT_EQ(handle_result, "texttexttext");
  EXPECT_EQ(text, "text");
}

TEST(Thread, ArgumentsDecay) {
  const int constant = 3;
  auto take = [](auto&& n) { return std::is_same_v<decltype(n), int&&>; };
  EXPECT_TRUE(thread::spawn(take, constant).join().unwrap());
  EXPECT_EQ(thread::spawn(+[](int n) { return n + 1; }, 1).join().unwrap(), 2);
}

TEST(Thread, MoveOnlyArguments) {
  auto box = std::make_unique<int>(9);
  EXPECT_EQ(thread::spawn([](std::unique_ptr<int> b) { return *b; }, std::move(box)).join().unwrap(), 9);
  EXPECT_EQ(box, nullptr);
}

struct Account {
  int balance;
  int plus(int n) const { return balance + n; }
};

TEST(Thread, PointersToMembers) {
  EXPECT_EQ(thread::spawn(&Account::plus, Account{1}, 2).join().unwrap(), 3);
  EXPECT_EQ(thread::spawn(&Account::plus, std::make_unique<Account>(Account{2}), 2).join().unwrap(), 4);
}

TEST(Thread, MoveClosure) {
  auto [tx, rx] = mpsc::channel<std::string>();
  std::string word = "moved";
  auto handle = thread::spawn(FEARLESS_MOVE(tx, word) { tx.send(std::move(word)).unwrap(); });
  EXPECT_EQ(rx.recv().unwrap(), "moved");
  EXPECT_FALSE(rx.recv().has_value()) << "the closure and its sender are gone";
  handle.join().unwrap();
}

TEST(Thread, SpawnFromAThread) {
  const auto outer = [] { return thread::spawn([] { return 1; }).join().unwrap() + 1; };
  EXPECT_EQ(thread::spawn(outer).join().unwrap(), 2);
}

TEST(Thread, JoinHandleMayCross) {
  auto inner = thread::spawn([] { return 5; });
  EXPECT_EQ(thread::spawn([](auto handle) { return handle.join().unwrap(); }, std::move(inner)).join().unwrap(), 5);
}

TEST(Thread, IsFinished) {
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn([](auto receiver) { return receiver.recv().unwrap(); }, std::move(rx));
  EXPECT_FALSE(handle.is_finished());
  tx.send(3).unwrap();
  while (!handle.is_finished()) thread::yield_now();
  EXPECT_EQ(handle.join().unwrap(), 3);
}

TEST(Thread, DroppingAHandleDetaches) {
  auto [tx, rx] = mpsc::channel<int>();
  auto [go, wait] = mpsc::channel<int>();
  {
    const auto handle = thread::spawn(
        [](auto sender, auto receiver) {
          static_cast<void>(receiver.recv().unwrap());
          sender.send(1).unwrap();
        },
        tx, std::move(wait));
  }
  go.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 1);
}

TEST(Thread, AssigningAHandleDetachesTheOldThread) {
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn([](auto receiver) { return receiver.recv().unwrap(); }, std::move(rx));
  handle = thread::spawn([] { return 2; });
  EXPECT_EQ(handle.join().unwrap(), 2);
  EXPECT_TRUE(tx.send(1).has_value());
}

TEST(Thread, JoiningTwiceIsAnError) {
  auto handle = thread::spawn([] { return 1; });
  EXPECT_EQ(handle.join().unwrap(), 1);
  try {
    static_cast<void>(handle.join());
    FAIL();
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::invalid_argument);
  }
}

TEST(Thread, JoiningOneselfIsAnError) {
  auto [tx, rx] = mpsc::channel<thread::JoinHandle<bool>>();
  auto [answer, result] = mpsc::channel<bool>();
  tx.send(thread::spawn(
              [](auto receiver, auto sender) {
                auto self = receiver.recv().unwrap();
                try {
                  static_cast<void>(self.join());
                  sender.send(false).unwrap();
                } catch (const std::system_error& e) {
                  sender.send(e.code() == std::errc::resource_deadlock_would_occur).unwrap();
                }
                return true;
              },
              std::move(rx), answer))
      .unwrap();
  EXPECT_TRUE(result.recv().unwrap());
}

}  // namespace
