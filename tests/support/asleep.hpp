// SPDX-License-Identifier: MIT
// Whether another thread sleeps, as the system says it: so that a test need not guess when a thread has begun to wait.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <thread>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace asleep {

#if defined(__linux__)

// The system's number of the calling thread.
inline long this_thread() { return ::syscall(SYS_gettid); }

// The address of the word on which the thread sleeps, if it sleeps on one.
inline std::optional<std::uintptr_t> word_of(long thread) {
  // "202 0x7f…" while it is in a system call, "running" otherwise.
  std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/syscall");
  std::string number;
  std::string word;
  if (!(file >> number >> word)) return std::nullopt;
#if defined(SYS_futex)
  if (number != std::to_string(SYS_futex)) return std::nullopt;
#else
  if (number != std::to_string(SYS_futex_time64)) return std::nullopt;
#endif
  return static_cast<std::uintptr_t>(std::stoull(word, nullptr, 16));
}

// Whether the system says so at all.
inline bool is_told() {
  std::ifstream file("/proc/self/task/" + std::to_string(this_thread()) + "/syscall");
  std::string word;
  return static_cast<bool>(file >> word);
}

#else

inline long this_thread() { return 0; }
inline std::optional<std::uintptr_t> word_of(long /*thread*/) { return std::nullopt; }
inline bool is_told() { return false; }

#endif

// Returns when the thread sleeps on a word of the `size` bytes at `object`; or, with null, on the same word whenever it
// is looked at.
inline void wait_until(long thread, const void* object = nullptr, std::size_t size = 0) {
  const auto begin = reinterpret_cast<std::uintptr_t>(object);
  std::optional<std::uintptr_t> last;
  for (int looks = 0; looks < 3; std::this_thread::yield()) {
    const auto word = word_of(thread);
    if (!word.has_value()) {
      looks = 0;
    } else if (object != nullptr) {
      if (*word >= begin && *word < begin + size) return;
    } else {
      looks = word == last ? looks + 1 : 0;
    }
    last = word;
  }
}

}  // namespace asleep
