// SPDX-License-Identifier: MIT
// BadResultAccess, which is thrown where a Result is asked for what it does not hold.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace fearless {

/// Thrown by `value()`, `unwrap()` and `expect()` of a Result that holds an error, and by `unwrap_err()` and
/// `expect_err()` of one that holds a value. It names the type of what is held and, as far as it is known, its text; it
/// never carries the value or the error itself, either of which may be a lock guard that must not leave its thread.
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

// What can be said of a value or an error in words: its own text if it has one, or its number.
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

// The exceptions below, for whatever type: what was said, the name of the type and the words of what is held.
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

// The exception for a Result that holds `held`, where something else was `asked` for.
template <class T>
[[noreturn, gnu::cold, gnu::noinline]] void raise_bad_result_access(std::string_view asked, const T& held) {
  raise_bad_result_access(asked, printed_name<T>(), in_words(held));
}

// The same with the caller's own words, which are followed by those of what is held, or else by its type.
template <class T>
[[noreturn, gnu::cold, gnu::noinline]] void raise_unexpected_result(std::string_view message, const T& held) {
  raise_unexpected_result(message, printed_name<T>(), in_words(held));
}

}  // namespace detail

// Why: text that the exception owns, and shares only as const.
template <>
struct rules::row<BadResultAccess> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
