// SPDX-License-Identifier: MIT
// Whether a class is the closure of a lambda expression, which only the compiler's spelling of its name tells.
#pragma once

#include <cstddef>

#include <fearless/derive/support/type_name.hpp>

namespace fearless::derive {

// Only what *is* a closure: a template that was given one, or a function type, is a class like any other, and so is a
// class inside of one, or inside a template of one, which may have no name. So the last component of the name decides,
// from its first character on. A class's own name is an identifier, or says that there is none.
#if defined(__clang__)
template <class T>
consteval bool is_closure() {
  constexpr Text name = type_name<T>();
  constexpr Text begin = text("(lambda at ");
  if (!name.ends_with(text(")"))) return false;
  std::size_t open = name.size - 1;
  while (open > 0 && name.data[open] != '(') {
    --open;
    if (name.data[open] == ')') return false;
  }
  if (open + begin.size > name.size || !Text{name.data + open, begin.size}.ends_with(begin)) return false;
  // A file may have any name, which the place of a class without a name contains.
  constexpr Text in_unnamed[] = {text("(unnamed "), text("(anonymous struct"), text("(anonymous class"),
                                 text("(anonymous union"), text("(anonymous at")};
  const Text scope{name.data, open};
  for (const Text& unnamed : in_unnamed)
    if (scope.contains(unnamed)) return false;
  return scope.size == 0 || scope.ends_with(text("::"));
}
#else
template <class T>
consteval bool is_closure() {
  constexpr Text name = type_name<T>();
  constexpr Text begin = text("<lambda(");
  if (!name.ends_with(text(")>"))) return false;
  std::size_t open = name.size - 1;
  for (int depth = 1; depth > 0 && open > 0;) {
    --open;
    depth += name.data[open] == '>' ? 1 : name.data[open] == '<' ? -1 : 0;
  }
  if (open + begin.size > name.size || !Text{name.data + open, begin.size}.ends_with(begin)) return false;
  // Behind an identifier it is the argument of a template: a function that returns a class of that name.
  return open == 0 || name.data[open - 1] == ':';
}
#endif

}  // namespace fearless::derive
