// SPDX-License-Identifier: MIT
// Of a class of the standard library whose rule is not included: no, with the header that has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/members/unopened.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/marker/std_header_table.hpp>

namespace fearless {

namespace rules::because {
/// Why a class of the standard library is refused whose rule nobody included.
template <class Header>
struct the_header_with_its_rule_is_not_included {
  static constexpr const char* text = "the header with its rule is not included";
  static constexpr const char* help = Header::include;
  static constexpr const char* anchor = "std-header";
};
}  // namespace rules::because

namespace derive {

// The name of a class in std without std::, inline namespaces and arguments. It is walked, not stored.
struct StdName {
  const char* at;
  const char* end;

  constexpr bool done() const { return at == end || *at == '<'; }
  constexpr void skip_inline_namespaces() {
    while (at != end && *at == '_') {
      const char* colon = at;
      while (colon != end && *colon != ':' && *colon != '<') ++colon;
      if (colon == end || *colon == '<') return;
      at = colon + 2;
    }
  }
  constexpr void next() {
    if (*at++ == ':' && *at != ':') skip_inline_namespaces();
  }
};
// Whether it is the word that begins at `known`; which then is at the space after it, or else where they differ.
constexpr bool match(StdName name, const char*& known) {
  for (; !name.done(); name.next(), ++known)
    if (*name.at != *known) return false;
  return *known == ' ';
}
// The number of the header, or -1. A class inside a class template is none of those that are known.
constexpr int find_std_header(Text name) {
  const Text std_ = text("std::");
  if (name.size < std_.size || !Text{name.data, std_.size}.ends_with(std_)) return -1;
  StdName own{name.data + std_.size, name.data + name.size};
  own.skip_inline_namespaces();
  StdName end = own;
  while (!end.done()) end.next();
  if (end.at != end.end && end.end[-1] != '>') return -1;
  int header = 0;
  for (const char* known = std_header_classes; *known != '\0'; ++known) {
    if (*known == '\n') {
      ++header;
      continue;
    }
    if (match(own, known)) return header;
    while (*known != ' ') ++known;
  }
  return -1;
}

template <int Number, class Headers>
struct NthHeader;
template <class First, class... Rest>
struct NthHeader<0, TypeList<First, Rest...>> {
  using type = First;
};
template <int Number, class First, class... Rest>
  requires(Number > 0)
struct NthHeader<Number, TypeList<First, Rest...>> : NthHeader<Number - 1, TypeList<Rest...>> {};

template <class T>
  requires(find_std_header(type_name<T>()) >= 0)
struct Unopened<T> {
  using Header = typename NthHeader<find_std_header(type_name<T>()), StdHeaders>::type;
  using reason = rules::because::the_header_with_its_rule_is_not_included<Header>;
};

}  // namespace derive

}  // namespace fearless
