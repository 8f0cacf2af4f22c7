// SPDX-License-Identifier: MIT
// How much processor time a wait costs, on a machine that others use too.
#pragma once

#if defined(__linux__)

#include <time.h>

#include <algorithm>
#include <chrono>

namespace cpu_time {

// The processor time that this thread has used so far.
inline std::chrono::nanoseconds of_this_thread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// The least processor time, of at most five calls, that `wait` uses. A virtual machine also counts the time for which
// its host gave the processor to another, so one call can seem to use many milliseconds; but a wait that is really paid
// for with processor time uses it in every call. `enough` ends the calls early.
template <class Wait>
std::chrono::nanoseconds least(std::chrono::nanoseconds enough, const Wait& wait) {
  auto used = std::chrono::nanoseconds::max();
  for (int call = 0; call < 5 && used >= enough; ++call) {
    const auto before = of_this_thread();
    wait();
    used = std::min(used, of_this_thread() - before);
  }
  return used;
}

}  // namespace cpu_time

#endif
