// SPDX-License-Identifier: MIT
// Sleeping on one word in several groups, so that waking one of a group wakes none of another.
#pragma once

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>

#include <cstdint>
#include <limits>

namespace fearless::detail {

// Each group of sleepers is a bit.
enum class WaitSet : std::uint32_t { Readers = 1, Writers = 2 };

#if FEARLESS_DETAIL_LINUX_FUTEX

namespace futex {
inline void call_of(const FutexWord& word, int operation, std::uint32_t value, WaitSet group) noexcept {
  const int before = errno;
  ::syscall(call_number, static_cast<const void*>(&word), operation | FUTEX_PRIVATE_FLAG, value, nullptr, nullptr,
            static_cast<std::uint32_t>(group));
  errno = before;
}
}  // namespace futex

// Waits while `word` holds `expected`, until its group is woken, or for nothing.
inline void futex_wait_in(WaitSet group, const FutexWord& word, std::uint32_t expected) noexcept {
  futex::call_of(word, FUTEX_WAIT_BITSET, expected, group);
}
// Wakes one thread of the group, or all. Only the word's address counts.
inline void futex_wake_one_of(WaitSet group, const FutexWord& word) noexcept {
  futex::call_of(word, FUTEX_WAKE_BITSET, 1, group);
}
inline void futex_wake_all_of(WaitSet group, const FutexWord& word) noexcept {
  futex::call_of(word, FUTEX_WAKE_BITSET, std::numeric_limits<int>::max(), group);
}

#else

// Without groups everyone wakes, and looks again.
inline void futex_wait_in(WaitSet /*group*/, const FutexWord& word, std::uint32_t expected) noexcept {
  futex_wait(word, expected, Deadline::never());
}
inline void futex_wake_one_of(WaitSet /*group*/, const FutexWord& word) noexcept { futex_wake_all(word); }
inline void futex_wake_all_of(WaitSet /*group*/, const FutexWord& word) noexcept { futex_wake_all(word); }

#endif

}  // namespace fearless::detail
