// SPDX-License-Identifier: MIT
// The surface of a type: the answer that is known without opening a class. It comes from the user's declaration, the
// table for the language's own types, or a row.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/members/reflection.hpp>
#include <fearless/detail/language.hpp>

namespace fearless::derive {

template <class T>
concept Complete = requires { sizeof(T); };

template <class T>
concept HasRow = Complete<row<T>>;

// There is no answer on the surface: the class has to be opened.
struct Open {};

// Whether T may be declared not to have a trait. An aggregate or a trivially copyable class may not: the probes answer
// for a class that holds it from its members or bytes, without looking at declarations.
template <class T>
consteval bool accepts_negative_declaration() {
  if constexpr (Complete<T>) return !std::is_aggregate_v<T> && (std::is_union_v<T> || !std::is_trivially_copyable_v<T>);
  return true;
}
// The answer of a macro for a class that may not be declared so. The macro reports the error itself, so
// `check_declaration` does not report it again.
struct InvalidDeclaration : because::it_was_declared_so {};
template <class T>
inline constexpr std::conditional_t<accepts_negative_declaration<T>(), Never<because::it_was_declared_so>,
                                    Never<InvalidDeclaration>>
    negative_declaration{};
// This is a function because of a Clang bug: the compiler crashes if a concept needs a class in which a static_assert
// fails.
template <class T, class Declared>
consteval bool check_declaration() {
  static_assert(
      !is_never<Declared> || accepts_negative_declaration<T>() || std::is_same_v<Declared, Never<InvalidDeclaration>>,
      "fearless: an aggregate or a trivially copyable class is what its members are: give it a "
      "fearless::NotSend or fearless::NotSync member instead of declaring it so");
  return true;
}
template <class Declared, bool>
using Checked = Declared;

// If the user declares a condition on T, the class may store its Ts elsewhere, and these may refer back to the class.
template <class Answer>
struct DeclaredRule {
  using type = Answer;
};
template <class... Trait, class... T>
struct DeclaredRule<IfAll<Obligation<Trait, T>...>> {
  using type = IfAll<Obligation<Trait, Element<T>>...>;
};

// The answer for T as far as it is known without opening a class; T may be an incomplete class. (Most of the cost of a
// question arises here, so a builtin and specialisations are used instead of traits and functions.)
template <class Trait, class T, bool IsClass = __is_class(T)>
struct Surface;
template <class Trait, class T>
using SurfaceRule = typename Surface<Trait, T>::type;

// Whether T is a plain value, which refers to nothing: void, a function, a scalar, or a number or vector type of the
// compiler. A type that is neither a class nor one of these is refused. Examples are an atomic pointer of C; a block of
// Clang, which captures variables as a closure does; and the element type of `va_list` on GCC, which is neither a class
// nor a scalar and holds pointers. A reference that is declared `__restrict` is no reference to some of the traits of
// <type_traits> (which ones depends on the compiler and the library), and would pass for a value. (`__is_void` stands
// in no parentheses, which Clang 14 cannot read.)
template <class T>
concept IsReference = std::is_reference_v<T> || requires { requires !std::is_same_v<std::remove_reference_t<T&>, T>; };
template <class T>
concept IsKnownReference = std::is_reference_v<T> && !std::is_same_v<std::remove_reference_t<T>, T>;
#if defined(__clang__)
template <class T>
concept LooksLikeValue =
    __is_void(T) || __is_function(T) || __is_arithmetic(T) || __is_enum(T) || __is_member_pointer(T) ||
    std::is_null_pointer_v<T> || requires(T& t) { __real__ t; } || requires(T& t) { t[0], t + t; };
#else
template <class T>
concept LooksLikeValue = std::is_arithmetic_v<T> || __is_enum(T) || std::is_void_v<T> || std::is_function_v<T> ||
                         std::is_member_pointer_v<T> || std::is_null_pointer_v<T> || requires(T& t) { t* t; };
#endif
template <class T>
concept IsValue = LooksLikeValue<T> && !IsReference<T>;

// `va_list`, where it is an array. Its element type would be refused as well, but GCC warns if that becomes a template
// argument.
template <class T>
concept IsArgumentList = std::is_same_v<T, __builtin_va_list>;

#if FEARLESS_DETAIL_REFLECTS
// Whether a union has members, and all of them are plain values. Then it does not matter which one is active. Members
// of other kinds are excluded: bytes may provide storage for other objects, and a class may have a destructor (or, like
// std::atomic, be read as a value).
template <class T>
concept IsBuiltInValue = !std::is_class_v<T> && !std::is_union_v<T> && IsValue<T>;
template <class Members>
inline constexpr bool only_values = false;
template <class... Member>
inline constexpr bool only_values<TypeList<Member...>> =
    sizeof...(Member) != 0 && ((IsBuiltInValue<std::remove_all_extents_t<Member>> && !is_raw_storage<Member>) && ...);
template <class T>
consteval bool is_union_of_values() {
  if constexpr (Complete<T>)
    return only_values<ReflectedMembers<T>>;
  else
    return false;
}
#endif
template <class Trait, class T>
consteval auto union_rule();

// The answer for a type without a declaration.
template <class Trait, class T>
consteval auto language_rule() {
  if constexpr (IsKnownReference<T>) {
    if constexpr (std::is_function_v<std::remove_reference_t<T>>)
      return Trait::of_value;
    else
      return Trait::template of_reference<std::remove_reference_t<T>>();
  } else if constexpr (HasRow<T>) {
    return Trait::template of_row<row<T>>();
  } else if constexpr (std::is_array_v<T> && IsArgumentList<T>) {
    return never<because::its_members_cannot_be_seen>;
  } else if constexpr (std::is_array_v<T>) {
    return IfAll<Obligation<Trait, std::remove_extent_t<T>>>{};
  } else if constexpr (std::is_pointer_v<T>) {
    if constexpr (std::is_function_v<std::remove_pointer_t<T>>)
      return Trait::of_value;
    else
      return Trait::of_pointer;
  } else if constexpr (std::is_union_v<T>) {
    return union_rule<Trait, T>();
  } else if constexpr (std::is_class_v<T>) {
    return Open{};
  } else if constexpr (IsValue<T>) {
    return Trait::of_value;
  } else if constexpr (ZeroLengthArray<T>) {
    return IfAll<Obligation<Trait, ZeroLengthElement<T>>>{};
  } else {
    return never<because::its_members_cannot_be_seen>;
  }
}

// The surface of an unqualified T with the user's declaration.
template <class Trait, class T, class Declared>
struct UnqualifiedSurface {
  using type = typename DeclaredRule<Checked<Declared, check_declaration<T, Declared>()>>::type;
};
template <class Trait, class T>
struct UnqualifiedSurface<Trait, T, NotDeclared> {
  using type = std::remove_const_t<decltype(language_rule<Trait, T>())>;
};
template <class Trait, class T>
  requires(__is_class(T) && !HasRow<T>)
struct UnqualifiedSurface<Trait, T, NotDeclared> {
  using type = Open;
};

template <class Trait, class T>
struct Surface<Trait, T, true> : UnqualifiedSurface<Trait, T, typename Trait::template Declared<T>> {};
template <class Trait, class T>
struct Surface<Trait, const T, true> {
  using type = typename Trait::template OfConst<T>;
};
template <class Trait, class T>
struct Surface<Trait, volatile T, true> {
  using type = typename Trait::template OfVolatile<T>;
};
template <class Trait, class T>
struct Surface<Trait, const volatile T, true> {
  using type = typename Trait::template OfConst<volatile T>;
};
template <class Trait, class T>
consteval auto surface_of_other() {
  if constexpr (std::is_const_v<T>)
    return typename Trait::template OfConst<std::remove_const_t<T>>{};
  else if constexpr (std::is_volatile_v<T>)
    return typename Trait::template OfVolatile<std::remove_volatile_t<T>>{};
  else
    return typename UnqualifiedSurface<Trait, T, typename Trait::template Declared<T>>::type{};
}
template <class Trait, class T>
struct Surface<Trait, T, false> {
  using type = decltype(surface_of_other<Trait, T>());
};

}  // namespace fearless::derive
