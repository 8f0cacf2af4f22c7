// SPDX-License-Identifier: MIT
// The answer for a class that has to be opened, from its members. There are four sources of members: an aggregate, a
// closure, a class whose members were listed, and an opaque class.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/decide/closure.hpp>
#include <fearless/derive/decide/surface.hpp>
#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/members/inner_bytes.hpp>
#include <fearless/derive/members/listing.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/members/reflection.hpp>
#include <fearless/derive/members/single_capture.hpp>
#include <fearless/derive/members/template_arguments.hpp>
#include <fearless/derive/members/unopened.hpp>

namespace fearless::derive {

// The obligation for a member of a class.
template <class Trait, class Member>
struct MemberObligation {
  using type = Obligation<Trait, Member>;
};
template <class Trait, class Member>
  requires(Trait::members_of_const_object && !std::is_reference_v<Member>)
struct MemberObligation<Trait, Member> {
  using type = std::conditional_t<std::is_const_v<Member>, Obligation<Trait, std::remove_const_t<Member>>,
                                  typename Trait::template OfMutable<Member>>;
};
// The answer for a class, from the list of its members or from the reason why there is none.
template <class Trait, class Members>
struct MembersRule {
  using type = Members;
};
template <class Trait, class... Member>
struct MembersRule<Trait, TypeList<Member...>> {
  using type = IfAll<typename MemberObligation<Trait, Member>::type...>;
};

template <class T>
concept Stateless = std::is_empty_v<T> && std::is_trivially_copyable_v<T> && std::is_default_constructible_v<T>;

// T, or const T if the trait asks about the members of a const object.
template <class Trait, class T>
using Seen = std::conditional_t<Trait::members_of_const_object, const T, T>;

template <class Trait, class T>
consteval auto union_rule() {
#if FEARLESS_DETAIL_REFLECTS
  if constexpr (is_union_of_values<T>())
    return typename MembersRule<Trait, ReflectedMembers<Seen<Trait, T>>>::type{};
  else
#endif
    return never<because::a_union_does_not_say_which_member_is_alive>;
}

// The conjunction of two answers. The first one is a condition.
template <class First, class Second>
struct Conjunction {
  using type = Second;  // Never
};
template <class... A>
struct Conjunction<IfAll<A...>, Always> {
  using type = IfAll<A...>;
};
template <class... A, class... B>
struct Conjunction<IfAll<A...>, IfAll<B...>> {
  using type = IfAll<A..., B...>;
};

// The type arguments of the opaque class template T, as obligations in front of those of its members. The class may
// hold its arguments in bytes that no probe can interpret, or elsewhere, where they may refer back to the class. An
// incomplete class, such as a tag, cannot be held by value.
//
// Each question asks anew whether an argument is complete. A compiler keeps the answer of a concept, so an unrelated
// question, such as one about std::unique_ptr<A>, could have settled it before A was complete.
template <class Trait, class T, class A>
inline constexpr bool can_be_held = !__is_class(A) || requires { sizeof(A); };
template <class Trait, class T, class Answer, class Arguments>
struct WithArguments;
template <class Trait, class T, class Answer>
struct WithArguments<Trait, T, Answer, TypeList<>> {
  using type = Answer;
};
template <class Trait, class T, class Answer, class First, class... Rest>
struct WithArguments<Trait, T, Answer, TypeList<First, Rest...>> {
  using type = typename Conjunction<
      std::conditional_t<can_be_held<Trait, T, First>, IfAll<Obligation<Trait, Element<First>>>, IfAll<>>,
      typename WithArguments<Trait, T, Answer, TypeList<Rest...>>::type>::type;
};

// The trait that stands for "granted without a check". Every type has it, but nothing proves it (marker/proved.hpp).
struct Unverified;
using GrantedUnverified = IfAll<Obligation<Unverified, void>>;

// The answer for a class that this compiler does not show. It is a refusal; but if Clang has already accepted this file
// (tools/fearless-check-with-clang guarantees that), it is granted without a check.
#if defined(FEARLESS_CHECKED_BY_CLANG) && !FEARLESS_DETAIL_DUMPS_STRUCTS
template <class Otherwise>
using NotShownHere = GrantedUnverified;
#else
template <class Otherwise>
using NotShownHere = Otherwise;
#endif

// The answer for a class whose fields the compiler shows one by one. If it does not show all of them, the answer is
// `Otherwise`.
template <class Trait, class T, class Otherwise>
consteval auto fields_rule() {
#if FEARLESS_DETAIL_REFLECTS
  if constexpr (!is_closure<T>())
    return typename MembersRule<Trait, ReflectedMembers<Seen<Trait, T>>>::type{};
  else
    return NotShownHere<Otherwise>{};
#elif FEARLESS_DETAIL_DUMPS_STRUCTS
  if constexpr (!fields_show<T>)
    return Otherwise{};
  else if constexpr (!dump_passes<T, NoInnerBytes> && !plain_bits<T>)
    return never<because::raw_storage_inside_a_member_may_hold_anything>;
  else
    return IfAll<Obligation<Trait, Fields<T>>>{};
#else
  return NotShownHere<Otherwise>{};
#endif
}
// The answer for a class whose members were listed. If the list does not state which members are `mutable`, another
// source has to. If there is none, each member that is not const may be mutable.
template <class Obliged>
inline constexpr bool obliged_to_never = false;
template <class Trait, class T>
inline constexpr bool obliged_to_never<Obligation<Trait, T>> = is_never<SurfaceRule<Trait, T>>;
template <class Answer>
struct UnlessMutable {
  using type = Answer;
};
template <class... Obligations>
  requires((obliged_to_never<Obligations> || ...))
struct UnlessMutable<IfAll<Obligations...>> {
  using type = Never<because::a_mutable_member_would_not_show>;
};
#if FEARLESS_DETAIL_DUMPS_STRUCTS
// The list has the types of the members; the fields show which of them are `mutable`. The builtin opens a member that
// is an aggregate, so the type of that member is asked as well.
template <class Trait, class Listed>
struct ListedAsConst;
template <class Trait, class... Member>
struct ListedAsConst<Trait, TypeList<Member...>> : MembersRule<Trait, TypeList<const Member...>> {};
template <class Trait, class T, class Otherwise>
consteval auto listed_fields_rule() {
  if constexpr (fields_show<T>)
    return typename Conjunction<typename ListedAsConst<Trait, decltype(Listing<T>::members())>::type,
                                IfAll<Obligation<Trait, Fields<T>>>>::type{};
  else
    return Otherwise{};
}
#else
template <class Trait, class T, class Otherwise>
consteval auto listed_fields_rule() {
  return fields_rule<Trait, T, Otherwise>();
}
#endif
template <class Trait, class T>
consteval auto listed_rule() {
  using Listed = decltype(Listing<T>::members());
  using Answer = typename MembersRule<Trait, Listed>::type;
  if constexpr (is_never<Listed> || !Trait::members_of_const_object) {
    return Answer{};
  } else {
    using Otherwise = typename UnlessMutable<Answer>::type;
    if constexpr (requires { Listing<T>::members_of_const(); }) {
      return typename MembersRule<Trait, decltype(Listing<T>::members_of_const())>::type{};
    } else if constexpr (!std::is_aggregate_v<T>) {
      return listed_fields_rule<Trait, T, Otherwise>();
    } else {
      using Bound = typename AggregateMembers<const T>::type;
      if constexpr (is_never<Bound>)
        return listed_fields_rule<Trait, T, Otherwise>();
      else
        return typename MembersRule<Trait, Bound>::type{};
    }
  }
}

template <class T>
consteval bool has_raw_storage() {
#if FEARLESS_DETAIL_REFLECTS
  return any_raw_storage<ReflectedMembers<T>>;
#elif FEARLESS_DETAIL_DUMPS_STRUCTS
  return holds_raw_storage<T>;
#else
  return has_storage_for_pointer<T>;
#endif
}

// Whether the bytes of the opaque class or closure T are sufficient for an answer. If the compiler shows members of
// class type, these are asked instead, because a class may have raw storage.
template <class T>
consteval bool is_plain() {
  if constexpr (!plain_bits<T>) return false;
#if FEARLESS_DETAIL_REFLECTS
  else if constexpr (!is_closure<T>())
    return !any_class<ReflectedMembers<T>>;
#elif FEARLESS_DETAIL_DUMPS_STRUCTS
  else
    return !holds_classes<T>;
#endif
  return true;
}

// Whether a class in the closure T, not the closure itself, may have raw storage.
template <class T>
consteval bool captures_raw_storage() {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  return false;  // is_plain has asked for classes
#else
  if constexpr (!has_storage_for_pointer<T>)
    return false;
  else if constexpr (IsStructural<T>)
    return !HoldsNoClass<T>;
  else
    return true;
#endif
}

// The answer for a closure. A captured array of bytes is no raw storage, so plain bytes are plain values, unless a
// captured class has raw storage. A project that is also checked by Clang may define FEARLESS_UNSAFE_TRUST_CLOSURES for
// compilers that show no captures.
template <class Trait, class T>
consteval auto closure_rule() {
  if constexpr (Trait::plain_bits_suffice && is_plain<T>() && !captures_raw_storage<T>()) return always;
#if defined(FEARLESS_UNSAFE_TRUST_CLOSURES) && !FEARLESS_DETAIL_DUMPS_STRUCTS
  else
    return GrantedUnverified{};
#elif FEARLESS_DETAIL_BINDS_CAPTURES
  else if constexpr (HasSingleCapture<T>)
    return typename MembersRule<Trait, TypeList<typename SingleCapture<Seen<Trait, T>>::type>>::type{};
  else
    return fields_rule<Trait, T, Never<because::the_captures_of_a_closure_cannot_be_seen>>();
#else
  else
    return fields_rule<Trait, T, Never<because::the_captures_of_a_closure_cannot_be_seen>>();
#endif
}

// The answer for a class that is no closure, no aggregate, and not listed.
template <class Trait, class T>
consteval auto opaque_rule() {
  if constexpr (!std::is_void_v<typename Unopened<T>::reason>) {
    return never<typename Unopened<T>::reason>;
  } else if constexpr (!arguments_show<T>()) {
    return NotShownHere<Never<because::its_members_cannot_be_seen>>{};
  } else if constexpr (has_raw_storage<T>()) {
    return never<because::raw_storage_may_hold_anything>;
  } else {
    using Arguments = typename TemplateArguments<T>::types;
    if constexpr (Trait::plain_bits_suffice && is_plain<T>())
      return typename WithArguments<Trait, T, IfAll<>, Arguments>::type{};
    else
      return typename WithArguments<
          Trait, T, decltype(fields_rule<Trait, T, Never<because::its_members_cannot_be_seen>>()), Arguments>::type{};
  }
}

#if FEARLESS_DETAIL_REFLECTS
// The answer for a class with a list, and no aggregate. Reflection shows the members, whatever the list says. But
// whoever wrote the list has looked at the class: so bytes inside of a member are that member's affair, and the
// arguments of a template are where the members are, as with every other compiler. A list that is not accepted says
// nothing.
template <class Trait, class T>
consteval auto reflected_list_rule() {
  if constexpr (is_never<decltype(Listing<T>::members())>)
    return opaque_rule<Trait, T>();
  else if constexpr (any_bytes<ReflectedMembers<T>>)
    return never<because::raw_storage_may_hold_anything>;
  else
    return typename MembersRule<Trait, ReflectedMembers<Seen<Trait, T>>>::type{};
}
#endif

// If an aggregate with raw storage, at any depth, is not copied as bytes, it may have created objects in that storage,
// of the types that its template was given. (Members is Never if the members cannot be listed.)
template <class T, class Members>
inline constexpr bool has_bytes = any_bytes_inside<Members>;
template <class T, class Reason>
inline constexpr bool has_bytes<T, Never<Reason>> = has_raw_storage<T>();
template <class T, class Members>
concept HoldsArguments =
    !__is_trivially_copyable(T) && (TemplateArguments<T>::types::size != 0) && has_bytes<T, Members>;
template <class Trait, class T, class Members>
struct AggregateRule : MembersRule<Trait, Members> {};
template <class Trait, class T, class Members>
  requires HoldsArguments<T, Members>
struct AggregateRule<Trait, T, Members>
    : WithArguments<Trait, T, typename MembersRule<Trait, Members>::type, typename TemplateArguments<T>::types> {};

template <class Trait, class T>
consteval auto aggregate_rule() {
#if FEARLESS_DETAIL_REFLECTS
  using Members = ReflectedMembers<Seen<Trait, T>>;
#else
  using Members = typename AggregateMembers<Seen<Trait, T>>::type;
#endif
  if constexpr (!is_never<Members>) return typename AggregateRule<Trait, T, Members>::type{};
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  else if constexpr (Trait::plain_bits_suffice && is_plain<T>())
    return always;
  else if constexpr (HoldsArguments<T, Members>)
    return typename WithArguments<Trait, T, decltype(fields_rule<Trait, T, Members>()),
                                  typename TemplateArguments<T>::types>::type{};
#else  // GCC shows it in no other way, so it is as opaque as a class with private members
  else if constexpr (Trait::plain_bits_suffice && is_plain<T>() && arguments_show<T>() && !has_raw_storage<T>())
    return typename WithArguments<Trait, T, IfAll<>, typename TemplateArguments<T>::types>::type{};
#endif
  else
    return fields_rule<Trait, T, Members>();
}

// The answer for a class that has to be opened, by the first of these sources that applies.
template <class Trait, class T>
consteval auto open_rule() {
  if constexpr (!Complete<T>) return never<because::the_class_is_incomplete_here>;
#if FEARLESS_DETAIL_REFLECTS
  else if constexpr (Listed<T> && !__is_aggregate(T))
    return reflected_list_rule<Trait, T>();
#else
  else if constexpr (Listed<T>)
    return listed_rule<Trait, T>();
#endif
  else if constexpr (__is_aggregate(T))
    return aggregate_rule<Trait, T>();
  else if constexpr (Stateless<T>)
    return always;
  else if constexpr (is_closure<T>())
    return closure_rule<Trait, T>();
  else
    return opaque_rule<Trait, T>();
}

// A shortcut for compile time: most structs hold plain values only, which their bytes show. Such a struct is
// structural, and holds no class: a class may be refused for another reason than its bytes, so the members are asked
// one by one.
template <class T>
concept UnlistedAggregate = Complete<T> && __is_aggregate(T) && !Listed<T>;
template <class Trait, class T>
concept PlainFor = Trait::plain_bits_suffice && UnlistedAggregate<T> && StructuralPlainBits<T> && HoldsNoClass<T>;

// Whether T was promised inside its own definition, or inside or for one of its bases. This shows only if T is
// complete.
template <class Trait, class T>
concept Promised = Complete<T> && (Trait::template declared_inside<T>() ||
                                   (__is_polymorphic(T) && Trait::template declared_by_root<T>()));

// The answer as a type. (Specialisations for the most frequent cases cost the compiler less than functions.)
template <class Trait, class T, bool Plain = PlainFor<Trait, T>>
struct OpenRule {
  using type = std::remove_const_t<decltype(open_rule<Trait, T>())>;
};
template <class Trait, class T>
struct OpenRule<Trait, T, true> {
  using type = Always;
};
template <class Trait, class T>
  requires Promised<Trait, T>
struct OpenRule<Trait, T, false> {
  using type = Always;
};
#if !FEARLESS_DETAIL_REFLECTS
template <class Trait, class T>
  requires(!Promised<Trait, T> && UnlistedAggregate<T> && OnlyMembers<T>)
struct OpenRule<Trait, T, false> {
  using type = typename AggregateRule<Trait, T, typename AggregateMembers<Seen<Trait, T>>::type>::type;
};
#endif

}  // namespace fearless::derive
