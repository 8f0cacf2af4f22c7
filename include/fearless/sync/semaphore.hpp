// SPDX-License-Identifier: MIT
// Semaphore: a number of permits that threads wait for. A permit is returned when its holder is done.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>
#include <fearless/sync/arc.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace fearless {

class Semaphore;
// Why: it is its own synchronisation. It cannot be assigned, and moving from it reads under its lock. (The row stands
// before the class, which needs it where it uses an Arc of itself.)
template <>
struct rules::row<Semaphore> : kind::synchronized {};

namespace rules::because {

/// The reason why a SemaphorePermit is not Static.
struct it_points_to_its_semaphore {
  static constexpr const char* text = "it points to its semaphore, which has to outlive it";
  static constexpr const char* help = "use fearless::Semaphore::acquire_owned, whose permit holds an Arc of it";
  static constexpr const char* anchor = "semaphore-permit";
};

}  // namespace rules::because

/// Permits of a Semaphore, which the destructor returns. The thread that holds and returns them may be another than the
/// one that acquired them. tokio: `SemaphorePermit`.
/// \snippet reference/locks.cpp semaphore
class SemaphorePermit {
 public:
  /// For Semaphore only.
  SemaphorePermit(const Semaphore& semaphore, std::size_t count) noexcept : semaphore_(&semaphore), count_(count) {}
  SemaphorePermit(SemaphorePermit&& other) noexcept
      : semaphore_(std::exchange(other.semaphore_, nullptr)), count_(std::exchange(other.count_, 0)) {}
  /// Returns the current permits, and takes over those of `other`.
  inline SemaphorePermit& operator=(SemaphorePermit&& other) noexcept;
  SemaphorePermit(const SemaphorePermit&) = delete;
  SemaphorePermit& operator=(const SemaphorePermit&) = delete;
  inline ~SemaphorePermit();

  /// Returns the number of the permits: 0 if this object was moved from or forgotten.
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// Keeps the permits from being returned: the semaphore has fewer from now on. tokio: `SemaphorePermit::forget`.
  void forget() && noexcept {
    semaphore_ = nullptr;
    count_ = 0;
  }

 private:
  const Semaphore* semaphore_;
  std::size_t count_;
};

/// Permits that hold an Arc of their semaphore, so that they need not be destroyed before it. tokio:
/// `OwnedSemaphorePermit`.
/// \snippet reference/locks.cpp owned_permit
class OwnedSemaphorePermit {
 public:
  /// For Semaphore only.
  OwnedSemaphorePermit(Arc<Semaphore> semaphore, SemaphorePermit permit) noexcept
      : semaphore_(std::move(semaphore)), permit_(std::move(permit)) {}
  OwnedSemaphorePermit(OwnedSemaphorePermit&&) noexcept = default;
  /// Returns the current permits, and takes over those of `other`.
  OwnedSemaphorePermit& operator=(OwnedSemaphorePermit&& other) noexcept {
    permit_ = std::move(other.permit_);  // first: it still points to the old semaphore
    semaphore_ = std::move(other.semaphore_);
    return *this;
  }
  OwnedSemaphorePermit(const OwnedSemaphorePermit&) = delete;
  OwnedSemaphorePermit& operator=(const OwnedSemaphorePermit&) = delete;
  ~OwnedSemaphorePermit() = default;

  /// Returns the number of the permits, as SemaphorePermit does.
  [[nodiscard]] std::size_t count() const noexcept { return permit_.count(); }
  /// Keeps the permits from being returned, as SemaphorePermit does.
  void forget() && noexcept { std::move(permit_).forget(); }

 private:
  Arc<Semaphore> semaphore_;
  SemaphorePermit permit_;  // destroyed before the handle above
};

/// A counting semaphore: `auto permit = semaphore.acquire();` waits until a permit is available. Threads are not served
/// in the order of their arrival: a thread that waits for many permits may wait as long as other threads take single
/// ones. It must outlive the threads that wait, and the permits that `acquire` returned. tokio: `Semaphore`; C++:
/// `std::counting_semaphore`, which has no object that returns a permit. Rust's std has no counterpart.
/// \snippet reference/locks.cpp semaphore
class Semaphore {
 public:
  /// A semaphore with `permits` permits. tokio: `Semaphore::new`.
  constexpr explicit Semaphore(std::size_t permits) noexcept : permits_(permits) {}
  /// A new semaphore with as many permits as `other` has now. Threads that wait at `other` continue to wait there, and
  /// permits of `other` are returned there. It exists for moving a semaphore to its place before it is used.
  Semaphore(Semaphore&& other) noexcept : permits_(other.available_permits()) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  /// Returns how many permits are available now. tokio: `Semaphore::available_permits`.
  [[nodiscard]] std::size_t available_permits() const noexcept {
    const std::lock_guard lock(mutex_);
    return permits_;
  }

  /// Waits for `count` permits, and takes them all at once. With 0 it does not wait. tokio: `acquire`, `acquire_many`.
  [[nodiscard]] SemaphorePermit acquire(std::size_t count = 1) const& noexcept FEARLESS_LIFETIMEBOUND {
    wait(count, detail::Deadline::never());
    return {*this, count};
  }
  void acquire(std::size_t count = 1) const&& = delete;
  /// Returns `count` permits if they are available, without waiting. tokio: `try_acquire`, `try_acquire_many`.
  [[nodiscard]] std::optional<SemaphorePermit> try_acquire(std::size_t count = 1) const& noexcept
      FEARLESS_LIFETIMEBOUND {
    return permit_if(wait(count, detail::Deadline::now()), count);
  }
  void try_acquire(std::size_t count = 1) const&& = delete;
  /// Waits for `count` permits for at most `span` (of any length). Returns nothing if they were not available in time.
  template <class Rep, class Period>
  [[nodiscard]] std::optional<SemaphorePermit> acquire_timeout(const std::chrono::duration<Rep, Period>& span,
                                                               std::size_t count = 1) const& FEARLESS_LIFETIMEBOUND {
    return permit_if(wait(count, detail::Deadline::after(span)), count);
  }
  template <class Rep, class Period>
  void acquire_timeout(const std::chrono::duration<Rep, Period>& span, std::size_t count = 1) const&& = delete;

  /// The same as `acquire`, for a shared semaphore. The permit keeps the semaphore alive, so it may go to a thread of
  /// any lifetime. tokio: `acquire_owned`, `acquire_many_owned`.
  [[nodiscard]] static OwnedSemaphorePermit acquire_owned(Arc<Semaphore> semaphore, std::size_t count = 1) noexcept {
    semaphore->wait(count, detail::Deadline::never());
    SemaphorePermit permit(*semaphore, count);
    return {std::move(semaphore), std::move(permit)};
  }
  /// The same as `try_acquire`, for a shared semaphore. tokio: `try_acquire_owned`.
  [[nodiscard]] static std::optional<OwnedSemaphorePermit> try_acquire_owned(Arc<Semaphore> semaphore,
                                                                             std::size_t count = 1) noexcept {
    if (!semaphore->wait(count, detail::Deadline::now())) return std::nullopt;
    SemaphorePermit permit(*semaphore, count);
    return OwnedSemaphorePermit(std::move(semaphore), std::move(permit));
  }

  /// Adds `count` permits. The total is at most what a std::size_t can hold. tokio: `Semaphore::add_permits`.
  void add_permits(std::size_t count) const noexcept {
    if (count == 0) return;
    {
      const std::lock_guard lock(mutex_);
      permits_ = permits_ + count < permits_ ? static_cast<std::size_t>(-1) : permits_ + count;
      changes_.fetch_add(1, std::memory_order_relaxed);
      if (waiting_ == 0) return;
    }
    // A thread that waits for few permits may be able to continue when one that waits for many cannot, so all threads
    // are woken. This object may have been destroyed by now, but only its address is used.
    detail::futex_wake_all(changes_);
  }

 private:
  bool wait(std::size_t count, const detail::Deadline& deadline) const noexcept {
    std::unique_lock lock(mutex_);
    while (permits_ < count) {
      if (deadline.is_now()) return false;
      const std::uint32_t seen = changes_.load(std::memory_order_relaxed);
      ++waiting_;
      lock.unlock();
      const bool in_time = detail::futex_wait(changes_, seen, deadline);
      lock.lock();
      --waiting_;
      if (!in_time && permits_ < count) return false;
    }
    permits_ -= count;
    return true;
  }
  std::optional<SemaphorePermit> permit_if(bool taken, std::size_t count) const noexcept {
    if (!taken) return std::nullopt;
    return std::optional<SemaphorePermit>(std::in_place, *this, count);
  }

  mutable detail::RawMutex mutex_;
  mutable detail::FutexWord changes_{0};
  mutable std::size_t permits_;
  mutable std::size_t waiting_ = 0;
};

inline SemaphorePermit::~SemaphorePermit() {
  if (semaphore_ != nullptr) semaphore_->add_permits(count_);
}
inline SemaphorePermit& SemaphorePermit::operator=(SemaphorePermit&& other) noexcept {
  if (this != &other) {
    const SemaphorePermit returned = std::move(*this);
    semaphore_ = std::exchange(other.semaphore_, nullptr);
    count_ = std::exchange(other.count_, 0);
  }
  return *this;
}

// Why Send: any thread may return a permit. Why not Static: it points to its semaphore.
template <>
struct rules::row<SemaphorePermit> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_points_to_its_semaphore>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why: it owns a handle of the semaphore.
template <>
struct rules::row<OwnedSemaphorePermit> : kind::value {};

}  // namespace fearless
