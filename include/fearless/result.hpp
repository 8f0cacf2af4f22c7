// SPDX-License-Identifier: MIT
// Result<T, E>: a value, or the error that came instead of it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/comparison.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/result/combinators.hpp>
#include <fearless/marker.hpp>
#include <fearless/result/bad_access.hpp>
#include <fearless/result/unexpected.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless {

namespace detail {

// What a value may be, as for std::expected: void, or something that can be stored by itself and is not taken for what
// says how a Result is made.
template <class T>
concept ResultType =
    std::is_void_v<T> ||
    (std::is_object_v<T> && !std::is_array_v<T> && !is_unexpected<std::remove_cv_t<T>> &&
     !std::is_same_v<std::remove_cv_t<T>, std::in_place_t> && !std::is_same_v<std::remove_cv_t<T>, unexpect_t>);

// Whether a U becomes the value of a Result<T, E>, as opposed to its error or the whole Result. A Result is a value
// only where Results are nested: whatever else can be made of one, such as a bool, is not meant.
template <class T, class E, class U, class V = std::remove_cvref_t<U>>
concept ResultValue = (!is_result<V> || (is_result<std::remove_cv_t<T>> && !std::same_as<V, Result<T, E>>)) &&
                      !is_unexpected<V> && !std::same_as<V, std::in_place_t> && !std::same_as<V, unexpect_t> &&
                      !std::same_as<V, tl::expected<T, E>> && !std::is_void_v<T> && std::is_constructible_v<T, U>;

// Whether a Result<U, G> (given as a reference) becomes a Result<T, E> part by part.
template <class T, class E, class U, class G, class From>
concept ResultParts = (!std::same_as<T, U> || !std::same_as<E, G>) &&
                      (std::is_void_v<T> ? std::is_void_v<U> : std::is_constructible_v<T, U>) &&
                      std::is_constructible_v<E, G> && !std::is_constructible_v<T, From>;

}  // namespace detail

/// A value of type `T`, or an error of type `E`: what Rust calls `Result<T, E>`. Its interface is that of
/// `std::expected`, under Rust's names where Rust has one (it stands on `tl::expected`, so that it is one type in every
/// language mode), with these differences:
/// - `value()`, `unwrap()` and their like work with an error that can only be moved, and throw BadResultAccess, which
///   does not contain the error;
/// - a temporary gives its value and its error by value, and has no `->`, so that nothing dangles;
/// - ignoring a returned Result is a compiler warning.
///
/// `T` may be `void`; a reference is refused: return a pointer, or a guard. `E` is what an unexpected may hold.
template <class T, class E>
class [[nodiscard]] Result : public detail::ResultCombinators<T, E> {
  using Base = detail::ResultCombinators<T, E>;
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

  /// A Result that holds the error in `error`, an unexpected or a `tl::unexpected`. Rust: `Err(error)`.
  template <class G>
    requires std::is_constructible_v<E, const G&>
  constexpr explicit(!std::is_convertible_v<const G&, E>) Result(const tl::unexpected<G>& error)
      : Base(std::in_place, unexpect, E(error.value())) {}
  template <class G>
    requires std::is_constructible_v<E, G>
  constexpr explicit(!std::is_convertible_v<G, E>) Result(tl::unexpected<G>&& error)
      : Base(std::in_place, unexpect, E(std::move(error).value())) {}

  /// A Result whose value is made of `args` in place; one whose error is.
  template <class... Args>
  constexpr explicit Result(std::in_place_t, Args&&... args)
      : Base(std::in_place, tl::in_place, std::forward<Args>(args)...) {}
// Aggregates may be made of fewer values than they have members; GCC warns about that where it happens, which is here.
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

  /// The same Result with the value and the error converted.
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, const Result<U, G>&>
  constexpr Result(const Result<U, G>& other) : Base(std::in_place, convert(other)) {}
  template <class U, class G>
    requires detail::ResultParts<T, E, U, G, Result<U, G>>
  constexpr Result(Result<U, G>&& other) : Base(std::in_place, convert(std::move(other))) {}

  /// What a `tl::expected` holds.
  constexpr Result(tl::expected<T, E> other) : Base(std::in_place, std::move(other)) {}

  /// Holds the error in `error` from now on, which `E` may take explicitly. If making it throws, what was held stays.
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

// A reference in a Result would be rebound or written through by an assignment, depending on what it held.
template <class T, class E>
  requires(!detail::ResultType<T> || !detail::ErrorType<E>)
class Result<T, E> {
 public:
  // Swallows every use, so that the sentence below is the only error.
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

// Whether the values of two Results can be compared; of nothing, always.
template <class T, class U>
concept EqualValues = (std::is_void_v<T> && std::is_void_v<U>) || requires(const T& a, const U& b) {
  { a == b } -> std::convertible_to<bool>;
};

// How two values compare; of nothing, as equals.
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

/// Whether both hold equal values, or both hold equal errors. Rust: `PartialEq`.
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

/// Whether `a` holds a value equal to `b`.
template <class T, class E, class U>
  requires(!detail::is_result<U> && !detail::is_unexpected<U> && !std::is_void_v<T>)
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const U& b)
  requires detail::EqualValues<T, U>
{
  return a.has_value() && *a == b;
}

/// Whether `a` holds an error equal to the one in `b`.
template <class T, class E, class G>
  requires detail::EqualValues<E, G>
[[nodiscard]] constexpr bool operator==(const Result<T, E>& a, const tl::unexpected<G>& b) {
  return !a.has_value() && a.error() == b.value();
}

/// How the values compare, or the errors; every value comes before every error. Rust: `PartialOrd`.
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

// Why: a Result is its value or its error.
template <class T, class E>
struct rules::row<Result<T, E>> {
  static constexpr auto send = if_send<T, E>;
  static constexpr auto sync = if_sync<T, E>;
  static constexpr auto static_ = if_static<T, E>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

namespace detail {

template <class T>
concept HashableOrVoid = std::is_void_v<T> || std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>;

}  // namespace detail
}  // namespace fearless

/// The hash of the value or of the error, which differ. Rust: `Result: Hash`.
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
