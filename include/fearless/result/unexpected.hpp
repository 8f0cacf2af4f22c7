// SPDX-License-Identifier: MIT
// unexpected<E>: an error on its way into a Result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/attributes.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>

#include <initializer_list>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless {

/// The tag that makes an error in place: `Result<T, E>(unexpect, args…)`.
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

// What an error may be, as for std::expected: something that can be stored by itself and is no wrapper of an error.
template <class E>
concept ErrorType = std::is_object_v<E> && !std::is_array_v<E> && !std::is_const_v<E> && !std::is_volatile_v<E> &&
                    !is_unexpected<E> && !std::is_same_v<E, unexpect_t>;

template <class E, class G>
concept EqualErrors = requires(const E& a, const G& b) { static_cast<bool>(a == b); };

}  // namespace detail

/// An error on its way into a Result: `return fearless::unexpected(e);`. The error is stored as what `e` decays to, so
/// `unexpected("text")` holds a `const char*`, and becomes any Result whose error type can be made of that. Its
/// interface is that of `std::unexpected`, except that a temporary gives its error by value. It is also a
/// `tl::unexpected`, whose `value()` is the same as error(). Refuses to compile if `E` is a reference, an array, const,
/// or itself an `unexpected`. Rust: `Err(e)`.
template <class E>
class unexpected : public tl::unexpected<E> {
  using Base = tl::unexpected<E>;

  // tl::unexpected 1.0 takes an E and nothing else. Of an E, a reference is passed on.
  template <class Arg>
  using Passed = std::conditional_t<std::is_same_v<std::remove_cvref_t<Arg>, E>, Arg&&, E>;

 public:
  /// Holds `E(error)`. Throws what that throws.
  template <class Arg = E>
    requires(!std::is_same_v<std::remove_cvref_t<Arg>, unexpected> &&
             !std::is_same_v<std::remove_cvref_t<Arg>, std::in_place_t> && std::is_constructible_v<E, Arg>)
  constexpr explicit unexpected(Arg&& error) : Base(static_cast<Passed<Arg>>(std::forward<Arg>(error))) {}
  /// Holds `E(args…)`. Throws what that throws.
  template <class... Args>
    requires std::is_constructible_v<E, Args...>
  constexpr explicit unexpected(std::in_place_t /*tag*/, Args&&... args) : Base(E(std::forward<Args>(args)...)) {}
  template <class U, class... Args>
    requires std::is_constructible_v<E, std::initializer_list<U>&, Args...>
  constexpr explicit unexpected(std::in_place_t /*tag*/, std::initializer_list<U> list, Args&&... args)
      : Base(E(list, std::forward<Args>(args)...)) {}

  /// The error; of a temporary, by value.
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

  /// Whether the errors are equal.
  template <class G>
    requires detail::EqualErrors<E, G>
  [[nodiscard]] friend constexpr bool operator==(const unexpected& a, const unexpected<G>& b) {
    return static_cast<bool>(a.error() == b.error());
  }
  // That of tl::unexpected can be named for any error.
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

// Why: it holds the error, as the Result that it becomes.
template <class E>
struct rules::row<unexpected<E>> {
  static constexpr auto send = if_send<E>;
  static constexpr auto sync = if_sync<E>;
  static constexpr auto static_ = if_static<E>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
