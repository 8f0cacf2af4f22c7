// SPDX-License-Identifier: MIT
// The answers a rule can give for a type: always, never because of a reason, or if all of some obligations hold.
#pragma once

namespace fearless::rules {

/// A rule's answer: the type always has the trait.
struct Always {};
/// The value of `Always`, as rules and users write it.
inline constexpr Always always{};

/// A rule's answer: the type never has the trait. `Reason` is a class with the static members `text` (why), `help`
/// (what to write instead) and `anchor` (the section of docs/errors.md); its name reads as the reason, because older
/// compilers can print nothing else.
template <class Reason>
struct Never {};
/// The value of `Never<Reason>`, as rules and users write it.
template <class Reason>
inline constexpr Never<Reason> never{};

/// One thing that has to be true: `T` has `Trait`. `T` may be wrapped in `Element` or `Pointee`.
template <class Trait, class T>
struct Obligation {};

/// A rule's answer: the type has the trait if every one of these obligations holds.
template <class... Obligations>
struct IfAll {};

/// The value of `IfAll<Obligations...>`, as rules write it that mix traits.
template <class... Obligations>
inline constexpr IfAll<Obligations...> if_all{};

/// Joins two conditions, as in `if_send<T> && if_sync<U>`. Looking this operator up completes the classes named in
/// them; a rule for a class that may hold incomplete ones uses `if_all`.
template <class... A, class... B>
constexpr IfAll<A..., B...> operator&&(IfAll<A...>, IfAll<B...>) {
  return {};
}

/// What the user has said of a type he said nothing about: the answer is derived.
struct NotDeclared {};
/// The value of `NotDeclared`.
inline constexpr NotDeclared not_declared{};

/// In an obligation: a `T` that is stored elsewhere, such as a container's element. It is exactly a `T`, may still be
/// incomplete, and may lead back to the type that is being asked about.
template <class T>
struct Element {};

/// In an obligation: what a pointer or reference to `T` leads to: a `T` or, if `T` is polymorphic, an object of any
/// class derived from it.
template <class T>
struct Pointee {};

/// The library's rule for a type, with the static members `send`, `sync`, `static_` and `thread_safe`, each one of the
/// answers above. It stands next to the class or, for other people's classes, in `fearless/std/` or a bridge. The
/// primary template is no rule.
template <class T>
struct row;

}  // namespace fearless::rules

// What is internal reads and writes rules.
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
