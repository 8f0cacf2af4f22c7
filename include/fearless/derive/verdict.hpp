// SPDX-License-Identifier: MIT
// The quick answer for a type: yes, no, or deferred to a walk because something is reached through an indirection.
#pragma once

#include <fearless/derive/rule.hpp>

namespace fearless::derive {

// Joined with `&`: one no makes a no, else one deferred makes it deferred.
enum class Verdict : unsigned char { no = 0, deferred = 1, yes = 3 };

constexpr Verdict operator&(Verdict a, Verdict b) {
  return static_cast<Verdict>(static_cast<unsigned char>(a) & static_cast<unsigned char>(b));
}

constexpr Verdict decided(Always) { return Verdict::yes; }
template <class Reason>
constexpr Verdict decided(Never<Reason>) {
  return Verdict::no;
}
template <class... Trait, class... T>
constexpr Verdict decided(IfAll<Obligation<Trait, T>...>);

// At a glance: what can be said of T without opening any class, so that no question is asked while it is being
// answered.
template <class Trait, class T>
constexpr Verdict glance();

constexpr Verdict glanced(Open) { return Verdict::deferred; }
constexpr Verdict glanced(Always) { return Verdict::yes; }
template <class Reason>
constexpr Verdict glanced(Never<Reason>) {
  return Verdict::no;
}
template <class... Trait, class... T>
constexpr Verdict glanced(IfAll<Obligation<Trait, T>...>) {
  return (Verdict::yes & ... & glance<Trait, T>());
}

template <class Trait, class T>
struct Glance {
  static constexpr Verdict value = glanced(surface_rule<Trait, T>());
};
template <class Trait, class T>
struct Glance<Trait, Element<T>> : Glance<Trait, T> {};
// Whether a class is polymorphic shows only when it is complete: that is for the walk.
template <class Trait, class T>
struct Glance<Trait, Pointee<T>> {
  static constexpr Verdict value =
      Glance<Trait, T>::value == Verdict::yes && std::is_class_v<T> ? Verdict::deferred : Glance<Trait, T>::value;
};
template <class Trait, class T>
constexpr Verdict glance() {
  return Glance<Trait, T>::value;
}

// The whole answer but for what lies behind an indirection. A class contains no object of its own type, so this ends.
template <class Trait, class T>
inline constexpr Verdict verdict = decided(rule<Trait, T>());
template <class Trait, class T>
inline constexpr Verdict verdict<Trait, Element<T>> = glance<Trait, Element<T>>();
template <class Trait, class T>
inline constexpr Verdict verdict<Trait, Pointee<T>> = glance<Trait, Pointee<T>>();

template <class... Trait, class... T>
constexpr Verdict decided(IfAll<Obligation<Trait, T>...>) {
  return (Verdict::yes & ... & verdict<Trait, T>);
}

}  // namespace fearless::derive
