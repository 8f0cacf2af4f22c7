// SPDX-License-Identifier: MIT
// An operator new that counts what is alive and can be told to fail on this thread. For one source file of a program,
// and not under ThreadSanitizer, whose own cannot be replaced.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

namespace failing_new {

inline std::atomic<long> alive{0};        // blocks allocated and not yet freed, by any thread
inline thread_local long successes = -1;  // how many more allocations of this thread succeed before one fails; -1: all
inline thread_local bool struck = false;  // whether one has failed

inline void* allocate(std::size_t size, std::size_t align) {
  if (successes == 0) {
    struck = true;
    throw std::bad_alloc();
  }
  if (successes > 0) --successes;
  void* const block =
      align == 0 ? std::malloc(size == 0 ? 1 : size) : std::aligned_alloc(align, (size + align - 1) / align * align);
  if (block == nullptr) throw std::bad_alloc();
  alive.fetch_add(1, std::memory_order_relaxed);
  return block;
}

inline void release(void* block) noexcept {
  if (block == nullptr) return;
  alive.fetch_sub(1, std::memory_order_relaxed);
  std::free(block);
}

// While it lives, `n` allocations of this thread succeed, and every later one fails.
class Fail {
 public:
  explicit Fail(long n) noexcept {
    struck = false;
    successes = n;
  }
  Fail(const Fail&) = delete;
  Fail& operator=(const Fail&) = delete;
  ~Fail() { successes = -1; }
};

// Calls `operation(attempt)` with every allocation of this thread failing, then all but the first, and so on, until
// none is refused: how often one was. `attempt(part)` calls `part` under that rule; what is around it may allocate.
// After each time as much memory must be alive as before.
template <class Operation>
int at_every_allocation(Operation operation) {
  for (int n = 0;; ++n) {
    const long before = alive.load();
    bool refused = false;
    const auto attempt = [&](auto&& part) {
      try {
        const Fail fail(n);
        part();
      } catch (const std::bad_alloc&) {
        EXPECT_TRUE(struck) << "std::bad_alloc, and no allocation failed";
      }
      refused = refused || struck;
      return !struck;
    };
    operation(attempt);
    EXPECT_EQ(alive.load(), before) << "after " << n << " allocations";
    if (!refused || n == 1000) return n;
  }
}

}  // namespace failing_new

void* operator new(std::size_t size) { return failing_new::allocate(size, 0); }
void* operator new[](std::size_t size) { return failing_new::allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t align) {
  return failing_new::allocate(size, static_cast<std::size_t>(align));
}
void* operator new[](std::size_t size, std::align_val_t align) {
  return failing_new::allocate(size, static_cast<std::size_t>(align));
}
void operator delete(void* block) noexcept { failing_new::release(block); }
void operator delete[](void* block) noexcept { failing_new::release(block); }
void operator delete(void* block, std::size_t) noexcept { failing_new::release(block); }
void operator delete[](void* block, std::size_t) noexcept { failing_new::release(block); }
void operator delete(void* block, std::align_val_t) noexcept { failing_new::release(block); }
void operator delete[](void* block, std::align_val_t) noexcept { failing_new::release(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { failing_new::release(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { failing_new::release(block); }
