// SPDX-License-Identifier: MIT
// Threads that sleep until there is room for one of them.
#pragma once

#include <fearless/detail/wait/asymmetric_fence.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/waiting.hpp>

#include <atomic>
#include <cstdint>

namespace fearless::detail {

// Sleepers are counted, not listed: whoever makes room takes one off the count and leaves a token, which any sleeper
// may take. So there are as many sleepers as `waiting_` and `tokens_` say together, and none is forgotten.
//
// Who sleeps counts itself and then looks for room; who makes room does so and then looks at the count. One of the two
// sees the other: all four steps are sequentially consistent, or, where room is made much more often than somebody
// sleeps, there is a fence between each two, of which that of who makes room is free.
class Sleepers {
 public:
  Sleepers() noexcept = default;
  // Whether there are the fences, so that room may be made by a store with release.
  explicit Sleepers(bool fenced) noexcept : fenced_(fenced) {}

  // Sleeps until woken, unless `ready()` (which loads sequentially consistently) holds. False only if the deadline has
  // passed.
  template <class Ready>
  bool sleep(const Deadline& deadline, Ready&& ready) noexcept {
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    if (fenced_) asymmetric_fence_heavy();
    pause_point();
    if (ready()) {
      leave();
      return true;
    }
    while (!take_token()) {
      if (futex_wait(tokens_, 0, deadline)) continue;
      leave();
      return false;
    }
    return true;
  }

  [[nodiscard]] bool fenced() const noexcept { return fenced_; }

  // After room was made.
  void wake_one() noexcept {
    asymmetric_fence_light();
    if (waiting_.load(std::memory_order_seq_cst) == 0 || !take_off()) return;
    pause_point();
    tokens_.fetch_add(1, std::memory_order_release);
    pause_point();
    futex_wake_one(tokens_);
  }
  void wake_all() noexcept {
    const std::uint32_t count = waiting_.exchange(0, std::memory_order_seq_cst);
    if (count == 0) return;
    tokens_.fetch_add(count, std::memory_order_release);
    futex_wake_all(tokens_);
  }

 private:
  static bool decrement(FutexWord& word) noexcept {
    std::uint32_t now = word.load(std::memory_order_relaxed);
    while (now != 0) {
      if (word.compare_exchange_weak(now, now - 1, std::memory_order_acq_rel, std::memory_order_relaxed)) return true;
    }
    return false;
  }
  bool take_off() noexcept { return decrement(waiting_); }
  bool take_token() noexcept { return decrement(tokens_); }

  // Takes this thread off the count. If somebody did already, a token is meant for it, and the room that the token
  // stands for is another's now.
  void leave() noexcept {
    if (take_off()) return;
    for (Snoozing snoozing; !take_token();) snoozing.snooze();
    wake_one();
  }

  FutexWord waiting_{0};
  FutexWord tokens_{0};
  const bool fenced_ = false;
};

}  // namespace fearless::detail
