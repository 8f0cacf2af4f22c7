// SPDX-License-Identifier: MIT
// The answers of a rule for a type: always, never with a reason, or a condition on obligations.
#pragma once

namespace fearless::rules {

/// A rule's answer: the type always has the trait.
struct Always {};
/// The value of `Always`, for rules and declarations.
inline constexpr Always always{};

/// A rule's answer: the type never has the trait. `Reason` is a class with the static members `text` (why), `help`
/// (what to write instead) and `anchor` (the section of docs/errors.md); its name reads as the reason, because older
/// compilers can print nothing else.
template <class Reason>
struct Never {};
/// The value of `Never<Reason>`, for rules and declarations.
template <class Reason>
inline constexpr Never<Reason> never{};

/// A condition on one type: `T` has `Trait`. `T` may be wrapped in `Element` or `Pointee`.
template <class Trait, class T>
struct Obligation {};

/// A rule's answer: the type has the trait if every one of these obligations holds.
template <class... Obligations>
struct IfAll {};

/// The value of `IfAll<Obligations...>`, for rules that mix traits.
template <class... Obligations>
inline constexpr IfAll<Obligations...> if_all{};

/// Joins two conditions, as in `if_send<T> && if_sync<U>`. If a class named in them is incomplete, use `if_all`
/// instead: argument-dependent lookup of this operator completes these classes.
template <class... A, class... B>
constexpr IfAll<A..., B...> operator&&(IfAll<A...>, IfAll<B...>) {
  return {};
}

/// The declaration for a type that the user has declared nothing about. Its answer is derived.
struct NotDeclared {};
/// The value of `NotDeclared`.
inline constexpr NotDeclared not_declared{};

/// In an obligation: a `T` that is stored elsewhere, such as an element of a container. It is exactly a `T`, may be
/// incomplete, and may lead back to the type that is asked about.
template <class T>
struct Element {};

/// In an obligation: the object that a pointer or reference to `T` leads to. It is a `T` or, if `T` is polymorphic, an
/// object of any class derived from it.
template <class T>
struct Pointee {};

/// The library's rule for a type, with the static members `send`, `sync`, `static_` and `thread_safe`, each one of the
/// answers above. It stands next to the class or, for a class of another library, in `fearless/std/` or a bridge. The
/// primary template is not defined: it means that there is no rule.
template <class T>
struct row;

}  // namespace fearless::rules

// The internal namespaces use the names of rules without qualification.
namespace fearless::derive {
using namespace rules;
}
namespace fearless::detail {
using namespace rules;
}

namespace fearless::derive {

// Whether an answer is Never.
template <class T>
inline constexpr bool is_never = false;
template <class Reason>
inline constexpr bool is_never<Never<Reason>> = true;

}  // namespace fearless::derive
