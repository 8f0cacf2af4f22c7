// SPDX-License-Identifier: MIT
// The members of every Boost.Hana Struct, private members included; and rules for Hana's own types.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <array>
#include <type_traits>

#include <boost/hana/accessors.hpp>
#include <boost/hana/basic_tuple.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/optional.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/set.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <fearless/detail/bridge/member_list.hpp>
#include <fearless/detail/reasons.hpp>

namespace fearless::detail {

template <class T>
concept HanaStruct = std::is_class_v<T> && boost::hana::Struct<T>::value;
template <class T>
using HanaAccessors =
    std::remove_cvref_t<decltype(boost::hana::accessors_impl<typename boost::hana::tag_of<T>::type>::apply())>;

template <class Key>
constexpr const char* hana_name(const Key&) {
  return "";
}
template <char... C>
constexpr const char* hana_name(const boost::hana::string<C...>& name) {
  return name.c_str();
}

// Accessors that are not pointers to members are functions, which may return anything.
template <class T, class Accessors>
struct HanaMembers {
  using members = Never<because::an_accessor_function_does_not_show_the_member>;
  static consteval auto names() { return std::array<const char*, 0>{}; }
};
template <class T, class... Key, class... Pointer, Pointer... Member>
struct HanaMembers<
    T, boost::hana::tuple<boost::hana::pair<Key, boost::hana::struct_detail::member_ptr<Pointer, Member>>...>> {
  using members = MemberPointers<Member...>;
  static consteval auto names() { return std::array<const char*, sizeof...(Member)>{hana_name(Key{})...}; }
};

// A class derived from a Struct inherits the accessors, but is not a Struct itself.
template <class T, class Accessors>
inline constexpr bool inherits_accessors = false;
template <class T, class Key, class Class, class Type, Type Class::* Member, class... Rest>
inline constexpr bool inherits_accessors<
    T, boost::hana::tuple<boost::hana::pair<Key, boost::hana::struct_detail::member_ptr<Type Class::*, Member>>,
                          Rest...>> = !std::is_same_v<T, Class>;

template <class T>
  requires(HanaStruct<T> && !inherits_accessors<T, HanaAccessors<T>>)
struct HanaList<T> : HanaMembers<T, HanaAccessors<T>> {
  using bases = derive::TypeList<>;
};

// A Hana container holds its elements by value, with the same constness.
template <class... T>
struct HanaContainerRow {
  static constexpr auto send = if_send<T...>;
  static constexpr auto sync = if_sync<T...>;
  static constexpr auto static_ = if_static<T...>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// A constant whose value is part of its type: its objects have no state.
struct HanaConstantRow {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};
template <>
struct HanaContainerRow<> : HanaConstantRow {};

// hana::type<T> is a class nested in a template, so its argument cannot be matched. The spelling of its name is
// inspected first, because any other question might instantiate a class that does not compile.
template <class T>
consteval bool is_hana_type() {
  constexpr derive::Text name = derive::type_name<T>();
  if constexpr (name.ends_with(derive::text(">::_")) && name.contains(derive::text("boost::hana::type_impl<")))
    if constexpr (requires { typename T::type; })
      return std::is_same_v<T, typename boost::hana::type_impl<typename T::type>::_>;
  return false;
}

}  // namespace fearless::detail

namespace fearless {

template <class... T>
struct rules::row<boost::hana::tuple<T...>> : detail::HanaContainerRow<T...> {};
template <class... T>
struct rules::row<boost::hana::basic_tuple<T...>> : detail::HanaContainerRow<T...> {};
template <class First, class Second>
struct rules::row<boost::hana::pair<First, Second>> : detail::HanaContainerRow<First, Second> {};
template <class... T>
struct rules::row<boost::hana::optional<T...>> : detail::HanaContainerRow<T...> {};
template <class... T>
struct rules::row<boost::hana::set<T...>> : detail::HanaContainerRow<T...> {};
// hana::map stores its pairs in a basic_tuple; the hash table exists as a type only.
template <class HashTable, class... Pair>
struct rules::row<boost::hana::detail::map_impl<HashTable, boost::hana::basic_tuple<Pair...>>>
    : detail::HanaContainerRow<Pair...> {};

template <class T, T Value>
struct rules::row<boost::hana::integral_constant<T, Value>> : detail::HanaConstantRow {};
template <char... C>
struct rules::row<boost::hana::string<C...>> : detail::HanaConstantRow {};
template <class T>
struct rules::row<boost::hana::basic_type<T>> : detail::HanaConstantRow {};
template <class T>
  requires(detail::is_hana_type<T>())
struct rules::row<T> : detail::HanaConstantRow {};

}  // namespace fearless
