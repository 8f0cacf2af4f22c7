// SPDX-License-Identifier: MIT
// What a refusal has to say: the way to what is refused, with the names of members on it, the reason, and the remedy.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/explain/explanation.hpp>
#include <fearless/derive/explain/readable_name.hpp>
#include <fearless/derive/explain/sentence.hpp>

namespace fearless::derive {

// The way from a type to the first thing in it that never has the trait.
struct Diagnostic {
  Sentence names;     // `config.cache`
  Sentence steps;     // `Job::config: Config -> Config::cache: fearless::Rc<int>`
  Sentence offender;  // `fearless::Rc<int>`
  Sentence reason;
  Sentence help;
  const char* trait = "";
  const char* anchor = "";
  std::size_t length = 0;
  bool ends_in_member = false;
  bool ends_in_mutable = false;
  bool in_capture = false;         // the way begins in a closure, whose captures have no names
  bool through_reference = false;  // the last step followed a reference

  static constexpr std::size_t longest = 8;  // of a longer way, the rest is left out

  constexpr void step(Text owner, Text name, Text type) {
    ends_in_member = name.size != 0;
    if (++length > longest) {
      if (length == longest + 1) {
        names.add("...");
        steps.add(" -> ...");
      }
      return;
    }
    if (!steps.empty()) steps.add(" -> ");
    if (name.size != 0) {
      if (!names.empty()) names.add('.');
      names.add(name);
      steps.add(owner);
      steps.add("::");
      steps.add(name);
      steps.add(": ");
    }
    steps.add(type);
  }
  constexpr void step_into_capture(const char* how, Text type) {
    if (!steps.empty()) steps.add(" -> ");
    steps.add(how);
    steps.add(type);
    in_capture = names.empty();
    ends_in_member = true;
    ++length;
  }
};

constexpr Text text_of(const char* characters) {
  std::size_t size = 0;
  while (characters[size] != '\0') ++size;
  return {characters, size};
}

// A text may name the type that is refused as `%T`, its first template argument as `%1`, and what it leads to, if it is
// a pointer or reference, as `%P`; and the macro that promises the trait as `%M`, for a hierarchy as `%D`.
constexpr Text first_argument(Text name) {
  std::size_t begin = 0;
  while (begin < name.size && name.data[begin] != '<') ++begin;
  if (begin == name.size) return name;
  std::size_t end = ++begin;
  for (int depth = 0; end < name.size; ++end) {
    const char c = name.data[end];
    if (depth == 0 && (c == ',' || c == '>')) break;
    depth += c == '<' || c == '(' || c == '[' ? 1 : c == '>' || c == ')' || c == ']' ? -1 : 0;
  }
  return {name.data + begin, end - begin};
}
constexpr Text without_const(Text name) {
  constexpr Text start = text("const ");
  return starts_with(name, start) ? Text{name.data + start.size, name.size - start.size} : name;
}
constexpr Text without_indirection(Text name) {
  while (name.size != 0 && (name.data[name.size - 1] == '*' || name.data[name.size - 1] == '&')) --name.size;
  return without_const(name);
}
// `FEARLESS_UNSAFE_`, which promises the trait `ThreadSafe` with `THREAD_SAFE` behind it.
constexpr void add_macro(Sentence& out, const char* start, Text trait) {
  out.add(start);
  for (std::size_t i = 0; i < trait.size; ++i) {
    const char c = trait.data[i];
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && i != 0) out.add('_');
    out.add(capital ? c : static_cast<char>(c - 'a' + 'A'));
  }
}
constexpr void add_with_types(Sentence& out, Text pattern, Text type, Text trait) {
  for (std::size_t i = 0; i < pattern.size; ++i) {
    const char next = pattern.data[i] == '%' && i + 1 < pattern.size ? pattern.data[++i] : '\0';
    if (next == 'T')
      out.add(without_const(type));
    else if (next == '1')
      out.add(first_argument(type));
    else if (next == 'P')
      out.add(without_indirection(type));
    else if (next == 'M')
      add_macro(out, "FEARLESS_UNSAFE_", trait);
    else if (next == 'D')
      add_macro(out, "FEARLESS_UNSAFE_DYN_", trait);
    else
      out.add(pattern.data[i]);
  }
}

// What is said where the rule says `Reason` of T: the same, unless something more helpful is known.
template <class Reason, class T>
struct Remedy {
  using type = Reason;
};
template <class T>
  requires std::is_same_v<std::remove_cv_t<T>, char>
struct Remedy<because::a_raw_pointer_may_alias_data_of_another_thread, T*> {
  using type = because::a_pointer_to_characters_may_lead_to_text_of_another_thread;
};
// g++ does not list captures, but it finds this one if asked for it.
template <class T>
  requires requires(T& closure) {
    { *closure.__this };
  }
struct Remedy<because::the_captures_of_a_closure_cannot_be_seen, T> {
  using type = because::the_closure_captures_this;
};

// Of a class of the standard library, what its members say is nobody's business: its row is not there.
template <class T>
consteval bool lacks_row() {
  if constexpr (std::is_class_v<T>) return !HasRow<T> && starts_with(readable_name<T>.view(), text("std::"));
  return false;
}

// The end of the way.
template <class Because>
constexpr void add_reason(Diagnostic& out, Text trait, Text offender) {
  out.offender.add(offender);
  out.trait = trait.data;
  add_with_types(out.reason, text_of(Because::text), offender, trait);
  add_with_types(out.help, text_of(Because::help), offender, trait);
  out.anchor = Because::anchor;
}
template <class Reason, class Trait, class T>
constexpr void add_reason(Diagnostic& out) {
  using Because = typename Remedy<Reason, T>::type;
  add_reason<Because>(out, text_of(Trait::text), readable_name<T>.view());
  // Who lent it, goes on using it.
  if (out.through_reference) {
    out.help.cut(0);
    add_with_types(out.help, text_of(because::what_is_lent::help), out.offender.view(), text_of(Trait::text));
    out.anchor = because::what_is_lent::anchor;
  }
}

}  // namespace fearless::derive
