// SPDX-License-Identifier: MIT
// The diagnostic for a refused type: the path to the part that is refused, with the names of members, the reason, and
// the remedy.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/explain/explanation.hpp>
#include <fearless/derive/explain/readable_name.hpp>
#include <fearless/derive/explain/sentence.hpp>

namespace fearless::derive {

// A diagnostic while it is composed, from the type that was asked about to the first part that never has the trait.
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
  bool in_capture = false;          // the path begins in a closure, whose captures have no names
  bool through_reference = false;   // the last step followed a reference
  bool can_be_promised = false;     // the remedy names a macro that promises the trait
  const char* lent_help = nullptr;  // the remedy of the row of a view, if the last step followed its reference
  const char* lent_anchor = nullptr;

  static constexpr std::size_t longest = 8;  // the rest of a longer path is left out

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

// The text of a reason may contain placeholders. `%T` is the type that is refused, `%1` its first template argument,
// and `%P` the type that it points or refers to. `%M` is the macro that promises the trait, and `%D` the macro that
// promises it for a hierarchy.
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
// Appends the macro for a trait: `FEARLESS_UNSAFE_THREAD_SAFE` for `ThreadSafe`.
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

// The reason that is reported if the rule for T gives `Reason`: the same one, unless a more helpful one is known.
template <class Reason, class T>
struct Remedy {
  using type = Reason;
};
template <class T>
  requires std::is_same_v<std::remove_cv_t<T>, char>
struct Remedy<because::a_raw_pointer_may_alias_data_of_another_thread, T*> {
  using type = because::a_pointer_to_characters_may_lead_to_text_of_another_thread;
};
// GCC lists no captures, but it finds the captured `this` by its name.
template <class T>
  requires requires(T& closure) {
    { *closure.__this };
  }
struct Remedy<because::the_captures_of_a_closure_cannot_be_seen, T> {
  using type = because::the_closure_captures_this;
};

// Whether T is a class of the standard library without a row. Its members are an implementation detail, so the
// diagnostic does not go into them.
template <class T>
consteval bool lacks_row() {
  if constexpr (std::is_class_v<T>) return !HasRow<T> && starts_with(readable_name<T>.view(), text("std::"));
  return false;
}

// Completes the diagnostic at the end of the path.
template <class Because>
constexpr void add_reason(Diagnostic& out, Text trait, Text offender) {
  out.offender.add(offender);
  out.trait = trait.data;
  add_with_types(out.reason, text_of(Because::text), offender, trait);
  add_with_types(out.help, text_of(Because::help), offender, trait);
  out.anchor = Because::anchor;
  for (const char* help = Because::help; *help != '\0'; ++help)
    if (help[0] == '%' && help[1] == 'M') out.can_be_promised = true;
}
template <class Reason, class Trait, class T>
constexpr void add_reason(Diagnostic& out) {
  using Because = typename Remedy<Reason, T>::type;
  add_reason<Because>(out, text_of(Trait::text), readable_name<T>.view());
  // The thread that handed out the reference continues to use the object, so the remedy is another one.
  if (out.through_reference) {
    out.help.cut(0);
    const bool known = out.lent_help != nullptr;
    add_with_types(out.help, text_of(known ? out.lent_help : because::what_is_lent::help), out.offender.view(),
                   text_of(Trait::text));
    out.anchor = known ? out.lent_anchor : because::what_is_lent::anchor;
  }
}

}  // namespace fearless::derive
