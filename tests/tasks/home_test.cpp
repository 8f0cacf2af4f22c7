// SPDX-License-Identifier: MIT
// Objects that live on a loop: where they are made, called and destroyed, and what becomes of calls whose object, or
// loop, goes.
#include <fearless/home.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/utility.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstdlib>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <pthread.h>

#include <gtest/gtest.h>

namespace {

using fearless::Answer;
using fearless::Arc;
using fearless::Home;
using fearless::Mutex;
using fearless::Panic;
using fearless::Rc;
using fearless::Remote;
using fearless::Task;
namespace home = fearless::home;
namespace thread = fearless::thread;

using Log = Arc<Mutex<std::vector<std::string>>>;
void add(const Log& log, const std::string& line) {
  log->with([&](std::vector<std::string>& lines) { lines.push_back(line); });
}
std::vector<std::string> lines_of(const Log& log) {
  return log->with([](const std::vector<std::string>& lines) { return lines; });
}
fearless::SyncFn<void(Panic)> told_to(const Log& log) {
  struct Tells {
    Log log;
    void operator()(const Panic& panic) const { add(log, panic.what()); }
  };
  return Tells{log};
}

// A loop that runs when it is told to, on whichever thread tells it.
template <bool OneThread>
class Manual {
 public:
  static constexpr bool one_thread = OneThread;

  bool post(Task<void> task) const {
    if (state_->no_memory) throw std::bad_alloc();
    const std::lock_guard lock(state_->mutex);
    if (state_->is_gone) return false;
    state_->tasks.push_back(std::move(task));
    return true;
  }
  [[nodiscard]] bool here() const { return state_->running == thread::id().as_u64(); }

  // Runs what is there by now; what that posts is left for later.
  void run() const {
    std::deque<Task<void>> tasks = take();
    state_->running = thread::id().as_u64();
    for (; !tasks.empty(); tasks.pop_front()) tasks.front()();
    state_->running = 0;
  }
  // Drops what is there, as a loop that is destroyed.
  void destroy() const {
    {
      const std::lock_guard lock(state_->mutex);
      state_->is_gone = true;
    }
    take().clear();
  }
  void without_memory(bool is_so) const { state_->no_memory = is_so; }

 private:
  struct State {
    std::mutex mutex;
    std::deque<Task<void>> tasks;
    bool is_gone = false;
    std::atomic<bool> no_memory{false};
    std::atomic<std::uint64_t> running{0};
  };
  [[nodiscard]] std::deque<Task<void>> take() const {
    const std::lock_guard lock(state_->mutex);
    return std::exchange(state_->tasks, {});
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
};
// The loop's owner.
template <bool OneThread>
class ManualLoop : public Manual<OneThread> {
 public:
  ManualLoop() = default;
  ManualLoop(const ManualLoop&) = delete;
  ManualLoop& operator=(const ManualLoop&) = delete;
  ~ManualLoop() { this->destroy(); }
};

}  // namespace
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_send<Manual<OneThread>> = fearless::rules::always;
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_sync<Manual<OneThread>> = fearless::rules::always;
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_static<Manual<OneThread>> = fearless::rules::always;
namespace {

// Has to be used by one thread, and tells which one it was.
class View {
 public:
  View(Log log, int number) : log_(std::move(log)), number_(Rc<int>::make(number)) { tell("made"); }
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  ~View() { tell("destroyed"); }

  void stop() { tell("stopped"); }
  void set(int number) { number_ = Rc<int>::make(number); }
  [[nodiscard]] int number() const { return *number_; }
  void tell(const std::string& what) const { add(log_, what + (thread::id() == born_ ? "" : " on another thread")); }

 private:
  Log log_;
  thread::ThreadId born_ = thread::id();
  Rc<int> number_;
};
static_assert(!fearless::is_send_v<View>);

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
