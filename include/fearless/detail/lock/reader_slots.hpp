// SPDX-License-Identifier: MIT
// Where a thread shows which locks it reads: instead of counting itself in the lock, whose cache line every reader
// would have to have for itself.
#pragma once

#include <fearless/detail/wait/asymmetric_fence.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause.hpp>
#include <fearless/detail/wait/pause_point.hpp>

#include <atomic>
#include <cstdint>
#include <new>

namespace fearless::detail {

// The places of one thread, which it alone writes; writers look at those of all threads. They are never freed, only
// taken by another thread after this one, so that a writer may look at any time: 128 bytes for each thread that reads
// at the same time as others.
//
// A reader shows the lock and then looks whether it may read, a writer says that nobody may and then looks at the
// places; a reader hides the lock and then looks whether it is waited for, a writer says that it waits and then looks
// again. Of each pair one sees the other: the reader has the light fence between its two steps, the writer the heavy
// one.
//
// What is inline need not be one thing in the whole program: the host and a plugin it has loaded may each have a list
// of their own. So a lock remembers which one its readers are in, and is read by a slot only by threads that are in it
// too.
class [[gnu::visibility("default")]] alignas(128) ReaderSlots {
 public:
  using List = std::atomic<ReaderSlots*>;

  ReaderSlots() = default;
  ReaderSlots(const ReaderSlots&) = delete;
  ReaderSlots& operator=(const ReaderSlots&) = delete;
  ~ReaderSlots() = default;

  // All that were ever taken in this part of the program. Null before statics are made, and if there was no memory.
  [[nodiscard]] static const List* list() noexcept { return all; }

  // Places that nobody has, until they are given back. Null if there is no memory for more.
  [[nodiscard]] static ReaderSlots* take() noexcept {
    if (all == nullptr) return nullptr;
    for (ReaderSlots* each = all->load(std::memory_order_acquire); each != nullptr; each = each->next_) {
      if (!each->taken_.load(std::memory_order_relaxed) && !each->taken_.exchange(true, std::memory_order_acquire)) {
        return each;
      }
    }
    auto* const fresh = new (std::nothrow) ReaderSlots;
    if (fresh == nullptr) return nullptr;
    fresh->next_ = all->load(std::memory_order_relaxed);
    while (!all->compare_exchange_weak(fresh->next_, fresh, std::memory_order_release, std::memory_order_relaxed)) {
    }
    return fresh;
  }
  // They must be empty.
  void give_back() noexcept { taken_.store(false, std::memory_order_release); }

  // False if there is no place left.
  [[nodiscard]] bool show(const void* lock) noexcept {
    if (places_[0].load(std::memory_order_relaxed) == nullptr) [[likely]] {
      show_at(places_[0], lock);
      return true;
    }
    return show_further(lock);
  }
  // False if it is not shown. The lock may be gone then.
  bool hide(const void* lock) noexcept {
    if (places_[0].load(std::memory_order_relaxed) == lock) [[likely]] {
      hide_at(places_[0]);
      return true;
    }
    return hide_further(lock);
  }

  // (Acquire: what was read and written under the lock is over.)
  [[nodiscard]] bool shows(const void* lock) const noexcept {
    for (const auto& place : places_) {
      if (place.load(std::memory_order_acquire) == lock) return true;
    }
    return false;
  }
  // How often its own thread shows it.
  [[nodiscard]] int times_shown(const void* lock) const noexcept {
    int times = 0;
    for (const auto& place : places_) {
      if (place.load(std::memory_order_relaxed) == lock) ++times;
    }
    return times;
  }
  [[nodiscard]] bool is_empty() const noexcept {
    for (const auto& place : places_) {
      if (place.load(std::memory_order_relaxed) != nullptr) return false;
    }
    return true;
  }

  // The rest is for writers, after the heavy fence.
  [[nodiscard]] static bool any_shows(const List& list, const void* lock) noexcept {
    for (const ReaderSlots* each = list.load(std::memory_order_acquire); each != nullptr; each = each->next_) {
      if (each->shows(lock)) return true;
    }
    return false;
  }
  // No reader may begin to show it any more.
  static void wait_until_none_shows(const List& list, const void* lock) noexcept {
    for (ReaderSlots* each = list.load(std::memory_order_acquire); each != nullptr; each = each->next_) {
      if (each->shows(lock)) each->wait_until_hidden(lock);
    }
  }

 private:
  using Place = std::atomic<const void*>;
  // A thread that reads more locks at once counts itself in the others.
  static constexpr int places = 4;

  // (Release, so that who sees this instead of an earlier lock sees that released.)
  static void show_at(Place& place, const void* lock) noexcept {
    place.store(lock, std::memory_order_release);
    asymmetric_fence_light();
  }
  void hide_at(Place& place) noexcept {
    place.store(nullptr, std::memory_order_release);
    asymmetric_fence_light();
    pause_point();
    if (awaited_.load(std::memory_order_relaxed) != 0) [[unlikely]]
      tell();
  }
  [[gnu::noinline]] bool show_further(const void* lock) noexcept {
    for (auto& place : places_) {
      if (place.load(std::memory_order_relaxed) != nullptr) continue;
      show_at(place, lock);
      return true;
    }
    return false;
  }
  [[gnu::noinline]] bool hide_further(const void* lock) noexcept {
    for (auto& place : places_) {
      if (place.load(std::memory_order_relaxed) != lock) continue;
      hide_at(place);
      return true;
    }
    return false;
  }

  void wait_until_hidden(const void* lock) noexcept {
    for (Backoff backoff; backoff.again();) {
      if (!shows(lock)) return;
    }
    awaited_.fetch_add(1, std::memory_order_relaxed);
    asymmetric_fence_heavy();
    for (;;) {
      const std::uint32_t before = changes_.load(std::memory_order_acquire);
      if (!shows(lock)) break;
      pause_point();
      futex_wait(changes_, before, Deadline::never());
    }
    awaited_.fetch_sub(1, std::memory_order_relaxed);
  }

  [[gnu::noinline]] void tell() noexcept {
    changes_.fetch_add(1, std::memory_order_release);
    futex_wake_all(changes_);
  }

  // (Never freed: a lock may outlive the plugin whose list it is.)
  static inline List* const all = new (std::nothrow) List(nullptr);

  Place places_[places]{};
  // How many writers wait for something here to be hidden, and what they sleep on.
  std::atomic<std::uint32_t> awaited_{0};
  FutexWord changes_{0};
  std::atomic<bool> taken_{true};
  ReaderSlots* next_ = nullptr;
};

}  // namespace fearless::detail
