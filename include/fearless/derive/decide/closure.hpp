// SPDX-License-Identifier: MIT
// Whether a class is the closure of a lambda expression. Only the compiler's spelling of its name shows that.
#pragma once

#include <cstddef>

#include <fearless/derive/support/type_name.hpp>

namespace fearless::derive {

// The answer is yes only for a closure itself. The name of a closure may also occur inside another name: as a template
// argument, in a function type, or as the scope of a class, which may have no name. So the last component of the
// spelling decides, from its first character on. The last component of any other class is an identifier, or states that
// there is none.
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
  // The spelling of a class without a name contains its file, and a file name may look like a closure.
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
  // After an identifier, `<lambda(` opens a list of template arguments: the argument is a function type that returns a
  // class named `lambda`.
  return open == 0 || name.data[open - 1] == ':';
}
#endif

}  // namespace fearless::derive
