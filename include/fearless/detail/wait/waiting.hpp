// SPDX-License-Identifier: MIT
// How a thread waits for another: it spins while that is worthwhile, then yields, and finally sleeps.
#pragma once

#include <fearless/detail/bounds.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/pause.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#if defined(__unix__) || defined(__APPLE__)
#include <sched.h>
#include <unistd.h>
#else
#include <thread>
#endif

namespace fearless::detail {

// Yields the processor to another thread. In a fiber, it yields to another fiber.
inline void yield_cpu() noexcept {
  if (const Parker* const parker = parker_of_this_thread) [[unlikely]]
    return parker->yield();
#if defined(__unix__) || defined(__APPLE__)
  ::sched_yield();
#else
  std::this_thread::yield();
#endif
}

// Whether another processor may run the thread that is waited for. With a single processor, spinning is useless.
inline bool has_several_cpus() noexcept {
#if defined(__linux__)
  static const bool several = [] {
    cpu_set_t set;
    // This asks for the processors of the main thread, since the current thread may be bound to one processor. The call
    // fails if the system has more processors than the set can hold.
    return ::sched_getaffinity(::getpid(), sizeof(set), &set) != 0 || CPU_COUNT(&set) > 1;
  }();
  return several;
#else
  return true;
#endif
}

// Waits for a thread that is executing a short sequence of instructions. That thread is rarely preempted there. If it
// was, yielding lets it continue; if its priority is lower than ours, only sleeping does.
class Snoozing {
 public:
  void snooze() noexcept {
    if (const Parker* const parker = parker_of_this_thread) [[unlikely]] {
      snooze_as_fiber(*parker);
    } else if (step_ < spins && has_several_cpus()) {
      for (unsigned i = 0; i < 1U << step_; ++i) relax();
    } else if (step_ < yields) {
      yield_cpu();
    } else {
      const FutexWord nobody_wakes{0};
      futex_wait(nobody_wakes, 0, Deadline::after(std::chrono::microseconds(50)));
    }
    step_ += step_ < yields ? 1U : 0U;
  }

 private:
  // The one that is waited for may be a fiber of the same thread, or another thread.
  void snooze_as_fiber(const Parker& parker) noexcept {
    if (step_ < yields) {
      parker.yield();
      ++step_;
    } else {
      const FutexWord nobody_wakes{0};
      parker.wait(nobody_wakes, 0, Parked::any_group, Deadline::after(std::chrono::microseconds(50)));
    }
  }

  static constexpr unsigned spins = 5;
  static constexpr unsigned yields = 60;
  unsigned step_ = 0;
};

// Adaptive spinning. Waking a thread that sleeps on another processor takes some 32 us, so spinning for less than that
// cannot pay if the wait is longer. Spinning therefore starts with twice that time. If it fails, the time is reduced,
// finally to zero; it is tried again after a number of waits, which grows with each failure. If the other thread has to
// run on the same processor, this thread yields at once, unless other threads then run for a long time. Several threads
// may use one object: its numbers are only hints.
class Spinning {
 public:
  constexpr Spinning() noexcept = default;
  // `always_yields`: whether to yield instead of spinning, for work that another thread will do anyway and may have to
  // do on this processor.
  explicit Spinning(bool always_yields) noexcept : always_yields_(always_yields) {}

  // Returns whether `ready()` held before the deadline and before it was time to sleep. `backlog` is the amount of work
  // that the other side did since the last wait. The first check comes after the time that the same amount may take: an
  // earlier check would take each cache line away from the thread that is filling it.
  template <class Ready>
  bool wait(std::size_t backlog, const Deadline& deadline, const Ready& ready) noexcept {
    // In a fiber, spinning would keep other fibers from running, perhaps the one that is waited for.
    if (parker_of_this_thread != nullptr) [[unlikely]]
      return ready();
    const std::uint32_t budget = budget_.load(std::memory_order_relaxed);
    if (const std::uint32_t skip = skip_.load(std::memory_order_relaxed); skip != 0) {
      skip_.store(skip - 1, std::memory_order_relaxed);
      return ready();
    }
    if (budget == 0 && !is_time_to_retry()) {
      // Yields once, so that a thread which waits for this processor can run.
      const auto start = Clock::now();
      yield_cpu();
      sleep_next_after(Clock::now() - start);
      return ready();
    }
    bool yields = always_yields_ || !has_several_cpus() || shares_cpu_.load(std::memory_order_relaxed);
    if (!yields) {
      if (backlog >= least_backlog) hold_off(smaller(backlog, most_backlog), deadline);
      for (unsigned round = 0; round < short_rounds; ++round) {
        if (ready()) return true;
        for (unsigned i = 0; i < 1U << (round / 2); ++i) relax();
      }
    }
    const Nanoseconds span = smaller(Nanoseconds(budget == 0 ? longest : budget), deadline.left());
    const auto start = Clock::now();
    for (bool first = true;; first = false) {
      if (yields) {
        yield_cpu();
      } else {
        for (int i = 0; i < 16 && !ready(); ++i) relax();
      }
      const Nanoseconds spent = Clock::now() - start;
      sleep_next_after(spent);
      if (ready()) {
        spent <= span ? succeeded(yields) : failed(budget);
        return true;
      }
      if (spent >= span || !has_several_cpus()) break;
      yields = always_yields_ || (!first && spent >= time_without_yielding);
    }
    failed(budget);
    return false;
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Nanoseconds = std::chrono::nanoseconds;

  static constexpr std::size_t least_backlog = 2;
  static constexpr std::size_t most_backlog = 128;
  static constexpr Nanoseconds time_each{100};
  static constexpr unsigned short_rounds = 8;
  static constexpr std::uint32_t longest = 64'000;  // ns
  static constexpr std::uint32_t shortest = 4'000;
  static constexpr std::uint32_t first_retry = 32;  // waits
  static constexpr std::uint32_t last_retry = 1024;
  static constexpr Nanoseconds time_without_yielding{8'000};
  static constexpr Nanoseconds a_long_turn{300'000};
  static constexpr Nanoseconds a_sleep{16'000};

  static void hold_off(std::size_t backlog, const Deadline& deadline) noexcept {
    const Nanoseconds span = smaller(time_each * static_cast<long>(backlog), deadline.left());
    for (const auto end = Clock::now() + span; Clock::now() < end;) relax();
  }

  void sleep_next_after(Nanoseconds spent) noexcept {
    if (spent < a_long_turn) return;
    const auto sleeps = smaller<Nanoseconds::rep>(spent / a_sleep, last_retry);
    skip_.store(static_cast<std::uint32_t>(sleeps), std::memory_order_relaxed);
  }
  bool is_time_to_retry() noexcept {
    const std::uint32_t waits = waits_.load(std::memory_order_relaxed) + 1;
    const std::uint32_t retry = retry_.load(std::memory_order_relaxed);
    waits_.store(waits < retry ? waits : 0, std::memory_order_relaxed);
    return waits >= retry;
  }
  void succeeded(bool by_yielding) noexcept {
    budget_.store(longest, std::memory_order_relaxed);
    retry_.store(first_retry, std::memory_order_relaxed);
    shares_cpu_.store(by_yielding, std::memory_order_relaxed);
  }
  void failed(std::uint32_t budget) noexcept {
    shares_cpu_.store(false, std::memory_order_relaxed);
    if (budget == 0) {
      const std::uint32_t retry = retry_.load(std::memory_order_relaxed);
      retry_.store(smaller(retry * 2, last_retry), std::memory_order_relaxed);
    } else {
      budget_.store(budget / 2 < shortest ? 0 : budget / 2, std::memory_order_relaxed);
    }
  }

  std::atomic<std::uint32_t> budget_{longest};
  std::atomic<std::uint32_t> skip_{0};   // waits without spinning or yielding
  std::atomic<std::uint32_t> waits_{0};  // waits without spinning
  std::atomic<std::uint32_t> retry_{first_retry};
  std::atomic<bool> shares_cpu_{false};
  const bool always_yields_ = false;
};

// A one-shot event for one thread: a number that another thread sets once.
class Signal {
 public:
  static constexpr std::uint32_t none = 0;

  // Must be called before the other thread knows of this object.
  void reset() noexcept { word_.store(none, std::memory_order_relaxed); }

  // Returns the number that was set, or none. Once it is set, it does not change, and the thread that set it no longer
  // accesses this object.
  [[nodiscard]] std::uint32_t news() const noexcept {
    const std::uint32_t now = word_.load(std::memory_order_acquire);
    return now == asleep || now == interrupted ? none : now;
  }

  // `what` must be neither none nor one of the marks below. Release: the thread that reads the number sees everything
  // that was done before.
  void set(std::uint32_t what) noexcept {
    // This object may be destroyed as soon as the word has changed. Waking uses only its address.
    if (word_.exchange(what, std::memory_order_acq_rel) == asleep) futex_wake_one(word_);
  }

  // Ends the current or next sleep of the other thread, unless the event is set.
  void interrupt() noexcept {
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    while (now == none || now == asleep) {
      if (!word_.compare_exchange_weak(now, interrupted, std::memory_order_acq_rel, std::memory_order_relaxed))
        continue;
      if (now == asleep) futex_wake_one(word_);
      return;
    }
  }
  // Clears an interruption. May be called only when nobody interrupts the event any more.
  void resume() noexcept {
    std::uint32_t expected = interrupted;
    word_.compare_exchange_strong(expected, none, std::memory_order_relaxed);
  }

  // Sleeps until the event is set or interrupted, or the deadline has passed. Returns the number that was set, or none.
  std::uint32_t sleep(const Deadline& deadline) noexcept {
    std::uint32_t expected = none;
    if (!word_.compare_exchange_strong(expected, asleep, std::memory_order_acquire)) return news();
    while (word_.load(std::memory_order_acquire) == asleep) {
      if (futex_wait(word_, asleep, deadline)) continue;
      expected = asleep;
      word_.compare_exchange_strong(expected, none, std::memory_order_relaxed);
      break;
    }
    return news();
  }

 private:
  static constexpr std::uint32_t asleep = 1;
  static constexpr std::uint32_t interrupted = ~std::uint32_t{0};
  FutexWord word_{none};
};

}  // namespace fearless::detail
