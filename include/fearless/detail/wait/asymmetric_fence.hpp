// SPDX-License-Identifier: MIT
// An asymmetric fence (P1202): a pair of fences. The light fence, on the frequent path, costs nothing at run time,
// because the heavy fence, on the rare path, does the work of both.
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

// One thread stores x, passes the light fence and loads y. Another thread stores y, passes the heavy fence and loads x.
// At least one of them sees the other's store, as with two sequentially consistent fences. The light fence only keeps
// the compiler from reordering the store and the load. The heavy fence (membarrier(2)) makes the system interrupt every
// processor that runs a thread of this program and execute a full fence there.
inline void asymmetric_fence_light() noexcept { std::atomic_signal_fence(std::memory_order_seq_cst); }

#if FEARLESS_DETAIL_MEMBARRIER

namespace membarrier {

inline bool call(int command) noexcept {
  const int before = errno;
  const bool done = ::syscall(SYS_membarrier, command, 0, 0) == 0;
  errno = before;
  return done;
}

// GCC warns that ThreadSanitizer does not support fences. That is harmless here: the data that the two sides exchange
// is also ordered by release and acquire operations.
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

// A program has to register before it uses membarrier(2). With one thread, registration takes no time; with several it
// takes milliseconds. While statics are initialised, there is most likely only one thread.
inline const bool asked = [] {
  registered.store(call(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED), std::memory_order_relaxed);
  return true;
}();

}  // namespace membarrier

// Whether the heavy fence is available. Once this returns true, it always returns true.
inline bool has_asymmetric_fence() noexcept { return membarrier::registered.load(std::memory_order_relaxed); }

// May be called only if the heavy fence is available. If the system then refuses it (a sandbox that the program has
// entered since may do that), the program ends: to continue without the fence would be a data race.
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
