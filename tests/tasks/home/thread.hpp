// SPDX-License-Identifier: MIT
// A thread as a loop, in each of the ways in which it may end.
#pragma once

#include "tasks/home/home.hpp"

namespace {

TEST(Home, AThreadRunsWhatItHasAndEndsWhatLivesOnIt) {
  const auto log = Log::make();
  std::vector<Home<View>> views;
  Remote<View> first = [&] {
    const home::Thread thread(std::string("loop"));
    for (int i = 0; i != 20; ++i) views.push_back(Home<View>::make_on(thread, log, i));
    views[0].remote().tell([](const View& v) { v.tell(thread::name().value_or("")); });
    return views[0].remote();
  }();
  const auto lines = lines_of(log);
  EXPECT_EQ(lines.size(), 61u);
  EXPECT_EQ(lines[20], "loop");
  EXPECT_EQ(lines[59], "stopped");
  EXPECT_EQ(lines[60], "destroyed");
  EXPECT_FALSE(first.tell(&View::set, 1));
  EXPECT_EQ(first.ask(&View::number).wait().error(), home::Gone());
}

// Another thread destroys a Home in the middle of the end of its loop: it must find the loop still there.
TEST(Home, AHomeMayGoWhileItsThreadEnds) {
  struct EndsAnother {
    std::unique_ptr<Home<View>> other;
    void stop() {
      thread::spawn([](const std::unique_ptr<Home<View>>&) {}, std::move(other)).join().value();
    }
  };
  const auto log = Log::make();
  std::vector<Home<EndsAnother>> ends;
  {
    const home::Thread thread;
    auto view = std::make_unique<Home<View>>(Home<View>::make_on(thread, log, 1));
    ends.push_back(Home<EndsAnother>::make_on(thread, EndsAnother{std::move(view)}));
  }
  EXPECT_EQ(lines_of(log), (std::vector<std::string>{"made", "stopped", "destroyed"}));
}

TEST(Home, AThreadMayBeDestroyedByOneOfItsTasks) {
  const auto log = Log::make();
  auto thread = std::make_unique<home::Thread>();
  const home::OnThread executor(*thread);
  const auto view = Home<View>::make_on(*thread, log, 1);
  const auto remote = view.remote();
  auto answer = remote.ask([](View&, const std::unique_ptr<home::Thread>&) {}, std::move(thread));
  answer.wait().value();
  while (!remote.is_gone()) thread::yield_now();
  while (executor.post(fearless::task([] {}))) thread::yield_now();
}

#if defined(__GLIBCXX__)
TEST(Home, AThreadThatIsLeftByPthreadExitLeavesNobodyWaiting) {
  const auto log = Log::make();
  for (int round = 0; round != 10; ++round) {
    const home::Thread thread;
    const auto view = Home<View>::make_on(thread, log, 1);
    auto last = view.remote().ask([](View&) { pthread_exit(nullptr); });
    EXPECT_EQ(last.wait().error(), home::Gone());
    EXPECT_EQ(view.remote().ask(&View::number).wait().error(), home::Gone());
  }
  EXPECT_EQ(lines_of(log).size(), 30u);
}
#endif

}  // namespace
