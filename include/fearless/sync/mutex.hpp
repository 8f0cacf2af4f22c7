// SPDX-License-Identifier: MIT
// Mutex<T>: a lock that owns the value that it protects, so that no thread can access the value without holding the
// lock.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/lock/held.hpp>
#include <fearless/detail/lock/lock_order.hpp>
#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/lock/with.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/detail/wait/deadline.hpp>
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

FEARLESS_DETAIL_BEGIN_LOCKS
template <class T>
class Mutex;
template <class T>
class MutexGuard;
template <class T>
class MappedMutexGuard;
FEARLESS_DETAIL_END_LOCKS

namespace rules::because {

/// The reason why a MutexGuard is not Static.
struct it_borrows_its_mutex {
  static constexpr const char* text = "it borrows its mutex, which must outlive it";
  static constexpr const char* help = "keep the guard where the mutex is, and move a copy of the data";
  static constexpr const char* anchor = "guard";
};

}  // namespace rules::because

namespace rules::place {

struct mutex_with_result {
  static constexpr const char* text = "fearless::Mutex::with: the result of the function";
  static constexpr const char* refusal = detail::result_of_with_refused;
  static constexpr const char* help = detail::result_of_with_help;
  static constexpr const char* anchor = "with-result";
};

}  // namespace rules::place

namespace detail {
FEARLESS_DETAIL_BEGIN_LOCKS

template <class>
inline constexpr bool is_mutex = false;
template <class T>
inline constexpr bool is_mutex<Mutex<T>> = true;

using MutexHeld = Held<RawMutex, ReleaseAlone>;

// Gives lock_all what users must not have: the lock of a mutex, and a guard for a lock that has been taken already.
struct MutexAccess {
  template <class T>
  static RawMutex& raw(const Mutex<T>& mutex) noexcept {
    return mutex.lock_.raw;
  }
  template <class T>
  static Taking taking(const Mutex<T>& mutex, const Place& place) {
    return mutex.taking(place);
  }
  template <class T>
  static MutexGuard<T> adopt(const Mutex<T>& mutex) noexcept {
    return mutex.guard();
  }
};

// The type of the part to which a function maps a guarded object. The function must return a reference.
template <class F, class T>
using Mapped = std::remove_reference_t<std::invoke_result_t<F, T&>>;

FEARLESS_DETAIL_END_LOCKS
}  // namespace detail

FEARLESS_DETAIL_BEGIN_LOCKS

/// The ownership of a Mutex's lock, and the access to the guarded value. Destroying the guard releases the lock. If an
/// exception that began after the guard was created is unwinding the stack, it also poisons the mutex. A const guard
/// gives const access. It is move-only. It must not outlive its mutex, and it stays on the thread that locked: if
/// another thread releases it, the program ends with a message. Rust: `std::sync::MutexGuard`.
/// \snippet reference/locks.cpp mutex
template <class T>
class [[nodiscard]] MutexGuard : public detail::GuardBase<T, detail::MutexHeld> {
 public:
  using detail::GuardBase<T, detail::MutexHeld>::GuardBase;
  MutexGuard(MutexGuard&&) noexcept = default;
  /// Releases the lock that this guard holds, if any, and takes over the lock of `other`.
  MutexGuard& operator=(MutexGuard&& other) noexcept = default;
  MutexGuard(const MutexGuard&) = delete;
  MutexGuard& operator=(const MutexGuard&) = delete;
  ~MutexGuard() = default;

  /// Releases the lock, calls `f()`, takes the lock again without a time limit, and returns the result of `f`. Other
  /// threads may change the object meanwhile, so `f` must not use references into it (a debug build reports a use of
  /// this guard in `f`). Throws what `f` throws; the lock is then held again, and this exception does not poison it.
  /// Throws BadResultAccess, with the lock held, if another holder poisoned the mutex meanwhile. If `f` leaves this
  /// thread holding the lock, the program ends. Rust: `parking_lot::MutexGuard::unlocked`.
  template <class F>
    requires std::is_invocable_v<F>
  std::invoke_result_t<F> unlocked(F&& f) & {
    using R = std::invoke_result_t<F>;
    static_cast<void>(this->get());
    auto& lock = this->held().let_go();
    const auto call = [&]() -> R {
      const Relock relock{lock, this->held(), detail::Taking::again(&lock)};
      lock.raw.unlock();
      return std::invoke(std::forward<F>(f));
    };
    const auto check = [&] {
      Result<void, PoisonError<void>> found;
      if (lock.poison.is_set()) found = Result<void, PoisonError<void>>(unexpect);
      found.value();
    };
    if constexpr (std::is_void_v<R>) {
      call();
      check();
    } else {
      R result = call();
      check();
      return static_cast<R&&>(result);
    }
  }

  /// Returns a guard of `f(object)`, a part of the object, which must be a reference. The new guard holds the lock
  /// instead of this one. If `f` throws, the lock is released and poisoned. Rust: `MutexGuard::map` (unstable).
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] MappedMutexGuard<detail::Mapped<F, T>> map(F&& f) && {
    static_assert(std::is_lvalue_reference_v<std::invoke_result_t<F, T&>>,
                  "fearless::MutexGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<MappedMutexGuard<detail::Mapped<F, T>>>(std::forward<F>(f));
  }

  /// The same for a part that may be missing: `f(object)` returns a pointer. If it is null, the result is this guard,
  /// as the error. Rust: `MutexGuard::filter_map` (unstable).
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, T&>>
  [[nodiscard]] Result<MappedMutexGuard<std::remove_pointer_t<std::invoke_result_t<F, T&>>>, MutexGuard> filter_map(
      F&& f) && {
    MutexGuard mine(std::move(*this));
    auto* const part = std::invoke(std::forward<F>(f), *mine);
    if (part == nullptr) return unexpected<MutexGuard>(std::move(mine));
    return std::move(mine).map([part](T&) -> auto& { return *part; });
  }

 private:
  // (It does not throw, because the guard is going to release the lock.)
  struct Relock {
    Relock(detail::Poisonable<detail::RawMutex>& released, detail::MutexHeld& guards, detail::Taking again) noexcept
        // NOLINTNEXTLINE(performance-move-const-arg): a Taking owns something where the order of locks is watched.
        : lock(released), held(guards), taking(std::move(again)) {}
    Relock(const Relock&) = delete;
    Relock& operator=(const Relock&) = delete;
    ~Relock() {
      taking.will_wait();
      lock.raw.lock();
      taking.taken();
      held = detail::MutexHeld(lock);
    }

    detail::Poisonable<detail::RawMutex>& lock;
    detail::MutexHeld& held;
    detail::Taking taking;
  };
};

/// A guard of a part of the value in a Mutex, as `MutexGuard::map` returns it. Otherwise it is like a MutexGuard. Rust:
/// `std::sync::MappedMutexGuard` (unstable).
/// \snippet reference/locks.cpp mapped_guard
template <class T>
class [[nodiscard]] MappedMutexGuard : public detail::GuardBase<T, detail::MutexHeld> {
 public:
  using detail::GuardBase<T, detail::MutexHeld>::GuardBase;
  MappedMutexGuard(MappedMutexGuard&&) noexcept = default;
  /// Releases the lock that this guard holds, if any, and takes over the lock of `other`.
  MappedMutexGuard& operator=(MappedMutexGuard&& other) noexcept = default;
  MappedMutexGuard(const MappedMutexGuard&) = delete;
  MappedMutexGuard& operator=(const MappedMutexGuard&) = delete;
  ~MappedMutexGuard() = default;

  /// Returns a guard of a part of this part, as `MutexGuard::map` does.
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] MappedMutexGuard<detail::Mapped<F, T>> map(F&& f) && {
    static_assert(std::is_lvalue_reference_v<std::invoke_result_t<F, T&>>,
                  "fearless::MappedMutexGuard::map: the function must return a reference to a part of the object");
    return this->template map_to<MappedMutexGuard<detail::Mapped<F, T>>>(std::forward<F>(f));
  }
};

/// A value that one thread at a time may use, through the guard that locking returns. All operations that several
/// threads may call are const, so an `Arc<Mutex<T>>` is how threads share a value that changes. Rust:
/// `std::sync::Mutex`.
///
/// It can be neither assigned nor swapped. It can be moved into its place while no other thread uses it (the move takes
/// the lock). `T` is an object type that is neither const nor an array.
/// \snippet reference/locks.cpp mutex
template <class T>
class Mutex : public detail::Guarded<T, detail::RawMutex> {
 public:
  /// The guard that locking returns.
  using Guard = MutexGuard<T>;

  /// A mutex around `T()`. Throws what `T()` throws. (It is a template, so that completing a class which contains a
  /// Mutex does not require a complete `T`.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Mutex() {}

  using detail::Guarded<T, detail::RawMutex>::Guarded;
  Mutex(Mutex&&) = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  /// Waits for the lock. Returns the guard, which is inside the error if an earlier holder ended in an exception.
  /// Throws std::system_error (resource_deadlock_would_occur), and changes nothing, if this thread holds the lock
  /// already; Rust leaves open whether it panics or deadlocks. Rust: `Mutex::lock`.
  [[nodiscard]] Result<Guard, PoisonError<Guard>> lock(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    taking.will_wait();
    this->lock_.raw.lock();
    taking.taken();
    return detail::unless_poisoned(this->lock_.poison, guard());
  }
  void lock(detail::Place = {}) const&& = delete;

  // Deleted, because std::lock_guard and similar classes would leave the data accessible to everybody who has the
  // mutex.
  FEARLESS_DETAIL_DELETED(
      "a fearless::Mutex is unlocked by its guard: write auto guard = mutex.lock().unwrap(); or mutex.with(f); for "
      "several, fearless::lock_all(a, b); to release it early, drop(std::move(guard))",
      void unlock() const);

  /// Tries to take the lock without waiting. The error tells whether the lock is held (by any thread, including this
  /// one) or the mutex is poisoned. Rust: `Mutex::try_lock`.
  [[nodiscard]] Result<Guard, TryLockError<Guard>> try_lock(
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_lock()) return Result<Guard, TryLockError<Guard>>(unexpect);
    taking.taken();
    return detail::tried(this->lock_.poison, guard());
  }
  void try_lock(detail::Place = {}) const&& = delete;

  /// Tries to take the lock, and waits for at most `span` (of any length). If this thread holds the lock already, it
  /// does not wait. Errors are those of `try_lock`. Rust has no counterpart in std.
  template <class Rep, class Period>
  [[nodiscard]] Result<Guard, TryLockError<Guard>> try_lock_for(
      const std::chrono::duration<Rep, Period>& span,
      detail::Place place = detail::Place::current()) const& FEARLESS_LIFETIMEBOUND {
    auto taking = this->taking(place);
    if (!this->lock_.raw.try_lock_until(detail::Deadline::after(span))) {
      return Result<Guard, TryLockError<Guard>>(unexpect);
    }
    taking.taken();
    return detail::tried(this->lock_.poison, guard());
  }
  template <class Rep, class Period>
  void try_lock_for(const std::chrono::duration<Rep, Period>& span, detail::Place = {}) const&& = delete;

  /// Calls `f(value)` with a `T&` while holding the lock, and returns its result. Throws what `f` throws, which poisons
  /// the mutex; BadResultAccess if the mutex is poisoned; and what `lock` throws. Refuses to compile if the result is
  /// not Static: a reference or a view would be used without the lock. Rust: `*m.lock().unwrap()` in one statement.
  template <class F>
  typename detail::With<rules::place::mutex_with_result, F, T>::Result with(
      F&& f, detail::Place place = detail::Place::current()) const {
    if constexpr (!detail::With<rules::place::mutex_with_result, F, T>::callable) {
      // This is not the trait of the standard library, because g++ 16 adds another error to explain that one.
      static_assert(detail::With<rules::place::mutex_with_result, F, T>::callable,
                    "fearless::Mutex::with: the function cannot be called with a T&");
    } else {
      using Needs = typename detail::With<rules::place::mutex_with_result, F, T>::Needs;
      FEARLESS_DETAIL_BEGIN_REFUSAL
      static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
      FEARLESS_DETAIL_END_REFUSAL
      if constexpr (detail::With<rules::place::mutex_with_result, F, T>::granted) {
        Guard guard = lock(place).value();
        return std::invoke(std::forward<F>(f), *guard);
      }
    }
  }

 private:
  friend struct detail::MutexAccess;

  [[nodiscard]] detail::Taking taking(const detail::Place& place) const {
    return detail::Taking::of<T>(&this->lock_, "Mutex", place);
  }
  // Returns a guard for the lock, which this thread has taken.
  Guard guard() const noexcept { return Guard(this->value_, detail::MutexHeld(this->lock_)); }
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

/// Locks all of `mutexes`. It waits as long as necessary, and holds none of them while it waits, so two threads that
/// name the same mutexes in a different order do not deadlock. Returns a tuple of their guards, in the order of the
/// arguments, which is inside the error if any mutex is poisoned. Throws std::system_error
/// (resource_deadlock_would_occur), having locked nothing, if a mutex is named twice or this thread holds one already.
/// Rust has no counterpart; C++: `std::scoped_lock`.
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
    // These mutexes have no order among each other. While this waits for one of them, it holds only the locks that were
    // held before.
    std::tuple takings{Access::taking(mutexes, detail::Place::current())...};
    std::apply([](const auto&... taking) { (taking.will_wait(), ...); }, takings);
    if constexpr (sizeof...(M) == 1) {
      (Access::raw(mutexes).lock(), ...);
    } else {
      std::lock(Access::raw(mutexes)...);
    }
    std::apply([](auto&... taking) { (taking.taken(), ...); }, takings);
    Guards guards{Access::adopt(mutexes)...};
    using Answer = Result<Guards, PoisonError<Guards>>;
    const bool poisoned = (mutexes.is_poisoned() || ...);
    return poisoned ? Answer(unexpect, std::move(guards)) : Answer(std::in_place, std::move(guards));
  }
}
/// A const mutex that is an rvalue would bind to the function above, too.
template <class... M>
  requires((detail::is_mutex<std::remove_cvref_t<M>> && ...) && (!std::is_lvalue_reference_v<M> || ...))
void lock_all(M&&... mutexes) = delete;

FEARLESS_DETAIL_END_LOCKS

// Why if T is Send: a thread that locks may move or change the T, and only one thread at a time does so. Even exclusive
// use of a whole Mutex cannot race: it has no assignment, and moving from it takes the lock.
template <class T>
struct rules::row<Mutex<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_send<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_send<T>;
};

// Why Sync: a const guard gives access to a const T only.
template <class T>
struct rules::row<MutexGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_mutex>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: the same as for MutexGuard. The part is somewhere in the guarded object, and may be seen as its base class.
template <class T>
struct rules::row<MappedMutexGuard<T>> {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_its_mutex>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
