// SPDX-License-Identifier: MIT
// What all locks and their guards share: a value behind a lock that can be poisoned, and the right to use it, which is
// released once.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/lock/lock_order.hpp>
#include <fearless/detail/lock/unwinding.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/poison.hpp>

#include <functional>
#include <mutex>
#include <type_traits>
#include <utility>

// What the deleted operators of a temporary guard say.
#define FEARLESS_DETAIL_NAME_THE_GUARD                                                           \
  "the lock would be released at the end of this statement: name the guard first, auto guard = " \
  "mutex.lock().unwrap(), "                                                                      \
  "or call mutex.with(f)"

namespace fearless::detail {
FEARLESS_DETAIL_BEGIN_LOCKS

// A lock without its value: the lock itself, and whether a holder ended in an exception.
template <class Raw>
struct Poisonable : Forgotten {
  [[no_unique_address]] Raw raw;  // (what it leaves of its last word is the flag's)
  PoisonFlag poison;
};

// How a lock is released by who held it alone: poisoned, if that is in an unwinding which began since.
struct ReleaseAlone {
  template <class Raw>
  void operator()(Poisonable<Raw>& lock) const noexcept {
    if (unwinding.began()) lock.poison.set();
    lock.raw.unlock();
  }
  Unwinding unwinding;
};

// A lock that is held, and how it is released. Moving hands it on.
template <class Raw, class Release>
class Held {
 public:
  explicit Held(Poisonable<Raw>& lock) noexcept : lock_(&lock) {}
  Held(Held&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)), release_(other.release_) {}
  // Releases what was held so far.
  Held& operator=(Held&& other) noexcept {
    Held taken(std::move(other));
    std::swap(lock_, taken.lock_);
    std::swap(release_, taken.release_);
    return *this;
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (lock_ == nullptr) return;
    released(lock_);
    release_(*lock_);
  }

  [[nodiscard]] bool holds() const noexcept { return lock_ != nullptr; }
  [[nodiscard]] Poisonable<Raw>& lock() const noexcept { return *lock_; }
  // Holds no more, and the lock stays as it is.
  [[nodiscard]] Poisonable<Raw>& let_go() noexcept { return *std::exchange(lock_, nullptr); }

 private:
  Poisonable<Raw>* lock_;
  [[no_unique_address]] Release release_;
};

// What every guard is: a `T`, const for those who only read, and the lock that is held for it.
template <class T, class Holding>
class GuardBase {
 public:
  /// For the locks alone.
  GuardBase(T& value, Holding held) noexcept : value_(&value), held_(std::move(held)) {}

  /// The guarded object, or the part of it. Not for temporaries: `auto guard = mutex.lock().value();` first, then
  /// `*guard`.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, T& operator*() &&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, const T& operator*() const&&);
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, T* operator->() &&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, const T* operator->() const&&);

 protected:
  // A guard of the part of the object to which `f` leads, by a reference or a pointer that is not null. If `f` throws,
  // the lock is released.
  template <class Guard, class F>
  [[nodiscard]] Guard map_to(F&& f) {
    T& value = *get();
    Holding held = std::move(held_);
    auto& part = std::invoke(std::forward<F>(f), value);
    return Guard(part, std::move(held));
  }

  [[nodiscard]] T* get() const {
    FEARLESS_ASSERT(held_.holds(), "fearless: the guard of a lock was used after it was moved from");
    return value_;
  }
  [[nodiscard]] Holding& held() noexcept { return held_; }

 private:
  friend struct GuardAccess;

  T* value_;
  Holding held_;
};

// What Condvar needs of a guard, and users must not have.
struct GuardAccess {
  template <class T, class Raw, class Release>
  static Poisonable<Raw>& lock(const GuardBase<T, Held<Raw, Release>>& guard) {
    static_cast<void>(guard.get());
    return guard.held_.lock();
  }
};

// What locking returns: what was asked for, inside the error if the lock is poisoned.
template <class Value>
Result<Value, PoisonError<Value>> unless_poisoned(const PoisonFlag& poison, Value&& value) {
  using Answer = Result<Value, PoisonError<Value>>;
  return poison.is_set() ? Answer(unexpect, std::forward<Value>(value))
                         : Answer(std::in_place, std::forward<Value>(value));
}

// The same for an attempt that has taken the lock.
template <class Guard>
Result<Guard, TryLockError<Guard>> tried(const PoisonFlag& poison, Guard&& guard) {
  using Answer = Result<Guard, TryLockError<Guard>>;
  if (poison.is_set()) return Answer(unexpect, PoisonError<Guard>(std::forward<Guard>(guard)));
  return Answer(std::in_place, std::forward<Guard>(guard));
}

// What every lock is: a value, and the lock that keeps others away from it.
template <class T, class Raw>
class Guarded {
 public:
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Guarded() : value_() {}

  /// A lock around `value`. A constant expression if moving a `T` is one, so that a global lock is there before
  /// anything runs: `constinit Mutex<int> counter(0);`. Rust: `Mutex::new`, `RwLock::new`.
  constexpr explicit Guarded(T value) : value_(std::move(value)) {}

// Aggregates may be made of fewer values than they have members; GCC warns about that where it happens, which is here.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
  /// A lock around a `T` made of `args` in place.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  constexpr explicit Guarded(std::in_place_t, Args&&... args) : value_(std::forward<Args>(args)...) {}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  /// Takes over the value and the poison of `other` while holding its lock. Throws std::system_error
  /// (resource_deadlock_would_occur) if this thread holds it already.
  Guarded(Guarded&& other)
    requires std::is_move_constructible_v<T>
      : Guarded(std::lock_guard(other.lock_.raw), other) {}
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  ~Guarded() = default;

  /// Whether a holder, of an RwLock a writer, ended in an exception since the last `clear_poison`. Rust:
  /// `Mutex::is_poisoned`, `RwLock::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return lock_.poison.is_set(); }
  /// Declares the data sound again. Rust: `Mutex::clear_poison`, `RwLock::clear_poison`.
  void clear_poison() const noexcept { lock_.poison.clear(); }

  /// Takes the value out, holding the lock; inside the error if it is poisoned. What stays behind is a moved-from `T`.
  /// Throws std::system_error (resource_deadlock_would_occur) if this thread holds the lock already. Rust:
  /// `Mutex::into_inner`, `RwLock::into_inner`.
  [[nodiscard]] Result<T, PoisonError<T>> into_inner() && {
    const std::lock_guard hold(lock_.raw);
    return unless_poisoned(lock_.poison, std::move(value_));
  }

  /// The value without locking. Unsafe: the caller promises that no other thread uses the lock meanwhile, which Rust's
  /// `Mutex::get_mut` knows from its `&mut self`. Poison is not looked at.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

 protected:
  // Shared by whatever threads are there: what they may do is const.
  [[no_unique_address]] mutable Poisonable<Raw> lock_;
  mutable T value_;

 private:
  Guarded(const std::lock_guard<Raw>& /*hold*/, Guarded& other) : value_(std::move(other.value_)) {
    if (other.lock_.poison.is_set()) lock_.poison.set();
  }
};

FEARLESS_DETAIL_END_LOCKS
}  // namespace fearless::detail
