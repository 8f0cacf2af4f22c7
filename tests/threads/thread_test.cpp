// SPDX-License-Identifier: MIT
// Tests of thread::spawn and JoinHandle, named after the behaviours that Rust's suite for std::thread checks.
#include <fearless/marker/values.hpp>
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <pthread.h>

#include "support/always_row.hpp"

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;
using fearless::Panic;

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<thread::JoinHandle<int>> && fearless::is_sync_v<thread::JoinHandle<int>>);
static_assert(fearless::is_send_v<thread::JoinHandle<int*>> && fearless::is_sync_v<thread::JoinHandle<int*>>);
static_assert(fearless::is_static_v<thread::JoinHandle<int>> && !fearless::is_thread_safe_v<thread::JoinHandle<int>>);
static_assert(fearless::is_send_v<Panic> && !fearless::is_sync_v<Panic> && fearless::is_static_v<Panic>);
static_assert(fearless::is_send_v<thread::Thread> && fearless::is_sync_v<thread::Thread>);
static_assert(fearless::is_send_v<thread::ThreadId> && fearless::is_sync_v<thread::ThreadId>);

// The shape.
static_assert(!std::is_copy_constructible_v<thread::JoinHandle<int>>);
static_assert(std::is_nothrow_move_constructible_v<thread::JoinHandle<int>>);
// An exception_ptr, which may have copies, is not Send; nor does it become so.
static_assert(!std::is_constructible_v<Panic, std::exception_ptr>);
template <class T>
concept MadeOfAnything = requires(std::exception_ptr exception) { T({}, exception); };
static_assert(!MadeOfAnything<Panic>);
static_assert(!std::is_copy_constructible_v<Panic> && std::is_nothrow_move_constructible_v<Panic>);
static_assert(std::is_same_v<decltype(thread::spawn([] {})), thread::JoinHandle<void>>);
static_assert(std::is_same_v<decltype(thread::spawn([] { return std::make_unique<int>(1); }).join()),
                             fearless::Result<std::unique_ptr<int>, Panic>>);
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::spawn, 1>::text) ==
              "fearless::thread::spawn: argument 1");
static_assert(std::string_view(fearless::rules::place::argument<fearless::rules::place::spawn, 12>::text) ==
              "fearless::thread::spawn: argument 12");

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

std::atomic<int> living{0};

struct Living {
  Living() { ++living; }
  Living(const Living&) { ++living; }
  Living(Living&&) noexcept { ++living; }
  Living& operator=(const Living&) = default;
  ~Living() { --living; }
};

}  // namespace

// Its rule lets it cross on every compiler: it holds nothing.
template <>
struct fearless::rules::row<Living> : AlwaysRow {};

namespace {

TEST(Thread, ArgumentsAreDestroyedBeforeItHasFinished) {
  auto handle = thread::spawn([](const Living&) {}, Living());
  while (!handle.is_finished()) thread::yield_now();
  EXPECT_EQ(living, 0);
  handle.join().unwrap();
}

TEST(Thread, ArgumentsOfAThreadThatThrowsAreDestroyed) {
  EXPECT_FALSE(thread::spawn([](const Living&) { throw 1; }, Living()).join().has_value());
  EXPECT_EQ(living, 0);
}

TEST(Thread, TheResultLivesUntilTheHandleIsGone) {
  {
    auto handle = thread::spawn([] { return Living(); });
    while (!handle.is_finished()) thread::yield_now();
    EXPECT_EQ(living, 1);
    {
      const auto result = handle.join();
      EXPECT_EQ(living, 1);
    }
    EXPECT_EQ(living, 0);
  }
  EXPECT_EQ(living, 0);
}

std::atomic<bool> thread_local_destroyed{false};
struct SetsAtThreadEnd {
  bool used = false;
  ~SetsAtThreadEnd() { thread_local_destroyed = true; }
};
thread_local SetsAtThreadEnd sets_at_thread_end;

TEST(Thread, ThreadLocalsAreDestroyedBeforeJoinReturns) {
  thread_local_destroyed = false;
  thread::spawn([] { sets_at_thread_end.used = true; }).join().unwrap();
  EXPECT_TRUE(thread_local_destroyed);
}

TEST(Thread, AnExceptionNobodyJoinsIsToldOnStderr) {
  // In a process of its own, started anew, because stderr belongs to all threads.
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto detach = [] {
    thread_local_destroyed = false;
    {
      const auto handle = thread::spawn([] {
        sets_at_thread_end.used = true;
        throw std::runtime_error("nobody joined");
      });
      while (!thread_local_destroyed) thread::yield_now();
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(detach(), testing::ExitedWithCode(0), "ended in an exception: nobody joined");
}

TEST(Thread, ThreadIds) {
  const auto mine = thread::id();
  EXPECT_EQ(mine, thread::id());
  EXPECT_EQ(mine, thread::current().id());
  auto handle = thread::spawn([] { return std::pair(thread::id().as_u64(), thread::current().id().as_u64()); });
  const auto seen = handle.thread().id();
  const auto [inside, current] = handle.join().unwrap();
  EXPECT_EQ(seen.as_u64(), inside);
  EXPECT_EQ(inside, current);
  EXPECT_NE(seen, mine);
  std::unordered_set<thread::ThreadId> ids{mine, seen, mine};
  EXPECT_EQ(ids.size(), 2U);
}

TEST(Thread, ThreadIdsAreNotUsedAgain) {
  std::unordered_set<std::uint64_t> ids;
  for (int i = 0; i < 20; ++i) ids.insert(thread::spawn([] { return thread::id().as_u64(); }).join().unwrap());
  EXPECT_EQ(ids.size(), 20U);
}

TEST(Thread, Sleep) {
  const auto start = std::chrono::steady_clock::now();
  thread::sleep(3ms);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 3ms);
  thread::sleep(0s);
  thread::sleep(-1h);
  thread::sleep(std::chrono::duration<double>(-1.0));
  thread::sleep(std::chrono::duration<double, std::milli>(0.5));
}

TEST(Thread, AvailableParallelism) { EXPECT_GE(thread::available_parallelism(), 1U); }

// glibc unwinds such a thread with GCC's library. A program of libc++ has LLVM's, and crashes with no help of fearless.
#if defined(__GLIBCXX__)
TEST(Thread, PthreadExitLeavesAPanic) {
  auto result = thread::spawn([](const Living&) { pthread_exit(nullptr); }, Living()).join();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(std::string(result.error().what()).find("the thread ended without a result"), 0U);
  EXPECT_EQ(living, 0);
}
#endif

struct ThrowsWhenCopied {
  ThrowsWhenCopied() = default;
  ThrowsWhenCopied(const ThrowsWhenCopied&) { throw std::runtime_error("copy"); }
  void operator()() const {}
};

}  // namespace

template <>
struct fearless::rules::row<ThrowsWhenCopied> : AlwaysRow {};

namespace {

TEST(Thread, ACopyThatThrowsIsThrownHere) {
  const ThrowsWhenCopied f;
  EXPECT_THROW(thread::spawn(f), std::runtime_error);
}

TEST(Thread, ManyThreads) {
  auto [tx, rx] = mpsc::channel<int>();
  std::vector<thread::JoinHandle<int>> handles;
  for (int i = 0; i < 16; ++i) {
    handles.push_back(thread::spawn(
        [](auto sender, int n) {
          sender.send(n).unwrap();
          return n;
        },
        tx, i));
  }
  {
    const auto last = std::move(tx);
  }
  int sent = 0;
  for (const int n : rx) sent += n;
  int joined = 0;
  for (auto& handle : handles) joined += handle.join().unwrap();
  EXPECT_EQ(sent, 120);
  EXPECT_EQ(joined, 120);
}

// Rust: test_unnamed_thread, test_named_thread, test_invalid_named_thread.
TEST(Thread, UnnamedThread) {
  EXPECT_EQ(thread::spawn([] { return thread::name().has_value(); }).join().unwrap(), false);
  EXPECT_EQ(thread::spawn([] {}).thread().name(), std::nullopt);
}

TEST(Thread, NamedThread) {
  auto handle = thread::Builder{}.name("ada lovelace").spawn([] { return thread::name(); }).value();
  EXPECT_EQ(handle.thread().name(), "ada lovelace");
  EXPECT_EQ(handle.join().unwrap(), "ada lovelace");
}

TEST(Thread, TheSystemKnowsTheName) {
  const auto ask = [] {
    std::string seen(16, ' ');
    pthread_getname_np(pthread_self(), seen.data(), seen.size());
    return seen.substr(0, seen.find('\0'));
  };
  EXPECT_EQ(thread::Builder{}.name("ada").spawn(ask).value().join().unwrap(), "ada");
  EXPECT_EQ(thread::Builder{}.name("a name of more bytes").spawn(ask).value().join().unwrap(), "a name of more ");
}

TEST(Thread, InvalidNamedThread) {
  const auto handle = thread::Builder{}.name(std::string("ada\0lovelace", 12)).spawn([] {});
  ASSERT_FALSE(handle.has_value());
  EXPECT_EQ(handle.error(), std::errc::invalid_argument);
}

TEST(Thread, TheMainThreadIsNamedMain) {
  EXPECT_EQ(thread::name(), "main");
  EXPECT_EQ(thread::current().id(), thread::id());
  std::optional<std::string> name = "none";
  std::thread([&] { name = thread::name(); }).join();
  EXPECT_EQ(name, std::nullopt);
}

TEST(Thread, BuilderCanBeUsedAgain) {
  thread::Builder builder;
  builder.name("twin").stack_size(1 << 20);
  auto a = builder.spawn([] { return thread::name(); }).value();
  auto b = builder.spawn([](int n) { return std::to_string(n) + thread::name().value(); }, 2).value();
  EXPECT_EQ(a.join().unwrap(), "twin");
  EXPECT_EQ(b.join().unwrap(), "2twin");
}

std::size_t stack_size_of_this_thread() {
  pthread_attr_t attributes;
  std::size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstacksize(&attributes, &size);
  pthread_attr_destroy(&attributes);
  return size;
}

TEST(Thread, StackSize) {
  const auto ask = [] { return stack_size_of_this_thread(); };
  // The small one first: glibc gives a thread the stack of one that ended, if it is large enough.
  EXPECT_LT(thread::Builder{}.stack_size(1'000'000).spawn(ask).value().join().unwrap(), 3'000'001U);
  EXPECT_GE(thread::Builder{}.stack_size(3'000'001).spawn(ask).value().join().unwrap(), 3'000'001U);
}

TEST(Thread, AStackThatIsTooLargeIsAResult) {
  for (const std::size_t size : {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 4}) {
    EXPECT_FALSE(thread::Builder{}.stack_size(size).spawn([](const Living&) {}, Living()).has_value()) << size;
    EXPECT_EQ(living, 0);
  }
}

// Rust: test_park_unpark_before, test_park_unpark_called_other_thread, test_park_timeout_*.
TEST(Thread, ParkUnparkBefore) {
  thread::current().unpark();
  thread::park();
  thread::current().unpark();
  thread::current().unpark();
  thread::park();
  const auto start = std::chrono::steady_clock::now();
  thread::park_timeout(2ms);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 2ms) << "two unparks are one token";
}

TEST(Thread, ParkUnparkCalledOtherThread) {
  for (int i = 0; i < 10; ++i) {
    auto handle = thread::spawn([](const thread::Thread& parked) { parked.unpark(); }, thread::current());
    thread::park();
    handle.join().unwrap();
  }
}

TEST(Thread, ParkTimeoutUnparkBefore) {
  thread::current().unpark();
  thread::park_timeout(std::chrono::hours::max());
  thread::current().unpark();
  thread::park_timeout(0s);
  thread::park_timeout(-1h);
}

TEST(Thread, ParkTimeoutUnparkCalledOtherThread) {
  auto handle = thread::spawn([](const thread::Thread& parked) { parked.unpark(); }, thread::current());
  thread::park_timeout(std::chrono::duration<double>(1e300));
  handle.join().unwrap();
}

TEST(Thread, UnparkThroughAHandle) {
  auto handle = thread::spawn([] { thread::park(); });
  handle.thread().unpark();
  handle.join().unwrap();
  handle.thread().unpark();
}

TEST(Thread, ParkHandsOverWhatWasDoneBeforeUnpark) {
  // A plain number: ThreadSanitizer sees if unpark did not order the two uses.
  int number = 0;
  auto handle = thread::spawn(
      [](fearless::UnsafeSend<int*> n) {
        thread::park();
        return **n;
      },
      fearless::unsafe_send(&number));
  number = 5;
  handle.thread().unpark();
  EXPECT_EQ(handle.join().unwrap(), 5);
}

std::atomic<std::uint64_t> seen_at_thread_end{0};
struct AsksAtThreadEnd {
  bool used = false;
  ~AsksAtThreadEnd() {
    seen_at_thread_end = thread::current().id().as_u64();
    thread::current().unpark();
    thread::park_timeout(1ns);
  }
};
thread_local AsksAtThreadEnd asks_at_thread_end;

TEST(Thread, ThreadLocalsMayAskWhoTheyRunOn) {
  auto handle = thread::spawn([] { asks_at_thread_end.used = true; });
  const auto number = handle.thread().id().as_u64();
  handle.join().unwrap();
  EXPECT_EQ(seen_at_thread_end, number);
  // A thread that fearless did not start, where it is the first to be destroyed.
  std::thread([] {
    asks_at_thread_end.used = true;
    static_cast<void>(thread::current());
  }).join();
  EXPECT_NE(seen_at_thread_end, number);
}

TEST(Thread, SleepUntil) {
  const auto moment = std::chrono::steady_clock::now() + 3ms;
  thread::sleep_until(moment);
  EXPECT_GE(std::chrono::steady_clock::now(), moment);
  thread::sleep_until(std::chrono::system_clock::time_point::min());
  const auto wall = std::chrono::system_clock::now() + 2ms;
  thread::sleep_until(wall);
  EXPECT_GE(std::chrono::system_clock::now(), wall);
}

}  // namespace

namespace {

// A Thread keeps the block, but not what the thread owned or left.
struct Noted {
  std::atomic<int>* alive;
  explicit Noted(std::atomic<int>& count) : alive(&count) { ++*alive; }
  Noted(const Noted& other) : alive(other.alive) { ++*alive; }
  Noted& operator=(const Noted&) = delete;
  ~Noted() { --*alive; }
};

}  // namespace

FEARLESS_UNSAFE_SEND(Noted);
FEARLESS_UNSAFE_STATIC(Noted);

namespace {

TEST(Thread, AThreadHandleKeepsNoResult) {
  std::atomic<int> alive{0};
  auto handle = thread::spawn([](Noted noted) { return noted; }, Noted(alive));
  const thread::Thread kept = handle.thread();
  while (!handle.is_finished()) thread::yield_now();
  EXPECT_EQ(alive.load(), 1);
  handle = thread::spawn([](Noted noted) { return noted; }, Noted(alive));
  // The first thread has no handle any more, and may still be about to end.
  while (alive.load() > 1) thread::yield_now();
  EXPECT_TRUE(handle.join().has_value());
  EXPECT_EQ(alive.load(), 0);
  EXPECT_EQ(kept.name(), std::nullopt);
  kept.unpark();
}

TEST(Thread, PanickingIsTrueInADestructorThatAnExceptionCalls) {
  bool inside = false;
  struct Asks {
    bool& answer;
    ~Asks() { answer = thread::panicking(); }
  };
  EXPECT_FALSE(thread::panicking());
  try {
    const Asks asks{inside};
    throw 1;
  } catch (int) {
    EXPECT_FALSE(thread::panicking());
  }
  EXPECT_TRUE(inside);
}

// Rust: unpark of a thread that has ended does nothing.
TEST(Thread, UnparkOfAThreadThatHasEnded) {
  auto handle = thread::spawn([] {});
  const thread::Thread ended = handle.thread();
  handle.join().unwrap();
  ended.unpark();
}

// Rust: "all operations performed by that thread happen before all operations that happen after join returns".
TEST(Thread, JoinSeesWhatTheThreadDid) {
  int plain = 0;
  auto handle = thread::spawn([](fearless::UnsafeSend<int*> place) { **place = 5; }, fearless::unsafe_send(&plain));
  handle.join().unwrap();
  EXPECT_EQ(plain, 5);
}

// Rust: the name and the identity are those that the handle tells, also after the end.
TEST(Thread, AHandleTellsTheSameAsTheThreadItself) {
  auto handle = thread::Builder{}.name("worker").spawn([] { return std::pair(thread::id(), thread::name()); }).unwrap();
  const thread::Thread told = handle.thread();
  const auto [id, name] = handle.join().unwrap();
  EXPECT_EQ(told.id(), id);
  EXPECT_EQ(told.name(), name);
  EXPECT_EQ(name, "worker");
}

// Rust: a parent's end does not end its child.
TEST(Thread, AChildOutlivesItsParent) {
  auto [tx, rx] = mpsc::channel<int>();
  auto [go, wait] = mpsc::channel<int>();
  auto parent = thread::spawn(
      [](mpsc::Sender<int> sender, mpsc::Receiver<int> receiver) {
        (void)thread::spawn(
            [](const mpsc::Sender<int>& s, const mpsc::Receiver<int>& r) { s.send(r.recv().unwrap() + 1).unwrap(); },
            std::move(sender), std::move(receiver));
      },
      std::move(tx), std::move(wait));
  parent.join().unwrap();
  go.send(1).unwrap();
  EXPECT_EQ(rx.recv().unwrap(), 2);
}

}  // namespace
