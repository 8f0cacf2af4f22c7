// SPDX-License-Identifier: MIT
// The three answers a rule can give: always, never because of a reason, or if all of some obligations hold.
#pragma once

namespace fearless {

/// A rule's answer "this type always has the trait".
struct Always {};
inline constexpr Always always{};

/// A rule's answer "this type never has the trait". `Reason` is a class with the static members
/// `text` (why), `help` (what to write instead) and `anchor` (the section of docs/errors.md).
template <class Reason>
struct Never {
  using reason = Reason;
};
template <class Reason>
inline constexpr Never<Reason> never{};

/// One obligation: `T` must have `Trait`. `T` may be wrapped in `Element` or `Pointee`.
template <class Trait, class T>
struct Obligation {};

/// A rule's answer "this type has the trait if every one of these obligations holds".
template <class... Obligations>
struct IfAll {};

/// Joins two conditions: `if_send<T> && if_sync<U>`.
template <class... A, class... B>
constexpr IfAll<A..., B...> operator&&(IfAll<A...>, IfAll<B...>) {
  return {};
}

/// What the user said of a type when he said nothing: the engine derives the answer.
struct NotSaid {};
inline constexpr NotSaid not_said{};

/// A `T` that is stored elsewhere, such as a container's element: exactly a `T`, which may still be incomplete and may
/// lead back to the type that is being asked about.
template <class T>
struct Element {};

/// What a pointer to `T` that owns or borrows leads to: a `T` or, if `T` is polymorphic, an object of any class
/// derived from it.
template <class T>
struct Pointee {};

/// The library's rule for a type: specialised next to a class or in `fearless/std/`, with the static members `send`,
/// `sync`, `static_` and `thread_safe`, each one of the answers above. The primary template is no rule.
template <class T>
struct row;

}  // namespace fearless
