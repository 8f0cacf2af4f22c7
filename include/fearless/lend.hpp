// SPDX-License-Identifier: MIT
// Exclusive borrows for scoped threads: MutSlice, which is one of several disjoint parts of a sequence, and Lend<T>,
// which lends its value to one borrower at a time.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/lend/error.hpp>
#include <fearless/lend/slice.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class Lend;

namespace detail {

// How a MutRef and a SharedRef give back what they have borrowed.
struct LentForWriting {
  static constexpr const char* moved_from = "fearless::MutRef: used after it was moved from";
  static void give_back(std::atomic<std::ptrdiff_t>& state) noexcept { state.store(0, std::memory_order_release); }
};
struct LentForReading {
  static constexpr const char* moved_from = "fearless::SharedRef: used after it was moved from";
  static void give_back(std::atomic<std::ptrdiff_t>& state) noexcept { state.fetch_sub(1, std::memory_order_release); }
};

// Owns a borrow of the value of a Lend; a moved-from object owns nothing.
template <class T, class Kind>
class LendBorrow {
 public:
  LendBorrow(LendBorrow&& other) noexcept : lend_(std::exchange(other.lend_, nullptr)) {}
  LendBorrow& operator=(LendBorrow&& other) noexcept {
    LendBorrow taken(std::move(other));
    std::swap(lend_, taken.lend_);
    return *this;
  }
  LendBorrow(const LendBorrow&) = delete;
  LendBorrow& operator=(const LendBorrow&) = delete;

 protected:
  explicit LendBorrow(const Lend<T>& lend) noexcept : lend_(&lend) {}
  ~LendBorrow() {
    if (lend_ != nullptr) Kind::give_back(lend_->state_);
  }
  T& value() const {
    FEARLESS_ASSERT(lend_ != nullptr, Kind::moved_from);
    return lend_->value_;
  }

 private:
  friend struct MovedFrom;
  [[nodiscard]] MovedFrom::Answer is_moved_from() const noexcept { return MovedFrom::answer(lend_ == nullptr); }

  const Lend<T>* lend_;
};

}  // namespace detail

/// An exclusive borrow of a value for writing. It is move-only, and a const MutRef gives const access. Send if `T` is;
/// never Static, so it is for threads of a scope. Rust: `&mut T`.
/// \snippet reference/loans.cpp lend
template <class T>
class [[nodiscard]] MutRef : public detail::LendBorrow<T, detail::LentForWriting> {
 public:
  /// Access the value. Refuse to compile for a temporary.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return this->value(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return this->value(); }
  const T& operator*() const&& = delete;
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return &this->value(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &this->value(); }
  const T* operator->() const&& = delete;

 private:
  friend class Lend<T>;
  explicit MutRef(const Lend<T>& lend) noexcept : detail::LendBorrow<T, detail::LentForWriting>(lend) {}
};

/// A shared borrow of a value for reading. While there is one, nobody can write. Send and Sync if `T` is Sync; never
/// Static. Rust: `&T`.
/// \snippet reference/loans.cpp lend
template <class T>
class [[nodiscard]] SharedRef : public detail::LendBorrow<T, detail::LentForReading> {
 public:
  /// Access the value. Refuse to compile for a temporary.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return this->value(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &this->value(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

 private:
  friend class Lend<T>;
  explicit SharedRef(const Lend<T>& lend) noexcept : detail::LendBorrow<T, detail::LentForReading>(lend) {}
};

/// A value that can be lent to one borrower who writes, or to several who read, on any threads of a scope. It never
/// waits: if the value cannot be lent now, that is an error. So borrows that should not overlap in time are checked not
/// to. It must outlive its borrows (checked in debug and hardened builds). It is not assignable. Rust: `&mut`, which
/// the compiler checks.
/// \snippet reference/loans.cpp lend
template <class T>
class Lend {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Lend<T>: T must be an object type that is no array and not const");

 public:
  /// Takes over `value`.
  explicit Lend(T value) : value_(std::move(value)) {}
  /// Takes over the value of `other`, which is borrowed meanwhile. Throws LendError if `other` is lent.
  Lend(Lend&& other)
    requires std::is_move_constructible_v<T>
      : Lend(other.lend(), Taken{}) {}
  Lend(const Lend&) = delete;
  Lend& operator=(const Lend&) = delete;
  ~Lend() {
    FEARLESS_ASSERT(state_.load(std::memory_order_relaxed) == 0, "fearless::Lend: destroyed while its value is lent");
  }

  /// Returns the value for writing, until the MutRef is destroyed. Throws LendError if the value is lent already.
  [[nodiscard]] MutRef<T> lend() const& FEARLESS_LIFETIMEBOUND {
    std::ptrdiff_t nobody = 0;
    if (!state_.compare_exchange_strong(nobody, -1, std::memory_order_acquire, std::memory_order_relaxed)) {
      detail::raise(LendError());
    }
    return MutRef<T>(*this);
  }
  void lend() const&& = delete;

  /// Returns the value for reading, until the SharedRef is destroyed. Throws LendError if the value is lent for
  /// writing.
  [[nodiscard]] SharedRef<T> read() const& FEARLESS_LIFETIMEBOUND {
    std::ptrdiff_t readers = state_.load(std::memory_order_relaxed);
    do {
      if (readers < 0 || readers == std::numeric_limits<std::ptrdiff_t>::max()) detail::raise(LendError());
    } while (!state_.compare_exchange_weak(readers, readers + 1, std::memory_order_acquire, std::memory_order_relaxed));
    return SharedRef<T>(*this);
  }
  void read() const&& = delete;

  /// Moves the value out and returns it. Throws LendError if the value is lent.
  [[nodiscard]] T into_inner() && {
    auto mine = static_cast<const Lend&>(*this).lend();
    return std::move(*mine);
  }

 private:
  template <class, class>
  friend class detail::LendBorrow;
  struct Taken {};
  Lend(MutRef<T> other, Taken /*tag*/) : value_(std::move(*other)) {}

  mutable std::atomic<std::ptrdiff_t> state_{0};  // lent for writing (-1), not lent (0), or the number of readers
  mutable T value_;
};

template <class T>
Lend(T) -> Lend<T>;

// Why like T: it is a `&mut T` to the value of a Lend, which is exactly a T.
template <class T>
struct rules::row<MutRef<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why if T is Sync: it is a `&T` to the value of a Lend.
template <class T>
struct rules::row<SharedRef<T>> {
  static constexpr auto send = if_sync<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: any thread may borrow the T for writing (Send), and several for reading (Sync). It has no assignment, and moving
// from it borrows.
template <class T>
struct rules::row<Lend<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

}  // namespace fearless
