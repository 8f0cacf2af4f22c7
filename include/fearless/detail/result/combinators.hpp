// SPDX-License-Identifier: MIT
// The functions that transform a Result into another Result or into a single value.
#pragma once

#include <fearless/detail/attributes.hpp>
#include <fearless/detail/result/errors.hpp>
#include <fearless/result/unexpected.hpp>

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T, class E>
class Result;

namespace detail {

template <class>
inline constexpr bool is_result = false;
template <class T, class E>
inline constexpr bool is_result<Result<T, E>> = true;

// Whether a Result of a T with the error E is a Result within a Result, which `flatten` takes.
template <class T, class E>
inline constexpr bool is_nested = false;
template <class T, class E>
inline constexpr bool is_nested<Result<T, E>, E> = true;

template <class>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// Each function is called with the content: with a reference for an lvalue, with the moved content for an rvalue. The
// functions are not part of the constraints, because a constraint would instantiate the body of a generic lambda for
// overloads that are not chosen.
template <class T, class E>
class ResultCombinators : public ResultErrors<T, E> {
 public:
  /// Returns whether there is a value and `f(value)` is true. Rust: `Result::is_ok_and`.
  template <class F>
  [[nodiscard]] constexpr bool is_ok_and(F&& f) & {
    return state_.has_value() && static_cast<bool>(call(*this, std::forward<F>(f)));
  }
  template <class F>
  [[nodiscard]] constexpr bool is_ok_and(F&& f) const& {
    return state_.has_value() && static_cast<bool>(call(*this, std::forward<F>(f)));
  }
  template <class F>
  [[nodiscard]] constexpr bool is_ok_and(F&& f) && {
    return state_.has_value() && static_cast<bool>(call(std::move(*this), std::forward<F>(f)));
  }

  /// Returns `f(value)`, which must be a Result with the same error type; or the error. Rust: `Result::and_then`.
  template <class F>
  constexpr auto and_then(F&& f) & {
    return then(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto and_then(F&& f) const& {
    return then(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto and_then(F&& f) && {
    return then(std::move(*this), std::forward<F>(f));
  }

  /// Returns the value; or `f(error)`, which must be a Result with the same value type. Rust: `Result::or_else`.
  template <class F>
  constexpr auto or_else(F&& f) & {
    return otherwise(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto or_else(F&& f) const& {
    return otherwise(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto or_else(F&& f) && {
    return otherwise(std::move(*this), std::forward<F>(f));
  }

  /// Returns a Result of `f(value)`, or the error. Rust: `Result::map`.
  template <class F>
  constexpr auto map(F&& f) & {
    return mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map(F&& f) const& {
    return mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map(F&& f) && {
    return mapped(std::move(*this), std::forward<F>(f));
  }

  /// Returns the value, or a Result with the error `f(error)`. Rust: `Result::map_err`.
  template <class F>
  constexpr auto map_err(F&& f) & {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_err(F&& f) const& {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_err(F&& f) && {
    return error_mapped(std::move(*this), std::forward<F>(f));
  }

  /// `transform` is `map` under the name in `std::expected`. The other names are those of `map_err` in `std::expected`
  /// and `tl::expected`.
  template <class F>
  constexpr auto transform(F&& f) & {
    return mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto transform(F&& f) const& {
    return mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto transform(F&& f) && {
    return mapped(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr auto transform_error(F&& f) & {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto transform_error(F&& f) const& {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto transform_error(F&& f) && {
    return error_mapped(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) & {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) const& {
    return error_mapped(*this, std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) && {
    return error_mapped(std::move(*this), std::forward<F>(f));
  }

  /// Returns `f(value)`, or `other` if there is an error. The result type is that of `f(value)` without a reference,
  /// and `other` is converted to it. Rust: `Result::map_or`.
  template <class U, class F>
  [[nodiscard]] constexpr auto map_or(U&& other, F&& f) & {
    return mapped_or(*this, std::forward<U>(other), std::forward<F>(f));
  }
  template <class U, class F>
  [[nodiscard]] constexpr auto map_or(U&& other, F&& f) const& {
    return mapped_or(*this, std::forward<U>(other), std::forward<F>(f));
  }
  template <class U, class F>
  [[nodiscard]] constexpr auto map_or(U&& other, F&& f) && {
    return mapped_or(std::move(*this), std::forward<U>(other), std::forward<F>(f));
  }

  /// Returns `f(value)`, or `g(error)` if there is an error. The result type is that of `f(value)` without a reference,
  /// or void, and the result of `g` is converted to it. Rust: `Result::map_or_else`.
  template <class G, class F>
  constexpr auto map_or_else(G&& g, F&& f) & {
    return mapped_or_else(*this, std::forward<G>(g), std::forward<F>(f));
  }
  template <class G, class F>
  constexpr auto map_or_else(G&& g, F&& f) const& {
    return mapped_or_else(*this, std::forward<G>(g), std::forward<F>(f));
  }
  template <class G, class F>
  constexpr auto map_or_else(G&& g, F&& f) && {
    return mapped_or_else(std::move(*this), std::forward<G>(g), std::forward<F>(f));
  }

  /// Calls `f` with the value as const, if there is one. Returns this Result: by reference for an lvalue, moved for a
  /// temporary. Rust: `Result::inspect`.
  template <class F>
      constexpr Result<T, E>& inspect(F&& f) & FEARLESS_LIFETIMEBOUND {
    return see(std::forward<F>(f)), self();
  }
  template <class F>
  constexpr const Result<T, E>& inspect(F&& f) const& FEARLESS_LIFETIMEBOUND {
    return see(std::forward<F>(f)), self();
  }
  template <class F>
  constexpr Result<T, E> inspect(F&& f) && {
    return see(std::forward<F>(f)), std::move(self());
  }
  template <class F>
  constexpr Result<T, E> inspect(F&& f) const&& {
    return see(std::forward<F>(f)), self();
  }

  /// The same for the error. Rust: `Result::inspect_err`.
  template <class F>
      constexpr Result<T, E>& inspect_err(F&& f) & FEARLESS_LIFETIMEBOUND {
    return see_error(std::forward<F>(f)), self();
  }
  template <class F>
  constexpr const Result<T, E>& inspect_err(F&& f) const& FEARLESS_LIFETIMEBOUND {
    return see_error(std::forward<F>(f)), self();
  }
  template <class F>
  constexpr Result<T, E> inspect_err(F&& f) && {
    return see_error(std::forward<F>(f)), std::move(self());
  }
  template <class F>
  constexpr Result<T, E> inspect_err(F&& f) const&& {
    return see_error(std::forward<F>(f)), self();
  }

  /// For a `Result<Result<U, E>, E>`: returns the inner Result, or the outer error in its place. Rust:
  /// `Result::flatten`.
  [[nodiscard]] constexpr auto flatten() const&
    requires is_nested<T, E>
  {
    return then(*this, [](const T& inner) { return inner; });
  }
  [[nodiscard]] constexpr auto flatten() &&
    requires is_nested<T, E>
  {
    return then(std::move(*this), [](T&& inner) { return std::move(inner); });
  }

  /// For a `Result<std::optional<U>, E>`: returns a Result of the value in the optional, or nothing if the optional is
  /// empty. Rust: `Result::transpose`.
  [[nodiscard]] constexpr auto transpose() const&
    requires is_optional<T>
  {
    return transposed(*this);
  }
  [[nodiscard]] constexpr auto transpose() &&
    requires is_optional<T>
  {
    return transposed(std::move(*this));
  }

 protected:
  using typename ResultErrors<T, E>::State;
  using ResultErrors<T, E>::ResultErrors;
  using ResultErrors<T, E>::state_;

 private:
  constexpr Result<T, E>& self() noexcept { return static_cast<Result<T, E>&>(*this); }
  constexpr const Result<T, E>& self() const noexcept { return static_cast<const Result<T, E>&>(*this); }

  // Calls f with the value of self, or without argument if the value is void.
  template <class Self, class F>
  static constexpr decltype(auto) call(Self&& self, F&& f) {
    if constexpr (std::is_void_v<T>) {
      return std::invoke(std::forward<F>(f));
    } else {
      return std::invoke(std::forward<F>(f), *std::forward<Self>(self).state_);
    }
  }
  template <class Self, class F>
  using Called = std::remove_cvref_t<decltype(call(std::declval<Self>(), std::declval<F>()))>;

  template <class Self, class F>
  static constexpr decltype(auto) call_with_error(Self&& self, F&& f) {
    return std::invoke(std::forward<F>(f), std::forward<Self>(self).state_.error());
  }
  template <class Self, class F>
  using CalledWithError = std::remove_cvref_t<decltype(call_with_error(std::declval<Self>(), std::declval<F>()))>;

  template <class Self, class F>
  static constexpr auto then(Self&& self, F&& f) {
    using R = Called<Self, F>;
    static_assert(is_result<R>, "fearless::Result::and_then: the function must return a fearless::Result");
    if (self.state_.has_value()) return R(call(std::forward<Self>(self), std::forward<F>(f)));
    return R(unexpect, std::forward<Self>(self).state_.error());
  }

  template <class Self, class F>
  static constexpr auto otherwise(Self&& self, F&& f) {
    using R = CalledWithError<Self, F>;
    static_assert(is_result<R>, "fearless::Result::or_else: the function must return a fearless::Result");
    if (!self.state_.has_value()) return R(call_with_error(std::forward<Self>(self), std::forward<F>(f)));
    if constexpr (std::is_void_v<T>) {
      return R();
    } else {
      return R(std::in_place, *std::forward<Self>(self).state_);
    }
  }

  template <class Self, class F>
  static constexpr auto mapped(Self&& self, F&& f) {
    using U = Called<Self, F>;
    if (!self.state_.has_value()) return Result<U, E>(unexpect, std::forward<Self>(self).state_.error());
    if constexpr (std::is_void_v<U>) {
      call(std::forward<Self>(self), std::forward<F>(f));
      return Result<U, E>();
    } else {
      return Result<U, E>(std::in_place, call(std::forward<Self>(self), std::forward<F>(f)));
    }
  }

  template <class Self, class F>
  static constexpr auto error_mapped(Self&& self, F&& f) {
    using G = CalledWithError<Self, F>;
    if (!self.state_.has_value()) {
      return Result<T, G>(unexpect, call_with_error(std::forward<Self>(self), std::forward<F>(f)));
    }
    if constexpr (std::is_void_v<T>) {
      return Result<T, G>();
    } else {
      return Result<T, G>(std::in_place, *std::forward<Self>(self).state_);
    }
  }

  template <class Self, class U, class F>
  static constexpr auto mapped_or(Self&& self, U&& other, F&& f) -> Called<Self, F> {
    if (self.state_.has_value()) return call(std::forward<Self>(self), std::forward<F>(f));
    return static_cast<Called<Self, F>>(std::forward<U>(other));
  }

  template <class Self, class G, class F>
  static constexpr auto mapped_or_else(Self&& self, G&& g, F&& f) -> Called<Self, F> {
    if (self.state_.has_value())
      return static_cast<Called<Self, F>>(call(std::forward<Self>(self), std::forward<F>(f)));
    return static_cast<Called<Self, F>>(call_with_error(std::forward<Self>(self), std::forward<G>(g)));
  }

  template <class F>
  constexpr void see(F&& f) const {
    if (state_.has_value()) static_cast<void>(call(*this, std::forward<F>(f)));
  }
  template <class F>
  constexpr void see_error(F&& f) const {
    if (!state_.has_value()) static_cast<void>(call_with_error(*this, std::forward<F>(f)));
  }

  template <class Self>
  static constexpr auto transposed(Self&& self) {
    using U = Result<typename T::value_type, E>;
    using Optional = std::optional<U>;
    if (!self.state_.has_value()) return Optional(std::in_place, unexpect, std::forward<Self>(self).state_.error());
    if (!(*self.state_).has_value()) return Optional();
    return Optional(std::in_place, std::in_place, **std::forward<Self>(self).state_);
  }
};

}  // namespace detail
}  // namespace fearless
