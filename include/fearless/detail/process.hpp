// SPDX-License-Identifier: MIT
// Identifies the process: a forked child does not have the other threads of its parent.
#pragma once

#include <atomic>

#include <pthread.h>

namespace fearless::detail {

// (There is one variable for all parts of a program that the linker joins. A part with a variable of its own counts
// forks itself.)
[[gnu::visibility("default")]] inline constinit std::atomic<unsigned> forks_seen{0};

// A number that is different in each child that was forked since the first call of this function. So it must be called
// before a thread starts, and be compared later. A fork handler counts, so that the kernel need not be asked. If the
// program forks by a direct system call, past the C library, this is not noticed.
inline unsigned this_process() noexcept {
  static const int watching =
      ::pthread_atfork(nullptr, nullptr, [] { forks_seen.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(watching);
  return forks_seen.load(std::memory_order_relaxed);
}

}  // namespace fearless::detail
