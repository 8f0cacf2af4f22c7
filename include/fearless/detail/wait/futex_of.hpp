// SPDX-License-Identifier: MIT
// Sleeping on one word in several groups, so that waking one group does not wake another.
#pragma once

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/watched.hpp>

#include <cstdint>
#include <limits>

namespace fearless::detail {

// Each group of sleepers is one bit.
enum class WaitSet : std::uint32_t { Readers = 1, Writers = 2 };

#if FEARLESS_DETAIL_LINUX_FUTEX

namespace futex {
inline long call_of(const FutexWord& word, int operation, std::uint32_t value, WaitSet group) noexcept {
  const int before = errno;
  const long result = ::syscall(call_number, static_cast<const void*>(&word), operation | FUTEX_PRIVATE_FLAG, value,
                                nullptr, nullptr, static_cast<std::uint32_t>(group));
  errno = before;
  return result;
}
}  // namespace futex

// Waits while `word` holds `expected`, until the group is woken, or until a spurious wake-up.
inline void futex_wait_in(WaitSet group, const FutexWord& word, std::uint32_t expected) noexcept {
  if (const Parker* const parker = parker_of_this_thread) [[unlikely]] {
    parker->wait(word, expected, static_cast<std::uint32_t>(group), Deadline::never());
  } else {
    futex::call_of(word, FUTEX_WAIT_BITSET, expected, group);
  }
}
// Wakes one of the group, or all. Only the address of the word is used.
inline void futex_wake_one_of(WaitSet group, const FutexWord& word) noexcept {
  const Watched watched;
  const auto wake_thread = [&] { return futex::call_of(word, FUTEX_WAKE_BITSET, 1, group) > 0; };
  if (ParkingLot::has(word)) [[unlikely]] {
    if (ParkingLot::is_turn_of_threads(word) && wake_thread()) return;
    if (ParkingLot::wake_one(word, static_cast<std::uint32_t>(group), futex::ring)) return;
  }
  wake_thread();
}
inline void futex_wake_all_of(WaitSet group, const FutexWord& word) noexcept {
  const Watched watched;
  if (ParkingLot::has(word)) [[unlikely]]
    ParkingLot::wake_all(word, static_cast<std::uint32_t>(group), futex::ring);
  futex::call_of(word, FUTEX_WAKE_BITSET, std::numeric_limits<int>::max(), group);
}

#else

// The portable futex has no groups: all waiters wake up and check again.
inline void futex_wait_in(WaitSet /*group*/, const FutexWord& word, std::uint32_t expected) noexcept {
  futex_wait(word, expected, Deadline::never());
}
inline void futex_wake_one_of(WaitSet /*group*/, const FutexWord& word) noexcept { futex_wake_all(word); }
inline void futex_wake_all_of(WaitSet /*group*/, const FutexWord& word) noexcept { futex_wake_all(word); }

#endif

}  // namespace fearless::detail
