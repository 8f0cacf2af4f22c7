// SPDX-License-Identifier: MIT
// What the C library's allocator has handed out: the same question for every library, and for Rust.
#pragma once

#include <cstddef>

#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 33)
#include <malloc.h>
#define FEARLESS_BENCH_HAS_HEAP 1
#endif
#endif

namespace bench {

#ifdef FEARLESS_BENCH_HAS_HEAP
inline constexpr bool has_heap = true;
inline double heap_bytes() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}
#else
inline constexpr bool has_heap = false;
inline double heap_bytes() { return 0; }
#endif

}  // namespace bench
