// SPDX-License-Identifier: MIT
// Threads that sleep until there is room for one of them.
#pragma once

#include <fearless/detail/wait/asymmetric_fence.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/detail/wait/waiting.hpp>

#include <atomic>
#include <cstdint>

namespace fearless::detail {

// The sleepers are counted, not listed. A thread that makes room decrements the count `waiting_` and leaves a token in
// `tokens_`, which any sleeper may take. So the number of sleepers is always the sum of `waiting_` and `tokens_`, and
// no sleeper is lost.
//
// A sleeper increments the count and then checks for room. The other side makes room and then checks the count. At
// least one of the two sees what the other did, because all four operations are sequentially consistent. If room is
// made much more often than a thread sleeps, an asymmetric fence is used instead: then the frequent side, which makes
// room, pays nothing.
//
// A stop request must wake a certain sleeper, for which a token is of no use: another sleeper could take it, find no
// room, and sleep again. So the request changes the upper bits of `tokens_`, the nudges. Every sleeper then wakes,
// finds no token, and looks whether it is the one that shall stop.
class Sleepers {
 public:
  Sleepers() noexcept = default;
  // `fenced`: whether asymmetric fences are used, so that a store with release order suffices to make room.
  explicit Sleepers(bool fenced) noexcept : fenced_(fenced) {}

  // Sleeps until it is woken or a stop is requested, unless `ready()` returns true. `ready` must load sequentially
  // consistently. Returns false only if the deadline has passed.
  template <class Ready, class Stop = NoStop>
  bool sleep(const Deadline& deadline, const Ready& ready, const Stop& stop = {}) noexcept {
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    if (fenced_) asymmetric_fence_heavy();
    pause_point();
    if (ready()) {
      leave();
      return true;
    }
    const auto nudge = [this]() noexcept {
      tokens_.fetch_add(one_nudge, std::memory_order_release);
      futex_wake_all(tokens_);
    };
    return sleep_unless_stopped(stop, nudge, [&] {
      while (!take_token()) {
        const std::uint32_t now = tokens_.load(std::memory_order_acquire);
        if ((now & most_tokens) != 0) continue;
        // Whoever sees the nudge sees the request; and if the nudge comes later, the word is no longer `now`.
        const bool stopped = Stopping<Stop>::requested(stop);
        if (!stopped && futex_wait(tokens_, now, deadline)) continue;
        leave();
        return stopped;
      }
      return true;
    });
  }

  [[nodiscard]] bool fenced() const noexcept { return fenced_; }

  // Must be called after room was made.
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
  // There are fewer sleepers than this. (Sleepers are threads, or fibers, each of which has a stack.)
  static constexpr std::uint32_t one_nudge = std::uint32_t{1} << 22;
  static constexpr std::uint32_t most_tokens = one_nudge - 1;

  static bool decrement(FutexWord& word) noexcept {
    std::uint32_t now = word.load(std::memory_order_relaxed);
    while ((now & most_tokens) != 0) {
      if (word.compare_exchange_weak(now, now - 1, std::memory_order_acq_rel, std::memory_order_relaxed)) return true;
    }
    return false;
  }
  bool take_off() noexcept { return decrement(waiting_); }
  bool take_token() noexcept { return decrement(tokens_); }

  // Removes this thread from the count. If another thread has already decremented the count for it, this thread has to
  // take a token. The room that the token stands for is passed on to another sleeper.
  void leave() noexcept {
    if (take_off()) return;
    for (Snoozing snoozing; !take_token();) snoozing.snooze();
    wake_one();
  }

  FutexWord waiting_{0};
  FutexWord tokens_{0};  // below the nudges
  const bool fenced_ = false;
};

}  // namespace fearless::detail
