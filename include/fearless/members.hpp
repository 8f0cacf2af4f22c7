// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS(a_, b_): a list of members that the compiler checks. It opens a class with private members on every
// compiler.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/decide/open.hpp>
#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/listing.hpp>
#include <fearless/derive/members/own_bases.hpp>
#include <fearless/detail/bridge/member_list.hpp>
#include <fearless/macros/members.hpp>
#include <fearless/marker.hpp>

namespace fearless::detail {

template <class... Name>
consteval std::array<const char*, sizeof...(Name)> names_of(Name... name) {
  return {name...};
}

// Access to the functions that FEARLESS_MEMBERS declares in the class T. They are called one by one, because Clang 16
// ignores the friendship of a class in its alias templates. (Derived classes inherit the functions; `own` shows which
// class declared them.)
struct MembersAccess {
  template <class T>
  static auto own(const volatile T* t) -> decltype(t->fearless_class());
  template <class T>
  static auto bases(const volatile T* t) -> decltype(t->fearless_bases());
  template <class T>
  static auto bound(T& t) {
    return std::remove_const_t<T>::fearless_bound()(t);
  }
  template <class T>
  static auto named(T& t) {
    return std::remove_const_t<T>::fearless_named()(t);
  }
  template <class T>
  static consteval auto names() {
    return T::fearless_names();
  }
};
template <class T>
concept ListsItsMembers = requires(const volatile T* t) {
  { MembersAccess::own(t) } -> std::same_as<T*>;
};

// The bases that the class T names inside itself. (A derived class inherits the function, whose result names T.)
template <class T, class... Base>
struct BasesOf {
  using types = derive::TypeList<Base...>;
};
template <class T, class... Base>
T* class_with(BasesOf<T, Base...>);
template <class T>
concept NamesItsBases = requires(const volatile T* t) {
  { detail::class_with(MembersAccess::bases(t)) } -> std::same_as<T*>;
};

// One member, as the class itself sees it through its name: its declared type, which lacks the const of a const object
// if it is `mutable` or a reference; and the pointer to it, if there can be one.
struct NoPointer {};
template <class Declared, class Seen>
using DeclaredAs = std::conditional_t<std::is_reference_v<Declared>, Declared, std::remove_reference_t<Seen>>;
template <auto Pointer>
consteval Value<Pointer> value_of() {
  return {};
}
template <class Type, class Pointer>
struct NamedMember {
  using type = Type;
  using pointer = Pointer;
};

// Whether the members that have an address are listed in the order of their offsets. Empty ones are passed over, since
// [[no_unique_address]] lets the compiler place them before those that are declared earlier.
template <class T, class... Member>
consteval bool in_order(derive::TypeList<Member...>) {
  std::size_t last = 0;
  bool ascending = true;
  [[maybe_unused]] const auto next = [&]<class Type, class Pointer>(NamedMember<Type, Pointer>) {
    if constexpr (!std::is_same_v<Pointer, NoPointer> && !std::is_empty_v<Type>) {
      constexpr std::size_t offset = []<auto P>(Value<P>) { return member_offset<T, P>(); }(Pointer{});
      if (offset < last) ascending = false;
      last = offset;
    }
  };
  (next(Member{}), ...);
  return ascending;
}

// Derived from a class that lists no member. If that class had members, this structured binding of one name would not
// compile.
template <class T>
struct OneMemberBehind : T {
  ~OneMemberBehind();  // that of T may be private and virtual
  int member;
};
template <class T>
constexpr auto bind_one_member(T& t) {
  [[maybe_unused]] auto& [member] = t;
  return derive::TypeList<>{};
}

template <class T, class... Member>
concept AllHaveAddresses = (!std::is_same_v<typename Member::pointer, NoPointer> && ...);

// The bases and members of T, as in a T or, if T is const, as in a const one.
template <class T>
struct OwnMembers {
  using Object = std::remove_const_t<T>;
  using Bases = derive::OwnBases<Object>;

  // Whether the bases have no data members, so that T's own members can be bound. Such a base is empty, or is an
  // interface that has no space for more than the pointer to its virtual table. (If an interface had an empty member
  // that takes no space, the structured binding would be an error.)
  template <class Base>
  static consteval bool is_memberless() {
    if constexpr (std::is_empty_v<Base>)
      return derive::shows_no_member<Base>();
    else
      return std::is_polymorphic_v<Base> && sizeof(Base) == sizeof(void*);
  }
  template <class... Base>
  static consteval bool all_memberless(derive::TypeList<Base...>) {
    return (is_memberless<Base>() && ...);
  }
  // Whether the compiler can bind a class with these bases. GCC from 15 on binds none that is derived from a closure,
  // at any depth: that is an error.
  template <class... Base>
  static consteval bool no_closure_among([[maybe_unused]] derive::TypeList<Base...> bases) {
#if defined(__clang__) || __GNUC__ < 15
    return true;
#else
    return ((!derive::is_closure<Base>() && no_closure_among(derive::DirectBases<Base>{})) && ...);
#endif
  }
  template <class... Base, class... Member>
  static consteval auto join(derive::TypeList<Base...>, derive::TypeList<Member...>) {
    constexpr bool raw = (derive::is_raw_storage<Member> || ...);
    if constexpr (raw && !std::is_aggregate_v<Object>)
      return never<because::raw_storage_may_hold_anything>;
    else if constexpr (std::is_const_v<T>)
      return derive::TypeList<const Base..., Member...>{};
    else
      return derive::TypeList<Base..., Member...>{};
  }
  // The structured binding checks the number: with too few or too many names it does not compile.
  template <class... Base, class... Type, class... Member>
  static consteval auto bound(derive::TypeList<Base...> bases, derive::TypeList<Type...> types,
                              derive::TypeList<Member...> named) {
    static_assert((std::is_same_v<Type, typename Member::type> && ...) && detail::in_order<Object>(named),
                  "FEARLESS_MEMBERS: list the members in the order in which they are declared");
    return join(bases, types);
  }
  // If a base has members of its own, nothing can be bound. The layout then has to leave no space for another member.
  // If it does, and Clang, which can count, has accepted this file, the class is granted.
  using Incomplete = Never<because::the_list_of_its_members_is_incomplete>;
  template <class... Base, class... Member>
  static consteval auto placed(derive::TypeList<Base...> bases, derive::TypeList<Member...>) {
    if constexpr (AllHaveAddresses<T, Member...>) {
      using Checked = decltype(pointers_checked<Object>(bases, typename Member::pointer{}...));
      if constexpr (std::is_same_v<Checked, Incomplete>)
        return derive::NotShownHere<Incomplete>{};
      else if constexpr (derive::is_never<Checked>)
        return Checked{};
      else
        return join(bases, derive::TypeList<typename Member::type...>{});
    } else {
      return derive::NotShownHere<Incomplete>{};
    }
  }
  template <class Whole, class TheBases, auto... Pointer>
  static consteval auto pointers_checked(TheBases bases, Value<Pointer>...) {
    return detail::checked_members<Whole, true>(bases, MemberPointers<Pointer...>{});
  }
  // Whether a structured binding of an Other lists its members, and not what its function `get` returns.
  template <class Other>
  static constexpr bool binds_members = !derive::HijacksBindings<Other> && !derive::HijacksBindings<const Other>;
  // The class with one member more is not even named where T's own members cannot be bound: GCC bug: if T ends in an
  // array without a length, a question about it is a hard error.
  template <bool Bindable>
  static consteval bool binds_one_behind() {
    if constexpr (!Bindable || std::is_final_v<Object>)
      return false;
    else
      return binds_members<OneMemberBehind<Object>>;
  }
  // Whether nothing tells how many members an empty class has: one more would take no byte.
  static consteval bool may_hide_empty_members() {
    if constexpr (std::is_empty_v<Object>)
      return !take_census<Object>().known;
    else
      return false;
  }
  static consteval auto get() {
    if constexpr (derive::is_never<Bases>) {
      return Bases{};
    } else {
      using Named = decltype(MembersAccess::named(std::declval<T&>()));
      constexpr bool bindable = all_memberless(Bases{}) && no_closure_among(Bases{}) && binds_members<Object>;
      if constexpr (bindable && Named::size != 0)
        return bound(Bases{}, decltype(MembersAccess::bound(std::declval<T&>())){}, Named{});
      else if constexpr (binds_one_behind<bindable>())
        return bound(Bases{}, decltype(detail::bind_one_member(std::declval<OneMemberBehind<Object>&>())){}, Named{});
      else if constexpr (may_hide_empty_members())
        return derive::NotShownHere<Incomplete>{};
      else
        return placed(Bases{}, Named{});
    }
  }
};

}  // namespace fearless::detail

/// For FEARLESS_BASES_AND_MEMBERS only: the bases that a class names inside itself.
template <class T>
  requires fearless::detail::NamesItsBases<T>
struct fearless::NamedBases<T> {
  using types = typename decltype(detail::MembersAccess::bases(static_cast<const volatile T*>(nullptr)))::types;
};

namespace fearless::derive {

// What is granted without a check is asked of no type.
template <class T>
inline constexpr bool obliged_to_never<Obligation<Unverified, T>> = false;

template <class T>
  requires detail::ListsItsMembers<T>
struct Listing<T> {
  static consteval auto members() { return detail::OwnMembers<T>::get(); }
  static consteval auto members_of_const() { return detail::OwnMembers<const T>::get(); }
  static consteval auto names() { return detail::MembersAccess::names<T>(); }
};

}  // namespace fearless::derive
