// SPDX-License-Identifier: MIT
// RefCell<T>: a value that is borrowed through a const reference, on one thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/cell/borrow.hpp>
#include <fearless/cell/cell.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

#include <compare>
#include <concepts>
#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

/// A value that can be borrowed through a const reference, on one thread: by any number of readers or by one writer,
/// which is checked at run time. Send if `T` is, never Sync. It must outlive its borrows. It must not be moved or
/// assigned while there are borrows (checked in debug and hardened builds). Rust: `std::cell::RefCell`.
/// \snippet reference/owners.cpp ref_cell
template <class T>
class RefCell {
 public:
  using value_type = T;

  /// A RefCell with `T()`. Throws what `T()` throws. (It is a template for the same reason as the constructor of Cell.)
  /// Rust: `RefCell::default`.
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr RefCell() : value_() {}
  /// A RefCell with `value`. Rust: `RefCell::new`.
  constexpr explicit RefCell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A RefCell with a copy of the other's value, which is borrowed meanwhile. Throws BorrowError if there is a writer.
  /// Rust: `RefCell::clone`.
  RefCell(const RefCell& other)
    requires std::is_copy_constructible_v<T>
      : value_(other.copy()) {}
  RefCell(RefCell&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(other.unborrowed())) {}
  RefCell& operator=(const RefCell& other)
    requires std::is_copy_constructible_v<T>
  {
    (void)replace(other.copy());
    return *this;
  }
  RefCell& operator=(RefCell&& other) {
    if (this != &other) (void)replace(std::move(other.unborrowed()));
    return *this;
  }
  ~RefCell() { FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: destroyed while it is borrowed"); }

  /// Borrows the value for reading. Throws BorrowError if there is a writer. Rust: `RefCell::borrow`.
  [[nodiscard]] Ref<T> borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) detail::raise(BorrowError());
    return Ref<T>(&value_, &flag_);
  }
  /// Borrows the value for reading. The error is BorrowError if there is a writer. Rust: `RefCell::try_borrow`.
  Result<Ref<T>, BorrowError> try_borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) return unexpected(BorrowError());
    return Ref<T>(&value_, &flag_);
  }

  /// Borrows the value for writing. Throws BorrowMutError if it is borrowed already. Rust: `RefCell::borrow_mut`.
  [[nodiscard]] RefMut<T> borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) detail::raise(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }
  /// Borrows the value for writing. The error is BorrowMutError if it is borrowed already. Rust:
  /// `RefCell::try_borrow_mut`.
  Result<RefMut<T>, BorrowMutError> try_borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) return unexpected(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }

  // A temporary cannot be borrowed from.
  void borrow() const&& = delete;
  void try_borrow() const&& = delete;
  void borrow_mut() const&& = delete;
  void try_borrow_mut() const&& = delete;

  /// Replaces the value by `value`, and returns the old value. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::replace`.
  T replace(T value) const {
    auto mine = borrow_mut();
    T old(std::move(*mine));
    *mine = std::move(value);
    return old;
  }

  /// Replaces the value by `f(value)`, where `value` is a `T&`, and returns the old value. Throws BorrowMutError if it
  /// is borrowed. Throws what `f` throws; the value is then what `f` left. Rust: `RefCell::replace_with`.
  template <class F>
    requires std::is_invocable_r_v<T, F, T&>
  T replace_with(F&& f) const {
    auto mine = borrow_mut();
    T made = std::invoke(std::forward<F>(f), *mine);
    T old(std::move(*mine));
    *mine = std::move(made);
    return old;
  }

  /// Replaces the value by `T()`, and returns the old value. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::take`.
  [[nodiscard]] T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values. Throws BorrowMutError if one is borrowed, or if both are the same RefCell. Rust:
  /// `RefCell::swap`.
  void swap(const RefCell& other) const {
    auto mine = borrow_mut();
    auto theirs = other.borrow_mut();
    using std::swap;
    swap(*mine, *theirs);
  }

  /// Moves the value out of a RefCell that is no longer needed, and returns it. Rust: `RefCell::into_inner`.
  [[nodiscard]] T into_inner() && { return std::move(unborrowed()); }

  /// Returns a reference to the value without borrowing it. Unsafe: the caller promises that there are no borrows, and
  /// that there will be none meanwhile. The first half is checked in debug and hardened builds. Rust:
  /// `RefCell::get_mut`, where `&mut self` proves that.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: unsafe_get_mut while it is borrowed");
    return value_;
  }

  /// Compare the values. Throw BorrowError if one of them has a writer. Rust: `RefCell: PartialEq`, `PartialOrd`.
  friend bool operator==(const RefCell& a, const RefCell& b) {
    const auto mine = a.borrow();
    const auto theirs = b.borrow();
    return *mine == *theirs;
  }
  friend auto operator<=>(const RefCell& a, const RefCell& b)
    requires std::three_way_comparable<T>
  {
    const auto mine = a.borrow();
    const auto theirs = b.borrow();
    return *mine <=> *theirs;
  }

 private:
  T& unborrowed() noexcept {
    FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: moved while it is borrowed");
    return value_;
  }
  T copy() const {
    const auto mine = borrow();
    return *mine;
  }

  mutable T value_;
  mutable detail::BorrowFlag flag_;
};

template <class T>
RefCell(T) -> RefCell<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_const_v<T>))
class RefCell<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "fearless::RefCell<T>: T must be an object type, not const");
  using RefusedClass::RefusedClass;
};

// Why: the same as for Cell.
template <class T>
struct rules::row<RefCell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};

}  // namespace fearless
