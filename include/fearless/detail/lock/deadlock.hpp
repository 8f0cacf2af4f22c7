// SPDX-License-Identifier: MIT
// What would wait for itself is reported: who a thread is, for locks, and the error.
#pragma once

#include <fearless/detail/config.hpp>

#include <atomic>
#include <cstdint>
#include <system_error>

#if defined(__linux__)
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace fearless::detail {

// Fibers have numbers from here on, up to twice as much.
inline constexpr std::uint32_t first_number_of_fibers = std::uint32_t{1} << 28;

inline std::uint32_t& number_of_this_thread() noexcept {
  static thread_local std::uint32_t number = 0;
  return number;
}

// (Out of line: the callers are short.)
[[gnu::noinline]] inline std::uint32_t number_this_thread() noexcept {
#if defined(__linux__)
  // The thread that forks lives on in the child, where the system has another number for it, and holds there what it
  // held: so it keeps its own. The system may give the same number to one of the child's threads once the parent is
  // gone; that one takes a number that is none of the system's, which are below 2^22.
  static std::atomic<std::uint32_t> kept_over_fork{0};
  static const int registered = ::pthread_atfork(
      nullptr, nullptr, [] { kept_over_fork.store(number_of_this_thread(), std::memory_order_relaxed); });
  static_cast<void>(registered);
  auto number = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  if (number == kept_over_fork.load(std::memory_order_relaxed)) number |= std::uint32_t{1} << 29;
  return number_of_this_thread() = number;
#else
  // Unique among the first 2^28 threads of a program.
  static std::atomic<std::uint32_t> last{0};
  std::uint32_t number = 0;
  while (number == 0) number = (last.fetch_add(1, std::memory_order_relaxed) + 1) & (first_number_of_fibers - 1);
  return number_of_this_thread() = number;
#endif
}

// A number that no other living thread, or fiber, of the program has: not 0, and less than 2^30, so that it fits into a
// lock's word beside two flags.
inline std::uint32_t this_thread_number() noexcept {
  const std::uint32_t number = number_of_this_thread();
  if (number != 0) [[likely]]
    return number;
  return number_this_thread();
}

// What ends the program when a guard is destroyed by a thread that did not lock: after co_await, on a fiber that has
// moved, by a cast.
inline constexpr const char* released_by_another_thread = "fearless: a thread released what another one locked";

// Reports what would wait forever for the thread it runs on. Rust leaves open whether that panics or never returns.
[[noreturn]] inline void raise_deadlock(const char* what) {
  raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), what));
}

}  // namespace fearless::detail
