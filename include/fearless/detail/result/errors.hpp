// SPDX-License-Identifier: MIT
// How a Result shows whether it holds a value or an error, and gives access to its error.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/result/access.hpp>
#include <fearless/result/bad_access.hpp>

#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace fearless::detail {

inline constexpr std::string_view no_error = "fearless::Result: the error was asked for, but it holds a value";

// The error of a Result. As with the value, an lvalue returns a reference and an rvalue the error itself.
template <class T, class E>
class ResultErrors : public ResultAccess<T, E> {
 public:
  /// Returns whether there is a value. Rust: `Result::is_ok`.
  [[nodiscard]] constexpr bool has_value() const noexcept { return state_.has_value(); }
  constexpr explicit operator bool() const noexcept { return state_.has_value(); }
  /// Return whether there is a value, and whether there is an error. Rust: `Result::is_ok`, `Result::is_err`.
  [[nodiscard]] constexpr bool is_ok() const noexcept { return state_.has_value(); }
  [[nodiscard]] constexpr bool is_err() const noexcept { return !state_.has_value(); }

  /// Returns whether there is an error and `f(error)` is true. Rust: `Result::is_err_and`.
  template <class F>
  [[nodiscard]] constexpr bool is_err_and(F&& f) & {
    return is_err() && static_cast<bool>(std::invoke(std::forward<F>(f), state_.error()));
  }
  template <class F>
  [[nodiscard]] constexpr bool is_err_and(F&& f) const& {
    return is_err() && static_cast<bool>(std::invoke(std::forward<F>(f), state_.error()));
  }
  template <class F>
  [[nodiscard]] constexpr bool is_err_and(F&& f) && {
    return is_err() && static_cast<bool>(std::invoke(std::forward<F>(f), std::move(state_.error())));
  }

  /// Returns the error. There must be an error, which is checked only in debug and hardened builds. Rust:
  /// `Result::unwrap_err_unchecked`.
  [[nodiscard]] constexpr E& error() & FEARLESS_LIFETIMEBOUND { return asserted(), state_.error(); }
  [[nodiscard]] constexpr const E& error() const& FEARLESS_LIFETIMEBOUND { return asserted(), state_.error(); }
  [[nodiscard]] constexpr E error() && { return asserted(), std::move(state_.error()); }
  [[nodiscard]] constexpr E error() const&& { return asserted(), state_.error(); }

  /// Returns the error. Throws BadResultAccess, and changes nothing, if there is a value instead. Rust:
  /// `Result::unwrap_err`.
  [[nodiscard]] constexpr E& unwrap_err() & FEARLESS_LIFETIMEBOUND { return checked(), state_.error(); }
  [[nodiscard]] constexpr const E& unwrap_err() const& FEARLESS_LIFETIMEBOUND { return checked(), state_.error(); }
  [[nodiscard]] constexpr E unwrap_err() && { return checked(), std::move(state_.error()); }
  [[nodiscard]] constexpr E unwrap_err() const&& { return checked(), state_.error(); }

  /// Returns the error. Throws BadResultAccess, and changes nothing, if there is a value instead. The exception's text
  /// is `message`, followed by a description of the value. Rust: `Result::expect_err`.
  [[nodiscard]] constexpr E& expect_err(std::string_view message) & FEARLESS_LIFETIMEBOUND {
    return checked(message), state_.error();
  }
  [[nodiscard]] constexpr const E& expect_err(std::string_view message) const& FEARLESS_LIFETIMEBOUND {
    return checked(message), state_.error();
  }
  [[nodiscard]] constexpr E expect_err(std::string_view message) && {
    return checked(message), std::move(state_.error());
  }
  [[nodiscard]] constexpr E expect_err(std::string_view message) const&& { return checked(message), state_.error(); }

  /// Returns the error, or `E(other)` if there is a value. C++23: `std::expected::error_or`.
  template <class G>
  [[nodiscard]] constexpr E error_or(G&& other) const& {
    if (is_err()) return state_.error();
    return static_cast<E>(std::forward<G>(other));
  }
  template <class G>
  [[nodiscard]] constexpr E error_or(G&& other) && {
    if (is_err()) return std::move(state_.error());
    return static_cast<E>(std::forward<G>(other));
  }

  /// Returns the error, or nothing if there is a value, which is dropped. An lvalue is copied; a temporary is moved.
  /// Rust: `Result::err`.
  [[nodiscard]] constexpr std::optional<E> err() const&
    requires std::is_copy_constructible_v<E>
  {
    if (is_ok()) return std::nullopt;
    return std::optional<E>(std::in_place, state_.error());
  }
  [[nodiscard]] constexpr std::optional<E> err() && {
    if (is_ok()) return std::nullopt;
    return std::optional<E>(std::in_place, std::move(state_.error()));
  }

 protected:
  using typename ResultAccess<T, E>::State;
  using ResultAccess<T, E>::ResultAccess;
  using ResultAccess<T, E>::state_;

 private:
  constexpr void asserted() const { FEARLESS_ASSERT(!state_.has_value(), "fearless::Result: it holds no error"); }
  constexpr void checked() const {
    if constexpr (std::is_void_v<T>) {
      if (is_ok()) raise(BadResultAccess(std::string(no_error)));
    } else {
      if (is_ok()) raise_bad_result_access(no_error, *state_);
    }
  }
  constexpr void checked(std::string_view message) const {
    if constexpr (std::is_void_v<T>) {
      if (is_ok()) raise(BadResultAccess(std::string(message)));
    } else {
      if (is_ok()) raise_unexpected_result(message, *state_);
    }
  }
};

}  // namespace fearless::detail
