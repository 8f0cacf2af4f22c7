// SPDX-License-Identifier: MIT
// Marks a place where one thread hands something to another. In tests that define FEARLESS_TEST_PAUSE_POINTS, a thread
// may pause there at random, so that other threads get in between. Otherwise it does nothing.
#pragma once

#if defined(FEARLESS_TEST_PAUSE_POINTS)
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#endif

namespace fearless::detail {

#if defined(FEARLESS_TEST_PAUSE_POINTS)

// The seed of the pauses of all threads: FEARLESS_PAUSE_SEED from the environment, or the time.
inline std::uint64_t pause_seed() noexcept {
  static const std::uint64_t seed = [] {
    if (const char* const given = std::getenv("FEARLESS_PAUSE_SEED"))
      return std::uint64_t{std::strtoull(given, nullptr, 10)};
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) % 1'000'000;
  }();
  return seed;
}

// Usually does nothing; otherwise yields, spins briefly or sleeps briefly. (Each thread has its own xorshift generator.
// The generators are numbered in the order of the threads' first pauses.)
inline void pause_point() noexcept {
  static std::atomic<std::uint64_t> threads{0};
  static thread_local std::uint64_t state = (pause_seed() + 1) * 0x9e37'79b9'7f4a'7c15 +
                                            threads.fetch_add(1, std::memory_order_relaxed) * 0xbf58'476d'1ce4'e5b9;
  state |= state == 0 ? 1 : 0;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  const std::uint64_t number = state >> 20;
  switch (number % 64) {
    case 0:
      std::this_thread::sleep_for(std::chrono::microseconds(number / 64 % 50));
      break;
    case 1:
    case 2:
    case 3:
    case 4:
      std::this_thread::yield();
      break;
    case 5:
    case 6:
    case 7:
    case 8:
      for (std::uint64_t spin = number / 64 % 500; spin != 0; --spin)
        std::atomic_signal_fence(std::memory_order_seq_cst);
      break;
    default:
      break;
  }
}

#else

inline void pause_point() noexcept {}

#endif

}  // namespace fearless::detail
