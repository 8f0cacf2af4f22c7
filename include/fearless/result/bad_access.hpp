// SPDX-License-Identifier: MIT
// BadResultAccess, which is thrown if a Result does not hold what is requested.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace fearless {

/// Thrown by `value()`, `unwrap()` and `expect()` of a Result that holds an error, and by `unwrap_err()` and
/// `expect_err()` of one that holds a value. Its text contains the type of the content and, if it is known, the text of
/// the content. It never contains the value or the error itself, because either may be a lock guard, which must not
/// leave its thread. Rust panics with the same text.
/// \snippet reference/results.cpp bad_access
class BadResultAccess final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {

// The name of T as the compiler prints it, or nothing if it cannot be extracted from the function's name.
template <class T>
std::string_view printed_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  const auto begin = name.find("T = ");
  if (begin == std::string_view::npos) return {};
  name.remove_prefix(begin + 4);
  const auto end = name.find("; std::string_view");
  return name.substr(0, end == std::string_view::npos ? name.size() - 1 : end);
}

// A text for a value or an error: its own text if it has one, or its number.
template <class T>
[[gnu::cold]] std::string in_words(const T& held) {
  if constexpr (requires {
                  { held.what() } -> std::convertible_to<std::string>;
                }) {
    return held.what();
  } else if constexpr (requires {
                         { held.message() } -> std::convertible_to<std::string>;
                       }) {
    return held.message();
  } else if constexpr (std::is_pointer_v<T> && std::is_convertible_v<const T&, std::string_view>) {
    return held == nullptr ? std::string() : std::string(held);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return std::string(static_cast<std::string_view>(held));
  } else if constexpr (std::is_enum_v<T>) {
    return in_words(static_cast<std::underlying_type_t<T>>(held));
  } else if constexpr (std::is_arithmetic_v<T> && requires { std::to_string(held); }) {
    return std::to_string(held);
  } else {
    return {};
  }
}

// The common part of the functions below for all types: the message, the name of the type and the text of the content.
[[noreturn, gnu::cold, gnu::noinline]] inline void raise_bad_result_access(std::string_view asked,
                                                                           std::string_view name,
                                                                           std::string_view words) {
  std::string text(asked);
  if (!name.empty()) text.append(", `").append(name).append("`");
  if (!words.empty()) text.append(": ").append(words);
  raise(BadResultAccess(text));
}
[[noreturn, gnu::cold, gnu::noinline]] inline void raise_unexpected_result(std::string_view message,
                                                                           std::string_view name,
                                                                           std::string_view words) {
  std::string text(message);
  if (!words.empty()) {
    text.append(": ").append(words);
  } else if (!name.empty()) {
    text.append(": `").append(name).append("`");
  }
  raise(BadResultAccess(text));
}

// Throws the exception for a Result that holds `held` although `asked` was requested.
template <class T>
[[noreturn, gnu::cold, gnu::noinline]] void raise_bad_result_access(std::string_view asked, const T& held) {
  raise_bad_result_access(asked, printed_name<T>(), in_words(held));
}

// The same with the caller's message, followed by the text of the content or, if there is none, its type.
template <class T>
[[noreturn, gnu::cold, gnu::noinline]] void raise_unexpected_result(std::string_view message, const T& held) {
  raise_unexpected_result(message, printed_name<T>(), in_words(held));
}

}  // namespace detail

// Why: the exception owns its text, and shares it only as const.
template <>
struct rules::row<BadResultAccess> : kind::value {};

}  // namespace fearless
