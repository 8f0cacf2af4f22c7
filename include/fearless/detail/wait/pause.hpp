// SPDX-License-Identifier: MIT
// A short spin-wait for a lock that will soon be free, which uses as little of the processor as possible.
#pragma once

#include <fearless/detail/wait/parking.hpp>

#include <cstdint>

namespace fearless::detail {

// Lets the other hardware thread of this core run, for ten to a hundred cycles.
inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#elif defined(__arm__)
  asm volatile("yield" ::: "memory");
#endif
}

// Exponential back-off: each wait is twice as long as the one before, until the limit. Even the first wait is long
// compared with the time for which a lock is usually held: the less often a thread reads the word, the less it disturbs
// the threads that use its cache line. All waits together are some 450 pauses, which is less time than waking a thread
// takes. A fiber does not spin, since other fibers could run.
class Backoff {
 public:
  // Waits, and returns true. Returns false, without waiting, when the limit is reached.
  bool again() noexcept {
    if (rounds_ > limit) return false;
    for (std::uint32_t i = 0; i < (std::uint32_t{1} << rounds_); ++i) relax();
    ++rounds_;
    return true;
  }

 private:
  static constexpr std::uint32_t limit = 8;
  std::uint32_t rounds_ = parker_of_this_thread == nullptr ? 6 : limit + 1;
};

}  // namespace fearless::detail
