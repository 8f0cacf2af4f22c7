// SPDX-License-Identifier: MIT
// The quick answer for a type: yes, no, or deferred to a walk because something is reached through an indirection.
#pragma once

#include <cstddef>

#include <fearless/derive/decide/rule.hpp>
#include <fearless/derive/explain/remark.hpp>

namespace fearless::derive {

// Joined with `&`: one no makes a no, else one deferred makes it deferred.
enum class Verdict : unsigned char { no = 0, deferred = 1, yes = 3 };

constexpr Verdict operator&(Verdict a, Verdict b) {
  return static_cast<Verdict>(static_cast<unsigned char>(a) & static_cast<unsigned char>(b));
}

// (Answers are taken apart as types: passing one to a function would complete every class named in it, to look for
// friends.)
template <class Answer>
inline constexpr Verdict decided = Verdict::no;  // Never
template <>
inline constexpr Verdict decided<Always> = Verdict::yes;

// At a glance: what can be said of T without opening any class, so that no question is asked while it is being
// answered.
template <class Trait, class T>
constexpr Verdict glance();

template <class Answer>
inline constexpr Verdict glanced = Verdict::no;  // Never
template <>
inline constexpr Verdict glanced<Always> = Verdict::yes;
template <>
inline constexpr Verdict glanced<Open> = Verdict::deferred;
template <class... Trait, class... T>
inline constexpr Verdict glanced<IfAll<Obligation<Trait, T>...>> = (Verdict::yes & ... & glance<Trait, T>());

template <class Trait, class T>
struct Glance {
  static constexpr Verdict value = glanced<SurfaceRule<Trait, T>>;
};
template <class Trait, class T>
struct Glance<Trait, Element<T>> : Glance<Trait, T> {};
// A class is known to be complete only if what it holds by value is: asking sizeof(optional<Incomplete>) fails hard.
template <class T>
consteval bool safe_to_complete();
template <class T>
inline constexpr bool held_complete = safe_to_complete<T>();
template <class T>
inline constexpr bool held_complete<Element<T>> = true;
template <class T>
inline constexpr bool held_complete<Pointee<T>> = true;
template <class Answer>
inline constexpr bool parts_complete = true;
template <class... Trait, class... T>
inline constexpr bool parts_complete<IfAll<Obligation<Trait, T>...>> = (held_complete<T> && ...);
template <class T>
consteval bool safe_to_complete() {
  if constexpr (!std::is_same_v<T, std::remove_cv_t<T>>)
    return held_complete<std::remove_cv_t<T>>;
  else if constexpr (!std::is_class_v<T>)
    return true;
  else if constexpr (HasRow<T>)
    return parts_complete<std::remove_cv_t<decltype(row<T>::send)>>;
  else
    return Complete<T>;
}

// Whether an object behind the pointer may be of a derived class shows only when the class is complete.
template <class T>
consteval bool exact_at_a_glance() {
  using Object = std::remove_cv_t<T>;
  if constexpr (!std::is_class_v<Object>)
    return true;
  else if constexpr (HasRow<Object> && safe_to_complete<Object>())
    return !std::is_polymorphic_v<Object> || std::is_final_v<Object>;
  else
    return false;
}
template <class Trait, class T>
struct Glance<Trait, Pointee<T>> {
  static constexpr Verdict value =
      Glance<Trait, T>::value == Verdict::yes && !exact_at_a_glance<T>() ? Verdict::deferred : Glance<Trait, T>::value;
};
template <class Trait, class T>
constexpr Verdict glance() {
  return Glance<Trait, T>::value;
}

// The whole answer but for what lies behind an indirection. A class contains no object of its own type, so this ends.
template <class Trait, class T>
inline constexpr Verdict verdict = decided<Rule<Trait, T>>;
template <>
inline constexpr Verdict verdict<Unverified, void> = Verdict::yes;
template <class Trait, class T>
inline constexpr Verdict verdict<Trait, Element<T>> = glance<Trait, Element<T>>();
template <class Trait, class T>
inline constexpr Verdict verdict<Trait, Pointee<T>> = glance<Trait, Pointee<T>>();

template <class... Trait, class... T>
inline constexpr Verdict decided<IfAll<Obligation<Trait, T>...>> = (Verdict::yes & ... & verdict<Trait, T>);

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Of what the builtin shows of T: the verdict is asked for piece by piece, since a noexcept is one bit.
template <class Trait, Verdict AtLeast>
struct EveryField {
  static constexpr bool bases = false;
  // A bit-field may be `mutable` without showing it.
  static constexpr bool bit_fields = !Trait::members_of_const_object && glance<Trait, int>() == Verdict::yes;
  template <class Field>
  static constexpr bool field = (decided<IfAll<typename DumpedObligation<Trait, Field>::type>> & AtLeast) == AtLeast;
};
template <class Trait, class T>
consteval Verdict verdict_of_fields() {
  if constexpr (!dump_passes<T, EveryField<Trait, Verdict::deferred>>)
    return Verdict::no;
  else if constexpr (dump_passes<T, EveryField<Trait, Verdict::yes>>)
    return Verdict::yes;
  else
    return Verdict::deferred;
}
template <class Trait, class T>
inline constexpr Verdict verdict<Trait, Fields<T>> = verdict_of_fields<Trait, T>();

// Remarks what is deferred, each in the next place that is free.
template <class Trait, class T>
struct RemarkDeferred : NoBase {
  template <class Obliged, std::size_t N = 0>
  static consteval bool remark() {
    if constexpr (requires { found(Remark<TypeList<Trait, T>, N>{}); })
      return remark<Obliged, N + 1>();
    else
      return MakeRemark<Remark<TypeList<Trait, T>, N>, Obliged>::done;
  }
  template <class Field>
  static consteval bool remark_field() {
    using Obliged = typename DumpedObligation<Trait, Field>::type;
    if constexpr (decided<IfAll<Obliged>> == Verdict::deferred) return remark<Obliged>();
    return true;
  }
  template <class Field>
  static constexpr bool field = remark_field<Field>();
};
template <class... Obligations>
consteval IfAll<Obligations...> all_of(TypeList<Obligations>...) {
  return {};
}
template <class Trait, class T, class... Remarks>
consteval auto all_remarked() {
  using Next = Remark<TypeList<Trait, T>, sizeof...(Remarks)>;
  if constexpr (Made<Next>)
    return all_remarked<Trait, T, Remarks..., Next>();
  else
    return all_of(found(Remarks{})...);
}
// The obligations of T's fields that are deferred.
template <class Trait, class T>
consteval auto deferred_fields() {
  if constexpr (dump_passes<T, RemarkDeferred<Trait, T>>) return all_remarked<Trait, T>();
}

#endif

}  // namespace fearless::derive
