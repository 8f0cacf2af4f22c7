// SPDX-License-Identifier: MIT
// How a Result hands out its value: once for a value, once for void; and the exception thrown when there is none.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/result_state.hpp>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace fearless {

/// Thrown by `value()` and `unwrap()` of a Result that holds an error. It names the error's type and, as far as it is
/// known, its text; it never carries the error itself, which may be a lock guard that must not leave its thread.
/// Rust panics here with the same contents.
class BadResultAccess final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {

// The name of T as the compiler prints it, or nothing if it cannot be cut out of the function's name.
template <class T>
std::string_view printed_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  const auto begin = name.find("T = ");
  if (begin == std::string_view::npos) return {};
  name.remove_prefix(begin + 4);
  const auto end = name.find("; std::string_view");
  return name.substr(0, end == std::string_view::npos ? name.size() - 1 : end);
}

// What can be said of an error in words: its own text if it has one, or its number.
template <class E>
std::string describe_error(const E& error) {
  if constexpr (requires {
                  { error.what() } -> std::convertible_to<std::string>;
                }) {
    return error.what();
  } else if constexpr (requires {
                         { error.message() } -> std::convertible_to<std::string>;
                       }) {
    return error.message();
  } else if constexpr (std::is_convertible_v<const E&, std::string_view>) {
    return std::string(static_cast<std::string_view>(error));
  } else if constexpr (std::is_arithmetic_v<E>) {
    return std::to_string(error);
  } else if constexpr (std::is_enum_v<E>) {
    return std::to_string(static_cast<std::underlying_type_t<E>>(error));
  } else {
    return {};
  }
}

template <class E>
[[noreturn]] void raise_bad_result_access(const E& error) {
  std::string text = "fearless::Result: the value was asked for, but it holds an error";
  if (const auto name = printed_name<E>(); !name.empty()) text.append(", `").append(name).append("`");
  if (const auto words = describe_error(error); !words.empty()) text.append(": ").append(words);
  raise(BadResultAccess(text));
}

// A Result's value. An lvalue gives a reference to it; an rvalue gives the value itself and never a reference, so that
// `auto&& guard = mutex.lock().value();` does not dangle.
template <class T, class E>
class ResultAccess : public ResultState<T, E> {
 public:
  /// The value. Throws BadResultAccess, and changes nothing, if there is an error instead. Rust: `Result::unwrap`.
  [[nodiscard]] constexpr T& value() & FEARLESS_LIFETIMEBOUND { return checked(), *state_; }
  [[nodiscard]] constexpr const T& value() const& FEARLESS_LIFETIMEBOUND { return checked(), *state_; }
  [[nodiscard]] constexpr T value() && { return checked(), std::move(*state_); }
  [[nodiscard]] constexpr T value() const&& { return checked(), *state_; }

  /// The same as `value()`, under Rust's name.
  [[nodiscard]] constexpr T& unwrap() & FEARLESS_LIFETIMEBOUND { return value(); }
  [[nodiscard]] constexpr const T& unwrap() const& FEARLESS_LIFETIMEBOUND { return value(); }
  [[nodiscard]] constexpr T unwrap() && { return std::move(*this).value(); }
  [[nodiscard]] constexpr T unwrap() const&& { return value(); }

  /// The value, which must be there: checked in debug and hardened builds only.
  [[nodiscard]] constexpr T& operator*() & FEARLESS_LIFETIMEBOUND { return asserted(), *state_; }
  [[nodiscard]] constexpr const T& operator*() const& FEARLESS_LIFETIMEBOUND { return asserted(), *state_; }
  [[nodiscard]] constexpr T operator*() && { return asserted(), std::move(*state_); }
  [[nodiscard]] constexpr T operator*() const&& { return asserted(), *state_; }

  /// A member of the value, which must be there. Deleted for temporaries: `f().value().member` lives long enough.
  [[nodiscard]] constexpr T* operator->() & FEARLESS_LIFETIMEBOUND { return asserted(), state_.operator->(); }
  [[nodiscard]] constexpr const T* operator->() const& FEARLESS_LIFETIMEBOUND {
    return asserted(), state_.operator->();
  }
  constexpr const T* operator->() const&& = delete;

  /// The value, or `other` if there is an error. Rust: `Result::unwrap_or`.
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

  /// Destroys what is held and makes a new value of `args`; returns it. If that throws, what was held stays.
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
  constexpr void checked() const {
    if (!state_.has_value()) raise_bad_result_access(state_.error());
  }
  constexpr void asserted() const { FEARLESS_ASSERT(state_.has_value(), "fearless::Result: it holds an error"); }
};

// A Result<void, E> has no value to hand out: it only says whether there is an error.
template <class E>
class ResultAccess<void, E> : public ResultState<void, E> {
 public:
  /// Throws BadResultAccess, and changes nothing, if there is an error. Rust: `Result::unwrap`.
  constexpr void value() const {
    if (!state_.has_value()) raise_bad_result_access(state_.error());
  }
  /// The same as `value()`, under Rust's name.
  constexpr void unwrap() const { value(); }
  /// Nothing: there must be no error, which is checked in debug and hardened builds only.
  constexpr void operator*() const { FEARLESS_ASSERT(state_.has_value(), "fearless::Result: it holds an error"); }
  /// Drops the error, if there is one.
  constexpr void emplace() { state_ = State(); }

 protected:
  using typename ResultState<void, E>::State;
  using ResultState<void, E>::ResultState;
  using ResultState<void, E>::state_;
};

}  // namespace detail
}  // namespace fearless
