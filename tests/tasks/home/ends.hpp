// SPDX-License-Identifier: MIT
// What becomes of calls and callbacks whose object, or loop, goes.
#pragma once

#include "tasks/home/home.hpp"

namespace {

TEST(Home, CallsOfBeforeTheEndStillRun) {
  const auto log = Log::make();
  const ManualLoop<true> loop;
  auto view = Home<View, Manual<true>>::make_on(loop, log, 1);
  const auto remote = view.remote();
  auto before = remote.ask(&View::number);
  EXPECT_TRUE(remote.tell([](const View& v) { v.tell("called"); }));
  {
    const auto ends = std::move(view);
  }
  EXPECT_FALSE(remote.tell(&View::set, 2));
  EXPECT_EQ(remote.ask(&View::number).wait().error(), home::Gone());
  EXPECT_EQ(before.wait_for(std::chrono::hours(0)).error(), home::WaitError::Timeout);
  loop.run();
  EXPECT_EQ(before.wait().value(), 1);
  EXPECT_EQ(lines_of(log), (std::vector<std::string>{"made", "called", "stopped", "destroyed"}));
}

TEST(Home, ALoopThatGoesLeavesNobodyWaiting) {
  const auto log = Log::make();
  const ManualLoop<true> loop;
  const auto view = Home<View, Manual<true>>::make_on(loop, log, 1);
  const auto number = Home<int, Manual<true>>::make_on(loop, 1);
  auto answer = view.remote().ask(&View::number);
  auto waits = thread::spawn([](Answer<int> mine) { return !mine.wait().has_value(); },
                             number.remote().ask([](int& n) { return n; }));
  loop.destroy();
  EXPECT_EQ(answer.wait().error(), home::Gone());
  EXPECT_TRUE(waits.join().value());
  EXPECT_TRUE(view.remote().is_gone());  // it never was made
  EXPECT_FALSE(view.remote().tell(&View::set, 2));
  const auto late = Home<View, Manual<true>>::make_on(loop, log, 1);
  EXPECT_EQ(late.remote().ask(&View::number).wait().error(), home::Gone());
  EXPECT_TRUE(lines_of(log).empty());
}

class Tells {
 public:
  explicit Tells(Log log) : log_(std::move(log)) {}
  ~Tells() { add(log_, "destroyed"); }
  Tells(const Tells&) = delete;
  Tells& operator=(const Tells&) = delete;

 private:
  Log log_;
};

}  // namespace
FEARLESS_UNSAFE_SEND(Tells);
namespace {

TEST(Home, AnObjectThatIsSendIsDestroyedElsewhereIfItsLoopIsGone) {
  for (const bool ends_first : {false, true}) {
    const auto log = Log::make();
    const ManualLoop<false> loop;
    auto tells = Home<Tells, Manual<false>>::make_on(loop, log);
    loop.run();
    const auto end = [&tells] { const auto ends = std::move(tells); };
    if (ends_first) end();
    EXPECT_TRUE(lines_of(log).empty());
    loop.destroy();
    EXPECT_EQ(lines_of(log).size(), ends_first ? 1u : 0u);
    if (!ends_first) end();
    EXPECT_EQ(lines_of(log).size(), 1u);
  }
}

// (Of a process of its own, since it is a leak, as it should be.)
TEST(HomeDeathTest, AnObjectThatIsNotSendIsLeftWhereItsLoopWas) {
  const auto leaves = [] {
    const auto log = Log::make();
    const ManualLoop<true> loop;
    {
      auto view = Home<View, Manual<true>>::make_on(loop, log, 1);
      loop.run();
      loop.destroy();
    }
    std::_Exit(lines_of(log) == std::vector<std::string>{"made"} ? 0 : 1);
  };
  EXPECT_EXIT(leaves(), testing::ExitedWithCode(0), "an object is left where its loop has ended");
}

TEST(Home, ACallbackKeepsTheObjectUntilItHasRunOrIsGone) {
  for (const bool is_called : {false, true}) {
    const auto log = Log::make();
    const ManualLoop<true> loop;
    auto view = Home<View, Manual<true>>::make_on(loop, log, 1);
    {
      auto callback = view.remote().then([](View& v, int added, int more) { v.set(added + more); }, 1);
      auto first = view.remote().then([](View& v, const std::string& what) { v.tell(what); });
      first(std::string("called"));
      first(std::string("called twice"));
      loop.run();
      {
        const auto ends = std::move(view);
      }
      loop.run();
      EXPECT_EQ(lines_of(log), (std::vector<std::string>{"made", "called", "stopped"}));
      if (is_called) callback(2);
    }
    EXPECT_EQ(lines_of(log).size(), 3u);
    loop.run();  // where the callback is gone, what is left is destroying
    EXPECT_EQ(lines_of(log), (std::vector<std::string>{"made", "called", "stopped", "destroyed"}));
  }
}

TEST(Home, ACallbackRunsAtOnceOnlyWhereNoOtherCallDoes) {
  struct Order {
    std::string calls;
  };
  const ManualLoop<true> loop;
  const auto order = Home<Order, Manual<true>>::make_on(loop);
  const auto other = Home<int, Manual<true>>::make_on(loop, 0);
  const auto call = [](const char* text) { return [text = std::string(text)](Order& o) { o.calls += text; }; };
  order.remote().tell([remote = order.remote(), a = call("a")](Order& o) {
    auto callback = remote.then(a);
    callback();
    o.calls += "b";
  });
  other.remote().tell([remote = order.remote(), c = call("c"), d = call("d")](int&) {
    remote.tell(d);
    auto callback = remote.then(c);
    callback();
  });
  loop.run();
  loop.run();
  auto answer = order.remote().ask([](const Order& o) { return o.calls; });
  loop.run();
  EXPECT_EQ(answer.wait().value(), "bcad");
}

TEST(Home, AnObjectThatKeepsACallbackGivesItUpWhenItStops) {
  struct Keeps {
    Keeps(Remote<Keeps> remote, Log to) : self(std::move(remote)), log(std::move(to)) {}
    Keeps(const Keeps&) = delete;
    Keeps& operator=(const Keeps&) = delete;
    ~Keeps() { add(log, "destroyed"); }
    void keep() { callback = std::make_unique<decltype(self.then(&Keeps::keep))>(self.then(&Keeps::keep)); }
    void stop() { callback.reset(); }
    Remote<Keeps> self;
    Log log;
    std::unique_ptr<fearless::Then<Keeps, home::OnThread, void (Keeps::*)()>> callback;
  };
  const auto log = Log::make();
  {
    const home::Thread thread;
    const auto keeps = Home<Keeps>::make_on(thread, log);
    keeps.remote().tell(&Keeps::keep);
  }
  EXPECT_EQ(lines_of(log), (std::vector<std::string>{"destroyed"}));
}

TEST(Home, WithoutMemoryAnObjectStillEnds) {
  const auto log = Log::make();
  const ManualLoop<false> loop;
  auto text = Home<Log, Manual<false>>::make_on(loop, log);
  loop.run();
  const auto remote = text.remote();
  auto before = remote.ask([](const Log& l) { return lines_of(l).size(); });
  loop.without_memory(true);
  EXPECT_THROW(remote.tell([](Log&) {}), std::bad_alloc);
  EXPECT_THROW(static_cast<void>(remote.ask([](Log&) {})), std::bad_alloc);
  {
    const auto ends = std::move(text);
  }
  EXPECT_TRUE(remote.is_gone());
  loop.without_memory(false);
  loop.run();
  EXPECT_EQ(before.wait().error(), home::Gone());
  EXPECT_EQ(log.strong_count(), 1u);
}

TEST(Home, ManyThreadsCallWhileTheObjectEnds) {
  struct Counts {
    long calls = 0;
    Rc<int> here = Rc<int>::make(0);
  };
  for (int round = 0; round != 20; ++round) {
    const home::Thread thread;
    auto counts = std::make_unique<Home<Counts>>(Home<Counts>::make_on(thread));
    std::vector<thread::JoinHandle<std::pair<long, long>>> callers;
    for (int i = 0; i != 4; ++i) {
      callers.push_back(thread::spawn(
          [](const Remote<Counts>& remote) {
            long answered = 0, gone = 0;
            std::vector<Answer<long>> answers;
            for (int call = 0; call != 200; ++call) {
              answers.push_back(remote.ask([](Counts& c) { return ++c.calls; }));
              remote.tell([](Counts& c) { c.here = Rc<int>::make(*c.here + 1); });
              auto callback = remote.then([](Counts& c, int) { ++c.calls; });
              if (call % 2 == 0) callback(call);
            }
            for (auto& answer : answers) ++(answer.wait().has_value() ? answered : gone);
            return std::pair(answered, gone);
          },
          counts->remote()));
    }
    thread::yield_now();
    counts.reset();
    for (auto& caller : callers) {
      const auto [answered, gone] = caller.join().value();
      EXPECT_EQ(answered + gone, 200);
    }
  }
}

}  // namespace
