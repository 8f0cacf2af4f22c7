// SPDX-License-Identifier: MIT
// What the C library's allocator has handed out: the same question for every library, and for Rust.
#pragma once

#include <cstddef>
#include <vector>

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

// Heap bytes of each of 10000 things; make(i) makes one.
template <class Make>
double heap_bytes_each(Make make) {
  std::vector<decltype(make(0))> made;
  made.reserve(10'000);
  const double before = heap_bytes();
  while (made.size() < made.capacity()) made.push_back(make(made.size()));
  return (heap_bytes() - before) / static_cast<double>(made.size());
}

}  // namespace bench
