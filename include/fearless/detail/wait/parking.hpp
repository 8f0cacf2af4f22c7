// SPDX-License-Identifier: MIT
// How what runs on a thread waits if it is not the thread itself: a fiber, which leaves the thread to others meanwhile.
#pragma once

#include <fearless/detail/wait/deadline.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace fearless::detail {

using FutexWord = std::atomic<std::uint32_t>;
static_assert(sizeof(FutexWord) == sizeof(std::uint32_t) && FutexWord::is_always_lock_free);

// What a scheduler of fibers sets for its thread. It is read only where a thread would sleep, spin or yield.
struct Parker {
  // As futex_wait, and the group is that of futex_wait_in.
  bool (*wait)(const FutexWord& word, std::uint32_t expected, std::uint32_t group, const Deadline& deadline) noexcept;
  // Lets the other fibers of this thread run, and what others have woken.
  void (*yield)() noexcept;
};
[[gnu::visibility("default")]] inline constinit thread_local const Parker* parker_of_this_thread = nullptr;

// Something that waits on a word and does not sleep in the system, in the table below. It lies where whoever waits has
// put it, until it is delivered or taken out.
class Parked {
 public:
  static constexpr std::uint32_t any_group = ~std::uint32_t{0};

  // Called once, under the lock of the table: tells whoever waits. Returns the word of the system on which a thread
  // sleeps that has to be woken for it, or null.
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

// Those that wait on words which fall into one place of the table, in the order in which they came.
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
  // The first one of the group that waits on the word.
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
  std::atomic<std::uint32_t> count{0};  // of those in the list
  std::atomic<std::uint32_t> turn{0};
  ParkingList list;
};
inline constexpr std::size_t number_of_parking_places = 64;
[[gnu::visibility("default")]] inline constinit ParkingPlace parking_places[number_of_parking_places]{};

// The table of all that wait so, by the addresses of their words: one for the program. Who wakes need not be a fiber.
class ParkingLot {
 public:
  // Whether it was put there: only while the word holds `expected`.
  [[nodiscard]] static bool park(Parked& one, std::uint32_t expected) noexcept {
    Place& place = of(one.word());
    const std::lock_guard lock(place.mutex);
    // Who changes the word and then wakes changes this count, too, if only by nothing. Either that change comes later,
    // and finds this one; or it came before, and the word is seen changed.
    place.count.fetch_add(1, std::memory_order_acq_rel);
    if (one.word().load(std::memory_order_relaxed) != expected) {
      place.count.fetch_sub(1, std::memory_order_relaxed);
      return false;
    }
    place.list.push(one);
    return true;
  }
  // Whether it was still there. If not, it has been delivered.
  [[nodiscard]] static bool take_out(Parked& one) noexcept {
    Place& place = of(one.word());
    const std::lock_guard lock(place.mutex);
    if (!one.linked_) return false;
    unlink(place, one);
    return true;
  }

  // Whether there may be one that waits on the word, after it was changed. Only the word's address counts.
  [[nodiscard]] static bool has(const FutexWord& word) noexcept {
    return of(word).count.fetch_add(0, std::memory_order_acq_rel) != 0;
  }
  // Whose turn it is to be woken first, threads or fibers, changes each time, so that neither is forgotten.
  [[nodiscard]] static bool is_turn_of_threads(const FutexWord& word) noexcept {
    return of(word).turn.fetch_add(1, std::memory_order_relaxed) % 2 != 0;
  }
  // Wakes one. `ring(bell)` wakes the thread that sleeps on a word of the system. False if there is none.
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
  // Those that come meanwhile are not woken.
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
