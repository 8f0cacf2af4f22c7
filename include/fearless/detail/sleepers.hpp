// SPDX-License-Identifier: MIT
// Threads that sleep until there is room for one of them.
#pragma once

#include <fearless/detail/deadline.hpp>
#include <fearless/detail/futex.hpp>
#include <fearless/detail/pause_point.hpp>
#include <fearless/detail/waiting.hpp>

#include <atomic>
#include <cstdint>

namespace fearless::detail {

// Sleepers are counted, not listed: whoever makes room takes one off the count and leaves a token, which any sleeper
// may take. So there are as many sleepers as `waiting_` and `tokens_` say together, and none is forgotten.
//
// Who sleeps counts itself and then looks for room; who makes room does so and then looks at the count. All four are
// sequentially consistent, so that one of the two sees the other.
class Sleepers {
 public:
  // Sleeps until woken, unless `ready()` (which loads sequentially consistently) holds. False only if the deadline has
  // passed.
  template <class Ready>
  bool sleep(const Deadline& deadline, Ready&& ready) noexcept {
    waiting_.fetch_add(1, std::memory_order_seq_cst);
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

  // After room was made by a sequentially consistent store.
  void wake_one() noexcept {
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
};

}  // namespace fearless::detail
