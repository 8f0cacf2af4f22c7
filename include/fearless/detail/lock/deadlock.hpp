// SPDX-License-Identifier: MIT
// How the locks identify a thread, and the error that they report if a thread would wait for itself.
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

// Fibers are numbered from here, up to twice this number.
inline constexpr std::uint32_t first_number_of_fibers = std::uint32_t{1} << 28;

inline std::uint32_t& number_of_this_thread() noexcept {
  static thread_local std::uint32_t number = 0;
  return number;
}

// (This function is not inlined, so that its callers stay short.)
[[gnu::noinline]] inline std::uint32_t number_this_thread() noexcept {
#if defined(__linux__)
  // After a fork, the thread that called it continues in the child. It still holds its locks there, but the system
  // gives it another number. So it keeps its old number. Once the parent is gone, the system may give that number to a
  // thread of the child. Such a thread takes a number above 2^22 instead, which the system never uses.
  static std::atomic<std::uint32_t> kept_over_fork{0};
  static const int registered = ::pthread_atfork(
      nullptr, nullptr, [] { kept_over_fork.store(number_of_this_thread(), std::memory_order_relaxed); });
  static_cast<void>(registered);
  auto number = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  if (number == kept_over_fork.load(std::memory_order_relaxed)) number |= std::uint32_t{1} << 29;
  return number_of_this_thread() = number;
#else
  // The number is unique among the first 2^28 threads of a program.
  static std::atomic<std::uint32_t> last{0};
  std::uint32_t number = 0;
  while (number == 0) number = (last.fetch_add(1, std::memory_order_relaxed) + 1) & (first_number_of_fibers - 1);
  return number_of_this_thread() = number;
#endif
}

// A number that no other living thread or fiber of the program has. It is not 0, and it is less than 2^30, so that it
// fits into the word of a lock beside two flags.
inline std::uint32_t this_thread_number() noexcept {
  const std::uint32_t number = number_of_this_thread();
  if (number != 0) [[likely]]
    return number;
  return number_this_thread();
}

// The message with which the program ends if a thread destroys a guard that another thread created: after a co_await,
// on a fiber that has moved to another thread, or by a cast.
inline constexpr const char* released_by_another_thread = "fearless: a thread released what another one locked";

// Reports that the calling thread would wait for itself forever. Rust leaves open whether such a call panics or never
// returns.
[[noreturn]] inline void raise_deadlock(const char* what) {
  raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), what));
}

}  // namespace fearless::detail
