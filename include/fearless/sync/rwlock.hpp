// SPDX-License-Identifier: MIT
// RwLock<T>: a lock that owns what it guards, which several threads may read at once, or one may write.
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

/// Why a guard of an RwLock is not Static.
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

/// The right to read what an RwLock guards. Move-only; it stays on the thread that locked (the program ends with a
/// message if another one releases it), and must not outlive its lock. An exception that passes it does not poison:
/// nothing is half changed. Rust: `std::sync::RwLockReadGuard`.
template <class T>
class [[nodiscard]] RwLockReadGuard : public detail::GuardBase<const T, detail::ReadHeld> {
 public:
  using detail::GuardBase<const T, detail::ReadHeld>::GuardBase;
  RwLockReadGuard(RwLockReadGuard&&) noexcept = default;
  /// Releases the lock held so far, if any, and takes over that of `other`.
  RwLockReadGuard& operator=(RwLockReadGuard&& other) noexcept = default;
  RwLockReadGuard(const RwLockReadGuard&) = delete;
  RwLockReadGuard& operator=(const RwLockReadGuard&) = delete;
  ~RwLockReadGuard() = default;

  /// A guard of a part of the object, `f(object)`, which must be a reference; it holds the lock instead of this one. If
  /// `f` throws, the lock is released. Rust: `RwLockReadGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, const T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, const T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockReadGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<RwLockReadGuard<std::remove_cvref_t<Part>>>(std::forward<F>(f));
  }
};

/// The right to read a part of what an RwLock guards. Rust: `std::sync::MappedRwLockReadGuard` (unstable).
template <class T>
using MappedRwLockReadGuard = RwLockReadGuard<T>;

/// The right to use what an RwLock guards, alone; the lock is released when the guard is destroyed, and poisoned if
/// that happens in an unwinding which began after the guard was taken. Move-only; it stays on the thread that locked
/// (the program ends with a message if another one releases it), and must not outlive its lock. A const guard gives
/// const access. Rust: `std::sync::RwLockWriteGuard`.
template <class T>
class [[nodiscard]] RwLockWriteGuard : public detail::GuardBase<T, detail::WriteHeld> {
 public:
  using detail::GuardBase<T, detail::WriteHeld>::GuardBase;
  RwLockWriteGuard(RwLockWriteGuard&&) noexcept = default;
  /// Releases the lock held so far, if any, and takes over that of `other`.
  RwLockWriteGuard& operator=(RwLockWriteGuard&& other) noexcept = default;
  RwLockWriteGuard(const RwLockWriteGuard&) = delete;
  RwLockWriteGuard& operator=(const RwLockWriteGuard&) = delete;
  ~RwLockWriteGuard() = default;

  /// Goes on reading: the lock stays taken, and nobody writes in between. Throws std::bad_alloc if this thread reads
  /// other locks and there is no memory to note one more: then this guard still writes. Rust:
  /// `RwLockWriteGuard::downgrade`.
  [[nodiscard]] RwLockReadGuard<T> downgrade() && {
    T* const value = this->get();
    this->held().lock().raw.downgrade();
    return RwLockReadGuard<T>(*value, detail::ReadHeld(this->held().let_go()));
  }

  /// A guard of a part of the object; as `RwLockReadGuard::map`, but if `f` throws, the lock is poisoned. Rust:
  /// `RwLockWriteGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockWriteGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<RwLockWriteGuard<std::remove_reference_t<Part>>>(std::forward<F>(f));
  }
};

/// The right to use a part of what an RwLock guards. Rust: `std::sync::MappedRwLockWriteGuard` (unstable).
template <class T>
using MappedRwLockWriteGuard = RwLockWriteGuard<T>;

/// A value that several threads may read at once, or one may write, through the guards that locking gives. A writer
/// that waits keeps new readers out, other than a thread that reads already. Not assignable and not swappable; it can
/// be moved into its place while nobody uses it otherwise (the move takes the lock). `T` is an object type that is
/// neither const nor an array. Rust: `std::sync::RwLock`.
template <class T>
class RwLock : public detail::Guarded<T, detail::RawRwLock> {
 public:
  using ReadGuard = RwLockReadGuard<T>;
  using WriteGuard = RwLockWriteGuard<T>;

  /// A lock around `T()`. (A template, so that completing a class which holds an RwLock asks nothing of `T`.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr RwLock() {}

  using detail::Guarded<T, detail::RawRwLock>::Guarded;
  RwLock(RwLock&&) = default;
  RwLock(const RwLock&) = delete;
  RwLock& operator=(const RwLock&) = delete;

  /// Waits until nobody writes, and returns a guard for reading; inside the error if an earlier writer ended in an
  /// exception. A thread may read what it reads already; if it writes already, this throws std::system_error
  /// (resource_deadlock_would_occur). Throws std::bad_alloc, and reads nothing, if this thread reads other locks and
  /// there is no memory to note one more. Rust: `RwLock::read`, which may panic or hang then.
  [[nodiscard]] Result<ReadGuard, PoisonError<ReadGuard>> read(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    taking.will_wait();
    this->lock_.raw.read();
    taking.taken();
    return detail::unless_poisoned(this->lock_.poison, ReadGuard(this->value_, detail::ReadHeld(this->lock_)));
  }
  void read(detail::Place = {}) const&& = delete;

  /// Waits until nobody reads or writes, and returns a guard for writing; inside the error likewise. Throws
  /// std::system_error (resource_deadlock_would_occur) if this thread reads or writes already. Rust: `RwLock::write`.
  [[nodiscard]] Result<WriteGuard, PoisonError<WriteGuard>> write(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    taking.will_wait();
    this->lock_.raw.lock();
    taking.taken();
    return detail::unless_poisoned(this->lock_.poison, WriteGuard(this->value_, detail::WriteHeld(this->lock_)));
  }
  void write(detail::Place = {}) const&& = delete;

  /// `read` without waiting: the error says whether somebody writes, or waits to, or the lock is poisoned. Rust:
  /// `RwLock::try_read`.
  [[nodiscard]] Result<ReadGuard, TryLockError<ReadGuard>> try_read(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_read()) return Result<ReadGuard, TryLockError<ReadGuard>>(unexpect);
    taking.taken();
    return detail::tried(this->lock_.poison, ReadGuard(this->value_, detail::ReadHeld(this->lock_)));
  }
  void try_read(detail::Place = {}) const&& = delete;

  /// `write` without waiting. Rust: `RwLock::try_write`.
  [[nodiscard]] Result<WriteGuard, TryLockError<WriteGuard>> try_write(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_lock()) return Result<WriteGuard, TryLockError<WriteGuard>>(unexpect);
    taking.taken();
    return detail::tried(this->lock_.poison, WriteGuard(this->value_, detail::WriteHeld(this->lock_)));
  }
  void try_write(detail::Place = {}) const&& = delete;

  /// Calls `f(value)`, `value` a `const T&`, while nobody writes, and returns its result. Throws what `f` throws,
  /// BadResultAccess if the lock is poisoned, and what `read` throws. Refuses to compile if the result is not Static: a
  /// reference or a view would be used without the lock. Rust has it as `*lock.read().unwrap()` in one statement.
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

  /// Calls `f(value)`, `value` a `T&`, while nobody else reads or writes; otherwise as `with_read`. If `f` throws, the
  /// lock is poisoned. Rust has it as `*lock.write().unwrap()` in one statement.
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

// Why: readers see the T at the same time (Sync), and whoever writes moves or changes it from his thread (Send). Even
// exclusive use of a whole RwLock races with nothing: it has no assignment, and moving from it takes the lock.
template <class T>
struct rules::row<RwLock<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

// Why Sync: through a const guard there is only a const T; after `map`, perhaps behind a base class.
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
