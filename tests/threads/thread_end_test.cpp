// SPDX-License-Identifier: MIT
// How threads end otherwise than by returning: by an exception, which destroys what they own; without a result; and in
// another process.
#include <fearless/jthread.hpp>
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif

// Notes whether an exception was under way when it was destroyed, unless it was moved from.
class Rollback {
 public:
  static inline std::atomic<int> seen{-1};

  Rollback() = default;
  Rollback(Rollback&& other) noexcept : live_(std::exchange(other.live_, false)) {}
  Rollback& operator=(Rollback&&) = delete;
  ~Rollback() {
    if (live_) seen = fearless::thread::panicking() ? 1 : 0;
  }

 private:
  bool live_ = true;
};
FEARLESS_UNSAFE_SEND(Rollback);
FEARLESS_UNSAFE_STATIC(Rollback);

namespace {

using namespace fearless;
using namespace std::chrono_literals;

struct Fails {
  Rollback owned;
  bool fails = true;
  void operator()() {
    if (fails) throw std::runtime_error("no");
  }
};

// What each way of calling it leaves in `seen`.
template <class Call>
void expect_rollback(const char* what, const Call& call) {
  for (const bool fails : {true, false}) {
    Rollback::seen = -1;
    try {
      call(fails);
    } catch (const std::runtime_error&) {
      EXPECT_TRUE(fails) << what;
    }
    EXPECT_EQ(Rollback::seen.load(), fails ? 1 : 0) << what;
  }
}

TEST(ThreadEnd, WhatACallableOwnsSeesTheException) {
  expect_rollback("spawn", [](bool fails) { static_cast<void>(thread::spawn(Fails{{}, fails}).join()); });
  expect_rollback("an argument", [](bool fails) {
    static_cast<void>(thread::spawn([](Fails&& f) { f(); }, Fails{{}, fails}).join());
  });
  expect_rollback("Builder", [](bool fails) {
    static_cast<void>(thread::Builder{}.name("x").spawn(Fails{{}, fails}).value().join());
  });
  expect_rollback("FEARLESS_MOVE", [](bool fails) {
    Rollback owned;
    static_cast<void>(thread::spawn(FEARLESS_MOVE(owned, fails) {
                        if (fails) throw std::runtime_error("no");
                      }).join());
  });
  expect_rollback("Scope::spawn", [](bool fails) {
    thread::scope([&](thread::Scope& s) { static_cast<void>(s.spawn(Fails{{}, fails}).join()); });
  });
  expect_rollback("spawn_scoped, left to the scope", [](bool fails) {
    thread::scope(
        [&](thread::Scope& s) { static_cast<void>(thread::Builder{}.spawn_scoped(s, Fails{{}, fails}).value()); });
  });
  expect_rollback("scope_all", [](bool fails) { thread::scope_all(Fails{{}, fails}); });
  expect_rollback("task", [](bool fails) { fearless::task(Fails{{}, fails})(); });
  expect_rollback("task on a thread",
                  [](bool fails) { static_cast<void>(thread::spawn(fearless::task(Fails{{}, fails})).join()); });
  expect_rollback("SendFn",
                  [](bool fails) { static_cast<void>(thread::spawn(SendFn<void()>(Fails{{}, fails})).join()); });
  expect_rollback("async", [](bool fails) { fearless::async(Fails{{}, fails}).get(); });
  expect_rollback("async, deferred",
                  [](bool fails) { fearless::async(std::launch::deferred, Fails{{}, fails}).get(); });
}

struct Nothing {};

TEST(ThreadEnd, WhatAWorkersFunctionOwnsSeesTheException) {
  struct Runs {
    Rollback owned;
    void operator()(const Nothing& /*shared*/, const thread::StopToken& /*stop*/) { throw std::runtime_error("no"); }
  };
  Rollback::seen = -1;
  EXPECT_FALSE(thread::Worker(Arc<Nothing>::make(), Runs{}).stop().has_value());
  EXPECT_EQ(Rollback::seen.load(), 1);
}

// --- without a result

// A program of libc++ crashes when glibc, with GCC's library, unwinds it (docs/limits.md).
#if defined(__GLIBCXX__)
template <class R>
void expect_no_result(R result) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(std::string(result.error().what()).find("the thread ended without a result"), 0U);
  try {
    std::move(result).error().rethrow();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()).find("the thread ended without a result"), 0U);
  }
}

int leaves(const Rollback& /*owned*/) { pthread_exit(nullptr); }

TEST(ThreadEnd, AThreadThatLeavesNoResultLeavesAPanic) {
  Rollback::seen = -1;
  expect_no_result(thread::spawn(leaves, Rollback()).join());
  EXPECT_EQ(Rollback::seen.load(), 0);
  expect_no_result(thread::Builder{}.name("x").spawn(leaves, Rollback()).value().join());
  thread::scope([](thread::Scope& s) { expect_no_result(s.spawn(leaves, Rollback()).join()); });
  try {
    static_cast<void>(thread::scope_all([] { return 1; }, [] { return leaves(Rollback()); }));
    ADD_FAILURE();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()).find("the thread ended without a result"), 0U);
  }
  // Nobody joins it: the scope has the panic.
  EXPECT_THROW(thread::scope([](thread::Scope& s) { s.spawn(leaves, Rollback()); }), std::runtime_error);
  expect_no_result(thread::Worker(Arc<Nothing>::make(), [](const Nothing&, const thread::StopToken&) {
                     pthread_exit(nullptr);
                   }).stop());
  auto [tx, rx] = mpsc::channel<int>();
  auto handle = thread::spawn([](const mpsc::Sender<int>&) { pthread_exit(nullptr); }, std::move(tx));
  EXPECT_FALSE(rx.recv().has_value());
  while (!handle.is_finished()) thread::yield_now();
  expect_no_result(handle.join());
}

TEST(ThreadEnd, ACancelledThreadLeavesAPanic) {
  std::atomic<bool> ready{false};
  thread::scope([&](thread::Scope& s) {
    std::atomic<pthread_t> thread{};
    auto handle = s.spawn(
        [](std::atomic<pthread_t>& self, std::atomic<bool>& is_ready, const Rollback&) {
          self = ::pthread_self();
          is_ready = true;
          for (;;) ::pause();
        },
        std::ref(thread), std::ref(ready), Rollback());
    while (!ready) thread::yield_now();
    ::pthread_cancel(thread);
    expect_no_result(handle.join());
  });
}
#endif

// --- in a forked child, which has none of the threads. (ThreadSanitizer follows no threads through a fork, and
// LeakSanitizer takes what their stacks held for leaked.)

#if !defined(UNDER_SANITIZER)
// Whether `part` gets through in a child, which then ends as `exit` does.
template <class Part>
void expect_fine_in_child(const char* what, const Part& part) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::alarm(20);
    std::_Exit(part() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << what << ": " << status;
}

template <class R>
bool has_no_result(R result) {
  return !result.has_value() && std::string(result.error().what()).find("the thread ended without a result") == 0;
}

void parks() { thread::park(); }

TEST(ThreadEnd, AChildDoesNotWaitForItsParentsThreads) {
  auto running = thread::spawn(parks);
  auto over = thread::spawn([] { return 7; });
  while (!over.is_finished()) thread::yield_now();
  auto dropped = std::optional(thread::spawn(parks));
  auto worker = std::optional(
      thread::Worker(Arc<Nothing>::make(), [](const Nothing&, const thread::StopToken& stop) { stop.wait(); }));
  expect_fine_in_child("join", [&] { return running.is_finished() && has_no_result(running.join()); });
  expect_fine_in_child("join twice", [&] {
    static_cast<void>(running.join());
    try {
      static_cast<void>(running.join());
    } catch (const std::system_error& error) {
      return error.code() == std::errc::invalid_argument;
    }
    return false;
  });
  expect_fine_in_child("a result that was there", [&] { return over.join().value() == 7; });
  expect_fine_in_child("a handle goes", [&] {
    dropped.reset();
    return true;
  });
  expect_fine_in_child("a worker goes", [&] {
    worker.reset();
    return true;
  });
  expect_fine_in_child("a worker is stopped", [&] {
    worker->request_stop();
    return worker->is_finished() && has_no_result(std::move(*worker).stop());
  });
  expect_fine_in_child("threads of its own", [&] {
    static_cast<void>(running.join());
    return thread::spawn([] { return 3; }).join().value() == 3;
  });
  running.thread().unpark();
  dropped->thread().unpark();
  EXPECT_TRUE(running.join().has_value());
  EXPECT_TRUE(dropped->join().has_value());
}

TEST(ThreadEnd, AScopeInAChildHasOnlyWhatIsStartedThere) {
  thread::scope([](thread::Scope& s) {
    auto joined = std::optional(s.spawn(parks));
    const auto first = joined->thread();
    auto left = std::optional(s.spawn(parks));
    const auto second = left->thread();
    left.reset();
    std::fflush(nullptr);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::alarm(20);
      const bool right = has_no_result(joined->join()) && s.spawn([] { return 4; }).join().value() == 4;
      s.spawn([] {});
      // What follows is the end of a scope of its own, as if it were this one's.
      std::_Exit(right ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    first.unpark();
    second.unpark();
  });
}

// The scope itself ends in the child, and one of a scope's threads does, many times: wherever the others are then.
TEST(ThreadEnd, AScopeEndsInAChild) {
  for (int round = 0; round < 20; ++round) {
    std::fflush(nullptr);
    pid_t child = -1;
    std::atomic<bool> stop{false};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](const thread::Scope& same, const std::atomic<bool>& stops) {
              while (!stops) static_cast<void>(same.spawn([] {}).join());
            },
            std::cref(s), std::cref(stop));
      }
      child = ::fork();
      if (child == 0) ::alarm(20);
      stop = true;
    });
    if (child == 0) std::_Exit(0);
    ASSERT_GT(child, 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
}

TEST(ThreadEnd, AScopesThreadEndsInAChild) {
  for (int round = 0; round < 20; ++round) {
    std::fflush(nullptr);
    const auto [number, none] = thread::scope_all(
        [] {
          const pid_t child = ::fork();
          if (child == 0) ::alarm(20);
          return child;
        },
        [] { static_cast<void>(thread::spawn([] {}).join()); });
    static_cast<void>(none);
    // The child has no thread that got here: it ended with its only one.
    int status = 0;
    ASSERT_EQ(::waitpid(number, &status, 0), number);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
}

// As programs have it: the worker is a static, and the child calls exit.
struct Rounds {
  Mutex<int> n{0};
};
void work(const Rounds& rounds, const thread::StopToken& stop) {
  while (!stop.wait_for(50us)) rounds.n.with([](int& n) { ++n; });
}

TEST(ThreadEndDeathTest, AChildWithAStaticWorkerEnds) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto program = [] {
    static const thread::Worker worker(Arc<Rounds>::make(), work);
    static const auto handle = thread::spawn(parks);
    static const auto state = handle.thread();
    for (int i = 0; i < 20; ++i) {
      std::fflush(nullptr);
      const pid_t child = ::fork();
      if (child == 0) {
        ::alarm(20);
        std::exit(0);
      }
      int status = 0;
      if (::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) std::_Exit(1);
      const int before = worker.shared()->n.with([](const int& n) { return n; });
      while (worker.shared()->n.with([](const int& n) { return n; }) == before) thread::yield_now();
    }
    std::exit(0);
  };
  EXPECT_EXIT(program(), testing::ExitedWithCode(0), "^$");
}
#endif

// --- thread-locals that are older than the library's

struct AsksInTheEnd {
  std::optional<thread::Thread> before;
  std::atomic<int>* right = nullptr;
  ~AsksInTheEnd() {
    if (right == nullptr) return;
    const auto first = thread::current();
    const auto second = thread::current();
    // One token, wherever it is given.
    first.unpark();
    thread::park();
    if (before) {
      before->unpark();
      thread::park();
    }
    *right +=
        first.id() == second.id() && first.id() == thread::id() && (!before || before->id() == first.id()) ? 1 : 0;
  }
};
thread_local AsksInTheEnd oldest;
thread_local AsksInTheEnd older;

TEST(ThreadEnd, CurrentIsTheSameInOlderThreadLocals) {
  for (const bool asked_before : {false, true}) {
    std::atomic<int> right{0};
    std::thread([&] {
      oldest.right = &right;
      older.right = &right;
      if (!asked_before) return;
      oldest.before = thread::current();
      older.before = thread::current();
    }).join();
    EXPECT_EQ(right.load(), 2) << asked_before;
  }
}

}  // namespace
