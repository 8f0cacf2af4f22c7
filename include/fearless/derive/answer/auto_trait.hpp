// SPDX-License-Identifier: MIT
// What a trait has to say of itself for the engine to derive it, with the answers that hold unless it says otherwise.
#pragma once

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>

namespace fearless {

/// The base of an auto trait, which a class has if all its members have it. A trait of your own derives from it, names
/// its customisation point in `declared`, and overrides those of the answers below that differ:
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
  /// What the user has said of T: an answer, or `not_declared`.
  template <class T>
  static consteval auto declared() {
    return rules::not_declared;
  }
  // The same as a type, which costs the compiler less where it is asked for of every class.
  template <class T, class Trait = Self>
  using Declared = decltype(Trait::template declared<T>());
  /// What the user has said of T and every class derived from it.
  template <class T>
  static consteval auto declared_for_hierarchy() {
    return rules::not_declared;
  }
  /// Whether the user has promised it inside the class T, which is complete.
  template <class T>
  static consteval bool declared_inside() {
    return false;
  }
  /// Whether the user has promised it of T, which is complete and polymorphic, or of a base of T, and every class
  /// derived from it.
  template <class T>
  static consteval bool declared_by_root() {
    return false;
  }
  /// What a library's row says of this trait; rows know the four traits of the library only.
  template <class Row>
  static consteval auto of_row() {
    return rules::never<rules::because::nothing_was_said_of_it_for_this_trait>;
  }
  /// Of a number, an enum, a null pointer, a pointer to a function or member, or void.
  static constexpr auto of_value = rules::always;
  /// Of a pointer to an object.
  static constexpr auto of_pointer = rules::never<rules::because::a_raw_pointer_may_alias_data_of_another_thread>;
  /// Of a reference to a T.
  template <class T>
  static consteval auto of_reference() {
    return rules::IfAll<rules::Obligation<Self, rules::Pointee<T>>>{};
  }
  /// Of a const T.
  template <class T>
  using OfConst = rules::IfAll<rules::Obligation<Self, T>>;
  /// Of a volatile T.
  template <class T>
  using OfVolatile = rules::IfAll<rules::Obligation<Self, T>>;
  /// Whether members are to be asked about as they are in a const object, where a `mutable` one stands out.
  static constexpr bool members_of_const_object = false;
  /// Whether a class has the trait if it is trivially copyable and holds neither pointers nor references.
  static constexpr bool plain_bits_suffice = false;
};

}  // namespace fearless
