// SPDX-License-Identifier: MIT
// The counts of an Arc's block: how many handles own and observe its value, on any threads.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/language.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>

#if defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define FEARLESS_DETAIL_TELLS_SINGLE_THREADED
#endif
#endif

namespace fearless {

template <class T>
class Arc;
template <class T>
class ArcWeak;

namespace detail {

// Whether the process certainly has only one thread. Then the counts can be changed without an atomic read-modify-write
// operation, which is what makes counting expensive.
inline bool is_single_threaded() noexcept {
#if defined(FEARLESS_DETAIL_TELLS_SINGLE_THREADED)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

// The counts of an Arc's block. Both are in one word, so that one load or one change covers both. All strong handles
// together own one of the weak counts. A handle that is destroyed releases what was written through it, and the thread
// that sees a count reach its end acquires that. (Memory orders are used and not fences, which ThreadSanitizer does not
// support.)
//
// The upper half is the strong count minus one. So the sign of the word after a change shows whether the last strong
// handle was dropped, or whether there are too many, and the processor need not return the old word.
class AtomicCounts {
 public:
  template <class T>
  using Owner = Arc<T>;
  template <class T>
  using Observer = ArcWeak<T>;

  static constexpr const char* moved_from = "fearless::Arc: used after it was moved from";

  // Relaxed: a new handle is copied from one that keeps the value alive, and does not by itself pass data to another
  // thread.
  void add_strong() noexcept {
    if (is_negative_after(one_strong, std::memory_order_relaxed)) [[unlikely]]
      too_many();
  }

  Dropped drop_strong() noexcept {
    if (!is_negative_after(-one_strong, std::memory_order_acq_rel)) return Dropped::one_of_several;
    const Both now = both_.load(std::memory_order_acquire);
    if (strong(now) != 0) too_many();  // and another thread is about to report that
    return weak(now) == 1 ? Dropped::last_handle : Dropped::last_owner;
  }

  // Acquire: the new owner sees what earlier owners wrote, for example through get_mut.
  bool try_add_strong() noexcept {
    Both now = both_.load(std::memory_order_relaxed);
    do {
      if (strong(now) == 0) return false;
      if (strong(now) >= max) too_many();
    } while (!both_.compare_exchange_weak(now, now + one_strong, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }

  void add_weak() noexcept {
    if (weak(add(one_weak, std::memory_order_relaxed)) > max) too_many();
  }
  void downgrade() noexcept { add_weak(); }

  // If one count is left, it is the caller's, and no other thread can reach the block.
  bool drop_weak() noexcept {
    if (weak(both_.load(std::memory_order_acquire)) == 1) return true;
    return weak(add(-one_weak, std::memory_order_acq_rel)) == 1;
  }

  // If both counts are one, the caller's handle is the only one, and others could only be made from it.
  bool is_unique() const noexcept { return both_.load(std::memory_order_acquire) == one_weak; }

  // Takes away the only strong count, so that no weak handle can be upgraded.
  bool claim() noexcept {
    Both now = both_.load(std::memory_order_relaxed);
    do {
      if (strong(now) != 1) return false;
    } while (!both_.compare_exchange_weak(now, now - one_strong, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }
  void unclaim() noexcept { add(one_strong, std::memory_order_release); }
  // Called while the strong count is claimed. No weak handle can be added then. If this misses that one was dropped, it
  // only costs a move.
  bool has_weak() const noexcept { return weak(both_.load(std::memory_order_acquire)) != 1; }

  std::size_t strong_count() const noexcept { return strong(both_.load(std::memory_order_relaxed)); }
  std::size_t weak_count() const noexcept { return weak(both_.load(std::memory_order_relaxed)) - 1; }

 private:
  using Both = std::uint64_t;
  static constexpr Both one_weak = 1;
  static constexpr Both one_strong = Both{1} << 32;
  static constexpr std::uint32_t strong(Both both) noexcept { return static_cast<std::uint32_t>(both >> 32) + 1; }
  static constexpr std::uint32_t weak(Both both) noexcept { return static_cast<std::uint32_t>(both); }

  // Half of the range. The other half is a margin: there cannot be so many threads between the addition and the check
  // that the count wraps around, or overflows into the other count.
  static constexpr std::uint32_t max = 0x8000'0000;
  [[noreturn]] static void too_many() noexcept { fatal("fearless::Arc: more than 2147483648 handles of one value"); }

  // Changes the counts, and returns the old ones.
  Both add(Both change, std::memory_order order) noexcept {
    if (is_single_threaded()) [[unlikely]]
      return add_alone(change);
    return both_.fetch_add(change, order);
  }
  // (If the sign of an addition's result is all that is used, as in the last line, a compiler emits an instruction that
  // returns no value from memory.)
  bool is_negative_after(Both change, std::memory_order order) noexcept {
    if (is_single_threaded()) [[unlikely]]
      return is_negative(add_alone(change) + change);
    return is_negative(both_.fetch_add(change, order) + change);
  }
  static constexpr bool is_negative(Both both) noexcept { return static_cast<std::int64_t>(both) < 0; }
  Both add_alone(Both change) noexcept {
    const Both before = both_.load(std::memory_order_acquire);
    both_.store(before + change, std::memory_order_release);
    return before;
  }

  std::atomic<Both> both_{one_weak};
};

}  // namespace detail

}  // namespace fearless
