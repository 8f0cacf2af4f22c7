// SPDX-License-Identifier: MIT
// What would wait for itself is reported: who a thread is, for locks, and the error.
#pragma once

#include <fearless/detail/config.hpp>

#include <cstdint>
#include <system_error>

#include <pthread.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <atomic>
#endif

namespace fearless::detail {

// A value that no other living thread has: the address of an object of each thread's own.
inline const void* this_thread_mark() noexcept {
  static thread_local const char mark = 0;
  return &mark;
}

inline std::uint32_t& number_of_this_thread() noexcept {
  static thread_local std::uint32_t number = 0;
  return number;
}

// (Out of line: the callers are short.)
[[gnu::noinline]] inline std::uint32_t number_this_thread() noexcept {
#if defined(__linux__)
  // A forked child is a thread with another number, but has its parent's memory.
  static const int registered = ::pthread_atfork(nullptr, nullptr, [] { number_of_this_thread() = 0; });
  static_cast<void>(registered);
  return number_of_this_thread() = static_cast<std::uint32_t>(::syscall(SYS_gettid));
#else
  // Unique among the first 2^30 threads of a program.
  static std::atomic<std::uint32_t> last{0};
  std::uint32_t number = 0;
  while (number == 0) number = (last.fetch_add(1, std::memory_order_relaxed) + 1) & 0x3fff'ffffU;
  return number_of_this_thread() = number;
#endif
}

// A number that no other living thread of the program has: not 0, and less than 2^30, so that it fits into a lock's
// word beside two flags.
inline std::uint32_t this_thread_number() noexcept {
  const std::uint32_t number = number_of_this_thread();
  if (number != 0) [[likely]]
    return number;
  return number_this_thread();
}

// Reports what would wait forever for the thread it runs on. Rust leaves open whether that panics or never returns.
[[noreturn]] inline void raise_deadlock(const char* what) {
  raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), what));
}

}  // namespace fearless::detail
