// SPDX-License-Identifier: MIT
// Sleeping until a word changes: the futex on Linux, a table of condition variables elsewhere. A fiber waits through
// its scheduler instead.
#pragma once

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/watched.hpp>

#include <atomic>
#include <cstdint>

// FEARLESS_PORTABLE_FUTEX selects the table on Linux, too, so that it can be tested there.
#if defined(__linux__) && !defined(FEARLESS_PORTABLE_FUTEX)
#define FEARLESS_DETAIL_LINUX_FUTEX 1
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <limits>
#else
#define FEARLESS_DETAIL_LINUX_FUTEX 0
#include <fearless/detail/wait/wait_until.hpp>

#include <condition_variable>
#include <cstddef>
#include <mutex>
#endif

namespace fearless::detail {

#if FEARLESS_DETAIL_LINUX_FUTEX

namespace futex {

// The timeout that the system call reads: two longs, whatever the width of time_t is.
struct Span {
  long seconds;
  long nanoseconds;
};

#ifdef SYS_futex
inline constexpr long call_number = SYS_futex;
#else
inline constexpr long call_number = SYS_futex_time64;  // a 32-bit system that never had a 32-bit time_t
struct WideSpan {
  long long seconds;
  long long nanoseconds;
};
#endif

// Returns the result of the system call, or the error as a negative number. errno is preserved, as std::mutex does.
inline long call(const FutexWord& word, int operation, std::uint32_t value, const void* span) noexcept {
  const int before = errno;
  const long result =
      syscall(call_number, static_cast<const void*>(&word), operation | FUTEX_PRIVATE_FLAG, value, span, nullptr, 0);
  const long answer = result < 0 ? -long{errno} : result;
  errno = before;
  return answer;
}

// Puts the thread to sleep. The timeout is relative (to the monotonic clock), since steady_clock may have another epoch
// than the system's clock.
inline bool sleep(const FutexWord& word, std::uint32_t expected, const Deadline& deadline) noexcept {
  if (deadline.is_never()) {
    call(word, FUTEX_WAIT, expected, nullptr);
    return true;
  }
  const auto left = deadline.sleep();
  if (left.count() <= 0) return false;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
#ifdef SYS_futex
  using Timeout = Span;
#else
  using Timeout = WideSpan;
#endif
  using Number = decltype(Timeout::seconds);
  // A timeout that is too long for a 32-bit system ends early, and so does a wait for an adjustable clock. Both are
  // spurious wake-ups, after which the caller checks again.
  const auto whole = smaller<std::int64_t>(seconds.count(), std::numeric_limits<Number>::max());
  const Timeout span{static_cast<Number>(whole), static_cast<Number>((left - seconds).count())};
  return call(word, FUTEX_WAIT, expected, &span) != -ETIMEDOUT || deadline.left().count() > 0;
}

// Wakes one thread, or all. `wake_one` returns whether it is known to have woken a thread.
inline bool wake_one(const FutexWord& word) noexcept { return call(word, FUTEX_WAKE, 1, nullptr) > 0; }
inline void wake_all(const FutexWord& word) noexcept {
  call(word, FUTEX_WAKE, std::numeric_limits<int>::max(), nullptr);
}

}  // namespace futex

#else

namespace futex {

// Words that share a bucket cause spurious wake-ups for each other.
struct Bucket {
  std::mutex mutex;
  std::condition_variable woken;
};

inline Bucket& bucket_of(const FutexWord& word) noexcept {
  static constexpr std::size_t count = 64;
  // The buckets are never destroyed: a thread may still wait while the program's statics are destroyed.
  static Bucket* const buckets = new Bucket[count];
  const auto address = reinterpret_cast<std::uintptr_t>(&word);
  return buckets[(address / 64 ^ address / 4) % count];
}

// Puts the thread to sleep.
inline bool sleep(const FutexWord& word, std::uint32_t expected, const Deadline& deadline) noexcept {
  if (deadline.is_now()) return false;
  Bucket& bucket = bucket_of(word);
  std::unique_lock lock(bucket.mutex);
  if (word.load(std::memory_order_relaxed) != expected) return true;
  return wait_once(bucket.woken, lock, deadline);
}

// Wakes all threads. The caller has changed the word. Taking the mutex here makes sure that no waiter is between its
// check of the word and its sleep.
inline void wake_all(const FutexWord& word) noexcept {
  Bucket& bucket = bucket_of(word);
  {
    const std::lock_guard lock(bucket.mutex);
  }
  bucket.woken.notify_all();
}
inline bool wake_one(const FutexWord& word) noexcept {
  wake_all(word);
  return false;
}

}  // namespace futex

#endif

// Waits while `word` holds `expected`: until it is woken, until the deadline, or until a spurious wake-up. Returns
// false only if the deadline has passed.
inline bool futex_wait(const FutexWord& word, std::uint32_t expected, const Deadline& deadline) noexcept {
  if (const Parker* const parker = parker_of_this_thread) [[unlikely]]
    return parker->wait(word, expected, Parked::any_group, deadline);
  return futex::sleep(word, expected, deadline);
}

namespace futex {

// Wakes the carrier thread of a fiber that has become ready.
inline constexpr auto ring = [](const FutexWord& bell) noexcept { wake_one(bell); };

// Called if fibers may wait on the word as well as threads.
inline void wake_one_of_both(const FutexWord& word) noexcept {
  if (ParkingLot::is_turn_of_threads(word) && wake_one(word)) return;
  if (!ParkingLot::wake_one(word, Parked::any_group, ring)) wake_one(word);
}

}  // namespace futex

// Wakes one of those that wait on the word, or all. Only the address of the word is used: the word may have been
// destroyed, in which case a new object at that address gets at most a spurious wake-up.
[[gnu::noinline]] inline void futex_wake_one(const FutexWord& word) noexcept {
  const Watched watched;
  if (ParkingLot::has(word)) [[unlikely]] {
    futex::wake_one_of_both(word);
  } else {
    futex::wake_one(word);
  }
}
[[gnu::noinline]] inline void futex_wake_all(const FutexWord& word) noexcept {
  const Watched watched;
  if (ParkingLot::has(word)) [[unlikely]]
    ParkingLot::wake_all(word, Parked::any_group, futex::ring);
  futex::wake_all(word);
}

}  // namespace fearless::detail
