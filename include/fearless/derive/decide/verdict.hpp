// SPDX-License-Identifier: MIT
// The verdict for a type: yes, no, or deferred, if the answer depends on a class behind an indirection, which a walk
// has to open (walk.hpp).
#pragma once

#include <cstddef>

#include <fearless/derive/decide/rule.hpp>
#include <fearless/derive/explain/remark.hpp>

namespace fearless::derive {

// Verdicts are joined with `&`: the result is no if one of them is no, otherwise deferred if one of them is deferred.
enum class Verdict : unsigned char { no = 0, deferred = 1, yes = 3 };

constexpr Verdict operator&(Verdict a, Verdict b) {
  return static_cast<Verdict>(static_cast<unsigned char>(a) & static_cast<unsigned char>(b));
}

// Answers are passed as types and never as function arguments: argument-dependent lookup would complete every class
// that an answer names.
template <class Answer>
inline constexpr Verdict decided = Verdict::no;  // Never
template <>
inline constexpr Verdict decided<Always> = Verdict::yes;

// `glance` returns the verdict that is known without opening any class. No question is asked recursively while it is
// being answered, so a glance always ends.
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
// Whether asking sizeof(T) is safe. The standard library's own classes are a hard error if what they hold by value is
// incomplete, as in sizeof(optional<Incomplete>). So a class with a row is known to be complete only if everything that
// it holds by value is.
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

// Whether an object behind a pointer to T is known to be exactly a T. Whether T is polymorphic and not final shows only
// if T is complete.
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

// The verdict on everything that T contains, at any depth, with a glance at what lies behind an indirection. The
// recursion ends, because no class contains an object of its own class.
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

// The verdict on the fields that the builtin shows of T. A noexcept holds one bit, so two questions are needed: is
// every field at least deferred, and is every field a yes?
template <class Trait, Verdict AtLeast>
struct EveryField {
  static constexpr bool bases = false;
  // A bit-field may be `mutable`, but the builtin does not show that.
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

// Records each deferred obligation as a remark (explain/remark.hpp), under the next free number.
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
    return derive::all_of(found(Remarks{})...);
}
// The obligations of T's fields that are deferred.
template <class Trait, class T>
consteval auto deferred_fields() {
  if constexpr (dump_passes<T, RemarkDeferred<Trait, T>>) return all_remarked<Trait, T>();
}

#endif

}  // namespace fearless::derive
