// SPDX-License-Identifier: MIT
// A pair of fences of which the frequent one costs nothing, since the rare one makes up for it.
#pragma once

#include <fearless/detail/config.hpp>

#include <atomic>

#if defined(__linux__) && __has_include(<linux/membarrier.h>)
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#define FEARLESS_DETAIL_MEMBARRIER 1
#else
#define FEARLESS_DETAIL_MEMBARRIER 0
#endif

namespace fearless::detail {

// One thread stores x, passes the light fence and loads y; another stores y, passes the heavy one and loads x: at least
// one of them sees what the other stored, as with two sequentially consistent fences. The light one only binds the
// compiler. The heavy one has the system interrupt every processor that runs a thread of this program, which fences
// whatever that thread was about to do.
inline void asymmetric_fence_light() noexcept { std::atomic_signal_fence(std::memory_order_seq_cst); }

#if FEARLESS_DETAIL_MEMBARRIER

namespace membarrier {

inline bool call(int command) noexcept {
  const int before = errno;
  const bool done = ::syscall(SYS_membarrier, command, 0, 0) == 0;
  errno = before;
  return done;
}

// GCC warns that ThreadSanitizer does not see a fence. It need not: what the two sides hand each other is released and
// acquired, too.
inline void fence_this_thread() noexcept {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wtsan"
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
#pragma GCC diagnostic pop
#else
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

inline std::atomic<bool> registered{false};

// The system wants to be told beforehand. With one thread, which is most likely as long as there are statics to be
// made, that takes no time; later it takes milliseconds.
inline const bool asked = [] {
  registered.store(call(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED), std::memory_order_relaxed);
  return true;
}();

}  // namespace membarrier

// Whether there is a heavy fence. Once it says so, it does for good.
inline bool has_asymmetric_fence() noexcept { return membarrier::registered.load(std::memory_order_relaxed); }

// Only where there is one. Ends the program if the system refuses what it has granted before (a sandbox, entered since,
// may do that): to go on without the fence would be a data race.
inline void asymmetric_fence_heavy() noexcept {
  membarrier::fence_this_thread();
  if (!membarrier::call(MEMBARRIER_CMD_PRIVATE_EXPEDITED)) {
    fatal("fearless: the system has withdrawn membarrier(2), which locks are being held with");
  }
}

#else

inline bool has_asymmetric_fence() noexcept { return false; }
inline void asymmetric_fence_heavy() noexcept {}

#endif

}  // namespace fearless::detail
