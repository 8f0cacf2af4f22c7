// SPDX-License-Identifier: MIT
// The refusal of a standard library class whose rule is not included. It names the header that has the rule.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/members/unopened.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/marker/std_header_table.hpp>

namespace fearless {

namespace rules::because {
/// The reason for refusing a standard library class whose rule is not included.
template <class Header>
struct the_header_with_its_rule_is_not_included {
  static constexpr const char* text = "the header with its rule is not included";
  static constexpr const char* help = Header::include;
  static constexpr const char* anchor = "std-header";
};
}  // namespace rules::because

namespace derive {

// The name of a class in std without `std::`, inline namespaces and template arguments. The name is iterated over, not
// stored.
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
// Whether the name equals the one that begins at `known`. Advances `known` to the blank after it, or to the first
// character that differs.
constexpr bool match(StdName name, const char*& known) {
  for (; !name.done(); name.next(), ++known)
    if (*name.at != *known) return false;
  return *known == ' ';
}
// The number of the header that has the rule, or -1. A class nested in a class template has none.
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
