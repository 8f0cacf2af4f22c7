// SPDX-License-Identifier: MIT
// Result<T, E>: a value, or the error that occurred instead.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/comparison.hpp>
#include <fearless/detail/result/combinators.hpp>
#include <fearless/marker.hpp>
#include <fearless/result/bad_access.hpp>
#include <fearless/result/unexpected.hpp>
#include <fearless/std/kinds.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless {

namespace detail {

// Which types a value may have, as for std::expected: void, or an object type that is not one of the types that select
// a constructor of Result.
template <class T>
concept ResultType =
    std::is_void_v<T> ||
    (std::is_object_v<T> && !std::is_array_v<T> && !is_unexpected<std::remove_cv_t<T>> &&
     !std::is_same_v<std::remove_cv_t<T>, std::in_place_t> && !std::is_same_v<std::remove_cv_t<T>, unexpect_t>);

// Whether a U is converted to the value of a Result<T, E>, and not to its error or to the whole Result. A Result is
// converted to a value only if Results are nested: other conversions, such as to bool, are not meant.
template <class T, class E, class U, class V = std::remove_cvref_t<U>>
concept ResultValue = (!is_result<V> || (is_result<std::remove_cv_t<T>> && !std::same_as<V, Result<T, E>>)) &&
                      !is_unexpected<V> && !std::same_as<V, std::in_place_t> && !std::same_as<V, unexpect_t> &&
                      !std::same_as<V, tl::expected<T, E>> && !std::is_void_v<T> && std::is_constructible_v<T, U>;

// Whether a Result<U, G> (given as a reference) is converted to a Result<T, E> by converting the value and the error.
template <class T, class E, class U, class G, class From>
concept ResultParts = (!std::same_as<T, U> || !std::same_as<E, G>) &&
                      (std::is_void_v<T> ? std::is_void_v<U> : std::is_constructible_v<T, U>) &&
                      std::is_constructible_v<E, G> && !std::is_constructible_v<T, From>;

}  // namespace detail

/// A value of type `T`, or an error of type `E`. Rust: `Result<T, E>`. Its interface is that of `std::expected`, with
/// Rust's names in addition. It is based on `tl::expected`, so that it is the same type in every language mode. It
/// differs from `std::expected` as follows:
/// - `value()`, `unwrap()` and similar functions work with an error that can only be moved, and throw BadResultAccess,
///   which does not contain the error;
/// - a temporary returns its value and its error by value, and has no `->`, so that nothing dangles;
/// - ignoring a returned Result causes a compiler warning.
///
/// `T` may be `void`. Refuses to compile if `T` is a reference (return a pointer or a guard instead), or if `E` is not
/// a type that an unexpected may hold.
/// \snippet reference/results.cpp result
template <class T, class E>
class [[nodiscard]] Result : public detail::ResultCombinators<T, E> {
  using Base = detail::ResultCombinators<T, E>;
  using Base::state_;
  using typename Base::State;

 public:
  using value_type = T;
  /// The type of the error.
  using error_type = E;
  /// What a Result with an error is made of.
  using unexpected_type = unexpected<E>;
  /// The Result with another value and the same error.
  template <class U>
  using rebind = Result<U, E>;

  /// A Result with `T()`, or success if `T` is void. Throws what `T()` throws. (It is a template, so that completing a
  /// class which contains a Result does not require a complete `T`.)
  template <class U = T>
    requires(std::is_void_v<U> || std::is_default_constructible_v<U>)
  constexpr Result() {}

  /// A Result with the value `value`. Throws what converting it throws. Rust: `Ok(value)`.
  template <class U = T>
    requires detail::ResultValue<T, E, U>
  constexpr explicit(!std::is_convertible_v<U, T>) Result(U&& value)
      : Base(std::in_place, tl::in_place, std::forward<U>(value)) {}

  /// A Result with the error in `error`, which is an unexpected or a `tl::unexpected`. Throws what converting it
  /// throws. Rust: `Err(error)`.
  template <class G>
    requires std::is_constructible_v<E, const G&>
  constexpr explicit(!std::is_convertible_v<const G&, E>) Result(const tl::unexpected<G>& error)
      : Base(std::in_place, unexpect, E(error.value())) {}
  template <class G>
    requires std::is_constructible_v<E, G>
  constexpr explicit(!std::is_convertible_v<G, E>) Result(tl::unexpected<G>&& error)
      : Base(std::in_place, unexpect, E(std::move(error).value())) {}

  /// A Result whose value, or whose error, is constructed in place from `args`.
  template <class... Args>
  constexpr explicit Result(std::in_place_t, Args&&... args)
      : Base(std::in_place, tl::in_place, std::forward<Args>(args)...) {}
// An aggregate may be initialised with fewer values than it has members. GCC warns about that at the place of the
// initialisation, which is here and not in the user's code.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
  template <class... Args>
    requires std::is_constructible_v<E, Args...>
  constexpr explicit Result(unexpect_t, Args&&... args)
      : Base(std::in_place, unexpect, E(std::forward<Args>(args)...)) {}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  /// A Result with the value or the error of `other`, converted. Throws what the conversion throws.
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, const Result<U, G>&>
  constexpr Result(const Result<U, G>& other) : Base(std::in_place, convert(other)) {}
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, Result<U, G>>
  constexpr Result(Result<U, G>&& other) : Base(std::in_place, convert(std::move(other))) {}

  /// A Result with the content of a `tl::expected`.
  constexpr Result(tl::expected<T, E> other) : Base(std::in_place, std::move(other)) {}

  /// Replaces the content by the error in `error`, to which `E` may be explicitly converted. If the conversion throws,
  /// the old content stays.
  template <class G>
    requires std::is_constructible_v<E, const G&>
  constexpr Result& operator=(const tl::unexpected<G>& error) {
    return *this = Result(unexpect, error.value());
  }
  template <class G>
    requires std::is_constructible_v<E, G>
  constexpr Result& operator=(tl::unexpected<G>&& error) {
    return *this = Result(unexpect, std::move(error).value());
  }

  /// Exchanges the contents.
  constexpr void swap(Result& other) {
    Result mine(std::move(*this));
    *this = std::move(other);
    other = std::move(mine);
  }
  friend constexpr void swap(Result& a, Result& b) { a.swap(b); }

 private:
  template <class, class>
  friend class Result;

  template <class From>
  static constexpr State convert(From&& from) {
    if (!from.has_value()) return State(unexpect, E(std::forward<From>(from).state_.error()));
    if constexpr (std::is_void_v<T>) {
      return State();
    } else {
      return State(tl::in_place, *std::forward<From>(from).state_);
    }
  }
};

/// Refused: an array, or a reference, which an assignment would rebind or write through, depending on the content.
template <class T, class E>
  requires(!detail::ResultType<T> || !detail::ErrorType<E>)
class Result<T, E> {
 public:
  // Accepts every use, so that the message below is the only error.
  template <class... Args>
  constexpr Result(Args&&...) {}

  static_assert(!std::is_reference_v<T>,
                "fearless::Result<T&, E>: the value cannot be a reference; return a pointer, or a guard, instead");
  static_assert(std::is_reference_v<T> || detail::ResultType<T>,
                "fearless::Result<T, E>: the value must be void or an object by itself: no array, no unexpected");
  static_assert(!detail::ResultType<T> || detail::ErrorType<E>,
                "fearless::Result<T, E>: the error must be an object by itself: no reference, no array, not const, and "
                "no unexpected");
};

namespace detail {

// Whether the values of two Results can be compared; two void values always can.
template <class T, class U>
concept EqualValues = (std::is_void_v<T> && std::is_void_v<U>) || requires(const T& a, const U& b) {
  { a == b } -> std::convertible_to<bool>;
};

// The category of the comparison of two values; two void values are equal.
template <class T>
struct OrderOf {};
template <class T>
  requires requires { typename ThreeWayResult<T>; }
struct OrderOf<T> {
  using type = ThreeWayResult<T>;
};
template <class T>
  requires std::is_void_v<T>
struct OrderOf<T> {
  using type = std::strong_ordering;
};

}  // namespace detail

/// Returns whether both hold equal values, or both hold equal errors. Rust: `PartialEq`.
template <class T, class E, class U, class G>
  requires(detail::EqualValues<T, U> && detail::EqualValues<E, G>)
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const Result<U, G>& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a.has_value()) return a.error() == b.error();
  if constexpr (std::is_void_v<T>) {
    return true;
  } else {
    return *a == *b;
  }
}

/// Returns whether `a` holds a value equal to `b`.
template <class T, class E, class U>
  requires(!detail::is_result<U> && !detail::is_unexpected<U> && !std::is_void_v<T>)
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const U& b)
  requires detail::EqualValues<T, U>
{
  return a.has_value() && *a == b;
}

/// Returns whether `a` holds an error equal to the one in `b`.
template <class T, class E, class G>
  requires detail::EqualValues<E, G>
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const tl::unexpected<G>& b) {
  return !a.has_value() && a.error() == b.value();
}

/// Compares the values, or the errors. Every value is before every error. Rust: `PartialOrd`.
template <class T, class E>
[[nodiscard]] constexpr auto operator<=>(const Result<T, E>& a, const Result<T, E>& b)
    -> std::common_comparison_category_t<typename detail::OrderOf<T>::type, detail::ThreeWayResult<E>> {
  if (a.has_value() != b.has_value()) return b.has_value() <=> a.has_value();
  if (!a.has_value()) return a.error() <=> b.error();
  if constexpr (std::is_void_v<T>) {
    return std::strong_ordering::equal;
  } else {
    return *a <=> *b;
  }
}

// Why: a Result holds its value or its error.
template <class T, class E>
struct rules::row<Result<T, E>> : kind::owner<T, E> {};

namespace detail {

template <class T>
concept HashableOrVoid = std::is_void_v<T> || std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>;

}  // namespace detail
}  // namespace fearless

/// The hash of the value or of the error; the two differ. Rust: `Result: Hash`.
template <class T, class E>
  requires(fearless::detail::HashableOrVoid<T> && fearless::detail::HashableOrVoid<E>)
struct std::hash<fearless::Result<T, E>> {
  std::size_t operator()(const fearless::Result<T, E>& result) const {
    if (!result.has_value()) return 31 * std::hash<E>{}(result.error()) + 1;
    if constexpr (std::is_void_v<T>) {
      return 0;
    } else {
      return 31 * std::hash<std::remove_cv_t<T>>{}(*result);
    }
  }
};
