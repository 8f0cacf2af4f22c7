// SPDX-License-Identifier: MIT
// The name of a type as a user would write it, from the compiler's spelling.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/explain/sentence.hpp>

namespace fearless::derive {

constexpr bool starts_with(Text name, Text start) {
  return name.size >= start.size && Text{name.data, start.size}.ends_with(start);
}
constexpr bool same(Text a, Text b) { return a.size == b.size && a.ends_with(b); }

// Reads a spelling from left to right and appends it to a sentence. It leaves out
// - inline namespaces of the standard library (`std::__cxx11::`), unnamed namespaces, and the functions around a local
//   class,
// - default arguments of standard templates, and the template itself if it has an alias,
// - the directories in the location of a closure, and blanks that only one of the compilers prints.
class NameWriter {
 public:
  constexpr NameWriter(Text spelling, Sentence& out) : in_(spelling), out_(out) {}

  constexpr void write() {
    while (at_ < in_.size) {
      write_argument();
      if (at_ < in_.size) out_.add(in_.data[at_++]);  // a closing bracket without an opening one
    }
  }

 private:
  static constexpr std::size_t most_arguments = 32;

  constexpr Text rest() const { return {in_.data + at_, in_.size - at_}; }
  constexpr bool skip(Text text) {
    if (!starts_with(rest(), text)) return false;
    at_ += text.size;
    return true;
  }
  static constexpr bool opens(char c) { return c == '<' || c == '(' || c == '[' || c == '{'; }
  static constexpr bool closes(char c) { return c == '>' || c == ')' || c == ']' || c == '}'; }
  // The index of the bracket that closes the one at `from`.
  constexpr std::size_t closing(std::size_t from) const {
    int depth = 0;
    for (std::size_t i = from; i < in_.size; ++i) {
      depth += opens(in_.data[i]) ? 1 : closes(in_.data[i]) && in_.data[i - 1] != '-' ? -1 : 0;
      if (depth == 0) return i;
    }
    return in_.size;
  }

  // Reads one type or value, up to the comma or bracket that follows it.
  constexpr void write_argument() {
    std::size_t start = out_.length;  // of the name itself, after qualifiers such as `const`
    while (at_ < in_.size) {
      const char c = in_.data[at_];
      if (c == ',' || c == '>' || c == ')' || c == ']') return;
      if (skip(text("(anonymous namespace)::")) || skip(text("{anonymous}::")) || skip(text("<unnamed>::"))) continue;
      if (starts_with(rest(), text("<lambda("))) {
        out_.cut(start);
        const std::size_t end = closing(at_);
        out_.add(Text{in_.data + at_ + 1, end - at_ - 1});
        at_ = end + 1;
      } else if (skip(text("(lambda at "))) {
        out_.cut(start);
        write_place_of_lambda();
      } else if (c == '<') {
        ++at_;
        write_arguments(start);
      } else if (c == '(') {
        if (!skip_function(start)) write_brackets(')');
      } else if (c == '[') {
        write_brackets(']');
      } else if (c == ' ') {
        ++at_;
        const char next = at_ < in_.size ? in_.data[at_] : '\0';
        if (next == '*' || next == '&' || next == '>' || next == '[' ||
            (next == '(' && !starts_with(rest(), text("(lambda at ")) && !starts_with(rest(), text("(anonymous"))))
          continue;
        out_.add(' ');
        start = out_.length;
      } else if (is_identifier_start()) {
        if (!write_number_type()) write_identifier();
      } else {
        out_.add(c);
        ++at_;
      }
    }
  }
  constexpr bool is_identifier_start() const {
    const char c = in_.data[at_];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  // GCC spells these types in full.
  constexpr bool write_number_type() {
    constexpr Text types[][2] = {{text("long long unsigned int"), text("unsigned long long")},
                                 {text("long unsigned int"), text("unsigned long")},
                                 {text("short unsigned int"), text("unsigned short")},
                                 {text("long long int"), text("long long")},
                                 {text("long int"), text("long")},
                                 {text("short int"), text("short")}};
    for (const auto& type : types) {
      if (!skip(type[0])) continue;
      out_.add(type[1]);
      return true;
    }
    return false;
  }
  constexpr void write_identifier() {
    std::size_t end = at_;
    while (end < in_.size && is_identifier_character(in_.data[end])) ++end;
    const Text word{in_.data + at_, end - at_};
    at_ = end;
    const bool inline_namespace = starts_with(word, text("__")) || same(word, text("_V2"));
    if (inline_namespace && out_.view().ends_with(text("::")) && skip(text("::"))) return;
    out_.add(word);
  }

  // Skips the function in `f(int)::Local`, with the qualifiers and template arguments that GCC prints after it.
  constexpr bool skip_function(std::size_t start) {
    std::size_t end = closing(at_) + 1;
    for (bool more = true; more;) {
      const Text behind{in_.data + end, end < in_.size ? in_.size - end : 0};
      more = false;
      if (starts_with(behind, text(" const"))) {
        end += text(" const").size;
        more = true;
      } else if (starts_with(behind, text(" [with "))) {
        end = closing(end + 1) + 1;
        more = true;
      } else if (starts_with(behind, text("::"))) {
        at_ = end + text("::").size;
        out_.cut(start);
        return true;
      }
    }
    return false;
  }
  constexpr void write_brackets(char close) {
    out_.add(in_.data[at_++]);
    while (at_ < in_.size && in_.data[at_] != close) {
      write_argument();
      if (at_ < in_.size && in_.data[at_] != close) out_.add(in_.data[at_++]);
      if (at_ < in_.size && in_.data[at_ - 1] == ',' && in_.data[at_] == ' ') out_.add(in_.data[at_++]);
    }
    if (at_ < in_.size) out_.add(in_.data[at_++]);
  }
  // Writes `lambda at jobs.cpp:7:30`, without the directories.
  constexpr void write_place_of_lambda() {
    std::size_t end = at_;
    std::size_t file = at_;
    for (; end < in_.size && in_.data[end] != ')'; ++end)
      if (in_.data[end] == '/') file = end + 1;
    out_.add("lambda at ");
    out_.add(Text{in_.data + file, end - file});
    at_ = end + 1;
  }

  constexpr void write_arguments(std::size_t start) {
    const std::size_t open = out_.length;
    std::size_t begin[most_arguments] = {};
    std::size_t count = 0;
    out_.add('<');
    while (at_ < in_.size && in_.data[at_] != '>') {
      if (in_.data[at_] == ',') {
        out_.add(", ");
        ++at_;
        while (at_ < in_.size && in_.data[at_] == ' ') ++at_;
      }
      if (count < most_arguments) begin[count] = out_.length;
      ++count;
      const std::size_t before = at_;
      write_argument();
      if (at_ == before) break;
    }
    if (at_ < in_.size) ++at_;
    if (starts_with(out_.from(start), text("std::")) && count <= most_arguments)
      drop_defaults(start, open, begin, count);
    out_.add('>');
    shorten_to_alias(start);
  }
  constexpr void drop_defaults(std::size_t start, std::size_t open, const std::size_t* begin, std::size_t count) {
    const Text name{out_.characters + start, open - start};
    for (; count > 1; --count) {
      const Text last = out_.from(begin[count - 1]);
      const Text first{out_.characters + begin[0], begin[1] - begin[0] - 2};
      const bool adapter =
          same(name, text("std::queue")) || same(name, text("std::stack")) || same(name, text("std::priority_queue"));
      if (!(starts_with(last, text("std::allocator<")) || starts_with(last, text("std::char_traits<")) ||
            is_of(last, text("std::default_delete<"), first) || is_of(last, text("std::less<"), first) ||
            is_of(last, text("std::hash<"), first) || is_of(last, text("std::equal_to<"), first) ||
            (adapter && (is_of(last, text("std::deque<"), first) || is_of(last, text("std::vector<"), first))) ||
            (same(name, text("std::span")) && starts_with(last, text("18446744073709551615")))))
        return;
      out_.cut(begin[count - 1] - 2);
    }
  }
  static constexpr bool is_of(Text argument, Text start, Text first) {
    return starts_with(argument, start) && argument.size == start.size + first.size + 1 &&
           same(Text{argument.data + start.size, first.size}, first);
  }
  constexpr void shorten_to_alias(std::size_t start) {
    constexpr const char* aliases[][2] = {
        {"std::basic_string<char>", "std::string"},
        {"std::basic_string<wchar_t>", "std::wstring"},
        {"std::basic_string<char8_t>", "std::u8string"},
        {"std::basic_string_view<char>", "std::string_view"},
        {"std::basic_string_view<wchar_t>", "std::wstring_view"},
        {"std::chrono::duration<long, std::ratio<1, 1000000000>>", "std::chrono::nanoseconds"},
        {"std::chrono::duration<long, std::ratio<1, 1000000>>", "std::chrono::microseconds"},
        {"std::chrono::duration<long, std::ratio<1, 1000>>", "std::chrono::milliseconds"},
        {"std::chrono::duration<long, std::ratio<1>>", "std::chrono::seconds"},
        {"std::chrono::duration<long>", "std::chrono::seconds"},
        // The same types in libc++.
        {"std::chrono::duration<long long, std::ratio<1, 1000000000>>", "std::chrono::nanoseconds"},
        {"std::chrono::duration<long long, std::ratio<1, 1000000>>", "std::chrono::microseconds"},
        {"std::chrono::duration<long long, std::ratio<1, 1000>>", "std::chrono::milliseconds"},
        {"std::chrono::duration<long long, std::ratio<1>>", "std::chrono::seconds"},
        {"std::chrono::duration<long long>", "std::chrono::seconds"},
        {"std::basic_ostream<char>", "std::ostream"},
        {"std::basic_istream<char>", "std::istream"},
        {"std::basic_ofstream<char>", "std::ofstream"},
        {"std::basic_ifstream<char>", "std::ifstream"},
        {"std::basic_stringstream<char>", "std::stringstream"}};
    for (const auto& alias : aliases) {
      std::size_t size = 0;
      while (alias[0][size] != '\0') ++size;
      if (!same(out_.from(start), Text{alias[0], size})) continue;
      out_.cut(start);
      out_.add(alias[1]);
      return;
    }
  }

  Text in_;
  std::size_t at_ = 0;
  Sentence& out_;
};

template <class T>
constexpr void write_name(Sentence& out) {
  NameWriter(type_name<T>(), out).write();
}

template <class T>
constexpr Sentence name_sentence() {
  Sentence sentence;
  write_name<T>(sentence);
  return sentence;
}
/// The name of T as a user would write it.
template <class T>
inline constexpr Sentence readable_name = name_sentence<T>();

}  // namespace fearless::derive
