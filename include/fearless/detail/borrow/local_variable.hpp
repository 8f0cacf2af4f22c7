// SPDX-License-Identifier: MIT
// Whether a name denotes a local variable. A macro asks this about the names that it is given.
#pragma once

#include <type_traits>

namespace fearless::detail {

// The closure `[&] { refer_to(name); }` captures the local variable if the name denotes one; it captures `this` if the
// name denotes a member, and nothing otherwise.
template <class T>
constexpr void refer_to(const volatile T& /*variable*/) noexcept {}

// Clang lets us inspect the captures of a closure: `this` is a pointer that is a member of the closure, and a captured
// variable is the target of a reference. g++ shows the name of the member instead.
#if defined(__clang__)
struct AskForThis {
  void operator()(...) const noexcept;
  template <class T>
  void operator()(const char*, const char*, const char*, const char*, T* const volatile&) const noexcept(false);
};
template <class Closure>
concept CapturesThis =
    requires(const volatile Closure* closure) { requires !noexcept(__builtin_dump_struct(closure, AskForThis())); };
#else
template <class Closure>
concept CapturesThis = requires(Closure closure) { closure.__this; };
#endif

// A name of a variable of type `T`. `Reference` is the type of the name as an lvalue, and `Closure` refers to the name.
template <class T, class Reference, class Closure>
struct Name {
  using type = T;

  static constexpr bool is_member = CapturesThis<Closure>;
  // Whether it is a global or static variable, or a reference to one.
  static constexpr bool is_static = std::is_empty_v<Closure>;
  static constexpr bool is_constant =
      std::is_const_v<std::remove_reference_t<Reference>> || std::is_function_v<std::remove_reference_t<Reference>>;
};

// The parameter is a closure object and not only its type: if the closure is written as `decltype([&] { … })` in a
// generic lambda of a template, Clang does not show its captures.
template <class T, class Reference, class Closure>
constexpr Name<T, Reference, Closure> named(const Closure& /*closure*/) {
  return {};
}

}  // namespace fearless::detail
