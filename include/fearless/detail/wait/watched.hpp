// SPDX-License-Identifier: MIT
// Whether ThreadSanitizer is active, and where it observes memory accesses although a lock has told it to ignore them.
#pragma once

#include <utility>

#if defined(__SANITIZE_THREAD__)
#define FEARLESS_DETAIL_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define FEARLESS_DETAIL_TSAN 1
#endif
#endif
// FEARLESS_NO_TSAN_LOCKS shows ThreadSanitizer only the atomic operations, to check that their memory orders suffice.
#if defined(FEARLESS_DETAIL_TSAN) && !defined(FEARLESS_NO_TSAN_LOCKS) && __has_include(<sanitizer/tsan_interface.h>)
#define FEARLESS_DETAIL_TSAN_LOCKS 1
#include <sanitizer/tsan_interface.h>
#else
#define FEARLESS_DETAIL_TSAN_LOCKS 0
#endif

namespace fearless::detail {

#if FEARLESS_DETAIL_TSAN_LOCKS

// How many locks are inside a section in which ThreadSanitizer ignores memory accesses on this thread.
[[gnu::visibility("default")]] inline constinit thread_local unsigned locks_at_work = 0;

// Makes ThreadSanitizer observe memory accesses again within such a section, for code that is not part of the lock,
// such as other fibers.
class Watched {
 public:
  Watched() noexcept : at_work_(std::exchange(locks_at_work, 0U)) {
    for (unsigned i = 0; i < at_work_; ++i) __tsan_mutex_pre_divert(this, 0);
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() {
    for (unsigned i = 0; i < at_work_; ++i) __tsan_mutex_post_divert(this, 0);
    locks_at_work = at_work_;
  }

 private:
  const unsigned at_work_;
};

#else

struct Watched {
  Watched() noexcept {}  // NOLINT(modernize-use-equals-default): or it would be an unused variable
};

#endif

}  // namespace fearless::detail
