// SPDX-License-Identifier: MIT
// How the library refuses a type: with a single error, which names the argument, the part of it that is refused, the
// reason, and the remedy.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/explain/diagnose.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/warn_only.hpp>

#include <cstddef>

// A static_assert accepts a constant expression as its text from GCC 14 and Clang 17 on. Clang accepts it in language
// modes before C++26 from version 21 on. A warning has the text in the name of a type on every compiler.
#if !FEARLESS_DETAIL_WARNS_ONLY &&                                                                          \
    ((defined(__clang__) && (__clang_major__ >= 21 || (__clang_major__ >= 17 && __cplusplus > 202302L))) || \
     (!defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 14))
#define FEARLESS_DETAIL_SENTENCES 1
#else
#define FEARLESS_DETAIL_SENTENCES 0
#endif

namespace fearless::derive {

// One requirement of a function: `T` has `Trait`. `Role` is a class whose `text` names T's part in the call, such as
// *argument 1*.
// `Others` are the traits that the function also requires of T, and that T does not have either.
template <class Role, class Trait, class T, class... Others>
struct Requirement {
  static constexpr bool holds = derive::holds<Trait, T>;
};

// Whether the code that depends on the requirements is compiled: if every one holds, or if a refusal is only a warning.
// That code stands behind `if constexpr (granted<...>)`, so that a refused type causes no second error.
template <class... Requirements>
inline constexpr bool granted = (Requirements::holds && ...) || FEARLESS_DETAIL_WARNS_ONLY;

// A requirement that does not hold, together with the others for the same part and type that do not hold.
template <class Refused, class... Rest>
struct WithOthers {
  using type = Refused;
};
template <class Role, class Trait, class T, class... Others, class Other, class... Rest>
  requires(!Requirement<Role, Other, T>::holds)
struct WithOthers<Requirement<Role, Trait, T, Others...>, Requirement<Role, Other, T>, Rest...>
    : WithOthers<Requirement<Role, Trait, T, Others..., Other>, Rest...> {};
template <class Refused, class First, class... Rest>
struct WithOthers<Refused, First, Rest...> : WithOthers<Refused, Rest...> {};

// The first requirement that does not hold.
template <class... Requirements>
struct FirstRefused {
  using type = void;
};
template <class First, class... Rest>
struct FirstRefused<First, Rest...>
    : std::conditional_t<First::holds, FirstRefused<Rest...>, WithOthers<First, Rest...>> {};

// Appends the other traits that T does not have; and, if a promise for T itself is a remedy, the one that makes all of
// them at once.
template <class Trait, class T, class... Others>
constexpr void add_others(Sentence& out, const Diagnostic& diagnostic) {
  if constexpr (sizeof...(Others) > 0) {
    out.add("\n  it is not ");
    std::size_t left = sizeof...(Others);
    ((out.add(Others::text), out.add(--left == 0 ? "" : left == 1 ? " and not " : ", not ")), ...);
    out.add(", either");
    if (diagnostic.can_be_promised && diagnostic.length == 0 && ((path_to_refusal<Others, T>().length == 0) && ...)) {
      out.add(": FEARLESS_UNSAFE_IMPL((");
      out.add(Trait::text);
      ((out.add(", "), out.add(Others::text)), ...);
      out.add("), ");
      out.add(diagnostic.offender);
      out.add(") promises all at once");
    }
  }
}

// Appends the diagnostic: a summary in one line, then the path, the number of other refused parts, and the remedy, in
// lines of their own. A `help` that is given replaces the remedy.
template <class Trait, class T, class... Others>
constexpr void add_diagnostic(Sentence& out, const char* help = nullptr, const char* anchor = nullptr) {
  Diagnostic diagnostic;
  diagnose<Trait, T>(diagnostic);
  if (diagnostic.length != 0) {
    if (diagnostic.in_capture) {
      out.add("one of its captures");
      if (!diagnostic.names.empty()) out.add(", in `");
    } else {
      out.add(diagnostic.names.empty() ? "it" : "its `");
    }
    if (!diagnostic.names.empty()) {
      out.add(diagnostic.names);
      out.add("`");
    }
    out.add(diagnostic.ends_in_member ? " is `" : " leads to `");
    if (diagnostic.ends_in_mutable) out.add("mutable ");
    out.add(diagnostic.offender);
    out.add("`, which is never ");
    out.add(diagnostic.trait);
    out.add(": ");
  }
  out.add(diagnostic.reason);
  constexpr std::size_t others = refused_parts<Trait, T, 6>() - 1;
  if (diagnostic.length > 1) {
    out.add("\n  the way: ");
    out.add(diagnostic.steps);
  }
  if (others > 0) {
    out.add(diagnostic.length > 1 ? "; " : "\n  ");
    out.add_number(others);
    out.add(others == 1 ? " other part of it is refused, too" : " other parts of it are refused, too");
  }
  add_others<Trait, T, Others...>(out, diagnostic);
  out.add("\n  help: ");
  help == nullptr ? out.add(diagnostic.help) : out.add(help);
  out.add(" (docs/errors.md#");
  out.add(anchor == nullptr ? diagnostic.anchor : anchor);
  out.add(")");
}

template <class Role, class Trait, class T, class... Others>
constexpr Sentence refusal_text() {
  Sentence out;
  out.add(Role::text);
  out.add(", `");
  out.add(readable_name<T>);
  out.add("`, ");
  // A role may know better what would go wrong there, and what to do.
  if constexpr (requires { Role::refusal; }) {
    out.add(Role::refusal);
    out.add(": ");
    add_diagnostic<Trait, T, Others...>(out, Role::help, Role::anchor);
  } else {
    out.add(Trait::refusal);
    out.add(": ");
    add_diagnostic<Trait, T, Others...>(out);
  }
  return out;
}
template <class Trait, class T>
constexpr Sentence why_not_text() {
  Sentence out;
  out.add("`");
  out.add(readable_name<T>);
  out.add("` is not ");
  out.add(Trait::text);
  out.add(": ");
  add_diagnostic<Trait, T>(out);
  return out;
}

template <class Requirement>
struct RefusalText;
template <class Role, class Trait, class T, class... Others>
struct RefusalText<Requirement<Role, Trait, T, Others...>> {
  static constexpr Sentence value = refusal_text<Role, Trait, T, Others...>();
};

template <class Trait, class T>
struct RefusalText<Obligation<Trait, T>> {
  static constexpr Sentence value = why_not_text<Trait, T>();
};
// The type that the compiler prints for a concept that T does not satisfy. (The specialisation for `Holds` is a
// separate step, because the return type is also formed where the function will not be called.)
template <bool Holds, class Trait, class T>
struct PrintedByConcept {
  using type = void;
};
template <class Trait, class T>
struct PrintedByConcept<false, Trait, T> : InPieces<RefusalText<Obligation<Trait, T>>> {};
template <class Trait, class T, bool Holds>
  requires(!Holds)
typename PrintedByConcept<Holds, Trait, T>::type why_not(Late<Holds>);

// The type that the assertion prints.
#if FEARLESS_DETAIL_SENTENCES
template <class Requirement>
struct Printed {
  using type = refused<>;
};
#else
template <class Requirement>
struct Printed : InPieces<RefusalText<Requirement>> {};
#endif
template <>
struct Printed<void> {
  using type = void;
};

// All requirements of a function.
template <class... Requirements>
struct Needs {
  static constexpr bool granted = derive::granted<Requirements...>;
  using FirstRefused = typename derive::FirstRefused<Requirements...>::type;
  static constexpr bool holds = std::is_void_v<FirstRefused>;
#if FEARLESS_DETAIL_WARNS_ONLY
  using Refusal = std::conditional_t<std::is_void_v<FirstRefused>, void, rules::unmet<FirstRefused>>;
#else
  using Refusal = typename Printed<FirstRefused>::type;
#endif
};
// So that FEARLESS_DETAIL_REQUIRE accepts requirements that have a name.
template <class... Requirements>
struct Needs<Needs<Requirements...>> : Needs<Requirements...> {};

#if FEARLESS_DETAIL_SENTENCES
// What an assertion prints. (Its functions are consteval, and it refers to no variable if nothing is refused, because
// GCC 16 emits each variable that an assertion names, even if the assertion holds.)
template <class FirstRefused>
struct Message {
  static consteval const char* data() { return RefusalText<FirstRefused>::value.data(); }
  static consteval std::size_t size() { return RefusalText<FirstRefused>::value.size(); }
};
template <>
struct Message<void> {
  static consteval const char* data() { return ""; }
  static consteval std::size_t size() { return 0; }
};
template <class Needs>
using MessageOf = Message<typename Needs::FirstRefused>;
#endif

}  // namespace fearless::derive

// The first statement of a function that the user calls. It is one error that explains the first requirement that does
// not hold.
//
//   FEARLESS_DETAIL_BEGIN_REFUSAL
//   static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
//   FEARLESS_DETAIL_END_REFUSAL
//
// The assertion is not in a macro, because a compiler would print the macro's expansion as well.
#if FEARLESS_DETAIL_SENTENCES && defined(__clang__)
#define FEARLESS_DETAIL_BEGIN_REFUSAL \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_END_REFUSAL _Pragma("clang diagnostic pop")
#elif FEARLESS_DETAIL_SENTENCES
#define FEARLESS_DETAIL_BEGIN_REFUSAL \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wc++26-extensions\"")
#define FEARLESS_DETAIL_END_REFUSAL _Pragma("GCC diagnostic pop")
#else
#define FEARLESS_DETAIL_BEGIN_REFUSAL
#define FEARLESS_DETAIL_END_REFUSAL
#endif
#if FEARLESS_DETAIL_SENTENCES
#define FEARLESS_DETAIL_WHY(...) ::fearless::derive::MessageOf<__VA_ARGS__>()
#else
#define FEARLESS_DETAIL_WHY(...) "fearless refuses this, for the reason in the quoted text"
#endif

// All three in one macro, for functions where a few more lines of output do no harm. The arguments are requirements, or
// one `derive::Needs`.
#define FEARLESS_DETAIL_REQUIRE(...)                                                                   \
  FEARLESS_DETAIL_BEGIN_REFUSAL                                                                        \
  static_assert(::fearless::rules::accepted<typename ::fearless::derive::Needs<__VA_ARGS__>::Refusal>, \
                FEARLESS_DETAIL_WHY(::fearless::derive::Needs<__VA_ARGS__>));                          \
  FEARLESS_DETAIL_END_REFUSAL
