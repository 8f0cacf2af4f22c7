// SPDX-License-Identifier: MIT
// What would wait for itself is reported: who a thread is, for locks, and the error.
#pragma once

#include <fearless/detail/config.hpp>

#include <system_error>

namespace fearless::detail {

// A value that no other living thread has: the address of an object of each thread's own.
inline const void* this_thread_mark() noexcept {
  static thread_local const char mark = 0;
  return &mark;
}

// Reports what would wait forever for the thread it runs on. Rust leaves open whether that panics or never returns.
[[noreturn]] inline void raise_deadlock(const char* what) {
  raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), what));
}

}  // namespace fearless::detail
