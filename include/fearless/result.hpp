// SPDX-License-Identifier: MIT
// Result<T, E>: a value, or the error that came instead of it.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/result_access.hpp>
#include <fearless/marker.hpp>

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless {

/// `unexpected(e)` is an error on its way into a Result: `return fearless::unexpected(e);`. Rust: `Err(e)`.
using tl::unexpected;
/// The tag that makes an error in place: `Result<T, E>(unexpect, args…)`.
using tl::unexpect;
using tl::unexpect_t;

template <class T, class E>
class Result;

namespace detail {

template <class>
inline constexpr bool is_result = false;
template <class T, class E>
inline constexpr bool is_result<Result<T, E>> = true;
template <class>
inline constexpr bool is_unexpected = false;
template <class E>
inline constexpr bool is_unexpected<unexpected<E>> = true;

// Whether a U becomes the value of a Result<T, E>, as opposed to its error or the whole Result.
template <class T, class E, class U, class V = std::remove_cvref_t<U>>
concept ResultValue =
    !is_result<V> && !is_unexpected<V> && !std::same_as<V, std::in_place_t> && !std::same_as<V, unexpect_t> &&
    !std::same_as<V, tl::expected<T, E>> && !std::is_void_v<T> && std::is_constructible_v<T, U>;

// Whether a Result<U, G> (given as a reference) becomes a Result<T, E> part by part.
template <class T, class E, class U, class G, class From>
concept ResultParts = (!std::same_as<T, U> || !std::same_as<E, G>) &&
                      (std::is_void_v<T> ? std::is_void_v<U> : std::is_constructible_v<T, U>) &&
                      std::is_constructible_v<E, G> && !std::is_constructible_v<T, From>;

}  // namespace detail

/// A value of type `T`, or an error of type `E`: what Rust calls `Result<T, E>`. Its interface is that of
/// `std::expected` (it stands on `tl::expected`, so that it is one type in every language mode), with these
/// differences:
/// - `value()` and `unwrap()` work with an error that can only be moved, and throw BadResultAccess, which does not
///   contain the error;
/// - a temporary gives its value and its error by value, and has no `->`, so that nothing dangles;
/// - ignoring a returned Result is a compiler warning.
///
/// `T` may be `void`; a reference is refused: return a pointer, or a guard.
template <class T, class E>
class [[nodiscard]] Result : public detail::ResultAccess<T, E> {
  using Base = detail::ResultAccess<T, E>;
  using Base::state_;
  using typename Base::State;

 public:
  using value_type = T;
  using error_type = E;
  using unexpected_type = unexpected<E>;
  template <class U>
  using rebind = Result<U, E>;

  /// A Result that holds `T()`, or success if `T` is void. (A template, so that completing a class which holds a
  /// Result asks nothing of `T`.)
  template <class U = T>
    requires(std::is_void_v<U> || std::is_default_constructible_v<U>)
  constexpr Result() {}

  /// A Result that holds the value `value`. Rust: `Ok(value)`.
  template <class U = T>
    requires detail::ResultValue<T, E, U>
  constexpr explicit(!std::is_convertible_v<U, T>) Result(U&& value)
      : Base(std::in_place, tl::in_place, std::forward<U>(value)) {}

  /// A Result that holds the error in `error`. Rust: `Err(error)`.
  template <class G>
    requires std::is_constructible_v<E, const G&>
  constexpr explicit(!std::is_convertible_v<const G&, E>) Result(const unexpected<G>& error)
      : Base(std::in_place, unexpect, E(error.value())) {}
  template <class G>
    requires std::is_constructible_v<E, G>
  constexpr explicit(!std::is_convertible_v<G, E>) Result(unexpected<G>&& error)
      : Base(std::in_place, unexpect, E(std::move(error).value())) {}

  /// A Result whose value is made of `args` in place; one whose error is.
  template <class... Args>
  constexpr explicit Result(std::in_place_t, Args&&... args)
      : Base(std::in_place, tl::in_place, std::forward<Args>(args)...) {}
  template <class... Args>
    requires std::is_constructible_v<E, Args...>
  constexpr explicit Result(unexpect_t, Args&&... args)
      : Base(std::in_place, unexpect, E(std::forward<Args>(args)...)) {}

  /// The same Result with the value and the error converted.
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, const Result<U, G>&>
  constexpr Result(const Result<U, G>& other) : Base(std::in_place, convert(other)) {}
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, Result<U, G>>
  constexpr Result(Result<U, G>&& other) : Base(std::in_place, convert(std::move(other))) {}

  /// What a `tl::expected` holds.
  constexpr Result(tl::expected<T, E> other) : Base(std::in_place, std::move(other)) {}

  /// Whether there is a value. Rust: `Result::is_ok`.
  [[nodiscard]] constexpr bool has_value() const noexcept { return state_.has_value(); }
  constexpr explicit operator bool() const noexcept { return state_.has_value(); }

  /// The error, which must be there: checked in debug and hardened builds only. Rust: `Result::unwrap_err`.
  [[nodiscard]] constexpr E& error() & FEARLESS_LIFETIMEBOUND { return asserted(), state_.error(); }
  [[nodiscard]] constexpr const E& error() const& FEARLESS_LIFETIMEBOUND { return asserted(), state_.error(); }
  [[nodiscard]] constexpr E error() && { return asserted(), std::move(state_.error()); }
  [[nodiscard]] constexpr E error() const&& { return asserted(), state_.error(); }

  /// What `f(value)`, itself a Result with the same error type, returns; or the error. Rust: `and_then`.
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

  /// The value, or what `f(error)`, itself a Result with the same value type, returns. Rust: `or_else`.
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

  /// A Result of `f(value)`, or the error. Rust: `map`.
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

  /// The value, or `f(error)` as the error. Rust: `map_err`.
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

  /// `transform` and `transform_error` under the names of `tl::expected`.
  template <class F>
  constexpr auto map(F&& f) & {
    return transform(std::forward<F>(f));
  }
  template <class F>
  constexpr auto map(F&& f) const& {
    return transform(std::forward<F>(f));
  }
  template <class F>
  constexpr auto map(F&& f) && {
    return std::move(*this).transform(std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) & {
    return transform_error(std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) const& {
    return transform_error(std::forward<F>(f));
  }
  template <class F>
  constexpr auto map_error(F&& f) && {
    return std::move(*this).transform_error(std::forward<F>(f));
  }

  /// Exchanges what the two hold.
  constexpr void swap(Result& other) {
    Result mine(std::move(*this));
    *this = std::move(other);
    other = std::move(mine);
  }
  friend constexpr void swap(Result& a, Result& b) { a.swap(b); }

 private:
  template <class, class>
  friend class Result;

  constexpr void asserted() const { FEARLESS_ASSERT(!state_.has_value(), "fearless::Result: it holds no error"); }

  template <class From>
  static constexpr State convert(From&& from) {
    if (!from.has_value()) return State(unexpect, E(std::forward<From>(from).state_.error()));
    if constexpr (std::is_void_v<T>) {
      return State();
    } else {
      return State(tl::in_place, *std::forward<From>(from).state_);
    }
  }

  // Calls f with the value of self, or with nothing if it is void.
  template <class Self, class F>
  static constexpr decltype(auto) call(Self&& self, F&& f) {
    if constexpr (std::is_void_v<T>) {
      return std::invoke(std::forward<F>(f));
    } else {
      return std::invoke(std::forward<F>(f), *std::forward<Self>(self).state_);
    }
  }

  template <class Self, class F>
  static constexpr auto then(Self&& self, F&& f) {
    using R = std::remove_cvref_t<decltype(call(std::forward<Self>(self), std::forward<F>(f)))>;
    static_assert(detail::is_result<R>, "fearless::Result::and_then: the function must return a fearless::Result");
    if (self.has_value()) return R(call(std::forward<Self>(self), std::forward<F>(f)));
    return R(unexpect, std::forward<Self>(self).state_.error());
  }

  template <class Self, class F>
  static constexpr auto otherwise(Self&& self, F&& f) {
    using R = std::remove_cvref_t<std::invoke_result_t<F, decltype(std::forward<Self>(self).state_.error())>>;
    static_assert(detail::is_result<R>, "fearless::Result::or_else: the function must return a fearless::Result");
    if (!self.has_value()) return R(std::invoke(std::forward<F>(f), std::forward<Self>(self).state_.error()));
    if constexpr (std::is_void_v<T>) {
      return R();
    } else {
      return R(std::in_place, *std::forward<Self>(self).state_);
    }
  }

  template <class Self, class F>
  static constexpr auto mapped(Self&& self, F&& f) {
    using U = std::remove_cvref_t<decltype(call(std::forward<Self>(self), std::forward<F>(f)))>;
    if (!self.has_value()) return Result<U, E>(unexpect, std::forward<Self>(self).state_.error());
    if constexpr (std::is_void_v<U>) {
      call(std::forward<Self>(self), std::forward<F>(f));
      return Result<U, E>();
    } else {
      return Result<U, E>(std::in_place, call(std::forward<Self>(self), std::forward<F>(f)));
    }
  }

  template <class Self, class F>
  static constexpr auto error_mapped(Self&& self, F&& f) {
    using G = std::remove_cvref_t<std::invoke_result_t<F, decltype(std::forward<Self>(self).state_.error())>>;
    if (!self.has_value()) {
      return Result<T, G>(unexpect, std::invoke(std::forward<F>(f), std::forward<Self>(self).state_.error()));
    }
    if constexpr (std::is_void_v<T>) {
      return Result<T, G>();
    } else {
      return Result<T, G>(std::in_place, *std::forward<Self>(self).state_);
    }
  }
};

// A reference in a Result would be rebound or written through by an assignment, depending on what it held.
template <class T, class E>
  requires std::is_reference_v<T>
class Result<T, E> {
 public:
  // Swallows every use, so that the sentence below is the only error.
  template <class... Args>
  constexpr Result(Args&&...) {}

  static_assert(!std::is_reference_v<T>,
                "fearless::Result<T&, E>: the value cannot be a reference; return a pointer, or a guard, instead");
};

/// Whether both hold equal values, or both hold equal errors.
template <class T, class E, class U, class G>
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const Result<U, G>& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a.has_value()) return a.error() == b.error();
  if constexpr (std::is_void_v<T>) {
    return true;
  } else {
    return *a == *b;
  }
}

/// Whether `a` holds a value equal to `b`.
template <class T, class E, class U>
  requires(!detail::is_result<U> && !detail::is_unexpected<U> && !std::is_void_v<T>)
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const U& b) {
  return a.has_value() && *a == b;
}

/// Whether `a` holds an error equal to the one in `b`.
template <class T, class E, class G>
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const unexpected<G>& b) {
  return !a.has_value() && a.error() == b.value();
}

// Why: a Result is its value or its error.
template <class T, class E>
struct row<Result<T, E>> {
  static constexpr auto send = if_send<T, E>;
  static constexpr auto sync = if_sync<T, E>;
  static constexpr auto static_ = if_static<T, E>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: text that the exception owns, and shares only as const.
template <>
struct row<BadResultAccess> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
