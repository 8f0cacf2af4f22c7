// SPDX-License-Identifier: MIT
// std::format for Rc, Arc and Box, which are shown as their values are (Rust: Display and Debug), where the standard
// library has it. Those of sequences, such as Box<T[]>, are ranges, which C++23 formats itself.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>

#include <version>

#if defined(__cpp_lib_format)
#include <format>
#include <type_traits>

/// Shows the value, with the value's own format.
template <class T, class Char>
  requires(!std::is_array_v<T>)
struct std::formatter<fearless::Rc<T>, Char> : std::formatter<std::remove_cv_t<T>, Char> {
  template <class Context>
  auto format(const fearless::Rc<T>& handle, Context& context) const {
    return std::formatter<std::remove_cv_t<T>, Char>::format(*handle, context);
  }
};
/// Likewise.
template <class T, class Char>
  requires(!std::is_array_v<T>)
struct std::formatter<fearless::Arc<T>, Char> : std::formatter<std::remove_cv_t<T>, Char> {
  template <class Context>
  auto format(const fearless::Arc<T>& handle, Context& context) const {
    return std::formatter<std::remove_cv_t<T>, Char>::format(*handle, context);
  }
};
/// Likewise.
template <class T, class Char>
  requires(!std::is_array_v<T>)
struct std::formatter<fearless::Box<T>, Char> : std::formatter<std::remove_cv_t<T>, Char> {
  template <class Context>
  auto format(const fearless::Box<T>& handle, Context& context) const {
    return std::formatter<std::remove_cv_t<T>, Char>::format(*handle, context);
  }
};
#endif
