// SPDX-License-Identifier: MIT
// How a Result gives access to its value: one class for a value, and one for void.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/result/state.hpp>
#include <fearless/result/bad_access.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace fearless::detail {

inline constexpr std::string_view no_value = "fearless::Result: the value was asked for, but it holds an error";

// The value of a Result. An lvalue returns a reference to it. An rvalue returns the value itself and never a reference,
// so that `auto&& guard = mutex.lock().value();` does not dangle.
template <class T, class E>
class ResultAccess : public ResultState<T, E> {
 public:
  /// Returns the value. Throws BadResultAccess, and changes nothing, if there is an error instead. Rust:
  /// `Result::unwrap`.
  [[nodiscard]] constexpr T& value() & FEARLESS_LIFETIMEBOUND { return checked(), *state_; }
  [[nodiscard]] constexpr const T& value() const& FEARLESS_LIFETIMEBOUND { return checked(), *state_; }
  [[nodiscard]] constexpr T value() && { return checked(), std::move(*state_); }
  [[nodiscard]] constexpr T value() const&& { return checked(), *state_; }

  /// The same as `value()`, under Rust's name.
  [[nodiscard]] constexpr T& unwrap() & FEARLESS_LIFETIMEBOUND { return value(); }
  [[nodiscard]] constexpr const T& unwrap() const& FEARLESS_LIFETIMEBOUND { return value(); }
  [[nodiscard]] constexpr T unwrap() && { return std::move(*this).value(); }
  [[nodiscard]] constexpr T unwrap() const&& { return value(); }

  /// Returns the value. Throws BadResultAccess, and changes nothing, if there is an error instead. The exception's text
  /// is `message`, followed by a description of the error. Rust: `Result::expect`.
  [[nodiscard]] constexpr T& expect(std::string_view message) & FEARLESS_LIFETIMEBOUND {
    return checked(message), *state_;
  }
  [[nodiscard]] constexpr const T& expect(std::string_view message) const& FEARLESS_LIFETIMEBOUND {
    return checked(message), *state_;
  }
  [[nodiscard]] constexpr T expect(std::string_view message) && { return checked(message), std::move(*state_); }
  [[nodiscard]] constexpr T expect(std::string_view message) const&& { return checked(message), *state_; }

  /// Returns the value. There must be a value, which is checked only in debug and hardened builds. Rust:
  /// `Result::unwrap_unchecked`.
  [[nodiscard]] constexpr T& operator*() & FEARLESS_LIFETIMEBOUND { return asserted(), *state_; }
  [[nodiscard]] constexpr const T& operator*() const& FEARLESS_LIFETIMEBOUND { return asserted(), *state_; }
  [[nodiscard]] constexpr T operator*() && { return asserted(), std::move(*state_); }
  [[nodiscard]] constexpr T operator*() const&& { return asserted(), *state_; }

  /// Accesses a member of the value. There must be a value. Refuses to compile for a temporary: write
  /// `f().value().member`, which lives long enough.
  [[nodiscard]] constexpr T* operator->() & FEARLESS_LIFETIMEBOUND { return asserted(), std::addressof(*state_); }
  [[nodiscard]] constexpr const T* operator->() const& FEARLESS_LIFETIMEBOUND {
    return asserted(), std::addressof(*state_);
  }
  constexpr const T* operator->() const&& = delete;

  /// Returns the value, or `T(other)` if there is an error. Rust: `Result::unwrap_or`.
  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) const& {
    if (state_.has_value()) return *state_;
    return static_cast<T>(std::forward<U>(other));
  }
  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) && {
    if (state_.has_value()) return std::move(*state_);
    return static_cast<T>(std::forward<U>(other));
  }

  /// The same as `value_or`, under Rust's name: `Result::unwrap_or`.
  template <class U>
  [[nodiscard]] constexpr T unwrap_or(U&& other) const& {
    return value_or(std::forward<U>(other));
  }
  template <class U>
  [[nodiscard]] constexpr T unwrap_or(U&& other) && {
    return std::move(*this).value_or(std::forward<U>(other));
  }

  /// Returns the value or, if there is an error, the result of `f(error)` converted to `T`. Throws what `f` throws.
  /// Rust: `Result::unwrap_or_else`.
  template <class F>
  [[nodiscard]] constexpr T unwrap_or_else(F&& f) & {
    return or_made(*this, std::forward<F>(f));
  }
  template <class F>
  [[nodiscard]] constexpr T unwrap_or_else(F&& f) const& {
    return or_made(*this, std::forward<F>(f));
  }
  template <class F>
  [[nodiscard]] constexpr T unwrap_or_else(F&& f) && {
    return or_made(std::move(*this), std::forward<F>(f));
  }

  /// Returns the value, or `T()` if there is an error. Rust: `Result::unwrap_or_default`.
  [[nodiscard]] constexpr T unwrap_or_default() const&
    requires std::is_default_constructible_v<T>
  {
    if (state_.has_value()) return *state_;
    return T();
  }
  [[nodiscard]] constexpr T unwrap_or_default() &&
    requires std::is_default_constructible_v<T>
  {
    if (state_.has_value()) return std::move(*state_);
    return T();
  }

  /// Returns the value, or nothing if there is an error, which is dropped. An lvalue is copied; a temporary is moved.
  /// Rust: `Result::ok`.
  [[nodiscard]] constexpr std::optional<T> ok() const&
    requires std::is_copy_constructible_v<T>
  {
    if (!state_.has_value()) return std::nullopt;
    return std::optional<T>(std::in_place, *state_);
  }
  [[nodiscard]] constexpr std::optional<T> ok() && {
    if (!state_.has_value()) return std::nullopt;
    return std::optional<T>(std::in_place, std::move(*state_));
  }

  /// Returns the value as a range of one element, or an empty range if there is an error. Refuses to compile for a
  /// temporary, with which the value is destroyed. Rust: `Result::iter`, `Result::iter_mut`.
  [[nodiscard]] constexpr std::span<const T> iter() const& noexcept FEARLESS_LIFETIMEBOUND {
    if (!state_.has_value()) return {};
    return {std::addressof(*state_), 1};
  }
  [[nodiscard]] constexpr std::span<T> iter_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    if (!state_.has_value()) return {};
    return {std::addressof(*state_), 1};
  }
  constexpr std::span<const T> iter() const&& = delete;
  constexpr std::span<T> iter_mut() && = delete;

  /// Replaces the content by a new value constructed from `args`, and returns a reference to it. If the constructor
  /// throws, the old content stays.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  constexpr T& emplace(Args&&... args) & FEARLESS_LIFETIMEBOUND {
    if constexpr (std::is_nothrow_constructible_v<T, Args...> || !std::is_move_constructible_v<T>) {
      state_.emplace(std::forward<Args>(args)...);
    } else {
      this->replace(State(tl::in_place, std::forward<Args>(args)...));
    }
    return *state_;
  }

 protected:
  using typename ResultState<T, E>::State;
  using ResultState<T, E>::ResultState;
  using ResultState<T, E>::state_;

 private:
  template <class Self, class F>
  static constexpr T or_made(Self&& self, F&& f) {
    if (self.state_.has_value()) return *std::forward<Self>(self).state_;
    return static_cast<T>(std::invoke(std::forward<F>(f), std::forward<Self>(self).state_.error()));
  }

  constexpr void checked() const {
    if (!state_.has_value()) raise_bad_result_access(no_value, state_.error());
  }
  constexpr void checked(std::string_view message) const {
    if (!state_.has_value()) raise_unexpected_result(message, state_.error());
  }
  constexpr void asserted() const { FEARLESS_ASSERT(state_.has_value(), "fearless::Result: it holds an error"); }
};

// A Result<void, E> has no value. It only shows whether there is an error.
template <class E>
class ResultAccess<void, E> : public ResultState<void, E> {
 public:
  /// Throws BadResultAccess, and changes nothing, if there is an error; otherwise does nothing. Rust: `Result::unwrap`.
  constexpr void value() const {
    if (!state_.has_value()) raise_bad_result_access(no_value, state_.error());
  }
  /// The same as `value()`, under Rust's name.
  constexpr void unwrap() const { value(); }
  /// Throws BadResultAccess, and changes nothing, if there is an error. The exception's text is `message`, followed by
  /// a description of the error. Rust: `Result::expect`.
  constexpr void expect(std::string_view message) const {
    if (!state_.has_value()) raise_unexpected_result(message, state_.error());
  }
  /// Does nothing. There must be no error, which is checked only in debug and hardened builds.
  constexpr void operator*() const { FEARLESS_ASSERT(state_.has_value(), "fearless::Result: it holds an error"); }

  /// Calls `f(error)` if there is an error, and drops the result of `f`. Rust: `Result::unwrap_or_else`.
  template <class F>
  constexpr void unwrap_or_else(F&& f) & {
    if (!state_.has_value()) static_cast<void>(std::invoke(std::forward<F>(f), state_.error()));
  }
  template <class F>
  constexpr void unwrap_or_else(F&& f) const& {
    if (!state_.has_value()) static_cast<void>(std::invoke(std::forward<F>(f), state_.error()));
  }
  template <class F>
  constexpr void unwrap_or_else(F&& f) && {
    if (!state_.has_value()) static_cast<void>(std::invoke(std::forward<F>(f), std::move(state_.error())));
  }
  /// Does nothing, whether or not there is an error. Rust: `Result::unwrap_or_default`.
  constexpr void unwrap_or_default() const noexcept {}

  /// Returns whether there is no error. Rust: `Result::ok`, whose `Option<()>` carries the same information.
  [[nodiscard]] constexpr bool ok() const noexcept { return state_.has_value(); }

  /// Drops the error, if there is one.
  constexpr void emplace() { state_ = State(); }

 protected:
  using typename ResultState<void, E>::State;
  using ResultState<void, E>::ResultState;
  using ResultState<void, E>::state_;
};

}  // namespace fearless::detail
