// SPDX-License-Identifier: MIT
// A fiber that waits, and the inbox through which another thread makes it ready.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/parking.hpp>

#include <boost/fiber/context.hpp>

#include <atomic>
#include <cstdint>

namespace fearless::fiber::fiber_detail {

using boost::fibers::context;
using detail::FutexWord;
using detail::Parked;

struct Waiter;

// An inbox is the list in which other threads put the fibers of a carrier that they have woken, and the bell, which is
// the word with which they wake the carrier. An inbox is never freed, only reused by another carrier, because a thread
// may ring the bell after the carrier has ended.
struct Inbox {
  static constexpr std::uint32_t awake = 0;
  static constexpr std::uint32_t asleep = 1;
  static constexpr std::uint32_t rung = 2;

  std::atomic<Waiter*> first{nullptr};
  FutexWord bell{awake};
  std::atomic<bool> taken{true};
  Inbox* next = nullptr;

  [[nodiscard]] static Inbox& take();
  void give_back() noexcept { taken.store(false, std::memory_order_release); }
  // Returns whether the carrier sleeps and has to be woken.
  [[nodiscard]] bool ring() noexcept { return bell.exchange(rung, std::memory_order_acq_rel) == asleep; }
};

[[gnu::visibility("default")]] inline std::atomic<Inbox*> all_inboxes{nullptr};

inline Inbox& Inbox::take() {
  for (Inbox* each = all_inboxes.load(std::memory_order_acquire); each != nullptr; each = each->next) {
    if (!each->taken.exchange(true, std::memory_order_acquire)) return *each;
  }
  auto* const fresh = new Inbox;
  fresh->next = all_inboxes.load(std::memory_order_relaxed);
  while (!all_inboxes.compare_exchange_weak(fresh->next, fresh, std::memory_order_release, std::memory_order_relaxed)) {
  }
  return *fresh;
}

class Scheduler;

// A fiber that waits on a word. The object is on the fiber's stack.
struct Waiter : Parked {
  Waiter(const FutexWord& word, std::uint32_t group, Scheduler& s, context& f) noexcept;

  Scheduler& scheduler;
  context& fiber;
  Inbox& inbox;
  Waiter* next_in_inbox = nullptr;
  bool delivered = false;  // used by its carrier only
  Waiter* next = nullptr;  // in the list of the carrier
  Waiter* previous = nullptr;
};

}  // namespace fearless::fiber::fiber_detail
