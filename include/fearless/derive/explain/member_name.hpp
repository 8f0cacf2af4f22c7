// SPDX-License-Identifier: MIT
// The names of a class's members, for the explanation of a refusal. Nothing here is instantiated for a type that
// passes.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/decide/walk.hpp>
#include <fearless/derive/explain/ask_fields.hpp>
#include <fearless/derive/explain/sentence.hpp>
#include <fearless/derive/support/bindable.hpp>
#include <fearless/derive/support/unbuilt.hpp>

#if !FEARLESS_DETAIL_DUMPS_STRUCTS && !FEARLESS_DETAIL_REFLECTS && \
    !(defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L)
#include <fearless/derive/explain/name_table.hpp>
#endif

namespace fearless::derive {

#if FEARLESS_DETAIL_REFLECTS

// clang-format off: it does not support ^^ and [: :]

// Appends the names in the order in which reflect_members() lists the types.
consteval void append_names(std::vector<const char*>& names, std::meta::info type) {
  constexpr auto all = std::meta::access_context::unchecked();
  for (std::meta::info base : std::meta::bases_of(type, all)) {
    static_cast<void>(base);
    names.push_back("");
  }
  for (std::meta::info member : std::meta::nonstatic_data_members_of(type, all)) {
    if (std::meta::is_union_type(std::meta::type_of(member)) && !std::meta::has_identifier(member))
      append_names(names, std::meta::type_of(member));
    else
      names.push_back(std::meta::has_identifier(member) ? std::define_static_string(std::meta::identifier_of(member)) : "");
  }
}
// The name of the base or member `Number` of T; empty if it has none.
template <class T>
consteval const char* reflected_name(std::size_t number) {
  std::vector<const char*> names;
  append_names(names, std::meta::dealias(^^T));
  return number < names.size() ? names[number] : "";
}

// clang-format on

#endif

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Stores the name of the field `number` of the outermost object, when it is passed to the builtin.
struct FieldName {
  std::size_t number;
  std::size_t& seen;
  const char*& name;

  template <class... Anything>
    requires(!any_volatile<Anything...>)
  constexpr void operator()(const Anything&...) const {}
  template <class... Field>
    requires(!any_volatile<Field...>)
  constexpr void operator()(const char*, const char* indent, const char*, const char* field, const Field&...) const {
    const bool outermost = indent[0] != '\0' && indent[1] != '\0' && indent[2] == '\0';
    if (outermost && seen++ == number) name = field;
  }
  // For a volatile field, which may be a bit-field. Reading it is no constant expression.
  constexpr void operator()(...) const {}
};
template <class T>
constexpr const char* dumped_name(std::size_t number) {
  std::size_t seen = 0;
  const char* name = "";
  __builtin_dump_struct(__builtin_addressof(unbuilt<T>.object), FieldName{number, seen, name});
  return name;
}
// The call of the builtin is an error if T holds a class whose `operator&` is deleted. If T holds a reference, a
// bit-field or a volatile scalar, it is no constant expression. In both cases the names are not known.
template <class T>
concept CanDumpNames = requires(T* object, const FieldName& name) { __builtin_dump_struct(object, name); };
template <class T>
concept DumpsNames = !std::is_abstract_v<T> && CanDumpNames<T> &&
                     requires { typename std::bool_constant<dumped_name<T>(0) != nullptr>; };

#elif !FEARLESS_DETAIL_REFLECTS

// If a pointer to a member of an object is a template argument, the compiler spells it with the member's name.
template <class Member>
struct PlaceOf {
  const Member* member;
};
template <std::size_t Number>
struct PickMember {
  template <class First, class... Rest>
  constexpr auto operator()(const First& first, const Rest&... rest) const {
    if constexpr (Number == 0)
      return PlaceOf<First>{__builtin_addressof(first)};
    else
      return PickMember<Number - 1>{}(rest...);
  }
};
template <auto Pointer>
constexpr Text pointer_spelling() {
  return text(__PRETTY_FUNCTION__);
}
template <class T, std::size_t Count, std::size_t Number>
constexpr auto place_of_member() {
#if defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L
  auto& [... member] = unbuilt<T>.object;
  if constexpr (any_volatile<decltype(member)...>)
    return Unplaced{};
  else
    return PickMember<Number>{}(member...);
#else
  return MembersOf<Count>::call(unbuilt<T>.object, PickMember<Number>{});
#endif
}
// The last identifier in a spelling such as `…object.Job::config)}]`.
template <class T, std::size_t Count, std::size_t Number>
constexpr Text pointed_name() {
  Text all = pointer_spelling<place_of_member<T, Count, Number>()>();
  std::size_t end = all.size;
  while (end > 0 && !is_identifier_character(all.data[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_identifier_character(all.data[begin - 1])) --begin;
  return {all.data + begin, end - begin};
}
// The name of a reference cannot be found in this way, because the reference leads to another object. Neither can the
// name of a bit-field, because it has no address, or of a member beside a volatile one.
template <class T, std::size_t Count, std::size_t Number>
concept PointsToName = !std::is_same_v<decltype(derive::place_of_member<T, Count, Number>()), Unplaced> &&
                       requires { pointer_spelling<place_of_member<T, Count, Number>()>(); };

#endif

// Appends the name of the member `Number` of the aggregate T, which has `Count` members, if the compiler shows it.
template <class T, std::size_t Count, std::size_t Number, class Trait, class Obligation>
constexpr void add_aggregate_name([[maybe_unused]] Sentence& out) {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  if constexpr (DumpsNames<T>)
    out.add(dumped_name<T>(Number));
  else if constexpr (dump_passes<T, NoBase>)
    out.add(asked_name<Trait, T, AskedObligation<Obligation>::number>());
#elif !FEARLESS_DETAIL_REFLECTS && defined(__cpp_structured_bindings) && __cpp_structured_bindings >= 202411L
  if constexpr (PointsToName<T, Count, Number>) out.add(pointed_name<T, Count, Number>());
#elif !FEARLESS_DETAIL_REFLECTS
  if constexpr (MembersOf<Count>::in_table)
    if constexpr (PointsToName<T, Count, Number>) out.add(pointed_name<T, Count, Number>());
#endif
}

template <class Answer>
inline constexpr std::size_t obligations = 0;
template <class... Obligations>
inline constexpr std::size_t obligations<IfAll<Obligations...>> = sizeof...(Obligations);
// The number of type arguments of a template that precede the members in a rule, since raw storage may hold them.
template <class Answer>
inline constexpr std::size_t leading_arguments = 0;
template <class Trait, class Argument, class... Rest>
inline constexpr std::size_t leading_arguments<IfAll<Obligation<Trait, Element<Argument>>, Rest...>> =
    1 + leading_arguments<IfAll<Rest...>>;
// The number of bases that precede an aggregate's members in its rule.
template <class T, class Answer>
inline constexpr std::size_t listed_bases = DirectBases<T>::size;

// Appends the name of the base or member of the class T that the obligation `Index` of its rule, `Next`, is about:
// `config`, or `member 3` if the compiler does not show the name. Appends nothing if the obligation is not about a
// member.
template <class Trait, class T, std::size_t Index, class Next>
constexpr void add_member_name(Sentence& out) {
  using Answer = Rule<Trait, T>;
  constexpr std::size_t count = obligations<Answer>;
  [[maybe_unused]] const std::size_t before = out.length;
#if FEARLESS_DETAIL_REFLECTS
  constexpr std::size_t arguments = is_closure<T>() ? 0 : count - ReflectedMembers<T>::size;
  if constexpr (Index >= arguments) {
    constexpr const char* name = reflected_name<T>(Index - arguments);
    out.add(*name == '\0' ? "base class" : name);
  }
#else
  constexpr std::size_t arguments = leading_arguments<Answer>;
  if constexpr (Index < arguments) {
    return;
  } else if constexpr (Listed<T>) {
    constexpr auto names = Listing<T>::names();
    constexpr std::size_t before_names = count - names.size();
    if constexpr (Index < before_names)
      out.add("base class");
    else
      out.add(names[Index - before_names]);
  } else if constexpr (std::is_aggregate_v<T>) {
    constexpr std::size_t before_members = arguments + listed_bases<T, Answer>;
    if constexpr (Index < before_members)
      out.add("base class");
    else
      add_aggregate_name<T, count - before_members, Index - before_members, Trait, Next>(out);
  }
  if (out.length == before && (Listed<T> || std::is_aggregate_v<T>)) {
    out.add("member ");
    out.add_number(Index + 1 - arguments);
  }
#endif
}

template <class Trait, class T, std::size_t Index, class Next>
constexpr Sentence named_member() {
  Sentence name;
  add_member_name<Trait, T, Index, Next>(name);
  return name;
}
template <class Trait, class T, std::size_t Index, class Next>
inline constexpr Sentence member_name_sentence = named_member<Trait, T, Index, Next>();

}  // namespace fearless::derive
