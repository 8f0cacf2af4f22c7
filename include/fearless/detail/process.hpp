// SPDX-License-Identifier: MIT
// Which process this is: in a child made by fork, the other threads of its parent are not there.
#pragma once

#include <atomic>

#include <pthread.h>

namespace fearless::detail {

// (One for all parts of a program, as far as the linker joins them; where each has its own, each counts its own.)
[[gnu::visibility("default")]] inline constinit std::atomic<unsigned> forks_seen{0};

// A number that is another one in each child that was forked since this was first called: so call it before a thread
// starts, and compare later. The kernel is not asked, since a handler counts; children that the system call makes,
// past the C library, do not show.
inline unsigned this_process() noexcept {
  static const int watching =
      ::pthread_atfork(nullptr, nullptr, [] { forks_seen.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(watching);
  return forks_seen.load(std::memory_order_relaxed);
}

}  // namespace fearless::detail
