// SPDX-License-Identifier: MIT
// unexpected<E>: an error that will be converted to a Result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/attributes.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <initializer_list>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless {

/// The tag that constructs an error in place: `Result<T, E>(unexpect, args…)`.
using tl::unexpect;
using tl::unexpect_t;

template <class E>
class unexpected;

namespace detail {

template <class>
inline constexpr bool is_unexpected = false;
template <class E>
inline constexpr bool is_unexpected<tl::unexpected<E>> = true;
template <class E>
inline constexpr bool is_unexpected<unexpected<E>> = true;

// Which types an error may have, as for std::expected: an object type that is not itself a wrapper of an error.
template <class E>
concept ErrorType = std::is_object_v<E> && !std::is_array_v<E> && !std::is_const_v<E> && !std::is_volatile_v<E> &&
                    !is_unexpected<E> && !std::is_same_v<E, unexpect_t>;

template <class E, class G>
concept EqualErrors = requires(const E& a, const G& b) { static_cast<bool>(a == b); };

}  // namespace detail

/// An error that will be converted to a Result: `return fearless::unexpected(e);`. The type of the error is the decayed
/// type of `e`, so `unexpected("text")` holds a `const char*`. It can be converted to any Result whose error type can
/// be constructed from that. Its interface is that of `std::unexpected`, but a temporary returns its error by value. It
/// is also a `tl::unexpected`, whose `value()` is the same as error(). Refuses to compile if `E` is a reference, an
/// array, const, or itself an `unexpected`. Rust: `Err(e)`.
/// \snippet reference/results.cpp result
template <class E>
class unexpected : public tl::unexpected<E> {
  using Base = tl::unexpected<E>;

  // tl::unexpected 1.0 takes only an E. If the argument is an E, it is passed on by reference.
  template <class Arg>
  using Passed = std::conditional_t<std::is_same_v<std::remove_cvref_t<Arg>, E>, Arg&&, E>;

 public:
  /// Holds `E(error)`. Throws what the constructor throws.
  template <class Arg = E>
    requires(!std::is_same_v<std::remove_cvref_t<Arg>, unexpected> &&
             !std::is_same_v<std::remove_cvref_t<Arg>, std::in_place_t> && std::is_constructible_v<E, Arg>)
  constexpr explicit unexpected(Arg&& error) : Base(static_cast<Passed<Arg>>(std::forward<Arg>(error))) {}
  /// Holds `E(args…)`. Throws what the constructor throws.
  template <class... Args>
    requires std::is_constructible_v<E, Args...>
  constexpr explicit unexpected(std::in_place_t /*tag*/, Args&&... args) : Base(E(std::forward<Args>(args)...)) {}
  template <class U, class... Args>
    requires std::is_constructible_v<E, std::initializer_list<U>&, Args...>
  constexpr explicit unexpected(std::in_place_t /*tag*/, std::initializer_list<U> list, Args&&... args)
      : Base(E(list, std::forward<Args>(args)...)) {}

  /// Returns the error; by value if this is a temporary.
  [[nodiscard]] constexpr E& error() & noexcept FEARLESS_LIFETIMEBOUND { return this->value(); }
  [[nodiscard]] constexpr const E& error() const& noexcept FEARLESS_LIFETIMEBOUND { return this->value(); }
  [[nodiscard]] constexpr E error() && { return std::move(this->value()); }
  [[nodiscard]] constexpr E error() const&& { return this->value(); }

  /// Exchanges the errors.
  constexpr void swap(unexpected& other) noexcept(std::is_nothrow_swappable_v<E>)
    requires std::is_swappable_v<E>
  {
    using std::swap;
    swap(error(), other.error());
  }
  friend constexpr void swap(unexpected& a, unexpected& b) noexcept(std::is_nothrow_swappable_v<E>)
    requires std::is_swappable_v<E>
  {
    a.swap(b);
  }

  /// Returns whether the errors are equal.
  template <class G>
    requires detail::EqualErrors<E, G>
  [[nodiscard]] friend constexpr bool operator==(const unexpected& a, const unexpected<G>& b) {
    return static_cast<bool>(a.error() == b.error());
  }
  // Without this, the operator of tl::unexpected would exist for any error.
  template <class G>
  friend constexpr bool operator==(const unexpected&, const unexpected<G>&) = delete;
};

template <class E>
unexpected(E) -> unexpected<E>;

template <class E>
  requires(!detail::ErrorType<E>)
class unexpected<E> : public detail::RefusedClass {
  static_assert(
      detail::ErrorType<E>,
      "fearless::unexpected<E>: the error must be an object by itself: no reference, no array, not const, and "
      "not itself an unexpected");
  using RefusedClass::RefusedClass;
};

// Why: it holds the error, as does the Result that it is converted to.
template <class E>
struct rules::row<unexpected<E>> : kind::owner<E> {};

}  // namespace fearless
