// SPDX-License-Identifier: MIT
// The direct bases of any class, as the compiler lists them or as the user names them and the compiler confirms.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/bases.hpp>
#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/support/type_name.hpp>

namespace fearless {

/// The direct bases of `T` as the user names them, for compilers that only tell that there are some (Clang): see
/// FEARLESS_BASES. A template specialises it itself, with the member `types`, a `derive::TypeList`.
template <class T>
struct NamedBases {};

namespace rules::because {

struct its_bases_are_not_all_named {
  static constexpr const char* text = "it has a base class that is not named";
  static constexpr const char* help = "name every direct base behind the class: FEARLESS_BASES(%T, Base...)";
  static constexpr const char* anchor = "incomplete-list";
};

}  // namespace rules::because

namespace derive {

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

// Whether `name`, with which the builtin announces a base, is how the compiler spells one of these classes.
template <class... Base>
struct SpelledAsOneOf {
  static constexpr bool equal(const char* name, Text spelled) {
    for (std::size_t i = 0; i < spelled.size; ++i)
      if (name[i] != spelled.data[i]) return false;
    return name[spelled.size] == '\0';
  }
  static constexpr bool asked(const char* name) { return (equal(name, type_name<Base>()) || ...); }
};
// The question whether T itself has any other base than these. (What is announced behind more than two spaces belongs
// to something in T.)
template <class Names>
struct NoOtherBase {};
template <class Names>
struct FieldsAsked<NoOtherBase<Names>> {
  void operator()(...) const noexcept;
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char*) const noexcept(false);
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char* name) const noexcept
      __attribute__((enable_if(Names::asked(name), "it is one of those that are named")));
};

#pragma clang diagnostic pop

// The one base of T that is made by a template can be deduced from T, if it is accessible. Deduction prefers T itself
// where T is made by a template, too; so a base that is given T, as std::enable_shared_from_this<T> is, is tried first.
template <class T, template <class...> class Template, class... A>
TypeList<Template<T, A...>> base_given(const volatile Template<T, A...>*);
template <template <class...> class Template, class... A>
TypeList<Template<A...>> base_by_template(const volatile Template<A...>*);
template <class T>
struct DeducedBase {
  using types = TypeList<>;
};
template <class T>
  requires requires(const volatile T* t) { base_given<T>(t); }
struct DeducedBase<T> {
  using types = decltype(base_given<T>(static_cast<const volatile T*>(nullptr)));
};
template <class T>
  requires(
      !requires(const volatile T* t) { base_given<T>(t); } && requires(const volatile T* t) { base_by_template(t); })
struct DeducedBase<T> {
  using types = decltype(base_by_template(static_cast<const volatile T*>(nullptr)));
};

template <class T, class Named>
inline constexpr bool no_other_base = false;
template <class T, class... Base>
inline constexpr bool no_other_base<T, TypeList<Base...>> =
    (BaseOf<Base, T> && ...) && dump_passes<T, NoOtherBase<SpelledAsOneOf<Base...>>>;

template <class T>
consteval auto own_bases() {
  if constexpr (dump_passes<T, NoOwnBase>)
    return TypeList<>{};
  else if constexpr (requires { typename NamedBases<T>::types; }) {
    if constexpr (no_other_base<T, typename NamedBases<T>::types>)
      return typename NamedBases<T>::types{};
    else
      return never<because::its_bases_are_not_all_named>;
  } else if constexpr (no_other_base<T, typename DeducedBase<T>::types>)
    return typename DeducedBase<T>::types{};
  else
    return never<because::its_bases_are_not_all_named>;
}

// Whether no member shows in the empty class B, as an empty one that takes no space would.
template <class B>
consteval bool shows_no_member() {
  return shows_no_field<B>();
}

#else

template <class T>
consteval auto own_bases() {
  return DirectBases<T>{};
}

template <class B>
consteval bool shows_no_member() {
  return !std::is_aggregate_v<B> || is_bare<B>();
}

#endif

// The direct bases of the class T as a TypeList, or Never where one of them is not known.
template <class T>
using OwnBases = std::remove_const_t<decltype(own_bases<T>())>;

}  // namespace derive
}  // namespace fearless

/// Names all direct bases of a class, where the compiler is Clang, which announces bases but does not list them:
/// `FEARLESS_BASES(Derived, Base1, Base2);` at global scope, directly after the class. The list is checked: while one
/// of the announced bases is missing, the class is refused. Other compilers know the bases themselves. A single base
/// that is made by a template, such as `std::enable_shared_from_this<Derived>`, need not be named.
#define FEARLESS_BASES(derived, ...)                         \
  template <>                                                \
  struct fearless::NamedBases<derived> {                     \
    using types = ::fearless::derive::TypeList<__VA_ARGS__>; \
  }
