// SPDX-License-Identifier: MIT
// What a call does, and what it answers with, throws, or is refused for.
#pragma once

#include "tasks/home/home.hpp"

namespace {

TEST(Home, TheObjectIsMadeCalledAndDestroyedAtHome) {
  const auto log = Log::make();
  {
    const home::Thread thread;
    auto view = Home<View>::make_on(thread, log, 1);
    const auto remote = view.remote();
    EXPECT_FALSE(remote.here());
    EXPECT_TRUE(remote.tell(&View::set, 2));
    EXPECT_EQ(remote.ask(&View::number).wait().value(), 2);
    EXPECT_TRUE(remote.ask([remote](const View&) { return remote.here(); }).wait().value());
    thread::spawn([](const Remote<View>& other) { other.tell(&View::set, 3); }, remote).join().value();
    EXPECT_EQ(remote.ask([](const View& v, int more) { return v.number() + more; }, 10).wait().value(), 13);
    EXPECT_FALSE(remote.is_gone());
  }
  EXPECT_EQ(lines_of(log), (std::vector<std::string>{"made", "stopped", "destroyed"}));
}

TEST(Home, TheObjectIsGivenAHandleOfItselfIfItTakesOne) {
  struct Counts {
    explicit Counts(Remote<Counts> remote) : self(std::move(remote)) {}
    Remote<Counts> self;
    std::vector<int> order;
  };
  const home::Thread thread;
  const auto counts = Home<Counts>::make_on(thread);
  // A call from home is queued, and never runs within another one.
  counts.remote()
      .ask([](Counts& c) {
        c.self.tell([](Counts& later) { later.order.push_back(2); });
        c.order.push_back(1);
      })
      .wait()
      .value();
  EXPECT_EQ(counts.remote().ask([](const Counts& c) { return c.order; }).wait().value(), (std::vector<int>{1, 2}));
}

TEST(Home, WhatAFunctionThrowsArrivesWhereTheAnswerIsAwaited) {
  const home::Thread thread;
  const auto number = Home<int>::make_on(thread, 7);
  auto answer = number.remote().ask([](int& n) -> int { throw std::runtime_error("no " + std::to_string(n)); });
  try {
    static_cast<void>(answer.wait());
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "no 7");
  }
  EXPECT_EQ(answer.wait().error(), home::Gone());  // it was taken
  EXPECT_EQ(number.remote().ask([](int& n) { return n; }).wait().value(), 7);
}

TEST(Home, WaitingAtHomeIsAnError) {
  const home::Thread thread;
  const auto number = Home<int>::make_on(thread, 7);
  auto answer = number.remote()
                    .ask([remote = number.remote()](int&) {
                      auto mine = remote.ask([](int& n) { return n; });
                      try {
                        static_cast<void>(mine.wait());
                      } catch (const std::system_error& e) {
                        EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
                        EXPECT_THROW(static_cast<void>(mine.wait_for(std::chrono::hours(1))), std::system_error);
                        EXPECT_EQ(mine.wait_for(std::chrono::hours(0)).error(), home::WaitError::Timeout);
                        return mine;
                      }
                      throw std::logic_error("it waited for itself");
                    })
                    .wait()
                    .value();
  EXPECT_EQ(answer.wait().value(), 7);  // elsewhere it can be taken
}

TEST(Home, AnAnswerThatIsThereMayBeTakenAtHome) {
  const home::Thread thread;
  const auto number = Home<int>::make_on(thread, 7);
  struct Keeps {
    std::unique_ptr<Answer<int>> answer;
  };
  const auto keeps = Home<Keeps>::make_on(thread);
  const auto remote = number.remote();
  keeps.remote().tell(
      [remote](Keeps& k) { k.answer = std::make_unique<Answer<int>>(remote.ask([](int& n) { return n; })); });
  remote.ask([](int&) {}).wait().value();
  keeps.remote().ask([](Keeps&) {}).wait().value();
  remote.ask([](int&) {}).wait().value();
  EXPECT_EQ(keeps.remote().ask([](Keeps& k) { return k.answer->wait().value(); }).wait().value(), 7);
}

TEST(Home, ExceptionsThatNoAnswerCarriesGoToTheHandler) {
  const auto log = Log::make();
  {
    const home::Thread thread(told_to(log));
    const auto number = Home<int>::make_on(thread, 7);
    const auto remote = number.remote();
    remote.tell([](int&) { throw std::runtime_error("told"); });
    // An answer that is destroyed before the question's turn, and one that is destroyed with the exception inside.
    static_cast<void>(remote.ask([](int&) { throw std::runtime_error("asked, 1"); }));
    {
      auto late = remote.ask([](int&) { throw std::runtime_error("asked, 2"); });
      remote.ask([](int&) {}).wait().value();
    }
    remote.tell([](int&) { throw 3; });
  }
  EXPECT_EQ(lines_of(log),
            (std::vector<std::string>{"told", "asked, 1", "asked, 2", "an exception that is not a std::exception"}));
}

TEST(Home, WithoutAHandlerTheyAreToldOnStderr) {
  testing::internal::CaptureStderr();
  {
    const home::Thread thread;
    const auto number = Home<int>::make_on(thread, 7);
    number.remote().tell([](int&) { throw std::runtime_error("who hears it?"); });
  }
  EXPECT_NE(testing::internal::GetCapturedStderr().find("who hears it?"), std::string::npos);
}

TEST(Home, AConstructorThatThrowsLeavesNoObject) {
  struct Throws {
    explicit Throws(int) { throw std::runtime_error("not made"); }
  };
  const auto log = Log::make();
  {
    const home::Thread thread(told_to(log));
    const auto none = Home<Throws>::make_on(thread, 1);
    auto callback = none.remote().then([](Throws&, int) { FAIL(); });
    EXPECT_EQ(none.remote().ask([](Throws&) {}).wait().error(), home::Gone());
    EXPECT_TRUE(none.remote().is_gone());
    EXPECT_FALSE(none.remote().tell([](Throws&) {}));
    callback(1);
  }
  EXPECT_EQ(lines_of(log), (std::vector<std::string>{"not made"}));
}

}  // namespace
