// SPDX-License-Identifier: MIT
// The base class of a trait that the engine derives, with the answers that apply unless the trait overrides them.
#pragma once

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>

namespace fearless {

/// The base of an auto trait: a trait that a class has if all its members have it. A trait of your own derives from it,
/// returns its customisation point from `declared`, and overrides the other answers below if its own differ:
///
/// ```cpp
/// template <class T> inline constexpr auto impl_signal_safe = fearless::rules::not_declared;
/// struct SignalSafe : fearless::AutoTrait<SignalSafe> {
///   template <class T> static consteval auto declared() { return impl_signal_safe<T>; }
/// };
/// static_assert(fearless::has_trait<SignalSafe, int>);
/// ```
///
/// Mirrors Rust's (unstable) `auto trait`.
template <class Self>
struct AutoTrait {
  /// The user's declaration for T: an answer, or `not_declared`.
  template <class T>
  static consteval auto declared() {
    return rules::not_declared;
  }
  // The declaration as a type. It is needed for every class, and a type costs the compiler less than a function.
  template <class T, class Trait = Self>
  using Declared = decltype(Trait::template declared<T>());
  /// The user's declaration for T and every class derived from it.
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return rules::not_declared;
  }
  /// Whether the user has promised the trait inside the definition of T. T is complete.
  template <class T>
  static consteval bool declared_inside() {
    return false;
  }
  /// Whether the user has promised the trait for T, or for a base of T, and every class derived from it. T is complete
  /// and polymorphic.
  template <class T>
  static consteval bool declared_by_root() {
    return false;
  }
  /// The answer in a library's row for this trait. Rows have answers for the library's four traits only.
  template <class Row>
  static consteval auto of_row() {
    return rules::never<rules::because::no_rule_or_declaration_covers_it_for_this_trait>;
  }
  /// The answer for a number, an enum, a null pointer, a pointer to a function or member, or void.
  static constexpr auto of_value = rules::always;
  /// The answer for a pointer to an object.
  static constexpr auto of_pointer = rules::never<rules::because::a_raw_pointer_may_alias_data_of_another_thread>;
  /// The answer for a reference to a T.
  template <class T>
  static consteval auto of_reference() {
    return rules::IfAll<rules::Obligation<Self, rules::Pointee<T>>>{};
  }
  /// The answer for a const T.
  template <class T>
  using OfConst = rules::IfAll<rules::Obligation<Self, T>>;
  /// The answer for a volatile T.
  template <class T>
  using OfVolatile = rules::IfAll<rules::Obligation<Self, T>>;
  /// Whether members are asked about as members of a const object, where a `mutable` one can be recognised.
  static constexpr bool members_of_const_object = false;
  /// Whether a class has the trait if it is trivially copyable and holds neither pointers nor references.
  static constexpr bool plain_bits_suffice = false;
};

}  // namespace fearless
