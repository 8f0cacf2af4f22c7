// SPDX-License-Identifier: MIT
// FEARLESS_BASES(Derived, Base...), which names the bases of a class.
#pragma once

#include <fearless/detail/language.hpp>  // first

/// Names all direct bases of a class. It is needed on Clang, which announces bases but does not list them:
/// `FEARLESS_BASES(Derived, Base1, Base2);` at global scope, directly after the class. The list is checked: if one of
/// the announced bases is missing, the class is refused. Other compilers know the bases. A single base that is a
/// specialisation of a template, such as `std::enable_shared_from_this<Derived>`, need not be named.
#define FEARLESS_BASES(derived, ...)                         \
  template <>                                                \
  struct fearless::NamedBases<derived> {                     \
    using types = ::fearless::derive::TypeList<__VA_ARGS__>; \
  }
