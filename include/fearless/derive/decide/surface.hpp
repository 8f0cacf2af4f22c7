// SPDX-License-Identifier: MIT
// The surface of a type: the answer that shows without opening a class. It is the user's word, the language's table or
// a row.
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

// The answer is not on the surface: the class has to be opened.
struct Open {};

// The probes look through such a class, as if nothing had been said of it; so it must not be said.
template <class T>
consteval bool accepts_negative_declaration() {
  if constexpr (Complete<T>) return !std::is_aggregate_v<T> && (std::is_union_v<T> || !std::is_trivially_copyable_v<T>);
  return true;
}
// What a macro says of a class of which it must not be said, since it makes the error itself.
struct InvalidDeclaration : because::it_was_declared_so {};
template <class T>
inline constexpr std::conditional_t<accepts_negative_declaration<T>(), Never<because::it_was_declared_so>,
                                    Never<InvalidDeclaration>>
    negative_declaration{};
// (In a function: Clang crashes if a class in which an assertion fails is needed for a concept.)
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

// A class of which the user says "if T is" may hold its Ts elsewhere, and they may lead back to it.
template <class Answer>
struct DeclaredRule {
  using type = Answer;
};
template <class... Trait, class... T>
struct DeclaredRule<IfAll<Obligation<Trait, T>...>> {
  using type = IfAll<Obligation<Trait, Element<T>>...>;
};

// The answer for T as far as it shows without opening a class; T may be an incomplete class. (The builtin is asked, and
// specialisations chosen, since this is where most of what a question costs the compiler is spent.)
template <class Trait, class T, bool IsClass = __is_class(T)>
struct Surface;
template <class Trait, class T>
using SurfaceRule = typename Surface<Trait, T>::type;

// What is neither a class nor leads anywhere: void, a function, a scalar, or a compiler's own kind of number, vectors
// included. Whatever else a compiler has is no value: an atomic pointer of C or a block of Clang, which captures as a
// closure does; what `va_list` consists of on g++, which is neither a class nor a scalar, and holds pointers.
#if defined(__clang__)
template <class T>
concept IsValue = __is_void(T) || __is_function(T) || __is_arithmetic(T) || __is_enum(T) || __is_member_pointer(T) ||
                  std::is_null_pointer_v<T> || requires(T& t) { __real__ t; } || requires(T& t) { t[0], t + t; };
#else
template <class T>
concept IsValue = std::is_arithmetic_v<T> || __is_enum(T) || std::is_void_v<T> || std::is_function_v<T> ||
                  std::is_member_pointer_v<T> || std::is_null_pointer_v<T> || requires(T& t) { t* t; };
#endif

// What a variadic function finds its arguments with, where it is an array: its element would be refused as well, but
// g++ warns wherever that becomes the argument of a template.
template <class T>
concept IsArgumentList = std::is_same_v<T, __builtin_va_list>;

#if FEARLESS_DETAIL_REFLECTS
// Whether a union holds numbers and the like alone: whichever is alive, it is a value. Bytes may be storage for what is
// none, and a class may have to be destroyed.
template <class Members>
inline constexpr bool only_values = false;
template <class... Member>
inline constexpr bool only_values<TypeList<Member...>> =
    ((IsValue<std::remove_all_extents_t<Member>> && !is_raw_storage<Member>) && ...);
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

// Of something that nothing was said of.
template <class Trait, class T>
consteval auto language_rule() {
  if constexpr (std::is_reference_v<T>) {
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

// Of an unqualified T of which the user has said something.
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
