// SPDX-License-Identifier: MIT
// OnceCell<T> and LazyCell<T, F>: a value that is created once, on one thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/std/kinds.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::because {
struct it_is_filled_through_const {
  static constexpr const char* text = "it is filled through a const reference without synchronisation";
  static constexpr const char* help = "use a fearless::OnceLock or a fearless::LazyLock";
  static constexpr const char* anchor = "once-cell";
};
}  // namespace rules::because

namespace detail {

// Whether F() returns a Result of a T.
template <class F, class T>
concept MakesOrFails = std::is_invocable_v<F> && is_result<std::invoke_result_t<F>> &&
                       std::is_same_v<typename std::invoke_result_t<F>::value_type, T>;

}  // namespace detail

/// A container that is empty until a value is stored in it, once, through a const reference, on one thread. Send if `T`
/// is, never Sync. Rust: `std::cell::OnceCell`.
/// \snippet reference/owners.cpp once_cell
template <class T>
class OnceCell {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T>,
                "fearless::OnceCell<T>: T must be an object type that is no array and not const");

 public:
  using value_type = T;

  /// An empty OnceCell. Rust: `OnceCell::new`.
  constexpr OnceCell() noexcept {}
  /// A OnceCell with `value`. Rust: `OnceCell::from`.
  constexpr explicit OnceCell(T value) : value_(std::move(value)) {}
  /// Copies the value, if there is one. As for Cell, this is not defaulted, so that it is never trivially copyable.
  /// Rust: `OnceCell::clone`.
  constexpr OnceCell(const OnceCell& other)
    requires std::is_copy_constructible_v<T>
      : value_(std::as_const(other.value_)) {}
  /// Moves the value, and leaves `other` empty.
  constexpr OnceCell(OnceCell&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : value_(std::exchange(other.value_, std::nullopt)) {}
  /// Replaces the content. Nobody may use a reference to the old value any more; in Rust, `&mut` proves that.
  constexpr OnceCell& operator=(OnceCell other) {
    value_ = std::move(other.value_);
    return *this;
  }
  constexpr ~OnceCell() = default;

  /// Returns the value, or null if there is none yet. Rust: `OnceCell::get`.
  [[nodiscard]] constexpr const T* get() const& noexcept FEARLESS_LIFETIMEBOUND { return value_ ? &*value_ : nullptr; }
  void get() const&& = delete;

  /// Stores `value`. If there is a value already, the error gives `value` back. Rust: `OnceCell::set`.
  constexpr Result<void, T> set(T value) const {
    if (value_) return Result<void, T>(unexpect, std::move(value));
    value_.emplace(std::move(value));
    return {};
  }

  /// Returns the value; if there is none, it first stores the result of `f()`. If `f` throws, this throws the same
  /// exception and stays empty. If `f` itself fills the cell, that value stays, and this throws std::system_error
  /// (resource_deadlock_would_occur). Rust: `OnceCell::get_or_init`, which panics in that case.
  template <class F>
    requires std::is_invocable_r_v<T, F>
  [[nodiscard]] constexpr const T& get_or_init(F&& f) const& FEARLESS_LIFETIMEBOUND {
    if (!value_) {
      T made = std::invoke(std::forward<F>(f));
      if (value_) detail::raise_deadlock("fearless::OnceCell: filled while it was being filled");
      value_.emplace(std::move(made));
    }
    return *value_;
  }
  template <class F>
  void get_or_init(F&&) const&& = delete;

  /// The same for a function that may fail: `f()` returns a Result of a `T`. If it is an error, this returns the error
  /// and stays empty. Rust: `OnceCell::get_or_try_init` (unstable).
  template <class F>
    requires detail::MakesOrFails<F, T>
  [[nodiscard]] constexpr auto get_or_try_init(F&& f) const& FEARLESS_LIFETIMEBOUND {
    using Got = Result<const T*, typename std::invoke_result_t<F>::error_type>;
    if (!value_) {
      auto made = std::invoke(std::forward<F>(f));
      if (!made.has_value()) return Got(unexpect, std::move(made).error());
      if (value_) detail::raise_deadlock("fearless::OnceCell: filled while it was being filled");
      value_.emplace(std::move(made).value());
    }
    return Got(&*value_);
  }
  template <class F>
  void get_or_try_init(F&&) const&& = delete;

  /// Moves the value out, if there is one, and leaves the cell empty. Rust: `OnceCell::take`.
  [[nodiscard]] constexpr std::optional<T> take() && { return std::exchange(value_, std::nullopt); }
  /// The same as `take`. Rust: `OnceCell::into_inner`.
  [[nodiscard]] constexpr std::optional<T> into_inner() && { return std::move(*this).take(); }

  /// Returns the value for writing, or null. Unsafe: the caller promises that there is no other reference to it. Rust:
  /// `OnceCell::get_mut`, where `&mut self` proves that.
  [[nodiscard]] constexpr T* unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_ ? &*value_ : nullptr; }

  /// Returns whether both hold equal values, or both are empty. Rust: `OnceCell: PartialEq`.
  friend constexpr bool operator==(const OnceCell& a, const OnceCell& b) {
    if (!a.value_ || !b.value_) return a.value_.has_value() == b.value_.has_value();
    return std::as_const(*a.value_) == std::as_const(*b.value_);
  }

 private:
  mutable std::optional<T> value_;
};

template <class T>
OnceCell(T) -> OnceCell<T>;

/// Thrown by a LazyCell whose function has ended in an exception. Rust panics in that case.
/// \snippet reference/owners.cpp lazy_poison
class LazyCellPoisonError final : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "fearless::LazyCell: its function ended in an exception";
  }
};

/// A value that `f()` creates when it is first needed, on one thread. It can be neither copied nor moved, because there
/// may be references to its value. Send if `T` and `F` are, never Sync. Rust: `std::cell::LazyCell`.
///
/// Every access may throw what `f` throws; later accesses then throw LazyCellPoisonError. If `f` accesses its own
/// value, that access throws std::system_error (resource_deadlock_would_occur); Rust panics in that case.
/// \snippet reference/owners.cpp lazy_cell
template <class T, class F = T (*)()>
class LazyCell {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T>,
                "fearless::LazyCell<T>: T must be an object type that is no array and not const");

 public:
  using value_type = T;

  /// A value that `T()` will create. Rust: `LazyCell::default`.
  constexpr LazyCell() noexcept
    requires(std::is_same_v<F, T (*)()> && std::is_default_constructible_v<T>)
      : LazyCell(F([] { return T(); })) {}
  /// A value that `f()` will create. Rust: `LazyCell::new`.
  constexpr explicit LazyCell(F f) : function_(std::move(f)) {}
  LazyCell(const LazyCell&) = delete;
  LazyCell& operator=(const LazyCell&) = delete;

  /// Returns the value, which is created if necessary. Rust: `LazyCell::force`.
  [[nodiscard]] const T& force() const& FEARLESS_LIFETIMEBOUND {
    if (!value_) make();
    return *value_;
  }
  void force() const&& = delete;

  /// Access the value, which is created if necessary. Refuse to compile for a temporary.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return force(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &force(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// Returns the value, or null if it has not been created yet. Rust: `LazyCell::get`.
  [[nodiscard]] const T* get() const& noexcept FEARLESS_LIFETIMEBOUND { return value_ ? &*value_ : nullptr; }
  void get() const&& = delete;

  /// Returns the value for writing, and creates it if necessary. Unsafe: the caller promises that there is no other
  /// reference to the value. Rust: `LazyCell::force_mut`, where `&mut` proves that.
  [[nodiscard]] T& unsafe_force_mut() & FEARLESS_LIFETIMEBOUND {
    static_cast<void>(force());
    return *value_;
  }
  /// The same, but returns null if the value was not created yet. Rust: `LazyCell::get_mut`.
  [[nodiscard]] T* unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_ ? &*value_ : nullptr; }

 private:
  void make() const {
    if (running_) detail::raise_deadlock("fearless::LazyCell: its function asks for its value");
    if (!function_) detail::raise(LazyCellPoisonError());
    struct Run {
      bool& running;
      explicit Run(bool& r) : running(r) { running = true; }
      ~Run() { running = false; }
    } const run(running_);
    F f(std::move(*function_));
    function_.reset();
    value_.emplace(std::invoke(std::move(f)));
  }

  mutable std::optional<F> function_;
  mutable std::optional<T> value_;
  mutable bool running_ = false;
};

template <class F>
  requires std::is_invocable_v<F>
LazyCell(F) -> LazyCell<std::decay_t<std::invoke_result_t<F>>, F>;

// Why: it may go to another thread as a whole. But two threads that share it could fill it at the same time through
// const.
template <class T>
struct rules::row<OnceCell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_is_filled_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_is_filled_through_const>;
};

// Why: the same as for OnceCell; the function goes with it.
template <class T, class F>
struct rules::row<LazyCell<T, F>> {
  static constexpr auto send = if_send<T, F>;
  static constexpr auto sync = never<because::it_is_filled_through_const>;
  static constexpr auto static_ = if_static<T, F>;
  static constexpr auto thread_safe = never<because::it_is_filled_through_const>;
};

// Why: it holds nothing.
template <>
struct rules::row<LazyCellPoisonError> : kind::value {};

}  // namespace fearless
