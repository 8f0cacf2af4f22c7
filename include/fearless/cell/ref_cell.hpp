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
/// which is checked at run time. Send if `T` is, never Sync. It must outlive its borrows, and not be moved, or
/// assigned, while there are any (checked in debug and hardened builds). Rust: `std::cell::RefCell`.
template <class T>
class RefCell {
 public:
  using value_type = T;

  /// A RefCell with a `T()`. (A template, as for Cell.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr RefCell() : value_() {}
  /// A RefCell with `value`. Rust: `RefCell::new`.
  constexpr explicit RefCell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A RefCell with a copy of the other's value, which is borrowed meanwhile: throws BorrowError if there is a writer.
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

  /// The value for reading. Throws BorrowError if there is a writer. Rust: `RefCell::borrow`.
  [[nodiscard]] Ref<T> borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) detail::raise(BorrowError());
    return Ref<T>(&value_, &flag_);
  }
  /// The value for reading, or BorrowError if there is a writer. Rust: `RefCell::try_borrow`.
  Result<Ref<T>, BorrowError> try_borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) return unexpected(BorrowError());
    return Ref<T>(&value_, &flag_);
  }

  /// The value for writing. Throws BorrowMutError if it is borrowed. Rust: `RefCell::borrow_mut`.
  [[nodiscard]] RefMut<T> borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) detail::raise(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }
  /// The value for writing, or BorrowMutError if it is borrowed. Rust: `RefCell::try_borrow_mut`.
  Result<RefMut<T>, BorrowMutError> try_borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) return unexpected(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }

  // Nothing borrows from a temporary.
  void borrow() const&& = delete;
  void try_borrow() const&& = delete;
  void borrow_mut() const&& = delete;
  void try_borrow_mut() const&& = delete;

  /// Makes `value` the value and returns the old one. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::replace`.
  T replace(T value) const {
    auto mine = borrow_mut();
    T old(std::move(*mine));
    *mine = std::move(value);
    return old;
  }

  /// Makes `f(value)`, `value` a `T&`, the value and returns the old one. Throws BorrowMutError if it is borrowed, and
  /// what `f` throws: then the value is what `f` left. Rust: `RefCell::replace_with`.
  template <class F>
    requires std::is_invocable_r_v<T, F, T&>
  T replace_with(F&& f) const {
    auto mine = borrow_mut();
    T made = std::invoke(std::forward<F>(f), *mine);
    T old(std::move(*mine));
    *mine = std::move(made);
    return old;
  }

  /// Leaves a `T()` in place of the value, which it returns. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::take`.
  [[nodiscard]] T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values. Throws BorrowMutError if one is borrowed, or if both are the same. Rust: `RefCell::swap`.
  void swap(const RefCell& other) const {
    auto mine = borrow_mut();
    auto theirs = other.borrow_mut();
    using std::swap;
    swap(*mine, *theirs);
  }

  /// The value, moved out of a RefCell that is not needed any more. Rust: `RefCell::into_inner`.
  [[nodiscard]] T into_inner() && { return std::move(unborrowed()); }

  /// The value in place, without borrowing it. Unsafe: the caller promises that there are no borrows, and will be none
  /// meanwhile, which Rust's `RefCell::get_mut` knows from its `&mut self`; the first half is checked in debug and
  /// hardened builds.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: unsafe_get_mut while it is borrowed");
    return value_;
  }

  /// Whether the values are equal, or how they compare. Throws BorrowError if there is a writer of one. Rust:
  /// `RefCell: PartialEq`, `PartialOrd`.
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

// Why: as for Cell.
template <class T>
struct rules::row<RefCell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};

}  // namespace fearless
