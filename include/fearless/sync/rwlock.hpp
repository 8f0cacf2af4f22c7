// SPDX-License-Identifier: MIT
// RwLock<T>: a lock that owns what it guards, which several threads may read at once, or one may write.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/raw_rwlock.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/poison.hpp>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class RwLock;

namespace because {

/// Why a guard of an RwLock is not Static.
struct it_borrows_its_rwlock {
  static constexpr const char* text = "it borrows its RwLock, which must outlive it";
  static constexpr const char* help = "keep the guard where the lock is, and move a copy of the data";
  static constexpr const char* anchor = "guard";
};

}  // namespace because

namespace detail {

// A thread's own note that it reads a lock, kept in a list of that thread's.
class ReadHeld {
 public:
  ReadHeld() noexcept = default;
  explicit ReadHeld(RawRwLock& lock) noexcept : lock_(&lock) { enter(); }
  ReadHeld(ReadHeld&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {
    if (lock_ == nullptr) return;
    other.leave();
    enter();
  }
  ReadHeld& operator=(ReadHeld&& other) = delete;
  ~ReadHeld() {
    if (lock_ == nullptr) return;
    leave();
    lock_->read_done();
  }
  [[nodiscard]] bool holds() const noexcept { return lock_ != nullptr; }

 private:
  void enter() noexcept { hold_ = {lock_, std::exchange(read_holds_of_this_thread(), &hold_)}; }
  void leave() noexcept {
    ReadHold** link = &read_holds_of_this_thread();
    while (*link != &hold_) link = &(*link)->next;
    *link = hold_.next;
  }

  RawRwLock* lock_ = nullptr;
  ReadHold hold_;
};

}  // namespace detail

/// The right to read what an RwLock guards. Move-only; it stays on the thread that locked, and must not outlive its
/// lock. An exception that passes it does not poison: nothing is half changed. Rust: `std::sync::RwLockReadGuard`.
template <class T>
class [[nodiscard]] RwLockReadGuard {
 public:
  RwLockReadGuard(RwLockReadGuard&& other) noexcept = default;
  /// Releases the lock held so far, if any, and takes over that of `other`.
  RwLockReadGuard& operator=(RwLockReadGuard&& other) noexcept {
    if (this != &other) {
      std::destroy_at(this);
      std::construct_at(this, std::move(other));
    }
    return *this;
  }
  RwLockReadGuard(const RwLockReadGuard&) = delete;
  RwLockReadGuard& operator=(const RwLockReadGuard&) = delete;
  ~RwLockReadGuard() = default;

  /// The guarded object. Not for temporaries: `auto guard = lock.read().value();` first, then `*guard`.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// A guard of a part of the object, `f(object)`, which must be a reference; it holds the lock instead of this one. If
  /// `f` throws, the lock is released. Rust: `RwLockReadGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, const T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, const T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockReadGuard::map: the function must return a reference to a part of the object");
    RwLockReadGuard mine(std::move(*this));
    const auto& part = std::invoke(std::forward<F>(f), *std::as_const(mine));
    return RwLockReadGuard<std::remove_cvref_t<Part>>(part, std::move(mine.held_));
  }

 private:
  friend class RwLock<T>;
  template <class>
  friend class RwLockReadGuard;
  template <class>
  friend class RwLockWriteGuard;

  RwLockReadGuard(const T& value, detail::ReadHeld held) noexcept : value_(&value), held_(std::move(held)) {}

  const T* get() const {
    FEARLESS_ASSERT(held_.holds(), "fearless::RwLockReadGuard: used after it was moved from");
    return value_;
  }

  const T* value_;
  detail::ReadHeld held_;
};

/// The right to read a part of what an RwLock guards. Rust: `std::sync::MappedRwLockReadGuard` (unstable).
template <class T>
using MappedRwLockReadGuard = RwLockReadGuard<T>;

/// The right to use what an RwLock guards, alone; the lock is released when the guard is destroyed, and poisoned if
/// that happens in an unwinding which began after the guard was taken. Move-only; it stays on the thread that locked,
/// and must not outlive its lock. A const guard gives const access. Rust: `std::sync::RwLockWriteGuard`.
template <class T>
class [[nodiscard]] RwLockWriteGuard {
 public:
  RwLockWriteGuard(RwLockWriteGuard&& other) noexcept
      : value_(other.value_),
        raw_(std::exchange(other.raw_, nullptr)),
        poison_(other.poison_),
        unwinding_(other.unwinding_) {}
  /// Releases the lock held so far, if any, and takes over that of `other`.
  RwLockWriteGuard& operator=(RwLockWriteGuard&& other) noexcept {
    RwLockWriteGuard taken(std::move(other));
    std::swap(value_, taken.value_);
    std::swap(raw_, taken.raw_);
    std::swap(poison_, taken.poison_);
    std::swap(unwinding_, taken.unwinding_);
    return *this;
  }
  RwLockWriteGuard(const RwLockWriteGuard&) = delete;
  RwLockWriteGuard& operator=(const RwLockWriteGuard&) = delete;
  ~RwLockWriteGuard() {
    if (raw_ == nullptr) return;
    if (unwinding_.began()) poison_->set();
    raw_->write_done();
  }

  /// The guarded object. Not for temporaries.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  T& operator*() && = delete;
  const T& operator*() const&& = delete;
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  T* operator->() && = delete;
  const T* operator->() const&& = delete;

  /// Goes on reading: the lock stays taken, and nobody writes in between. Rust: `RwLockWriteGuard::downgrade`.
  [[nodiscard]] RwLockReadGuard<T> downgrade() && {
    T* const value = get();
    detail::RawRwLock& raw = *std::exchange(raw_, nullptr);
    raw.downgrade();
    return RwLockReadGuard<T>(*value, detail::ReadHeld(raw));
  }

  /// A guard of a part of the object; as `RwLockReadGuard::map`, but if `f` throws, the lock is poisoned. Rust:
  /// `RwLockWriteGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RwLockWriteGuard::map: the function must return a reference to a part of the object");
    RwLockWriteGuard mine(std::move(*this));
    auto& part = std::invoke(std::forward<F>(f), *mine);
    return RwLockWriteGuard<std::remove_reference_t<Part>>(part, *std::exchange(mine.raw_, nullptr), *mine.poison_,
                                                           mine.unwinding_);
  }

 private:
  friend class RwLock<T>;
  template <class>
  friend class RwLockWriteGuard;

  RwLockWriteGuard(T& value, detail::RawRwLock& raw, detail::PoisonFlag& poison,
                   detail::Unwinding unwinding = {}) noexcept
      : value_(&value), raw_(&raw), poison_(&poison), unwinding_(unwinding) {}

  T* get() const {
    FEARLESS_ASSERT(raw_ != nullptr, "fearless::RwLockWriteGuard: used after it was moved from");
    return value_;
  }

  T* value_;
  detail::RawRwLock* raw_;
  detail::PoisonFlag* poison_;
  detail::Unwinding unwinding_;
};

/// The right to use a part of what an RwLock guards. Rust: `std::sync::MappedRwLockWriteGuard` (unstable).
template <class T>
using MappedRwLockWriteGuard = RwLockWriteGuard<T>;

/// A value that several threads may read at once, or one may write, through the guards that locking gives. A writer
/// that waits keeps new readers out, other than a thread that reads already. Not assignable and not swappable; it can
/// be moved into its place while nobody uses it otherwise (the move takes the lock). `T` is an object type that is
/// neither const nor an array. Rust: `std::sync::RwLock`.
template <class T>
class RwLock {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::RwLock<T>: T must be an object type that is no array and not const");

 public:
  using ReadGuard = RwLockReadGuard<T>;
  using WriteGuard = RwLockWriteGuard<T>;

  /// A lock around `T()`. (A template, so that completing a class which holds an RwLock asks nothing of `T`.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  RwLock() : value_() {}

  /// A lock around `value`. Rust: `RwLock::new`.
  explicit RwLock(T value) : value_(std::move(value)) {}

  /// A lock around a `T` made of `args` in place.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  explicit RwLock(std::in_place_t, Args&&... args) : value_(std::forward<Args>(args)...) {}

  /// Takes over the value and the poison of `other` while writing to it. Throws std::system_error
  /// (resource_deadlock_would_occur) if this thread has locked it already.
  RwLock(RwLock&& other)
    requires std::is_move_constructible_v<T>
      : RwLock(WriteHeld(other.raw_), other) {}
  RwLock(const RwLock&) = delete;
  RwLock& operator=(const RwLock&) = delete;

  /// Waits until nobody writes, and returns a guard for reading; inside the error if an earlier writer ended in an
  /// exception. A thread may read what it reads already; if it writes already, this throws std::system_error
  /// (resource_deadlock_would_occur). Rust: `RwLock::read`, which may panic or hang then.
  [[nodiscard]] Result<ReadGuard, PoisonError<ReadGuard>> read() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<ReadGuard, PoisonError<ReadGuard>>;
    raw_.read();
    ReadGuard guard(value_, detail::ReadHeld(raw_));
    return poison_.is_set() ? Answer(unexpect, std::move(guard)) : Answer(std::in_place, std::move(guard));
  }
  void read() const&& = delete;

  /// Waits until nobody reads or writes, and returns a guard for writing; inside the error likewise. Throws
  /// std::system_error (resource_deadlock_would_occur) if this thread reads or writes already. Rust: `RwLock::write`.
  [[nodiscard]] Result<WriteGuard, PoisonError<WriteGuard>> write() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<WriteGuard, PoisonError<WriteGuard>>;
    raw_.write();
    WriteGuard guard(value_, raw_, poison_);
    return poison_.is_set() ? Answer(unexpect, std::move(guard)) : Answer(std::in_place, std::move(guard));
  }
  void write() const&& = delete;

  /// `read` without waiting: the error says whether somebody writes, or waits to, or the lock is poisoned. Rust:
  /// `RwLock::try_read`.
  [[nodiscard]] Result<ReadGuard, TryLockError<ReadGuard>> try_read() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<ReadGuard, TryLockError<ReadGuard>>;
    if (!raw_.try_read()) return Answer(unexpect);
    ReadGuard guard(value_, detail::ReadHeld(raw_));
    if (poison_.is_set()) return Answer(unexpect, PoisonError<ReadGuard>(std::move(guard)));
    return Answer(std::in_place, std::move(guard));
  }
  void try_read() const&& = delete;

  /// `write` without waiting. Rust: `RwLock::try_write`.
  [[nodiscard]] Result<WriteGuard, TryLockError<WriteGuard>> try_write() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<WriteGuard, TryLockError<WriteGuard>>;
    if (!raw_.try_write()) return Answer(unexpect);
    WriteGuard guard(value_, raw_, poison_);
    if (poison_.is_set()) return Answer(unexpect, PoisonError<WriteGuard>(std::move(guard)));
    return Answer(std::in_place, std::move(guard));
  }
  void try_write() const&& = delete;

  /// Whether a writer ended in an exception since the last `clear_poison`. Rust: `RwLock::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return poison_.is_set(); }
  /// Declares the data sound again. Rust: `RwLock::clear_poison`.
  void clear_poison() const noexcept { poison_.clear(); }

  /// Takes the value out, writing; inside the error if the lock is poisoned. What stays behind is a moved-from `T`.
  /// Throws as `write` does. Rust: `RwLock::into_inner`.
  [[nodiscard]] Result<T, PoisonError<T>> into_inner() && {
    const WriteHeld hold(raw_);
    using Answer = Result<T, PoisonError<T>>;
    return poison_.is_set() ? Answer(unexpect, std::move(value_)) : Answer(std::in_place, std::move(value_));
  }

  /// The value without locking. Unsafe: the caller promises that no other thread uses the lock meanwhile, which Rust's
  /// `RwLock::get_mut` knows from its `&mut self`. Poison is not looked at.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

 private:
  class WriteHeld {
   public:
    explicit WriteHeld(detail::RawRwLock& raw) : raw_(raw) { raw_.write(); }
    WriteHeld(const WriteHeld&) = delete;
    WriteHeld& operator=(const WriteHeld&) = delete;
    ~WriteHeld() { raw_.write_done(); }

   private:
    detail::RawRwLock& raw_;
  };

  RwLock(const WriteHeld& /*hold*/, RwLock& other) : value_(std::move(other.value_)) {
    if (other.poison_.is_set()) poison_.set();
  }

  mutable detail::RawRwLock raw_;
  mutable detail::PoisonFlag poison_;
  mutable T value_;
};

template <class T>
RwLock(T) -> RwLock<T>;

// Why: readers see the T at the same time (Sync), and whoever writes moves or changes it from his thread (Send). Even
// exclusive use of a whole RwLock races with nothing: it has no assignment, and moving from it takes the lock.
template <class T>
struct row<RwLock<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

// Why Sync: through a const guard there is only a const T; after `map`, perhaps behind a base class.
template <class T>
struct row<RwLockReadGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_rwlock>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct row<RwLockWriteGuard<T>> : row<RwLockReadGuard<T>> {};

}  // namespace fearless
