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

/// A value that can be read and replaced as a whole through a const reference: no reference to it is ever handed out,
/// so none can dangle. Send if `T` is, never Sync. Rust: `std::cell::Cell`.
template <class T>
class Cell {
 public:
  using value_type = T;

  /// A cell with a `T()`. (A template, so that completing a class which holds a cell of itself asks nothing of it.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Cell() : value_() {}
  /// A cell with `value`. Rust: `Cell::new`.
  constexpr explicit Cell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A cell with a copy of the other's value. Written out, as is the move, so that a cell is never trivially copyable:
  /// what looks at bytes shall not take it for plain data. Rust: `Cell::clone`.
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

  /// A copy of the value. Rust: `Cell::get`.
  [[nodiscard]] constexpr T get() const
    requires std::is_copy_constructible_v<T>
  {
    return std::as_const(value_);
  }

  /// Makes `value` the value; the old one is destroyed after that. Rust: `Cell::set`.
  constexpr void set(T value) const { (void)replace(std::move(value)); }

  /// Makes `value` the value and returns the old one. Rust: `Cell::replace`.
  constexpr T replace(T value) const {
    T old(std::move(value_));
    value_ = std::move(value);
    return old;
  }

  /// Leaves a `T()` in place of the value, which it returns. Rust: `Cell::take`.
  [[nodiscard]] constexpr T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values of two cells, which may be the same. Rust: `Cell::swap`.
  constexpr void swap(const Cell& other) const {
    if (this != &other) other.set(replace(std::move(other.value_)));
  }

  /// Makes `f(value)` the value; `f` may use the cell, and what it throws leaves the value as it is. Rust:
  /// `Cell::update`.
  template <class F>
    requires std::is_copy_constructible_v<T> && std::is_invocable_r_v<T, F, T>
  constexpr void update(F&& f) const {
    set(std::invoke(std::forward<F>(f), get()));
  }

  /// The value, moved out of a cell that is not needed any more. Rust: `Cell::into_inner`.
  [[nodiscard]] constexpr T into_inner() && { return std::move(value_); }

  /// The value in place. Unsafe: the caller promises not to use the cell otherwise meanwhile, which Rust's
  /// `Cell::get_mut` knows from its `&mut self`.
  [[nodiscard]] constexpr T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

  /// Whether the values are equal, or how they compare; copies are compared, as `get` gives them: a comparison might
  /// use the cells. Rust: `Cell: PartialEq`, `PartialOrd`.
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

// Why: a cell may go to another thread as a whole, but two threads would read and write it at once through const.
template <class T>
struct rules::row<Cell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};

}  // namespace fearless
