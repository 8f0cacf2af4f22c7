// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS(a_, b_) and FEARLESS_BASES_AND_MEMBERS((Base), a_), which list the members of a class.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bridge/for_each_name.hpp>
#include <fearless/macros/promise.hpp>

/// Lists all non-static data members of the class in which it stands, in the order of their declarations, and so opens
/// the class on every compiler, private members included: `FEARLESS_MEMBERS(name_, count_)`. At most 64 names.
///
/// It is not a promise: the compiler counts the members and knows their types, including references, bit-fields and
/// `mutable` members. A list with one name too few or too many, or in another order, does not compile. The macro works
/// in private nested classes, local classes and templates. A class derived from this one has to list its own members.
///
/// If a base class has members, a structured binding cannot count. Clang counts in another way; GCC has only the
/// offsets of the members, which prove the list if they leave no byte for another member (docs/bridges.md lists what
/// they cannot show: an empty member with `[[no_unique_address]]` that is no marker, and another alternative of an
/// anonymous union). Otherwise the class is refused, as are a class with a reference or a bit-field, which has no
/// offset, and a final class that is empty. On Clang the bases may have to be named
/// as well (FEARLESS_BASES). A class with raw storage is refused.
#define FEARLESS_MEMBERS(...)                                                                                 \
  friend struct ::fearless::detail::MembersAccess;                                                            \
  auto fearless_class() const volatile -> ::std::remove_cv_t<::std::remove_reference_t<decltype(*this)>>*;    \
  static consteval auto fearless_names() {                                                                    \
    return ::fearless::detail::names_of(FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_MEMBER_TEXT, __VA_ARGS__));      \
  }                                                                                                           \
  static constexpr auto fearless_named() {                                                                    \
    return []([[maybe_unused]] auto& fearless_self) {                                                         \
      return ::fearless::derive::TypeList<FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_MEMBER_NAMED, __VA_ARGS__)>{}; \
    };                                                                                                        \
  }                                                                                                           \
  static constexpr auto fearless_bound() {                                                                    \
    return []([[maybe_unused]] auto& fearless_self) {                                                         \
      __VA_OPT__([[maybe_unused]] auto& [FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_MEMBER_BINDING, __VA_ARGS__)] = \
                     fearless_self;)                                                                          \
      return ::fearless::derive::TypeList<FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_MEMBER_BOUND, __VA_ARGS__)>{}; \
    };                                                                                                        \
  }

/// FEARLESS_MEMBERS for a class with bases: all direct bases, in parentheses, and then the members, if there are any.
/// `FEARLESS_BASES_AND_MEMBERS((Listener, Named), name_, count_)` replaces FEARLESS_MEMBERS in the class and
/// FEARLESS_BASES behind it, and works where FEARLESS_BASES cannot stand: in a template, and in a class that is private
/// in another one. Everything that FEARLESS_MEMBERS and FEARLESS_BASES say of their lists is true of these, too.
#define FEARLESS_BASES_AND_MEMBERS(bases, ...)                                                       \
  auto fearless_bases() const volatile                                                               \
      -> ::fearless::detail::BasesOf<::std::remove_cv_t<::std::remove_reference_t<decltype(*this)>>, \
                                     FEARLESS_DETAIL_WORDS bases>;                                   \
  FEARLESS_MEMBERS(__VA_ARGS__)
#define FEARLESS_DETAIL_MEMBER_TEXT(name) #name
#define FEARLESS_DETAIL_MEMBER_BINDING(name) fearless_##name
#define FEARLESS_DETAIL_MEMBER_BOUND(name) decltype(fearless_##name)
#define FEARLESS_DETAIL_MEMBER_NAMED(name)                                                          \
  ::fearless::detail::NamedMember<                                                                  \
      ::fearless::detail::DeclaredAs<decltype(fearless_self.name), decltype((fearless_self.name))>, \
      decltype([](auto* self) {                                                                     \
        using FearlessSelf = ::std::remove_pointer_t<decltype(self)>;                               \
        if constexpr (requires { &FearlessSelf::name; })                                            \
          return ::fearless::detail::value_of<&FearlessSelf::name>();                               \
        else                                                                                        \
          return ::fearless::detail::NoPointer{};                                                   \
      }(static_cast<::std::remove_reference_t<decltype(fearless_self)>*>(nullptr)))>
