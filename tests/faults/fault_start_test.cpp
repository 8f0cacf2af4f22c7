// SPDX-License-Identifier: MIT
// What is left when the system has no thread to give: an error, nothing leaked, and what was running goes on.
#include "support/failing_new.hpp"

#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <system_error>
#include <utility>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
  static inline std::atomic<int> alive = 0;
};
FEARLESS_UNSAFE_SEND(Counted);
FEARLESS_UNSAFE_STATIC(Counted);

namespace {

namespace thread = fearless::thread;
using fearless::Arc;

int nothing(const Counted&) { return 1; }

struct Call {
  Counted counted;
  int operator()(const Counted&) const { return 1; }
};

struct Shared {
  fearless::Mutex<int> rounds{0};
};
struct Work {
  Counted counted;
  void operator()(const Shared&, const thread::StopToken&) const {}
};

constexpr std::size_t too_much = SIZE_MAX / 4;

TEST(ThreadFault, AStackThatIsTooLargeIsAnError) {
  const long before = failing_new::alive;
  for (const std::size_t size : {too_much, SIZE_MAX - 1, SIZE_MAX}) {
    {
      const auto result = thread::Builder{}.name("never to be seen").stack_size(size).spawn(Call{}, Counted{});
      ASSERT_FALSE(result.has_value());
      EXPECT_TRUE(result.error());
      EXPECT_FALSE(result.error().message().empty());
    }
    EXPECT_EQ(Counted::alive.load(), 0);
    EXPECT_EQ(failing_new::alive.load(), before);
  }
}

// The scope goes on without it, and does not wait for it.
TEST(ThreadFault, AScopedStackThatIsTooLargeIsAnError) {
  const long before = failing_new::alive;
  std::atomic<int> ran{0};
  thread::scope([&](thread::Scope& s) {
    s.spawn([](std::atomic<int>& n) { ++n; }, std::ref(ran));
    const auto result = thread::Builder{}.stack_size(too_much).spawn_scoped(s, nothing, Counted{});
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(Counted::alive.load(), 0);
    s.spawn([](std::atomic<int>& n) { ++n; }, std::ref(ran));
  });
  EXPECT_EQ(ran.load(), 2);
  EXPECT_EQ(failing_new::alive.load(), before);
}

TEST(ThreadFault, ABuilderCanBeUsedAfterAnError) {
  auto builder = thread::Builder{};
  builder.stack_size(too_much);
  EXPECT_FALSE(builder.spawn(nothing, Counted{}).has_value());
  builder.stack_size(0);
  EXPECT_EQ(builder.spawn(nothing, Counted{}).value().join().value(), 1);
}

TEST(ThreadFault, ANameWithAZeroByteIsAnError) {
  const auto result = thread::Builder{}.name(std::string("a\0b", 3)).spawn(nothing, Counted{});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error(), std::errc::invalid_argument);
  EXPECT_EQ(Counted::alive.load(), 0);
}

// --- in a process that may have no thread more
// ---------------------------------------------------------------------------

// Whether `start` throws the system's error, or says it, and leaves nothing behind.
template <class Start>
bool refused(const char* what, Start start) {
  const long before = failing_new::alive;
  bool right = false;
  try {
    right = !start();
  } catch (const std::system_error& error) {
    right = error.code() == std::errc::resource_unavailable_try_again;
  }
  const bool clean = Counted::alive == 0 && failing_new::alive == before;
  if (!right) std::fprintf(stderr, "%s: started, or another error\n", what);
  if (!clean) std::fprintf(stderr, "%s: something is left\n", what);
  return right && clean;
}

// In a child, which tells by its exit status: 0 if all is well, 77 if the limit has no effect here.
int without_threads() {
  const auto shared = Arc<Shared>::make();
  static_cast<void>(thread::current());
  // The limit does not bind the superuser.
  if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 77;
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_NPROC, &none) != 0) return 77;
  pthread_t probe{};
  if (::pthread_create(&probe, nullptr, [](void*) -> void* { return nullptr; }, nullptr) == 0) {
    ::pthread_join(probe, nullptr);
    return 77;
  }

  int wrong = 0;
  const auto check = [&](const char* what, auto start) { wrong += refused(what, start) ? 0 : 1; };
  check("spawn", [] { return thread::spawn(nothing, Counted{}).join().has_value(); });
  check("Builder", [] { return thread::Builder{}.name("x").spawn(Call{}, Counted{}).has_value(); });
  check("Scope::spawn", [] {
    thread::scope([](thread::Scope& s) { s.spawn(nothing, Counted{}); });
    return true;
  });
  check("spawn_scoped", [] {
    return thread::scope(
        [](thread::Scope& s) { return thread::Builder{}.spawn_scoped(s, Call{}, Counted{}).has_value(); });
  });
  check("Worker", [&] {
    const thread::Worker worker(shared, Work{});
    return true;
  });
  if (shared.strong_count() != 1) ++wrong;
  return wrong;
}

TEST(ThreadFault, AProcessThatMayHaveNoThreadMore) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) ::_exit(without_threads());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status)) << "the child was ended by signal " << WTERMSIG(status);
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "SKIPPED: RLIMIT_NPROC has no effect here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
