// SPDX-License-Identifier: MIT
// RwLock<T>: a lock that owns the value that it protects. Several threads may read the value at once, or one may write
// it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/held.hpp>
#include <fearless/detail/lock/lock_order.hpp>
#include <fearless/detail/lock/raw_rwlock.hpp>
#include <fearless/detail/lock/with.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/poison.hpp>

#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::because {

/// The reason why a guard of an RwLock is not Static.
struct it_borrows_its_rwlock {
  static constexpr const char* text = "it borrows its RwLock, which must outlive it";
  static constexpr const char* help = "keep the guard where the lock is, and move a copy of the data";
  static constexpr const char* anchor = "guard";
};

}  // namespace rules::because

namespace rules::place {

struct rwlock_with_read_result {
  static constexpr const char* text = "fearless::RwLock::with_read: the result of the function";
  static constexpr const char* refusal = detail::result_of_with_refused;
  static constexpr const char* help = detail::result_of_with_help;
  static constexpr const char* anchor = "with-result";
};
struct rwlock_with_write_result {
  static constexpr const char* text = "fearless::RwLock::with_write: the result of the function";
  static constexpr const char* refusal = detail::result_of_with_refused;
  static constexpr const char* help = detail::result_of_with_help;
  static constexpr const char* anchor = "with-result";
};

}  // namespace rules::place

namespace detail {
FEARLESS_DETAIL_BEGIN_LOCKS

struct ReleaseRead {
  void operator()(Poisonable<RawRwLock>& lock) const noexcept { lock.raw.read_done(); }
};
using ReadHeld = Held<RawRwLock, ReleaseRead>;
using WriteHeld = Held<RawRwLock, ReleaseAlone>;

FEARLESS_DETAIL_END_LOCKS
}  // namespace detail

FEARLESS_DETAIL_BEGIN_LOCKS

/// The ownership of a read lock, and the access to the value for reading. It is move-only. It must not outlive its
/// lock, and it stays on the thread that locked: if another thread releases it, the program ends with a message. An
/// exception does not poison the lock here, since readers change nothing. Rust: `std::sync::RwLockReadGuard`.
/// \snippet reference/locks.cpp rwlock
template <class T>
class [[nodiscard]] RwLockReadGuard : public detail::GuardBase<const T, detail::ReadHeld> {
 public:
  using detail::GuardBase<const T, detail::ReadHeld>::GuardBase;
  RwLockReadGuard(RwLockReadGuard&&) noexcept = default;
  /// Releases the lock that this guard holds, if any, and takes over the lock of `other`.
  RwLockReadGuard& operator=(RwLockReadGuard&& other) noexcept = default;
  RwLockReadGuard(const RwLockReadGuard&) = delete;
  RwLockReadGuard& operator=(const RwLockReadGuard&) = delete;
  ~RwLockReadGuard() = default;

  /// Returns a guard of `f(object)`, a part of the object, which must be a reference. The new guard holds the lock
  /// instead of this one. If `f` throws, the lock is released. Rust: `RwLockReadGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, const T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, const T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockReadGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<RwLockReadGuard<std::remove_cvref_t<Part>>>(std::forward<F>(f));
  }
};

/// A guard for reading a part of the value in an RwLock. Rust: `std::sync::MappedRwLockReadGuard` (unstable).
template <class T>
using MappedRwLockReadGuard = RwLockReadGuard<T>;

/// The ownership of a write lock, and the exclusive access to the value. Destroying the guard releases the lock. If an
/// exception that began after the guard was created is unwinding the stack, it also poisons the lock. A const guard
/// gives const access. It is move-only. It must not outlive its lock, and it stays on the thread that locked: if
/// another thread releases it, the program ends with a message. Rust: `std::sync::RwLockWriteGuard`.
/// \snippet reference/locks.cpp rwlock
template <class T>
class [[nodiscard]] RwLockWriteGuard : public detail::GuardBase<T, detail::WriteHeld> {
 public:
  using detail::GuardBase<T, detail::WriteHeld>::GuardBase;
  RwLockWriteGuard(RwLockWriteGuard&&) noexcept = default;
  /// Releases the lock that this guard holds, if any, and takes over the lock of `other`.
  RwLockWriteGuard& operator=(RwLockWriteGuard&& other) noexcept = default;
  RwLockWriteGuard(const RwLockWriteGuard&) = delete;
  RwLockWriteGuard& operator=(const RwLockWriteGuard&) = delete;
  ~RwLockWriteGuard() = default;

  /// Turns the write lock into a read lock, without letting another writer in between. Returns the guard for reading.
  /// Throws std::bad_alloc if this thread reads other locks and there is no memory to record one more; this guard then
  /// still holds the write lock. Rust: `RwLockWriteGuard::downgrade`.
  [[nodiscard]] RwLockReadGuard<T> downgrade() && {
    T* const value = this->get();
    this->held().lock().raw.downgrade();
    return RwLockReadGuard<T>(*value, detail::ReadHeld(this->held().let_go()));
  }

  /// Returns a guard of a part of the object, as `RwLockReadGuard::map` does. If `f` throws, the lock is released and
  /// poisoned. Rust: `RwLockWriteGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockWriteGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<RwLockWriteGuard<std::remove_reference_t<Part>>>(std::forward<F>(f));
  }
};

/// A guard for using a part of the value in an RwLock exclusively. Rust: `std::sync::MappedRwLockWriteGuard`
/// (unstable).
template <class T>
using MappedRwLockWriteGuard = RwLockWriteGuard<T>;

/// A value that several threads may read at once, or one may write, through the guards that locking returns. A waiting
/// writer keeps new readers out, except a thread that reads already. It can be neither assigned nor swapped. It can be
/// moved into its place while no other thread uses it (the move takes the lock). `T` is an object type that is neither
/// const nor an array. Rust: `std::sync::RwLock`.
/// \snippet reference/locks.cpp rwlock
template <class T>
class RwLock : public detail::Guarded<T, detail::RawRwLock> {
 public:
  /// The guard that locking for reading returns.
  using ReadGuard = RwLockReadGuard<T>;
  /// The guard that locking for writing returns.
  using WriteGuard = RwLockWriteGuard<T>;

  /// A lock around `T()`. Throws what `T()` throws. (It is a template, so that completing a class which contains an
  /// RwLock does not require a complete `T`.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr RwLock() {}

  using detail::Guarded<T, detail::RawRwLock>::Guarded;
  RwLock(RwLock&&) = default;
  RwLock(const RwLock&) = delete;
  RwLock& operator=(const RwLock&) = delete;

  /// Waits until no thread writes. Returns a guard for reading, which is inside the error if an earlier writer ended in
  /// an exception. A thread may read a lock that it reads already. Throws std::system_error
  /// (resource_deadlock_would_occur) if this thread writes already. Throws std::bad_alloc, without reading, if this
  /// thread reads other locks and there is no memory to record one more. Rust: `RwLock::read`, which may panic or
  /// deadlock in the first case.
  [[nodiscard]] Result<ReadGuard, PoisonError<ReadGuard>> read(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    taking.will_wait();
    this->lock_.raw.read();
    taking.taken();
    return detail::unless_poisoned(this->lock_.poison, ReadGuard(this->value_, detail::ReadHeld(this->lock_)));
  }
  void read(detail::Place = {}) const&& = delete;

  /// Waits until no thread reads or writes. Returns a guard for writing, which is inside the error if an earlier writer
  /// ended in an exception. Throws std::system_error (resource_deadlock_would_occur) if this thread reads or writes
  /// already. Rust: `RwLock::write`.
  [[nodiscard]] Result<WriteGuard, PoisonError<WriteGuard>> write(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    taking.will_wait();
    this->lock_.raw.lock();
    taking.taken();
    return detail::unless_poisoned(this->lock_.poison, WriteGuard(this->value_, detail::WriteHeld(this->lock_)));
  }
  void write(detail::Place = {}) const&& = delete;

  /// Tries to `read` without waiting. The error tells whether a thread writes or waits to write, or the lock is
  /// poisoned. Throws as `read` does. Rust: `RwLock::try_read`.
  [[nodiscard]] Result<ReadGuard, TryLockError<ReadGuard>> try_read(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_read()) return Result<ReadGuard, TryLockError<ReadGuard>>(unexpect);
    taking.taken();
    return detail::tried(this->lock_.poison, ReadGuard(this->value_, detail::ReadHeld(this->lock_)));
  }
  void try_read(detail::Place = {}) const&& = delete;

  /// Tries to `write` without waiting. The error tells whether the lock is held or poisoned. Rust: `RwLock::try_write`.
  [[nodiscard]] Result<WriteGuard, TryLockError<WriteGuard>> try_write(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_lock()) return Result<WriteGuard, TryLockError<WriteGuard>>(unexpect);
    taking.taken();
    return detail::tried(this->lock_.poison, WriteGuard(this->value_, detail::WriteHeld(this->lock_)));
  }
  void try_write(detail::Place = {}) const&& = delete;

  /// Calls `f(value)` with a `const T&` while no thread writes, and returns its result. Throws what `f` throws,
  /// BadResultAccess if the lock is poisoned, and what `read` throws. Refuses to compile if the result is not Static: a
  /// reference or a view would be used without the lock. Rust: `*lock.read().unwrap()` in one statement.
  template <class F>
  typename detail::With<rules::place::rwlock_with_read_result, F, const T>::Result with_read(
      F&& f, detail::Place place = detail::Place::current()) const {
    using With = detail::With<rules::place::rwlock_with_read_result, F, const T>;
    if constexpr (!With::callable) {
      static_assert(With::callable, "fearless::RwLock::with_read: the function cannot be called with a const T&");
    } else {
      using Needs = typename With::Needs;
      FEARLESS_DETAIL_BEGIN_REFUSAL
      static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
      FEARLESS_DETAIL_END_REFUSAL
      if constexpr (With::granted) {
        const ReadGuard guard = read(place).value();
        return std::invoke(std::forward<F>(f), *guard);
      }
    }
  }

  /// Calls `f(value)` with a `T&` while no other thread reads or writes, and returns its result. Throws what `f`
  /// throws, which poisons the lock; BadResultAccess if the lock is poisoned; and what `write` throws. Refuses to
  /// compile as `with_read` does. Rust: `*lock.write().unwrap()` in one statement.
  template <class F>
  typename detail::With<rules::place::rwlock_with_write_result, F, T>::Result with_write(
      F&& f, detail::Place place = detail::Place::current()) const {
    using With = detail::With<rules::place::rwlock_with_write_result, F, T>;
    if constexpr (!With::callable) {
      static_assert(With::callable, "fearless::RwLock::with_write: the function cannot be called with a T&");
    } else {
      using Needs = typename With::Needs;
      FEARLESS_DETAIL_BEGIN_REFUSAL
      static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
      FEARLESS_DETAIL_END_REFUSAL
      if constexpr (With::granted) {
        WriteGuard guard = write(place).value();
        return std::invoke(std::forward<F>(f), *guard);
      }
    }
  }

 private:
  [[nodiscard]] detail::Taking taking(const detail::Place& place) const {
    return detail::Taking::of<T>(&this->lock_, "RwLock", place);
  }
};

template <class T>
RwLock(T) -> RwLock<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>))
class RwLock<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::RwLock<T>: T must be an object type that is no array and not const");
  using RefusedClass::RefusedClass;
};

FEARLESS_DETAIL_END_LOCKS

// Why: readers use the T at the same time (Sync), and a writer may move or change it on its own thread (Send). Even
// exclusive use of a whole RwLock cannot race: it has no assignment, and moving from it takes the lock.
template <class T>
struct rules::row<RwLock<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

// Why Sync: a const guard gives access to a const T only. After `map`, the part may be seen as its base class.
template <class T>
struct rules::row<RwLockReadGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_rwlock>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct rules::row<RwLockWriteGuard<T>> : row<RwLockReadGuard<T>> {};

}  // namespace fearless
