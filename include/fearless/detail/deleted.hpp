// SPDX-License-Identifier: MIT
// Deletes a function with a message that says what to write instead, even on compilers without `= delete("…")`.
#pragma once

#include <fearless/derive/explain/sentence.hpp>
#include <fearless/detail/language.hpp>

#include <cstddef>

// GCC 15 and newer accept `= delete("…")` in every mode. Clang 19 and newer accept it, with a warning before C++26. An
// older compiler prints the template arguments of a deleted template, so there the message is such an argument. For
// functions other than constructors, Clang also has an attribute that refuses every call with a message and, unlike a
// deleted function, does not list the candidates of an operator. In each case a `requires` expression sees that the
// function cannot be called.
#if (defined(__clang__) && __clang_major__ >= 19) || (!defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 15)
#define FEARLESS_DETAIL_DELETE_PRINTS_TYPES 0
#else
#define FEARLESS_DETAIL_DELETE_PRINTS_TYPES 1
#endif

#if FEARLESS_DETAIL_DELETE_PRINTS_TYPES
namespace fearless::derive {

template <std::size_t N>
struct Literal {
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is one
  consteval Literal(const char (&text)[N]) {
    for (std::size_t i = 0; i < N; ++i) characters[i] = text[i];
  }
  char characters[N] = {};
};
template <Literal Text>
struct ToldLiteral {
  static constexpr Sentence value = [] {
    Sentence out;
    out.add(Text.characters);
    return out;
  }();
};
// (Evaluated only when somebody calls the deleted function.)
template <Literal Text>
using Saying = typename InPieces<ToldLiteral<Text>>::type;

}  // namespace fearless::derive
#endif

#define FEARLESS_DETAIL_UNWRAP(...) __VA_ARGS__

// `FEARLESS_DETAIL_DELETED("what to write", T& get() &&);` deletes that function. The next two macros delete a function
// template: `FEARLESS_DETAIL_DELETED_TEMPLATE("what to write", (class F), void wait(F));`.
#if FEARLESS_DETAIL_DELETE_PRINTS_TYPES
#define FEARLESS_DETAIL_DELETED_CONSTRUCTOR(text, parameters, ...)                           \
  template <FEARLESS_DETAIL_UNWRAP parameters, class Why = ::fearless::derive::Saying<text>> \
  __VA_ARGS__ = delete
#elif defined(__clang__)
#define FEARLESS_DETAIL_DELETED_CONSTRUCTOR(text, parameters, ...)                                            \
  _Pragma("clang diagnostic push")                                                                            \
      _Pragma("clang diagnostic ignored \"-Wc++26-extensions\"") template <FEARLESS_DETAIL_UNWRAP parameters> \
      __VA_ARGS__ = delete (text);                                                                            \
  _Pragma("clang diagnostic pop") static_assert(true)
#else
#define FEARLESS_DETAIL_DELETED_CONSTRUCTOR(text, parameters, ...)                                          \
  _Pragma("GCC diagnostic push")                                                                            \
      _Pragma("GCC diagnostic ignored \"-Wc++26-extensions\"") template <FEARLESS_DETAIL_UNWRAP parameters> \
      __VA_ARGS__ = delete (text);                                                                          \
  _Pragma("GCC diagnostic pop") static_assert(true)
#endif

#if defined(__clang__)
#define FEARLESS_DETAIL_DELETED(text, ...)                                                          \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"") __VA_ARGS__ \
      __attribute__((diagnose_if(true, text, "error")));                                            \
  _Pragma("clang diagnostic pop") static_assert(true)
#define FEARLESS_DETAIL_DELETED_TEMPLATE(text, parameters, ...) \
  FEARLESS_DETAIL_DELETED(text, template <FEARLESS_DETAIL_UNWRAP parameters> __VA_ARGS__)
#elif FEARLESS_DETAIL_DELETE_PRINTS_TYPES
#define FEARLESS_DETAIL_DELETED(text, ...)                \
  template <class Why = ::fearless::derive::Saying<text>> \
  __VA_ARGS__ = delete
#define FEARLESS_DETAIL_DELETED_TEMPLATE(text, parameters, ...) \
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(text, parameters, __VA_ARGS__)
#else
#define FEARLESS_DETAIL_DELETED(text, ...)                                                                             \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wc++26-extensions\"") __VA_ARGS__ = delete (text); \
  _Pragma("GCC diagnostic pop") static_assert(true)
#define FEARLESS_DETAIL_DELETED_TEMPLATE(text, parameters, ...) \
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(text, parameters, __VA_ARGS__)
#endif

// The message of the operators of an owner that are deleted for a temporary.
#define FEARLESS_DETAIL_NAME_THE_OWNER                                                                               \
  "the value may die with this temporary at the end of the statement: name the owner first, auto owner = ...; then " \
  "*owner"
