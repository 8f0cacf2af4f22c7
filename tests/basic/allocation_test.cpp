// SPDX-License-Identifier: MIT
// How often starting a thread allocates: no more often than std::thread. (No sanitizer: those replace operator new.)
#include <fearless/std/functional.hpp>
#include <fearless/thread.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <new>
#include <thread>
#include <utility>

namespace {

std::atomic<int> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

namespace thread = fearless::thread;

template <class F>
int allocations_of(const F& f) {
  f();  // what is allocated once is allocated now
  const int before = allocations.load();
  f();
  return allocations.load() - before;
}

struct Big {
  long numbers[16] = {};
};

TEST(Allocation, SpawnAllocatesOnceAsStdThreadDoes) {
  const int theirs = allocations_of([] { std::thread([](Big) {}, Big{}).join(); });
  const int ours = allocations_of([] { EXPECT_TRUE(thread::spawn([](Big) {}, Big{}).join().has_value()); });
  EXPECT_EQ(ours, 1);
  EXPECT_LE(ours, theirs);
}

TEST(Allocation, TheResultIsInTheSameBlock) {
  EXPECT_EQ(allocations_of([] { EXPECT_EQ(thread::spawn([] { return Big{}; }).join().value().numbers[0], 0); }), 1);
}

TEST(Allocation, AskingForTheThreadAllocatesNothing) {
  EXPECT_EQ(allocations_of([] {
              auto handle = thread::spawn([] { thread::park(); });
              handle.thread().unpark();
              EXPECT_TRUE(handle.join().has_value());
            }),
            1);
}

TEST(Allocation, AScopeAllocatesOnceForItselfAndOnceForEachThread) {
  int value = 1;
  EXPECT_EQ(allocations_of([&] {
              thread::scope([&](thread::Scope& s) {
                for (int i = 0; i < 4; ++i) s.spawn([](const int& v) { return v; }, std::cref(value));
              });
            }),
            5);
}

TEST(Allocation, AJoinedScopedThreadAllocatesNoMore) {
  EXPECT_EQ(allocations_of([] {
              thread::scope([](thread::Scope& s) { EXPECT_EQ(s.spawn([] { return 3; }).join().value(), 3); });
            }),
            2);
}

}  // namespace
