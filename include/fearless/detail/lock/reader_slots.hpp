// SPDX-License-Identifier: MIT
// Slots in which a thread shows which locks it reads. With them it need not count itself in the lock, for which each
// reader would need exclusive access to the lock's cache line.
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

// The slots of one thread. Only that thread writes them; writers read the slots of all threads. The slots are never
// freed, only reused by another thread, so that a writer may read them at any time. They take 128 bytes for each thread
// that reads at the same time as others.
//
// Correctness rests on two pairs of steps. (1) A reader shows the lock and then checks whether it may read; a writer
// closes the slots and then checks them. (2) A reader hides the lock and then checks whether a writer waits; a writer
// announces that it waits and then checks the slots again. In each pair at least one side sees what the other did,
// since the reader has the light fence between its two steps, and the writer has the heavy one.
//
// An inline variable may exist several times in one program: the host and a plugin that it has loaded may each have
// their own list of slots. So a lock remembers which list its readers use, and only threads with slots in that list
// read it by a slot.
class [[gnu::visibility("default")]] alignas(128) ReaderSlots {
 public:
  using List = std::atomic<ReaderSlots*>;

  ReaderSlots() = default;
  ReaderSlots(const ReaderSlots&) = delete;
  ReaderSlots& operator=(const ReaderSlots&) = delete;
  ~ReaderSlots() = default;

  // All slots that were ever taken in this part of the program. Null before the statics are initialised, and if there
  // was no memory.
  [[nodiscard]] static const List* list() noexcept { return all; }

  // Returns slots that no thread owns, until they are given back. Null if there is no memory for more.
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
  // The slots must be empty.
  void give_back() noexcept { taken_.store(false, std::memory_order_release); }

  // Returns false if all slots are in use.
  [[nodiscard]] bool show(const void* lock) noexcept {
    if (places_[0].load(std::memory_order_relaxed) == nullptr) [[likely]] {
      show_at(places_[0], lock);
      return true;
    }
    return show_further(lock);
  }
  // Returns false if the lock is not shown. Another thread may destroy the lock afterwards.
  bool hide(const void* lock) noexcept {
    if (places_[0].load(std::memory_order_relaxed) == lock) [[likely]] {
      hide_at(places_[0]);
      return true;
    }
    return hide_further(lock);
  }

  // (Acquire: what the reader did under the lock before it hid the lock happens before what the writer does next.)
  [[nodiscard]] bool shows(const void* lock) const noexcept {
    for (const auto& place : places_) {
      if (place.load(std::memory_order_acquire) == lock) return true;
    }
    return false;
  }
  // How many slots show the lock. Only the thread that owns the slots may call it.
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

  // The functions from here on are for writers, after the heavy fence.
  [[nodiscard]] static bool any_shows(const List& list, const void* lock) noexcept {
    for (const ReaderSlots* each = list.load(std::memory_order_acquire); each != nullptr; each = each->next_) {
      if (each->shows(lock)) return true;
    }
    return false;
  }
  // May be called only while no reader can begin to show the lock.
  static void wait_until_none_shows(const List& list, const void* lock) noexcept {
    for (ReaderSlots* each = list.load(std::memory_order_acquire); each != nullptr; each = each->next_) {
      if (each->shows(lock)) each->wait_until_hidden(lock);
    }
  }

 private:
  using Place = std::atomic<const void*>;
  // A thread that reads more locks than this at the same time is counted in the others.
  static constexpr int places = 4;

  // (Release: a thread that sees this lock instead of an earlier one in the slot also sees that the earlier one was
  // released.)
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

  // (The list is never freed: a lock may outlive the plugin that the list belongs to.)
  static inline List* const all = new (std::nothrow) List(nullptr);

  Place places_[places]{};
  // How many writers wait until this thread hides a lock, and the word on which they sleep.
  std::atomic<std::uint32_t> awaited_{0};
  FutexWord changes_{0};
  std::atomic<bool> taken_{true};
  ReaderSlots* next_ = nullptr;
};

}  // namespace fearless::detail
