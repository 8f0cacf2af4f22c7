// SPDX-License-Identifier: MIT
// Poisoning: the flag of a lock that a holder ended in an exception, and the errors that tell the next holder.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <atomic>
#include <optional>
#include <utility>

namespace fearless {

/// The error of a lock whose earlier holder ended in an exception, so that the data may be half changed. It contains
/// the requested object (a guard that holds the lock, or the data itself), for a caller who knows that the data is
/// consistent. It is move-only. Rust: `std::sync::PoisonError`.
/// \snippet reference/locks.cpp poison
template <class Guard>
class PoisonError {
 public:
  /// An error that contains `guard`.
  explicit PoisonError(Guard&& guard) : guard_(std::move(guard)) {}
  PoisonError(PoisonError&&) = default;
  PoisonError& operator=(PoisonError&&) = default;
  PoisonError(const PoisonError&) = delete;
  PoisonError& operator=(const PoisonError&) = delete;

  /// Returns the content, moved out. Rust: `PoisonError::into_inner`.
  [[nodiscard]] Guard into_inner() && { return std::move(guard_); }

  /// Returns a reference to the content. Refuses to compile for a temporary. Rust: `PoisonError::get_ref`.
  [[nodiscard]] const Guard& get_ref() const& FEARLESS_LIFETIMEBOUND { return guard_; }
  const Guard& get_ref() const&& = delete;
  /// Returns a reference to the content, for writing. Rust: `PoisonError::get_mut`.
  [[nodiscard]] Guard& get_mut() & FEARLESS_LIFETIMEBOUND { return guard_; }

  [[nodiscard]] const char* what() const noexcept { return "poisoned lock: another task failed inside"; }

 private:
  Guard guard_;
};

/// The error of a wait that leaves the guard where it is, so that there is no content.
/// \snippet reference/locks.cpp poison_void
template <>
class PoisonError<void> {
 public:
  [[nodiscard]] static const char* what() noexcept { return "poisoned lock: another task failed inside"; }
};

/// The error of an attempt to lock. `WouldBlock`: the lock is held. `Poisoned`: the lock was taken and is poisoned; the
/// error contains the guard. It is move-only. Rust: `std::sync::TryLockError`.
/// \snippet reference/locks.cpp try_lock
template <class Guard>
class TryLockError {
 public:
  /// The possible errors.
  enum class Kind { Poisoned, WouldBlock };
  static constexpr Kind Poisoned = Kind::Poisoned;
  static constexpr Kind WouldBlock = Kind::WouldBlock;

  /// The error of a lock that is held.
  TryLockError() = default;
  /// The error of a lock that was taken and is poisoned. Rust: `From<PoisonError<T>>`.
  TryLockError(PoisonError<Guard>&& error) : poisoned_(std::move(error)) {}

  /// Returns which of the two errors it is.
  [[nodiscard]] Kind kind() const noexcept { return poisoned_ ? Poisoned : WouldBlock; }
  /// Returns whether the lock was taken and is poisoned.
  [[nodiscard]] bool is_poisoned() const noexcept { return kind() == Poisoned; }
  /// Returns whether the lock is held.
  [[nodiscard]] bool is_would_block() const noexcept { return kind() == WouldBlock; }

  /// Returns the guard, moved out, if the error is `Poisoned`; otherwise nothing.
  [[nodiscard]] std::optional<Guard> into_inner() && {
    if (!poisoned_) return std::nullopt;
    return std::move(*poisoned_).into_inner();
  }

  [[nodiscard]] const char* what() const noexcept {
    return poisoned_ ? poisoned_->what() : "try_lock failed because the operation would block";
  }

 private:
  std::optional<PoisonError<Guard>> poisoned_;
};

// Why: both errors have the answers of their content.
template <class Guard>
struct rules::row<PoisonError<Guard>> : kind::owner<Guard> {};

// Why: it holds nothing.
template <>
struct rules::row<PoisonError<void>> : kind::value {};

template <class Guard>
struct rules::row<TryLockError<Guard>> : row<PoisonError<Guard>> {};

namespace detail {

// The flag that a holder failed. Any thread may read and write it; a thread that holds the lock sees what earlier
// holders wrote.
class PoisonFlag {
 public:
  [[nodiscard]] bool is_set() const noexcept { return set_.load(std::memory_order_relaxed); }
  void set() noexcept { set_.store(true, std::memory_order_relaxed); }
  void clear() noexcept { set_.store(false, std::memory_order_relaxed); }

 private:
  std::atomic<bool> set_{false};
};

}  // namespace detail
}  // namespace fearless
