// SPDX-License-Identifier: MIT
// The compiler's spelling of a type.
#pragma once

#include <cstddef>

namespace fearless::derive {

// A view of constant text. It replaces std::string_view, because that header would cost the compiler more than the
// whole engine.
struct Text {
  const char* data;
  std::size_t size;

  constexpr bool ends_with(Text end) const {
    if (size < end.size) return false;
    for (std::size_t i = 0; i < end.size; ++i)
      if (data[size - end.size + i] != end.data[i]) return false;
    return true;
  }
  constexpr bool contains(Text part) const {
    for (std::size_t n = part.size; n <= size; ++n)
      if (Text{data, n}.ends_with(part)) return true;
    return false;
  }
};
template <std::size_t N>
constexpr Text text(const char (&literal)[N]) {
  return {literal, N - 1};
}

constexpr bool is_identifier_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

template <class T>
constexpr Text spelling() {
  return text(__PRETTY_FUNCTION__);
}

// The compiler puts the same text around the spelling of every type. The lengths of that text are measured once, on a
// type of a known name.
struct SpellingFrame {
  std::size_t before;
  std::size_t after;
};
constexpr SpellingFrame measure_spelling_frame() {
  Text known = spelling<double>();
  std::size_t end = known.size;
  while (!Text{known.data, end}.ends_with(text("double"))) --end;
  return {end - text("double").size, known.size - end};
}
inline constexpr SpellingFrame spelling_frame = measure_spelling_frame();

template <class T>
constexpr Text type_name() {
  Text all = spelling<T>();
  return {all.data + spelling_frame.before, all.size - spelling_frame.before - spelling_frame.after};
}

// Whether T is a class or union without a name, such as that of an anonymous union. (A closure is not.) The question is
// asked of every class, so the name is searched only if its last character allows it.
template <class T>
constexpr bool is_unnamed_record() {
  constexpr char last = __PRETTY_FUNCTION__[sizeof(__PRETTY_FUNCTION__) - sizeof("?]")];
#if defined(__clang__)
  if constexpr (last == ')') {
    constexpr Text name = type_name<T>();
    return name.contains(text("(anonymous struct at ")) || name.contains(text("(anonymous union at ")) ||
           name.contains(text("(anonymous class at ")) || name.contains(text("(unnamed struct at ")) ||
           name.contains(text("(unnamed union at ")) || name.contains(text("(unnamed class at ")) ||
           name.contains(text("(anonymous at ")) || name.contains(text("(unnamed at "));
  }
#else
  if constexpr (last == '>') {
    constexpr Text name = type_name<T>();
    return name.ends_with(text("<unnamed struct>")) || name.ends_with(text("<unnamed union>")) ||
           name.ends_with(text("<unnamed class>"));
  }
#endif
  return false;
}

}  // namespace fearless::derive
