// SPDX-License-Identifier: MIT
// How a fiber waits: it is parked in a table, and its thread runs other fibers meanwhile.
#pragma once

#include <fearless/detail/wait/deadline.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace fearless::detail {

using FutexWord = std::atomic<std::uint32_t>;
static_assert(sizeof(FutexWord) == sizeof(std::uint32_t) && FutexWord::is_always_lock_free);

// Two functions that a scheduler of fibers sets for its thread. The library reads them only where a thread would sleep,
// spin or yield.
struct Parker {
  // Waits as futex_wait does. The group is that of futex_wait_in.
  bool (*wait)(const FutexWord& word, std::uint32_t expected, std::uint32_t group, const Deadline& deadline) noexcept;
  // Lets the other fibers of this thread run, including those that other threads have woken.
  void (*yield)() noexcept;
};
[[gnu::visibility("default")]] inline constinit thread_local const Parker* parker_of_this_thread = nullptr;

// A waiter that does not sleep in the system and is listed in the table below. The waiter owns this object; it must not
// be destroyed before it was delivered or taken out.
class Parked {
 public:
  static constexpr std::uint32_t any_group = ~std::uint32_t{0};

  // Notifies the waiter. It is called once, while the table is locked. Returns the futex word of a thread that has to
  // be woken for the waiter, or null if there is none.
  using Deliver = const FutexWord* (*)(Parked&) noexcept;

  Parked(const FutexWord& word, std::uint32_t group, Deliver deliver) noexcept
      : word_(&word), group_(group), deliver_(deliver) {}
  Parked(const Parked&) = delete;
  Parked& operator=(const Parked&) = delete;

  [[nodiscard]] const FutexWord& word() const noexcept { return *word_; }
  [[nodiscard]] std::uint32_t group() const noexcept { return group_; }

 private:
  friend class ParkingLot;
  friend class ParkingList;

  const FutexWord* const word_;
  const std::uint32_t group_;
  const Deliver deliver_;
  Parked* next_ = nullptr;
  Parked* previous_ = nullptr;
  bool linked_ = false;
};

// The waiters whose words share one entry of the table, in the order of their arrival.
class ParkingList {
 public:
  void push(Parked& one) noexcept {
    one.previous_ = last_;
    (last_ == nullptr ? first_ : last_->next_) = &one;
    last_ = &one;
    one.linked_ = true;
  }
  void remove(Parked& one) noexcept {
    (one.previous_ == nullptr ? first_ : one.previous_->next_) = one.next_;
    (one.next_ == nullptr ? last_ : one.next_->previous_) = one.previous_;
    one.next_ = one.previous_ = nullptr;
    one.linked_ = false;
  }
  // The first waiter of the group that waits on the word.
  [[nodiscard]] Parked* find(const FutexWord& word, std::uint32_t group) const noexcept {
    Parked* one = first_;
    while (one != nullptr && (one->word_ != &word || (one->group_ & group) == 0)) one = one->next_;
    return one;
  }

 private:
  Parked* first_ = nullptr;
  Parked* last_ = nullptr;
};

struct alignas(64) ParkingPlace {
  std::mutex mutex;
  std::atomic<std::uint32_t> count{0};  // the number of waiters in the list
  std::atomic<std::uint32_t> turn{0};
  ParkingList list;
};
inline constexpr std::size_t number_of_parking_places = 64;
[[gnu::visibility("default")]] inline constinit ParkingPlace parking_places[number_of_parking_places]{};

// The table of all such waiters, by the addresses of their words. There is one for the program. A thread that wakes
// them need not run fibers.
class ParkingLot {
 public:
  // Parks the waiter if the word holds `expected`. Returns whether it was parked.
  [[nodiscard]] static bool park(Parked& one, std::uint32_t expected) noexcept {
    Place& place = of(one.word());
    const std::lock_guard lock(place.mutex);
    // A thread that changes the word and then wakes also performs an RMW operation on this count, even if it adds only
    // 0. Either that operation comes later and sees this increment, or it came earlier and the load below sees the
    // changed word.
    place.count.fetch_add(1, std::memory_order_acq_rel);
    if (one.word().load(std::memory_order_relaxed) != expected) {
      place.count.fetch_sub(1, std::memory_order_relaxed);
      return false;
    }
    place.list.push(one);
    return true;
  }
  // Removes the waiter. Returns false if it has already been delivered.
  [[nodiscard]] static bool take_out(Parked& one) noexcept {
    Place& place = of(one.word());
    const std::lock_guard lock(place.mutex);
    if (!one.linked_) return false;
    unlink(place, one);
    return true;
  }

  // Whether anybody may wait on the word. The word must have been changed before. Only its address is used.
  [[nodiscard]] static bool has(const FutexWord& word) noexcept {
    return of(word).count.fetch_add(0, std::memory_order_acq_rel) != 0;
  }
  // Alternates, at each call, whether threads or fibers are woken first, so that neither starves.
  [[nodiscard]] static bool is_turn_of_threads(const FutexWord& word) noexcept {
    return of(word).turn.fetch_add(1, std::memory_order_relaxed) % 2 != 0;
  }
  // Wakes one waiter. `ring(bell)` wakes the thread that sleeps on a futex word. Returns false if there is no waiter.
  template <class Ring>
  static bool wake_one(const FutexWord& word, std::uint32_t group, const Ring& ring) noexcept {
    Place& place = of(word);
    const FutexWord* bell = nullptr;
    {
      const std::lock_guard lock(place.mutex);
      Parked* const one = place.list.find(word, group);
      if (one == nullptr) return false;
      unlink(place, *one);
      bell = one->deliver_(*one);
    }
    if (bell != nullptr) ring(*bell);
    return true;
  }
  // Waiters that arrive meanwhile are not woken.
  template <class Ring>
  static void wake_all(const FutexWord& word, std::uint32_t group, const Ring& ring) noexcept {
    Place& place = of(word);
    const std::lock_guard lock(place.mutex);
    while (Parked* const one = place.list.find(word, group)) {
      unlink(place, *one);
      if (const FutexWord* const bell = one->deliver_(*one)) ring(*bell);
    }
  }

 private:
  using Place = ParkingPlace;

  static Place& of(const FutexWord& word) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(&word);
    return parking_places[(address / 64 ^ address / 4) % number_of_parking_places];
  }
  static void unlink(Place& place, Parked& one) noexcept {
    place.list.remove(one);
    place.count.fetch_sub(1, std::memory_order_relaxed);
  }
};

}  // namespace fearless::detail
