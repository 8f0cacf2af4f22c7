// SPDX-License-Identifier: MIT
// A short wait that burns no more of the processor than it must: for a lock that will be free in a moment.
#pragma once

#include <fearless/detail/wait/parking.hpp>

#include <cstdint>

namespace fearless::detail {

// Lets the other thread of this core run, for some ten to hundred cycles.
inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#elif defined(__arm__)
  asm volatile("yield" ::: "memory");
#endif
}

// Waits twice as long each time, and says when it was enough. Even the first time is long, compared with what a lock is
// mostly held for: who looks rarely at a word leaves it, and its cache line, to those who use it. All of it together is
// some 450 pauses, less than it takes to wake a thread. A fiber does not wait like this: others could run.
class Backoff {
 public:
  // False, at once, when waiting has been long enough.
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
