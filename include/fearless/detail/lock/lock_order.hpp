// SPDX-License-Identifier: MIT
// The interface between the locks and the checker of their order. It does nothing unless FEARLESS_LOCK_ORDER is
// defined.
#pragma once

// The checked locks are in an inline namespace of their own. If one file defines FEARLESS_LOCK_ORDER and another does
// not, the two do not define the same functions differently, and a function that passes a lock or a guard from one to
// the other does not link. The sizes of the checked and the unchecked locks are equal.
#if defined(FEARLESS_LOCK_ORDER)
#define FEARLESS_DETAIL_BEGIN_LOCKS inline namespace lock_order_checked {
#define FEARLESS_DETAIL_END_LOCKS }

#include <fearless/detail/lock/lock_graph.hpp>
#include <fearless/detail/result/access.hpp>
#include <fearless/detail/source_place.hpp>

#include <memory>
#include <string_view>
#include <utility>
#else
#define FEARLESS_DETAIL_BEGIN_LOCKS
#define FEARLESS_DETAIL_END_LOCKS
#endif

namespace fearless::detail {

// An entry in the list of the locks that a thread or fiber holds. The entries are on the heap and the list has no
// destructor, so that destructors of thread-local objects may still use guards.
struct HeldLock;
[[gnu::visibility("default")]] inline constinit thread_local HeldLock* held_by_this_thread = nullptr;

#if defined(FEARLESS_LOCK_ORDER)
struct HeldLock {
  TakenLock taken;
  HeldLock* next = nullptr;
};
#endif

FEARLESS_DETAIL_BEGIN_LOCKS

#if defined(FEARLESS_LOCK_ORDER)

using Place = SourcePlace;

inline HeldLock*& locks_held_by_this_thread() noexcept { return held_by_this_thread; }
inline std::unique_ptr<HeldLock> take_from_held(const void* lock) noexcept {
  for (HeldLock** link = &locks_held_by_this_thread(); *link != nullptr; link = &(*link)->next) {
    if ((*link)->taken.lock != lock) continue;
    std::unique_ptr<HeldLock> found(*link);
    *link = found->next;
    return found;
  }
  return nullptr;
}

// One acquisition of a lock by this thread.
class Taking {
 public:
  template <class T>
  static Taking of(const void* lock, std::string_view kind, const Place& place) {
    return Taking(std::make_unique<HeldLock>(HeldLock{{lock, kind, printed_name<T>(), place}}));
  }
  // The second acquisition of a lock that is released for a while and then taken again, as Condvar does.
  static Taking again(const void* lock) noexcept { return Taking(take_from_held(lock)); }

  // Must be called before the lock is released, where an error can still be reported.
  static void will_wait_again(const void* lock) {
    const HeldLock* const first = locks_held_by_this_thread();
    const HeldLock* mine = first;
    while (mine != nullptr && mine->taken.lock != lock) mine = mine->next;
    if (mine == nullptr) return;
    for (const HeldLock* held = first; held != nullptr; held = held->next) {
      if (held != mine) LockGraph::instance().add(held->taken, mine->taken);
    }
  }

  // Must be called before the thread waits for the lock. It does nothing if the thread already holds the lock: then the
  // lock reports an error, or does not wait.
  void will_wait() const {
    if (entry_ == nullptr) return;
    const HeldLock* const first = locks_held_by_this_thread();
    for (const HeldLock* held = first; held != nullptr; held = held->next) {
      if (held->taken.lock == entry_->taken.lock) return;
    }
    for (const HeldLock* held = first; held != nullptr; held = held->next) {
      LockGraph::instance().add(held->taken, entry_->taken);
    }
  }
  void taken() noexcept {
    if (entry_ == nullptr) return;
    entry_->next = locks_held_by_this_thread();
    locks_held_by_this_thread() = entry_.release();
  }

 private:
  explicit Taking(std::unique_ptr<HeldLock> entry) noexcept : entry_(std::move(entry)) {}
  std::unique_ptr<HeldLock> entry_;
};

inline void released(const void* lock) noexcept { take_from_held(lock); }

// A member or base of a lock, at the address of the lock. Its destructor removes the lock from the graph.
class Forgotten {
 public:
  constexpr Forgotten() noexcept = default;
  Forgotten(const Forgotten&) = delete;
  Forgotten& operator=(const Forgotten&) = delete;
  ~Forgotten() { LockGraph::instance().forget(this); }
};

#else

struct Place {
  static constexpr Place current() noexcept { return {}; }
};

class Taking {
 public:
  template <class T>
  static constexpr Taking of(const void* /*lock*/, const char* /*kind*/, const Place& /*place*/) noexcept {
    return {};
  }
  static constexpr Taking again(const void* /*lock*/) noexcept { return {}; }
  static constexpr void will_wait_again(const void* /*lock*/) noexcept {}
  constexpr void will_wait() const noexcept {}
  constexpr void taken() const noexcept {}
};

constexpr void released(const void* /*lock*/) noexcept {}

class Forgotten {};

#endif

FEARLESS_DETAIL_END_LOCKS
}  // namespace fearless::detail
