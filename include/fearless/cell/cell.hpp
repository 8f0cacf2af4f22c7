// SPDX-License-Identifier: MIT
// Cell<T>: a value that is read and replaced as a whole through a const reference, on one thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>

#include <compare>
#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

/// A value that can be read and replaced as a whole through a const reference. It never hands out a reference to the
/// value, so none can dangle. Send if `T` is, never Sync. Rust: `std::cell::Cell`.
/// \snippet reference/owners.cpp cell
template <class T>
class Cell {
 public:
  using value_type = T;

  /// A cell with `T()`. Throws what `T()` throws. (It is a template, so that completing a class which contains a Cell
  /// of itself does not require that class to be complete.) Rust: `Cell::default`.
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Cell() : value_() {}
  /// A cell with `value`. Rust: `Cell::new`.
  constexpr explicit Cell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A cell with a copy of the other's value. Copy and move are not defaulted, so that a cell is never trivially
  /// copyable and is never taken for plain values. Rust: `Cell::clone`.
  constexpr Cell(const Cell& other)
    requires std::is_copy_constructible_v<T>
      : value_(std::as_const(other.value_)) {}
  constexpr Cell(Cell&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(other.value_)) {}
  constexpr Cell& operator=(const Cell& other)
    requires std::is_copy_constructible_v<T>
  {
    set(other.get());
    return *this;
  }
  constexpr Cell& operator=(Cell&& other) {
    if (this != &other) set(std::move(other.value_));
    return *this;
  }
  constexpr ~Cell() = default;

  /// Returns a copy of the value. Rust: `Cell::get`.
  [[nodiscard]] constexpr T get() const
    requires std::is_copy_constructible_v<T>
  {
    return std::as_const(value_);
  }

  /// Replaces the value by `value`. The old value is destroyed afterwards. Rust: `Cell::set`.
  constexpr void set(T value) const { (void)replace(std::move(value)); }

  /// Replaces the value by `value`, and returns the old value. Rust: `Cell::replace`.
  constexpr T replace(T value) const {
    T old(std::move(value_));
    value_ = std::move(value);
    return old;
  }

  /// Replaces the value by `T()`, and returns the old value. Rust: `Cell::take`.
  [[nodiscard]] constexpr T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values of two cells, which may be the same cell. Rust: `Cell::swap`.
  constexpr void swap(const Cell& other) const {
    if (this != &other) other.set(replace(std::move(other.value_)));
  }

  /// Replaces the value by `f(value)`. `f` may use the cell. If `f` throws, the value does not change. Rust:
  /// `Cell::update`.
  template <class F>
    requires std::is_copy_constructible_v<T> && std::is_invocable_r_v<T, F, T>
  constexpr void update(F&& f) const {
    set(std::invoke(std::forward<F>(f), get()));
  }

  /// Moves the value out of a cell that is no longer needed, and returns it. Rust: `Cell::into_inner`.
  [[nodiscard]] constexpr T into_inner() && { return std::move(value_); }

  /// Returns a reference to the value. Unsafe: the caller promises not to use the cell in another way meanwhile. Rust:
  /// `Cell::get_mut`, where `&mut self` proves that.
  [[nodiscard]] constexpr T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

  /// Compare copies of the values, as `get` returns them, because a comparison might use the cells. Rust:
  /// `Cell: PartialEq`, `PartialOrd`.
  friend constexpr bool operator==(const Cell& a, const Cell& b)
    requires std::is_copy_constructible_v<T>
  {
    return a.get() == b.get();
  }
  friend constexpr auto operator<=>(const Cell& a, const Cell& b)
    requires(std::is_copy_constructible_v<T> && std::three_way_comparable<T>)
  {
    return a.get() <=> b.get();
  }

 private:
  mutable T value_;
};

template <class T>
Cell(T) -> Cell<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_const_v<T>))
class Cell<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "fearless::Cell<T>: T must be an object type, and not const");
  using RefusedClass::RefusedClass;
};
namespace rules::because {
struct it_changes_through_const {
  static constexpr const char* text = "it changes through a const reference without synchronisation";
  static constexpr const char* help =
      "put the value in a fearless::Mutex<%1>, or in a std::atomic<%1> if it is a number";
  static constexpr const char* anchor = "cell";
};
}  // namespace rules::because

// Why: a cell may go to another thread as a whole. But two threads that share it could write at the same time through
// const.
template <class T>
struct rules::row<Cell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};

}  // namespace fearless
