// SPDX-License-Identifier: MIT
// explain<T>(): the tree of a type's parts, with the traits that each part has or lacks, and the reasons. It is printed
// at run time.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <array>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__has_include)
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif
#if __has_include(<version>)
#include <version>
#endif
#endif
#if defined(__cpp_lib_format)
#include <format>
#endif

#include <fearless/derive/explain/diagnose.hpp>
#include <fearless/detail/attributes.hpp>
#include <fearless/marker.hpp>

namespace fearless {

/// The result of `explain`: whether a type is Send, Sync, Static and ThreadSafe, and the same for its members, their
/// members, and so on.
/// \snippet reference/markers.cpp explained
class Explained {
 public:
  /// The answer for one trait: whether the type has it. If the type lacks it because of itself, not because of a
  /// member, there is a reason.
  struct Answer {
    /// The name of the trait.
    std::string_view trait;
    /// Whether the type has it.
    bool yes = false;
    /// Why the type itself does not have it; empty if it has it, or a member is to blame.
    std::string reason;
  };

  /// The member's name. It is empty for the type itself, for the elements of a container, and for a member without a
  /// name. (For a temporary, this function and the following ones return by value.)
  [[nodiscard]] const std::string& name() const& noexcept FEARLESS_LIFETIMEBOUND { return name_; }
  [[nodiscard]] std::string name() && { return std::move(name_); }
  /// The type, as a user would write it.
  [[nodiscard]] const std::string& type() const& noexcept FEARLESS_LIFETIMEBOUND { return type_; }
  [[nodiscard]] std::string type() && { return std::move(type_); }
  /// The answers, in the order Send, Sync, Static, ThreadSafe.
  [[nodiscard]] const std::array<Answer, 4>& answers() const& noexcept FEARLESS_LIFETIMEBOUND { return answers_; }
  [[nodiscard]] std::array<Answer, 4> answers() && { return std::move(answers_); }
  /// The members, or other types that the type leads to. If a type occurs inside itself, the inner one has no parts.
  [[nodiscard]] const std::vector<Explained>& parts() const& noexcept FEARLESS_LIFETIMEBOUND { return parts_; }
  [[nodiscard]] std::vector<Explained> parts() && { return std::move(parts_); }

  /// The tree as text: one line for each part and each reason, each with a newline. If `colours`, with escape sequences
  /// for a terminal's colours.
  [[nodiscard]] std::string text(bool colours = false) const {
    std::string out;
    write(out, "", "", colours);
    return out;
  }
  /// Writes the tree. It has colours if the stream is std::cout or std::cerr, leads to a terminal, and the environment
  /// variable NO_COLOR is not set.
  friend std::ostream& operator<<(std::ostream& out, const Explained& explained) {
    return out << explained.text(shows_colours(out));
  }

 private:
  template <class T>
  friend Explained explain();

  static bool shows_colours([[maybe_unused]] const std::ostream& out) {
#if defined(STDOUT_FILENO)
    const int file = &out == &std::cout ? STDOUT_FILENO : &out == &std::cerr ? STDERR_FILENO : -1;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no standard function reads it otherwise, and nothing here writes it
    return file >= 0 && isatty(file) == 1 && std::getenv("NO_COLOR") == nullptr;
#else
    return false;
#endif
  }

  void write(std::string& out, const std::string& first, const std::string& rest, bool colours) const {
    out += first;
    if (!name_.empty()) out += name_ + ": ";
    out += type_;
    for (const Answer& answer : answers_) {
      out += "  ";
      if (colours) out += answer.yes ? "\033[32m" : "\033[31m";
      out += answer.yes ? "" : "not ";
      out += answer.trait;
      if (colours) out += "\033[0m";
    }
    out += '\n';
    for (std::size_t i = 0; i < answers_.size(); ++i) write_reason(out, rest + (parts_.empty() ? "    " : "|   "), i);
    for (const Explained& part : parts_) {
      const bool last = &part == &parts_.back();
      part.write(out, rest + (last ? "`-- " : "|-- "), rest + (last ? "    " : "|   "), colours);
    }
  }
  // Traits that are refused for the same reason share a line. The reason why a plain value is not ThreadSafe is
  // omitted, because it is the same for all.
  void write_reason(std::string& out, const std::string& indent, std::size_t first) const {
    const std::string& reason = answers_[first].reason;
    if (reason.empty() || first == 3) return;
    std::string traits;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (answers_[i].reason != reason) continue;
      if (i < first) return;
      traits += (traits.empty() ? "" : ", ") + std::string(answers_[i].trait);
    }
    out += indent + traits + ": " + reason + '\n';
  }

  static constexpr int deepest = 12;
  // The types that are being explained. The recursion ends at a type that occurs in it.
  using Outer = std::vector<const char*>;

  template <class T, int Depth>
  void fill(Outer& outer) {
    type_ = string(derive::readable_name<T>);
    answers_ = {ask<traits::Send, T>(), ask<traits::Sync, T>(), ask<traits::Static, T>(), ask<traits::ThreadSafe, T>()};
    const char* const key = &derive::address<traits::Send, T>;
    for (const char* const seen : outer)
      if (seen == key) return;
    outer.push_back(key);
    if constexpr (Depth < deepest && !derive::RuleIsMissing<T>) fill_parts<T, Depth>(outer);
    outer.pop_back();
  }
  template <class Trait, class T>
  static Answer ask() {
    Answer answer{Trait::text, derive::holds<Trait, T>, ""};
    if constexpr (!derive::holds<Trait, T>) {
      constexpr derive::Diagnostic diagnostic = [] {
        derive::Diagnostic found;
        derive::diagnose<Trait, T>(found);
        return found;
      }();
      if (diagnostic.length == 0) answer.reason = string(diagnostic.reason);
    }
    return answer;
  }
  // For a class that has to be opened, ThreadSafe asks about every member. For a class with a row, Send asks about
  // every part.
  template <class T, int Depth>
  void fill_parts(Outer& outer) {
    if constexpr (is_open<T>())
      fill_from<traits::ThreadSafe, T, Depth>(outer, derive::Rule<traits::ThreadSafe, T>{});
    else
      fill_from<traits::Send, T, Depth>(outer, derive::Rule<traits::Send, T>{});
  }
  template <class Trait, class T, int Depth, class NoParts>
  void fill_from(Outer& /*outer*/, NoParts /*answer*/) {}
  template <class Trait, class T, int Depth, class... OfTrait, class... Part>
  void fill_from(Outer& outer, rules::IfAll<rules::Obligation<OfTrait, Part>...> /*answer*/) {
    fill_each<Trait, T, Depth, rules::Obligation<OfTrait, Part>...>(outer, std::index_sequence_for<Part...>{});
  }
  template <class Trait, class T, int Depth, class... Obligations, std::size_t... Index>
  void fill_each(Outer& outer, std::index_sequence<Index...> /*indices*/) {
    (add<Trait, T, Depth, Index>(outer, Obligations{}), ...);
  }
  template <class Trait, class T, int Depth, std::size_t Index, class OfTrait, class Part>
  void add(Outer& outer, rules::Obligation<OfTrait, Part> /*part*/) {
    using Type = typename derive::Unwrapped<Part>::type;
    if constexpr (!std::is_same_v<std::remove_cv_t<Type>, std::remove_cv_t<T>>) {
      Explained part;
      if constexpr (is_open<T>())
        part.name_ = string(derive::member_name_sentence<Trait, T, Index, rules::Obligation<OfTrait, Part>>);
      part.fill<Type, Depth + 1>(outer);
      if (is_open<T>() || ((is_open<Type>() || part.spoils(*this)) && !has(part.type_)))
        parts_.push_back(std::move(part));
    }
  }
  template <class T>
  static consteval bool is_open() {
    if constexpr (std::is_class_v<T>) return std::is_same_v<derive::SurfaceRule<traits::ThreadSafe, T>, derive::Open>;
    return false;
  }
  // Of the elements of a container or the like, only two kinds are shown: classes that have to be opened, and elements
  // because of which the container lacks a trait.
  [[nodiscard]] bool spoils(const Explained& whole) const {
    for (std::size_t i = 0; i < 3; ++i)
      if (!answers_[i].yes && !whole.answers_[i].yes && whole.answers_[i].reason.empty()) return true;
    return false;
  }
  [[nodiscard]] bool has(const std::string& type) const {
    for (const Explained& part : parts_)
      if (part.type_ == type) return true;
    return false;
  }
  static std::string string(const derive::Sentence& sentence) { return {sentence.data(), sentence.size()}; }

  std::string name_;
  std::string type_;
  std::array<Answer, 4> answers_;
  std::vector<Explained> parts_;
};

/// Explains the complete type `T`: `std::cout << fearless::explain<Job>();` prints which parts of it are Send, Sync,
/// Static and ThreadSafe, and why the others are not. Throws std::bad_alloc. Rust has no counterpart.
template <class T>
[[nodiscard]] Explained explain() {
  static_assert(derive::Complete<T> || std::is_void_v<T>, "fearless::explain<T>: T must be complete");
  Explained explained;
  Explained::Outer outer;
  explained.template fill<T, 0>(outer);
  return explained;
}

}  // namespace fearless

#if defined(__cpp_lib_format)
/// `std::format("{}", explain<T>())`: the text without colours. The format specification is that of a string.
template <>
struct std::formatter<fearless::Explained> : std::formatter<std::string> {
  template <class Context>
  auto format(const fearless::Explained& explained, Context& context) const {
    return std::formatter<std::string>::format(explained.text(), context);
  }
};
#endif
