// SPDX-License-Identifier: MIT
// Tests of readers that show their lock in a slot instead of counting themselves there. With pause points the slots
// open after a few reads.
#define FEARLESS_TEST_PAUSE_POINTS
#include <fearless/detail/lock/raw_rwlock.hpp>
#include <fearless/detail/lock/reader_slots.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::RwLock;
using fearless::RwLockReadGuard;
using fearless::RwLockWriteGuard;
using fearless::detail::RawRwLock;
using fearless::detail::ReaderSlots;

bool is_read_by_slot(const RawRwLock& lock) {
  fearless::detail::asymmetric_fence_heavy();
  return ReaderSlots::any_shows(*ReaderSlots::list(), &lock);
}

class RwLockSlots : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fearless::detail::has_asymmetric_fence()) GTEST_SKIP() << "this system has no membarrier";
  }
  void open(RawRwLock& lock) {
    for (int i = 0; i < 1000; ++i) {
      lock.read();
      const bool open = is_read_by_slot(lock);
      lock.read_done();
      if (open) return;
    }
    ADD_FAILURE() << "a thousand reads did not open the slots";
  }
};

TEST_F(RwLockSlots, OpenForALockThatIsOnlyRead) {
  RawRwLock lock;
  lock.read();
  EXPECT_FALSE(is_read_by_slot(lock));
  lock.read_done();
  open(lock);
  EXPECT_FALSE(is_read_by_slot(lock));
  lock.read();
  EXPECT_TRUE(is_read_by_slot(lock));
  lock.read_done();
  EXPECT_FALSE(is_read_by_slot(lock));
  ASSERT_TRUE(lock.try_read());
  EXPECT_TRUE(is_read_by_slot(lock));
  lock.read_done();
}

TEST_F(RwLockSlots, AreOpenForEveryThread) {
  RawRwLock lock;
  open(lock);
  std::thread([&] {
    lock.read();  // finds them open, and uses one the next time
    lock.read_done();
    lock.read();
    EXPECT_TRUE(is_read_by_slot(lock));
    lock.read_done();
  }).join();
}

TEST_F(RwLockSlots, AreClosedByAWriter) {
  RawRwLock lock;
  open(lock);
  lock.lock();
  EXPECT_FALSE(lock.try_read());
  lock.unlock();
  // What was measured decides how soon they open again, but not at once.
  for (int i = 0; i < 3; ++i) {
    lock.read();
    EXPECT_FALSE(is_read_by_slot(lock));
    lock.read_done();
  }
  open(lock);
  ASSERT_TRUE(lock.try_lock());
  EXPECT_FALSE(lock.try_read());
  lock.unlock();
  lock.read();
  EXPECT_FALSE(is_read_by_slot(lock));
  lock.read_done();
}

TEST_F(RwLockSlots, ReopenWhereWritesAreRare) {
  RawRwLock lock;
  for (int round = 0; round < 3; ++round) {
    open(lock);
    lock.lock();
    lock.downgrade();
    lock.read_done();
  }
}

TEST_F(RwLockSlots, AWriterWaitsForAReader) {
  for (int round = 0; round < 50; ++round) {
    RawRwLock lock;
    open(lock);
    lock.read();
    int number = 0;
    std::atomic<bool> begins{false};
    std::thread writer([&] {
      begins = true;
      lock.lock();
      number = 1;
      lock.unlock();
    });
    while (!begins) std::this_thread::yield();
    // Until the writer has closed the slots; then it looks for readers, and in some rounds sleeps.
    for (;;) {
      bool kept_out = false;
      std::thread([&] {
        kept_out = !lock.try_read();
        if (!kept_out) lock.read_done();
      }).join();
      if (kept_out) break;
    }
    EXPECT_EQ(number, 0);
    lock.read_done();
    writer.join();
    EXPECT_EQ(number, 1);
  }
}

TEST_F(RwLockSlots, AReaderMayReadAgainWhileAWriterWaits) {
  RawRwLock lock;
  open(lock);
  lock.read();
  ASSERT_TRUE(is_read_by_slot(lock));
  std::thread writer([&] {
    lock.lock();
    lock.unlock();
  });
  for (int i = 0; i < 200; ++i) {
    lock.read();
    std::this_thread::yield();
    lock.read_done();
  }
  lock.read_done();
  writer.join();
}

TEST_F(RwLockSlots, WritingWhatOneReadsIsAnError) {
  RawRwLock lock;
  open(lock);
  lock.read();
  ASSERT_TRUE(is_read_by_slot(lock));
  try {
    lock.lock();
    ADD_FAILURE() << "it was locked";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::resource_deadlock_would_occur);
  }
  EXPECT_FALSE(lock.try_lock());
  lock.read_done();
  EXPECT_TRUE(lock.try_lock());
  lock.unlock();
}

TEST_F(RwLockSlots, TryingToWriteLeavesThemOpen) {
  RawRwLock lock;
  open(lock);
  lock.read();
  ASSERT_TRUE(is_read_by_slot(lock));
  std::thread([&] { EXPECT_FALSE(lock.try_lock()); }).join();
  lock.read();
  EXPECT_TRUE(is_read_by_slot(lock));
  lock.read_done();
  lock.read_done();
}

TEST_F(RwLockSlots, AThreadMayReadMoreLocksThanItHasPlaces) {
  std::array<RawRwLock, 7> locks;
  for (RawRwLock& lock : locks) open(lock);
  for (const bool forwards : {true, false}) {
    for (RawRwLock& lock : locks) lock.read();
    for (std::size_t i = 0; i < locks.size(); ++i) {
      RawRwLock& lock = locks[forwards ? i : locks.size() - 1 - i];
      std::thread([&] { EXPECT_FALSE(lock.try_lock()); }).join();
      lock.read_done();
      std::thread([&] {
        EXPECT_TRUE(lock.try_lock());
        lock.unlock();
      }).join();
    }
    for (RawRwLock& lock : locks) open(lock);
  }
}

TEST_F(RwLockSlots, AGuardMayOutliveWhatTheThreadKeeps) {
  const RwLock lock(1);
  std::thread([&] {
    thread_local std::optional<RwLockReadGuard<int>>
        guard;  // made before the thread's places, and destroyed after them
    for (int i = 0; i < 1000; ++i) static_cast<void>(lock.read().value());
    guard.emplace(lock.read().value());
    EXPECT_FALSE(lock.try_write().has_value());
  }).join();
  EXPECT_TRUE(lock.try_write().has_value());
}

struct Pair {
  int a = 0;
  int b = 0;
};
void change(RwLockWriteGuard<Pair> guard) {
  ++guard->a;
  ++guard->b;
}

// Counts what other threads have done, so that one can wait until they did more.
class Progress {
 public:
  void step() noexcept { steps_.fetch_add(1, std::memory_order_relaxed); }
  void wait_for(int more) const noexcept {
    for (const int wanted = steps_.load() + more; steps_.load() < wanted;) std::this_thread::yield();
  }

 private:
  std::atomic<int> steps_{0};
};

// Readers that read a lock, and now and then once more, and `write` among them, again and again.
template <class F>
void expect_whole_values(int writes, F write) {
  const RwLock<Pair> lock(Pair{});
  Progress reads;
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 2; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; !done; ++i) {
        reads.step();
        const auto guard = lock.read().value();
        EXPECT_EQ(guard->a, guard->b);
        if (i % 7 != 0) continue;
        const auto again = lock.read().value();
        EXPECT_EQ(again->a, guard->a);
      }
    });
  }
  for (int i = 0; i < writes; ++i) {
    write(lock);
    if (i % 16 == 0) reads.wait_for(1200);  // which opens the slots
  }
  done = true;
  for (std::thread& each : readers) each.join();
}

TEST_F(RwLockSlots, WritersChangeWholeValues) {
  expect_whole_values(1000, [](const RwLock<Pair>& lock) { change(lock.write().value()); });
}

TEST_F(RwLockSlots, WritersThatTryChangeWholeValues) {
  expect_whole_values(1000, [](const RwLock<Pair>& lock) {
    if (auto guard = lock.try_write(); guard.has_value()) change(std::move(guard).value());
  });
}

TEST_F(RwLockSlots, StayOpenWhereWritersTryInVain) {
  // Readers come between the look at the slots and the lock's being taken, which is given back then.
  RawRwLock lock;
  open(lock);
  Progress reads;
  std::atomic<bool> done{false};
  std::thread reader([&] {
    while (!done) {
      lock.read();
      reads.step();
      lock.read_done();
    }
  });
  for (int i = 0; i < 3000; ++i) {
    if (lock.try_lock()) lock.unlock();
    if (i % 16 == 0) reads.wait_for(600);
  }
  done = true;
  reader.join();
  open(lock);
}

int read(const RwLock<int>& lock) {
  const auto guard = lock.read().value();
  return *guard;
}

TEST_F(RwLockSlots, AThreadThatEndsLeavesItsPlacesToTheNext) {
  const RwLock lock(1);
  ReaderSlots* first = nullptr;
  for (int i = 0; i < 20; ++i) {
    std::thread([&] {
      for (int k = 0; k < 20; ++k) EXPECT_EQ(read(lock), 1);
    }).join();
    ReaderSlots* const left = ReaderSlots::take();
    ASSERT_NE(left, nullptr);
    if (i == 0) first = left;
    EXPECT_EQ(left, first);
    EXPECT_TRUE(left->is_empty());
    left->give_back();
  }
}

TEST(RwLockSlotsDeathTest, AGuardReleasedByAnotherThreadEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        RawRwLock lock;
        lock.read();
        std::thread([&] { lock.read_done(); }).join();
      },
      "a thread released what another one locked");
}

}  // namespace
