// SPDX-License-Identifier: MIT
// Whether a name is one of a local variable: what a macro asks about the names that it is given.
#pragma once

#include <type_traits>

namespace fearless::detail {

// A closure `[&] { refer_to(name); }` captures a local variable; `this`, if it is a member; and nothing otherwise.
template <class T>
constexpr void refer_to(const volatile T& /*variable*/) noexcept {}

// Clang shows what a closure captures: `this` as a pointer that is a member of the closure, a variable as what a
// reference refers to. g++ calls the member by its name.
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

// A name of a variable of type `T`, which `Reference` is the type of as an lvalue, and to which `Closure` refers.
template <class T, class Reference, class Closure>
struct Name {
  using type = T;

  static constexpr bool is_member = CapturesThis<Closure>;
  // A global, a static, or a reference to one.
  static constexpr bool is_static = std::is_empty_v<Closure>;
  static constexpr bool is_constant =
      std::is_const_v<std::remove_reference_t<Reference>> || std::is_function_v<std::remove_reference_t<Reference>>;
};

// The closure is no type to name, but an object: where its type alone was asked for (`decltype([&] { … })`) in a
// generic lambda of a template, Clang shows no captures of it.
template <class T, class Reference, class Closure>
constexpr Name<T, Reference, Closure> named(const Closure& /*closure*/) {
  return {};
}

}  // namespace fearless::detail
