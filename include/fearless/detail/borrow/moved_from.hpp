// SPDX-License-Identifier: MIT
// Checks whether a handle of the library was moved from, and copies the objects that a closure is going to own.
#pragma once

#include <fearless/detail/config.hpp>

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace fearless::detail {

// A handle that can be checked has a private member function `MovedFrom::Answer is_moved_from() const`, and this class
// as a friend. The return type distinguishes the function from one with the same name in a user's class.
struct MovedFrom {
  enum class Answer : bool { no, yes };

  static constexpr Answer answer(bool moved_from) noexcept { return moved_from ? Answer::yes : Answer::no; }

  template <class T>
  static constexpr bool is(const T& handle) noexcept {
    if constexpr (requires {
                    { handle.is_moved_from() } -> std::same_as<Answer>;
                  }) {
      return handle.is_moved_from() == Answer::yes;
    } else {
      return false;
    }
  }
};

[[noreturn]] inline void named_after_move(const char* who, const char* file, int line) noexcept {
  std::fprintf(stderr, "%s:%d: %s is used after it was moved from (in an earlier round of a loop?)\n", file, line, who);
  std::abort();
}

// Ends the program if a variable that a closure names was moved from. `who` names the macro in the message. The check
// is made in every build: closures are created rarely, and the body would dereference a null pointer, often on another
// thread.
template <class T>
constexpr void check_not_moved_from(const volatile T& variable, const char* who, const char* file, int line) noexcept {
  if constexpr (std::is_class_v<T>) {
    if (MovedFrom::is(const_cast<const T&>(variable))) named_after_move(who, file, line);
  }
}

// Returns the variable as an rvalue, after the same check.
template <class T>
constexpr std::remove_reference_t<T>&& unless_moved_from(T&& variable, const char* who, const char* file,
                                                         int line) noexcept {
  check_not_moved_from(variable, who, file, line);
  return static_cast<std::remove_reference_t<T>&&>(variable);
}

// Returns a copy of the variable, or the result of its `clone()` if copying has to be explicit.
template <class T>
constexpr std::decay_t<T> copy_of(T& variable, const char* who, const char* file, int line) {
  using Copy = std::decay_t<T>;
  constexpr bool copies = std::constructible_from<Copy, T&>;
  constexpr bool clones = requires {
    { variable.clone() } -> std::same_as<Copy>;
  };
  static_assert(copies || clones,
                "FEARLESS_COPY: a variable that it names can be neither copied nor cloned: move it with FEARLESS_MOVE");
  check_not_moved_from(variable, who, file, line);
  if constexpr (copies) {
    return Copy(variable);
  } else if constexpr (clones) {
    return variable.clone();
  } else {
    fatal("fearless: not reached, since it does not compile");
  }
}

}  // namespace fearless::detail
