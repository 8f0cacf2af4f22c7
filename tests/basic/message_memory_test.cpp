// SPDX-License-Identifier: MIT
// Tests of the memory that messages take in channels, and of channels for which there is no more. (They replace the
// global allocation functions, as ThreadSanitizer does: so no name of a test that runs under it.)
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace memory {

std::atomic<std::size_t> held{0};
std::atomic<std::size_t> allocations{0};
int allocations_until_failure = 0;

void* allocate(std::size_t size, std::size_t alignment) {
  if (allocations_until_failure > 0 && --allocations_until_failure == 0) throw std::bad_alloc();
  void* const p = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (p == nullptr) throw std::bad_alloc();
  ++allocations;
#if defined(__GLIBC__)
  held += malloc_usable_size(p);
#endif
  return p;
}
void release(void* p) noexcept {
#if defined(__GLIBC__)
  if (p != nullptr) held -= malloc_usable_size(p);
#endif
  std::free(p);
}

}  // namespace memory

void* operator new(std::size_t size) { return memory::allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return memory::allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* p) noexcept { memory::release(p); }
void operator delete(void* p, std::size_t) noexcept { memory::release(p); }
void operator delete(void* p, std::align_val_t) noexcept { memory::release(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { memory::release(p); }

namespace {

namespace mpsc = fearless::mpsc;
using MoveOnly = std::unique_ptr<int>;

template <class T>
void gone(T&& end) {
  const std::remove_cvref_t<T> taken(std::forward<T>(end));
}

#if defined(__GLIBC__)
TEST(MessageMemory, OfAnIdleChannelIsSmall) {
  const std::size_t before = memory::held;
  auto [tx, rx] = mpsc::channel<int>();
  EXPECT_LE(memory::held - before, 512U);
  tx.send(1).unwrap();
  EXPECT_LE(memory::held - before, 1024U);
}

TEST(MessageMemory, ComesBackAfterABurst) {
  constexpr std::size_t count = 200'000;
  const std::size_t before = memory::held;
  auto [tx, rx] = mpsc::channel<int>();
  for (int burst = 0; burst < 3; ++burst) {
    for (std::size_t i = 0; i < count; ++i) tx.send(1).unwrap();
    EXPECT_LE(memory::held - before, count * 9 + 8192);
    for (std::size_t i = 0; i < count; ++i) static_cast<void>(rx.recv().unwrap());
    EXPECT_LE(memory::held - before, 8192U) << "at most the block in use, a spare one and the channel";
  }
  for (std::size_t i = 0; i < count; ++i) tx.send(1).unwrap();
  gone(std::move(rx));
  EXPECT_LE(memory::held - before, 512U) << "a closed channel keeps nothing";
  gone(std::move(tx));
  EXPECT_EQ(memory::held, before);
}
#endif

TEST(MessageMemory, ASteadyStreamAllocatesNothing) {
  auto [tx, rx] = mpsc::channel<int>();
  auto [sync_tx, sync_rx] = mpsc::sync_channel<int>(3);
  const auto stream = [&, &t = tx, &r = rx, &st = sync_tx, &sr = sync_rx] {
    for (int i = 0; i < 10'000; ++i) {
      t.send(i).unwrap();
      st.send(i).unwrap();
      static_cast<void>(r.recv().unwrap());
      static_cast<void>(sr.recv().unwrap());
    }
  };
  stream();
  const std::size_t before = memory::allocations;
  stream();
  EXPECT_EQ(memory::allocations, before);
}

TEST(MessageMemory, WithoutMoreOfItASendThrowsAndTheChannelGoesOn) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  int sent = 0;
  int failed = 0;
  for (int i = 0; i < 700; ++i) {
    auto value = std::make_unique<int>(sent);
    memory::allocations_until_failure = 1;
    try {
      tx.send(std::move(value)).unwrap();
      ++sent;
    } catch (const std::bad_alloc&) {
      ++failed;
      ASSERT_NE(value, nullptr) << "it stays with its owner";
      tx.send(std::move(value)).unwrap();
      ++sent;
    }
    memory::allocations_until_failure = 0;
  }
  EXPECT_GE(failed, 4) << "one for each block";
  for (int i = 0; i < sent; ++i) ASSERT_EQ(*rx.recv().unwrap(), i);
}

TEST(MessageMemory, AVectorThatCannotGrowLosesNothing) {
  auto [tx, rx] = mpsc::channel<MoveOnly>();
  for (int i = 0; i < 20; ++i) tx.send(std::make_unique<int>(i)).unwrap();
  std::vector<MoveOnly> values;
  values.reserve(5);
  memory::allocations_until_failure = 1;
  EXPECT_THROW(rx.recv_many(values, 20), std::bad_alloc);
  EXPECT_EQ(values.size(), 5U);
  EXPECT_EQ(rx.recv_many(values, 20), 15U);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(*values[static_cast<std::size_t>(i)], i);
}

}  // namespace
