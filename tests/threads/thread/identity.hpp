// SPDX-License-Identifier: MIT
// Who a thread is: its number, its name and its stack; sleeping and parking.
#pragma once

#include "threads/thread/thread.hpp"

namespace {

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
