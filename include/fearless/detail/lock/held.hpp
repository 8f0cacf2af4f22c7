// SPDX-License-Identifier: MIT
// The parts that all locks and their guards have in common: a value behind a lock that can be poisoned, and the
// ownership of a held lock, which releases it exactly once.
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

// The message of the deleted operators of a temporary guard.
#define FEARLESS_DETAIL_NAME_THE_GUARD                                                           \
  "the lock would be released at the end of this statement: name the guard first, auto guard = " \
  "mutex.lock().unwrap(), "                                                                      \
  "or call mutex.with(f)"

namespace fearless::detail {
FEARLESS_DETAIL_BEGIN_LOCKS

// A lock without its value: the raw lock, and the flag whether a holder ended in an exception.
template <class Raw>
struct Poisonable : Forgotten {
  [[no_unique_address]] Raw raw;  // (the flag may lie in the tail padding of the raw lock)
  PoisonFlag poison;
};

// Releases a lock that was held exclusively. If an exception that began after the lock was taken is unwinding the
// stack, the lock is poisoned first.
struct ReleaseAlone {
  template <class Raw>
  void operator()(Poisonable<Raw>& lock) const noexcept {
    if (unwinding.began()) lock.poison.set();
    lock.raw.unlock();
  }
  Unwinding unwinding;
};

// Owns a held lock, and releases it on destruction by calling `Release`. Moving transfers the ownership.
template <class Raw, class Release>
class Held {
 public:
  explicit Held(Poisonable<Raw>& lock) noexcept : lock_(&lock) {}
  Held(Held&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)), release_(other.release_) {}
  // Releases the lock that this object owned before.
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
  // Gives up the ownership without releasing the lock, and returns the lock.
  [[nodiscard]] Poisonable<Raw>& let_go() noexcept { return *std::exchange(lock_, nullptr); }

 private:
  Poisonable<Raw>* lock_;
  [[no_unique_address]] Release release_;
};

// The base class of all guards: a reference to a `T`, which is const for readers, and the ownership of the lock that
// protects it.
template <class T, class Holding>
class GuardBase {
 public:
  /// For the implementation of the locks only.
  GuardBase(T& value, Holding held) noexcept : value_(&value), held_(std::move(held)) {}

  /// The guarded object, or the part of it that the guard was mapped to. Refuses to compile for a temporary guard:
  /// write `auto guard = mutex.lock().value();` first, then `*guard`. Rust: `Deref` and `DerefMut` of the guard.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, T& operator*() &&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, const T& operator*() const&&);
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, T* operator->() &&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_GUARD, const T* operator->() const&&);

 protected:
  // Returns a guard of a part of the object. `f` returns the part as a reference, or as a pointer that is not null. If
  // `f` throws, the lock is released.
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

// Gives Condvar access to the lock of a guard. Users have no such access.
struct GuardAccess {
  template <class T, class Raw, class Release>
  static Poisonable<Raw>& lock(const GuardBase<T, Held<Raw, Release>>& guard) {
    static_cast<void>(guard.get());
    return guard.held_.lock();
  }
};

// The result of locking: `value`, which is inside the error if the lock is poisoned.
template <class Value>
Result<Value, PoisonError<Value>> unless_poisoned(const PoisonFlag& poison, Value&& value) {
  using Answer = Result<Value, PoisonError<Value>>;
  return poison.is_set() ? Answer(unexpect, std::forward<Value>(value))
                         : Answer(std::in_place, std::forward<Value>(value));
}

// The result of an attempt to lock that has taken the lock: the guard, which is inside the error if the lock is
// poisoned.
template <class Guard>
Result<Guard, TryLockError<Guard>> tried(const PoisonFlag& poison, Guard&& guard) {
  using Answer = Result<Guard, TryLockError<Guard>>;
  if (poison.is_set()) return Answer(unexpect, PoisonError<Guard>(std::forward<Guard>(guard)));
  return Answer(std::in_place, std::forward<Guard>(guard));
}

// The base class of all locks: a value, and the lock that protects it.
template <class T, class Raw>
class Guarded {
 public:
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Guarded() : value_() {}

  /// A lock around `value`. If moving a `T` is a constant expression, so is this constructor. A global lock can then be
  /// initialised before any code runs: `constinit Mutex<int> counter(0);`. Throws what moving a `T` throws. Rust:
  /// `Mutex::new`, `RwLock::new`.
  constexpr explicit Guarded(T value) : value_(std::move(value)) {}

// An aggregate may be initialised with fewer values than it has members. GCC warns about that at the place of the
// initialisation, which is here and not in the user's code.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
  /// A lock around a `T` that is constructed in place from `args`. Throws what that constructor throws.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  constexpr explicit Guarded(std::in_place_t, Args&&... args) : value_(std::forward<Args>(args)...) {}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  /// Moves the value and copies the poison flag out of `other`, whose lock is held meanwhile. Throws std::system_error
  /// (resource_deadlock_would_occur) if this thread holds that lock already, and changes nothing then.
  Guarded(Guarded&& other)
    requires std::is_move_constructible_v<T>
      : Guarded(std::lock_guard(other.lock_.raw), other) {}
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  ~Guarded() = default;

  /// Returns whether a holder has ended in an exception since the last `clear_poison`. For an RwLock, only writers
  /// count. Rust: `Mutex::is_poisoned`, `RwLock::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return lock_.poison.is_set(); }
  /// Clears the poison flag: the caller declares that the data is consistent again. Rust: `Mutex::clear_poison`,
  /// `RwLock::clear_poison`.
  void clear_poison() const noexcept { lock_.poison.clear(); }

  /// Moves the value out while holding the lock. Returns the value, which is inside the error if the lock is poisoned.
  /// A moved-from `T` stays in the lock. Throws std::system_error (resource_deadlock_would_occur) if this thread holds
  /// the lock already, and changes nothing then. Rust: `Mutex::into_inner`, `RwLock::into_inner`.
  [[nodiscard]] Result<T, PoisonError<T>> into_inner() && {
    const std::lock_guard hold(lock_.raw);
    return unless_poisoned(lock_.poison, std::move(value_));
  }

  /// Returns a reference to the value without locking, and does not check for poison. Unsafe: the caller promises that
  /// no other thread uses the lock meanwhile. Rust: `Mutex::get_mut`, where `&mut self` proves that.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

 protected:
  // Both are mutable because threads share a lock through const references: all operations that threads may call
  // concurrently are const.
  [[no_unique_address]] mutable Poisonable<Raw> lock_;
  mutable T value_;

 private:
  Guarded(const std::lock_guard<Raw>& /*hold*/, Guarded& other) : value_(std::move(other.value_)) {
    if (other.lock_.poison.is_set()) lock_.poison.set();
  }
};

FEARLESS_DETAIL_END_LOCKS
}  // namespace fearless::detail
