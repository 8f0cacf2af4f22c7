// SPDX-License-Identifier: MIT
// Mutex<T>: a lock that owns what it guards, so that no one reaches the data without holding it.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/deadline.hpp>
#include <fearless/detail/deadlock.hpp>
#include <fearless/detail/raw_mutex.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/poison.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class Mutex;
template <class T>
class MutexGuard;
template <class T>
class MappedMutexGuard;

namespace because {

/// Why a MutexGuard is not Static.
struct it_borrows_its_mutex {
  static constexpr const char* text = "it borrows its mutex, which must outlive it";
  static constexpr const char* help = "keep the guard where the mutex is, and move a copy of the data";
  static constexpr const char* anchor = "guard";
};

}  // namespace because

namespace place {

struct mutex_with_result {
  static constexpr const char* text = "fearless::Mutex::with: the result of the function";
};

}  // namespace place

namespace detail {

template <class>
inline constexpr bool is_mutex = false;
template <class T>
inline constexpr bool is_mutex<Mutex<T>> = true;

// What lock_all needs of a mutex that users must not have: its lock, and a guard for a lock already taken.
struct MutexAccess {
  template <class T>
  static RawMutex& raw(const Mutex<T>& mutex) noexcept {
    return mutex.raw_;
  }
  template <class T>
  static MutexGuard<T> adopt(const Mutex<T>& mutex) noexcept {
    return MutexGuard<T>(mutex);
  }
  template <class T>
  static const Mutex<T>& mutex(const MutexGuard<T>& guard) {
    return guard.mutex();
  }
};

// What a function makes of a reference into a guarded object: it must stay one.
template <class F, class T>
using Mapped = std::remove_reference_t<std::invoke_result_t<F, T&>>;

// What Mutex<T>::with(f) requires, and what it returns.
template <class F, class T>
struct With {
  using Result = void;
  static constexpr bool callable = false;
  static constexpr bool granted = false;
};
template <class F, class T>
  requires std::is_invocable_v<F, T&>
struct With<F, T> {
  static constexpr bool callable = true;
  using Answer = std::invoke_result_t<F, T&>;
  using Needs = derive::Needs<derive::Requirement<place::mutex_with_result, traits::Static, Answer>>;
  static constexpr bool granted = Needs::granted;
  using Result = std::conditional_t<granted, Answer, void>;
};

}  // namespace detail

/// The right to use what a Mutex guards; the lock is released when the guard is destroyed, and the mutex is poisoned if
/// that happens in an unwinding which began after the guard was taken. Move-only; it stays on the thread that locked,
/// and must not outlive its mutex. A const guard gives const access. Rust: `std::sync::MutexGuard`.
template <class T>
class [[nodiscard]] MutexGuard {
 public:
  MutexGuard(MutexGuard&& other) noexcept
      : mutex_(std::exchange(other.mutex_, nullptr)), unwinding_(other.unwinding_) {}
  /// Releases the lock held so far, if any, and takes over that of `other`.
  MutexGuard& operator=(MutexGuard&& other) noexcept {
    MutexGuard taken(std::move(other));
    std::swap(mutex_, taken.mutex_);
    std::swap(unwinding_, taken.unwinding_);
    return *this;
  }
  MutexGuard(const MutexGuard&) = delete;
  MutexGuard& operator=(const MutexGuard&) = delete;
  ~MutexGuard() {
    if (mutex_ == nullptr) return;
    if (unwinding_.began()) mutex_->poison_.set();
    mutex_->raw_.unlock();
  }

  /// The guarded object. Not for temporaries: `auto guard = mutex.lock().value();` first, then `*guard`.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return mutex().value_; }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return mutex().value_; }
  T& operator*() && = delete;
  const T& operator*() const&& = delete;
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return &mutex().value_; }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &mutex().value_; }
  T* operator->() && = delete;
  const T* operator->() const&& = delete;

  /// A guard of a part of the object, `f(object)`, which must be a reference; it holds the lock instead of this one. If
  /// `f` throws, the lock is released, and poisoned. Rust: `MutexGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] MappedMutexGuard<detail::Mapped<F, T>> map(F&& f) && {
    static_assert(std::is_lvalue_reference_v<std::invoke_result_t<F, T&>>,
                  "fearless::MutexGuard::map: the function must return a reference to a part of the object");
    MutexGuard mine(std::move(*this));
    auto& part = std::invoke(std::forward<F>(f), *mine);
    return {part, *std::exchange(mine.mutex_, nullptr), mine.unwinding_};
  }

  /// The same for a part that may be missing: `f(object)` returns a pointer, and if that is null, this guard comes back
  /// as the error. Rust: `MutexGuard::filter_map` (unstable).
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, T&>>
  [[nodiscard]] Result<MappedMutexGuard<std::remove_pointer_t<std::invoke_result_t<F, T&>>>, MutexGuard> filter_map(
      F&& f) && {
    MutexGuard mine(std::move(*this));
    auto* const part = std::invoke(std::forward<F>(f), *mine);
    if (part == nullptr) return unexpected<MutexGuard>(std::move(mine));
    return MappedMutexGuard<std::remove_pointer_t<std::invoke_result_t<F, T&>>>(
        *part, *std::exchange(mine.mutex_, nullptr), mine.unwinding_);
  }

 private:
  friend class Mutex<T>;
  template <class>
  friend class MappedMutexGuard;
  friend struct detail::MutexAccess;

  // Adopts the lock, which this thread holds.
  explicit MutexGuard(const Mutex<T>& mutex) noexcept : mutex_(&mutex) {}

  const Mutex<T>& mutex() const {
    FEARLESS_ASSERT(mutex_ != nullptr, "fearless::MutexGuard: used after it was moved from");
    return *mutex_;
  }

  const Mutex<T>* mutex_;
  detail::Unwinding unwinding_;
};

/// The right to use a part of what a Mutex guards, as `MutexGuard::map` gives it; everything else is as with a
/// MutexGuard. Rust: `std::sync::MappedMutexGuard` (unstable).
template <class T>
class [[nodiscard]] MappedMutexGuard {
 public:
  MappedMutexGuard(MappedMutexGuard&& other) noexcept
      : part_(other.part_),
        raw_(std::exchange(other.raw_, nullptr)),
        poison_(other.poison_),
        unwinding_(other.unwinding_) {}
  /// Releases the lock held so far, if any, and takes over that of `other`.
  MappedMutexGuard& operator=(MappedMutexGuard&& other) noexcept {
    MappedMutexGuard taken(std::move(other));
    std::swap(part_, taken.part_);
    std::swap(raw_, taken.raw_);
    std::swap(poison_, taken.poison_);
    std::swap(unwinding_, taken.unwinding_);
    return *this;
  }
  MappedMutexGuard(const MappedMutexGuard&) = delete;
  MappedMutexGuard& operator=(const MappedMutexGuard&) = delete;
  ~MappedMutexGuard() {
    if (raw_ == nullptr) return;
    if (unwinding_.began()) poison_->set();
    raw_->unlock();
  }

  /// The part. Not for temporaries.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  T& operator*() && = delete;
  const T& operator*() const&& = delete;
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  T* operator->() && = delete;
  const T* operator->() const&& = delete;

  /// A guard of a part of the part; as `MutexGuard::map`.
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] MappedMutexGuard<detail::Mapped<F, T>> map(F&& f) && {
    static_assert(std::is_lvalue_reference_v<std::invoke_result_t<F, T&>>,
                  "fearless::MappedMutexGuard::map: the function must return a reference to a part of the object");
    MappedMutexGuard mine(std::move(*this));
    auto& part = std::invoke(std::forward<F>(f), *mine);
    return {part, *std::exchange(mine.raw_, nullptr), *mine.poison_, mine.unwinding_};
  }

 private:
  template <class>
  friend class MutexGuard;
  template <class>
  friend class MappedMutexGuard;

  template <class U>
  MappedMutexGuard(T& part, const Mutex<U>& mutex, detail::Unwinding unwinding) noexcept
      : MappedMutexGuard(part, mutex.raw_, mutex.poison_, unwinding) {}
  MappedMutexGuard(T& part, detail::RawMutex& raw, detail::PoisonFlag& poison, detail::Unwinding unwinding) noexcept
      : part_(&part), raw_(&raw), poison_(&poison), unwinding_(unwinding) {}

  T* get() const {
    FEARLESS_ASSERT(raw_ != nullptr, "fearless::MappedMutexGuard: used after it was moved from");
    return part_;
  }

  T* part_;
  detail::RawMutex* raw_;
  detail::PoisonFlag* poison_;
  detail::Unwinding unwinding_;
};

/// A value that one thread at a time may use, through the guard that locking gives. Everything that several threads may
/// do is const, so an `Arc<Mutex<T>>` is how threads share what changes. Rust: `std::sync::Mutex`.
///
/// Not assignable and not swappable; it can be moved into its place while nobody uses it otherwise (the move takes the
/// lock). `T` is an object type that is neither const nor an array.
template <class T>
class Mutex {
 public:
  using Guard = MutexGuard<T>;

  /// A mutex around `T()`. (A template, so that completing a class which holds a Mutex asks nothing of `T`.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  Mutex() : value_() {}

  /// A mutex around `value`. Rust: `Mutex::new`.
  explicit Mutex(T value) : value_(std::move(value)) {}

  /// A mutex around a `T` made of `args` in place.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  explicit Mutex(std::in_place_t, Args&&... args) : value_(std::forward<Args>(args)...) {}

  /// Takes over the value and the poison of `other` while holding its lock. Throws std::system_error
  /// (resource_deadlock_would_occur) if this thread holds it already.
  Mutex(Mutex&& other)
    requires std::is_move_constructible_v<T>
      : Mutex(std::lock_guard(other.raw_), other) {}
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  /// Waits for the lock and returns the guard; or the guard inside the error, if an earlier holder ended in an
  /// exception. Throws std::system_error (resource_deadlock_would_occur) if this thread holds the lock already: Rust
  /// leaves open whether that panics or hangs. Rust: `Mutex::lock`.
  [[nodiscard]] Result<Guard, PoisonError<Guard>> lock() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<Guard, PoisonError<Guard>>;
    raw_.lock();
    Guard guard(*this);
    return poison_.is_set() ? Answer(unexpect, std::move(guard)) : Answer(std::in_place, std::move(guard));
  }
  void lock() const&& = delete;

  /// The same without waiting: the error says whether the lock is held (by any thread, this one too) or poisoned. Rust:
  /// `Mutex::try_lock`.
  [[nodiscard]] Result<Guard, TryLockError<Guard>> try_lock() const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<Guard, TryLockError<Guard>>;
    if (!raw_.try_lock()) return Answer(unexpect);
    Guard guard(*this);
    if (poison_.is_set()) return Answer(unexpect, PoisonError<Guard>(std::move(guard)));
    return Answer(std::in_place, std::move(guard));
  }
  void try_lock() const&& = delete;

  /// The same, waiting for at most `span` (of any length); not at all if this thread holds the lock. Rust has no
  /// counterpart in std.
  template <class Rep, class Period>
  [[nodiscard]] Result<Guard, TryLockError<Guard>> try_lock_for(
      const std::chrono::duration<Rep, Period>& span) const& FEARLESS_LIFETIMEBOUND {
    using Answer = Result<Guard, TryLockError<Guard>>;
    if (!raw_.try_lock_until(detail::Deadline::after(span))) return Answer(unexpect);
    Guard guard(*this);
    if (poison_.is_set()) return Answer(unexpect, PoisonError<Guard>(std::move(guard)));
    return Answer(std::in_place, std::move(guard));
  }
  template <class Rep, class Period>
  void try_lock_for(const std::chrono::duration<Rep, Period>& span) const&& = delete;

  /// Calls `f(value)`, `value` a `T&`, holding the lock, and returns its result. Throws what `f` throws (and is
  /// poisoned then), BadResultAccess if the mutex is poisoned, and what `lock` throws. Refuses to compile if the result
  /// is not Static: a reference or a view would be used without the lock. Rust has it as `*m.lock().unwrap()` in one
  /// statement.
  template <class F>
  typename detail::With<F, T>::Result with(F&& f) const {
    if constexpr (!detail::With<F, T>::callable) {
      // Not the standard's trait: to explain that one, g++ 16 adds an error.
      static_assert(detail::With<F, T>::callable, "fearless::Mutex::with: the function cannot be called with a T&");
    } else {
      using Needs = typename detail::With<F, T>::Needs;
      FEARLESS_DETAIL_BEGIN_REFUSAL
      static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
      FEARLESS_DETAIL_END_REFUSAL
      if constexpr (detail::With<F, T>::granted) {
        Guard guard = lock().value();
        return std::invoke(std::forward<F>(f), *guard);
      }
    }
  }

  /// Whether a holder ended in an exception since the last `clear_poison`. Rust: `Mutex::is_poisoned`.
  [[nodiscard]] bool is_poisoned() const noexcept { return poison_.is_set(); }
  /// Declares the data sound again. Rust: `Mutex::clear_poison`.
  void clear_poison() const noexcept { poison_.clear(); }

  /// Takes the value out, holding the lock; inside the error if the mutex is poisoned. What stays behind is a
  /// moved-from `T`. Throws std::system_error if this thread holds the lock already. Rust: `Mutex::into_inner`.
  [[nodiscard]] Result<T, PoisonError<T>> into_inner() && {
    const std::lock_guard hold(raw_);
    using Answer = Result<T, PoisonError<T>>;
    return poison_.is_set() ? Answer(unexpect, std::move(value_)) : Answer(std::in_place, std::move(value_));
  }

  /// The value without locking. Unsafe: the caller promises that no other thread uses the mutex meanwhile, which Rust's
  /// `Mutex::get_mut` knows from its `&mut self`. Poison is not looked at.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

 private:
  friend class MutexGuard<T>;
  template <class>
  friend class MappedMutexGuard;
  friend struct detail::MutexAccess;

  Mutex(const std::lock_guard<detail::RawMutex>& /*hold*/, Mutex& other) : value_(std::move(other.value_)) {
    if (other.poison_.is_set()) poison_.set();
  }

  mutable detail::RawMutex raw_;
  mutable detail::PoisonFlag poison_;
  mutable T value_;
};

template <class T>
Mutex(T) -> Mutex<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>))
class Mutex<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Mutex<T>: T must be an object type that is no array and not const");
  using RefusedClass::RefusedClass;
};

/// Locks every one of `mutexes`, waiting as long as it takes and holding none while it waits, so that two threads that
/// name the same mutexes in a different order do not deadlock. Returns a tuple of their guards, in the order of the
/// arguments; inside the error if any is poisoned. Throws std::system_error (resource_deadlock_would_occur), having
/// locked nothing, if one is named twice or held by this thread. Rust has no counterpart; C++: `std::scoped_lock`.
template <class... M>
  requires(detail::is_mutex<std::remove_const_t<M>> && ...)
[[nodiscard]] auto lock_all(M&... mutexes) {
  static_assert(sizeof...(M) > 0, "fearless::lock_all: name at least one mutex");
  if constexpr (sizeof...(M) > 0) {
    using Access = detail::MutexAccess;
    using Guards = std::tuple<typename M::Guard...>;
    const std::array<const void*, sizeof...(M)> addresses{&mutexes...};
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (addresses[i] == addresses[j]) detail::raise_deadlock("fearless::lock_all: the same mutex is named twice");
      }
    }
    if ((Access::raw(mutexes).is_mine() || ...)) {
      detail::raise_deadlock("fearless::lock_all: this thread holds one of the mutexes already");
    }
    if constexpr (sizeof...(M) == 1) {
      (Access::raw(mutexes).lock(), ...);
    } else {
      std::lock(Access::raw(mutexes)...);
    }
    Guards guards{Access::adopt(mutexes)...};
    using Answer = Result<Guards, PoisonError<Guards>>;
    const bool poisoned = (mutexes.is_poisoned() || ...);
    return poisoned ? Answer(unexpect, std::move(guards)) : Answer(std::in_place, std::move(guards));
  }
}

// Why if T is Send: whoever locks moves or changes the T from his thread, and never two at once. Even exclusive use of
// a whole Mutex races with nothing: it has no assignment, and moving from it takes the lock.
template <class T>
struct row<Mutex<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_send<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_send<T>;
};

// Why Sync: through a const guard there is only a const T.
template <class T>
struct row<MutexGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_mutex>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: as for MutexGuard; what it refers to is somewhere in the guarded object, perhaps behind a base class.
template <class T>
struct row<MappedMutexGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_mutex>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
