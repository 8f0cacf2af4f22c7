// SPDX-License-Identifier: MIT
// Which answer applies to a type: the first that is there of the user's word, the language's table, a row and the
// members.
#pragma once

#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/members/listing.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/members/reflection.hpp>
#include <fearless/derive/members/single_capture.hpp>
#include <fearless/derive/members/template_arguments.hpp>
#include <fearless/derive/members/unopened.hpp>
#include <fearless/derive/support/type_name.hpp>
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
consteval bool can_be_declared_not() {
  if constexpr (Complete<T>) return !std::is_aggregate_v<T> && (std::is_union_v<T> || !std::is_trivially_copyable_v<T>);
  return true;
}
// What a macro says of a class of which it must not be said, since it makes the error itself.
struct DeclaredInVain : because::it_was_declared_so {};
template <class T>
inline constexpr std::conditional_t<can_be_declared_not<T>(), Never<because::it_was_declared_so>, Never<DeclaredInVain>>
    declared_not{};
// (In a function: Clang crashes if a class in which an assertion fails is needed for a concept.)
template <class T, class Said>
consteval bool check_said() {
  static_assert(!said_never<Said> || can_be_declared_not<T>() || std::is_same_v<Said, Never<DeclaredInVain>>,
                "fearless: an aggregate or a trivially copyable class is what its members are: give it a "
                "fearless::NotSend or fearless::NotSync member instead of declaring it so");
  return true;
}
template <class Said, bool>
using Checked = Said;

// A class of which the user says "if T is" may hold its Ts elsewhere, and they may lead back to it.
template <class Answer>
struct SaidRule {
  using type = Answer;
};
template <class... Trait, class... T>
struct SaidRule<IfAll<Obligation<Trait, T>...>> {
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
  } else if constexpr (ArrayOfNone<T>) {
    return IfAll<Obligation<Trait, ElementOfNone<T>>>{};
  } else {
    return never<because::its_members_cannot_be_seen>;
  }
}

// Of an unqualified T of which the user has said something.
template <class Trait, class T, class Said>
struct SaidOf {
  using type = typename SaidRule<Checked<Said, check_said<T, Said>()>>::type;
};
template <class Trait, class T>
struct SaidOf<Trait, T, NotSaid> {
  using type = std::remove_const_t<decltype(language_rule<Trait, T>())>;
};
template <class Trait, class T>
  requires(__is_class(T) && !HasRow<T>)
struct SaidOf<Trait, T, NotSaid> {
  using type = Open;
};

template <class Trait, class T>
struct Surface<Trait, T, true> : SaidOf<Trait, T, typename Trait::template Said<T>> {};
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
    return typename SaidOf<Trait, T, typename Trait::template Said<T>>::type{};
}
template <class Trait, class T>
struct Surface<Trait, T, false> {
  using type = decltype(surface_of_other<Trait, T>());
};

// What the members of a class are obliged to.
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
// The answer for a class, from the list of its members, or from the reason why there is none.
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

// Only what *is* a closure: a template that was given one, or a function type, is a class like any other, and so is a
// class inside of one, or inside a template of one, which may have no name. So the last component of the name decides,
// from its first character on. A class's own name is an identifier, or says that there is none.
#if defined(__clang__)
template <class T>
consteval bool is_closure() {
  constexpr Text name = type_name<T>();
  constexpr Text begin = text("(lambda at ");
  if (!name.ends_with(text(")"))) return false;
  std::size_t open = name.size - 1;
  while (open > 0 && name.data[open] != '(') {
    --open;
    if (name.data[open] == ')') return false;
  }
  if (open + begin.size > name.size || !Text{name.data + open, begin.size}.ends_with(begin)) return false;
  // A file may have any name, which the place of a class without a name contains.
  constexpr Text in_unnamed[] = {text("(unnamed "), text("(anonymous struct"), text("(anonymous class"),
                                 text("(anonymous union"), text("(anonymous at")};
  const Text scope{name.data, open};
  for (const Text& unnamed : in_unnamed)
    if (scope.contains(unnamed)) return false;
  return scope.size == 0 || scope.ends_with(text("::"));
}
#else
template <class T>
consteval bool is_closure() {
  constexpr Text name = type_name<T>();
  constexpr Text begin = text("<lambda(");
  if (!name.ends_with(text(")>"))) return false;
  std::size_t open = name.size - 1;
  for (int depth = 1; depth > 0 && open > 0;) {
    --open;
    depth += name.data[open] == '>' ? 1 : name.data[open] == '<' ? -1 : 0;
  }
  if (open + begin.size > name.size || !Text{name.data + open, begin.size}.ends_with(begin)) return false;
  // Behind an identifier it is the argument of a template: a function that returns a class of that name.
  return open == 0 || name.data[open - 1] == ':';
}
#endif

// The members of the aggregate or listed class T, as the trait wants to see them.
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

// All of two answers, of which the first is a condition.
template <class First, class Second>
struct Both {
  using type = Second;  // Never
};
template <class... A>
struct Both<IfAll<A...>, Always> {
  using type = IfAll<A...>;
};
template <class... A, class... B>
struct Both<IfAll<A...>, IfAll<B...>> {
  using type = IfAll<A..., B...>;
};

// The type arguments of an opaque template, as obligations in front of what its members ask: it may hold them in bytes
// that no probe understands, or elsewhere, where they may lead back to it. One that is incomplete, such as a tag,
// cannot be held.
template <class Trait, class Answer, class Arguments>
struct WithArguments;
template <class Trait, class Answer>
struct WithArguments<Trait, Answer, TypeList<>> {
  using type = Answer;
};
template <class A>
inline constexpr bool can_be_held = !std::is_class_v<A> || Complete<A>;
template <class Trait, class Answer, class First, class... Rest>
struct WithArguments<Trait, Answer, TypeList<First, Rest...>> {
  using type = typename Both<std::conditional_t<can_be_held<First>, IfAll<Obligation<Trait, Element<First>>>, IfAll<>>,
                             typename WithArguments<Trait, Answer, TypeList<Rest...>>::type>::type;
};

// The trait of what is granted unseen: everything has it, but nothing proves it (marker/proved.hpp).
struct Unseen;
using GrantedUnseen = IfAll<Obligation<Unseen, void>>;

// What to say of a class that this compiler does not show: why it is refused or, if Clang has accepted this very file
// before (tools/fearless-check-with-clang sees to that), that nothing is to be said against it.
#if defined(FEARLESS_CHECKED_BY_CLANG) && !FEARLESS_DETAIL_DUMPS_STRUCTS
template <class Otherwise>
using NotShownHere = GrantedUnseen;
#else
template <class Otherwise>
using NotShownHere = Otherwise;
#endif

// Of a class whose fields the compiler shows one by one; `Otherwise` if it does not show them, or not all.
template <class Trait, class T, class Otherwise>
consteval auto fields_rule() {
#if FEARLESS_DETAIL_REFLECTS
  if constexpr (!is_closure<T>())
    return typename MembersRule<Trait, ReflectedMembers<Seen<Trait, T>>>::type{};
  else
    return NotShownHere<Otherwise>{};
#elif FEARLESS_DETAIL_DUMPS_STRUCTS
  if constexpr (fields_show<T>)
    return IfAll<Obligation<Trait, Fields<T>>>{};
  else
    return Otherwise{};
#else
  return NotShownHere<Otherwise>{};
#endif
}
// Of a class whose members somebody has listed. Which of them are `mutable` another source has to say; if none does,
// any may be, unless it is const.
template <class Obliged>
inline constexpr bool obliged_to_never = false;
template <class Trait, class T>
inline constexpr bool obliged_to_never<Obligation<Trait, T>> = said_never<SurfaceRule<Trait, T>>;
template <class Answer>
struct UnlessMutable {
  using type = Answer;
};
template <class... Obligations>
  requires((obliged_to_never<Obligations> || ...))
struct UnlessMutable<IfAll<Obligations...>> {
  using type = Never<because::a_mutable_member_would_not_show>;
};
template <class Trait, class T>
consteval auto listed_rule() {
  using Listed = decltype(Listing<T>::members());
  using Answer = typename MembersRule<Trait, Listed>::type;
  if constexpr (said_never<Listed> || !Trait::members_of_const_object) {
    return Answer{};
  } else {
    using Otherwise = typename UnlessMutable<Answer>::type;
    if constexpr (requires { Listing<T>::members_of_const(); }) {
      return typename MembersRule<Trait, decltype(Listing<T>::members_of_const())>::type{};
    } else if constexpr (!std::is_aggregate_v<T>) {
      return fields_rule<Trait, T, Otherwise>();
    } else {
      using Bound = typename AggregateMembers<const T>::type;
      if constexpr (said_never<Bound>)
        return fields_rule<Trait, T, Otherwise>();
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

// Whether the bytes of the opaque class or closure T answer for it. Where the compiler shows more than they do, the
// classes that it holds are asked themselves: one may hold raw storage.
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

// Of a closure. What it captured by value is what it holds, so plain bytes are plain values. A project that Clang
// checks, too, may trust its closures where the compiler shows none.
template <class Trait, class T>
consteval auto closure_rule() {
  if constexpr (Trait::plain_bits_suffice && is_plain<T>()) return always;
#if defined(FEARLESS_UNSAFE_TRUST_CLOSURES) && !FEARLESS_DETAIL_DUMPS_STRUCTS
  else
    return GrantedUnseen{};
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

// Of a class that is no closure, no aggregate and not listed.
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
      return typename WithArguments<Trait, IfAll<>, Arguments>::type{};
    else
      return
          typename WithArguments<Trait, decltype(fields_rule<Trait, T, Never<because::its_members_cannot_be_seen>>()),
                                 Arguments>::type{};
  }
}

// An aggregate with raw storage, which it does not copy as bytes, may hold in it what its template was given.
template <class Members>
inline constexpr bool any_bytes = false;
template <class... Member>
inline constexpr bool any_bytes<TypeList<Member...>> = (is_raw_storage<Member> || ...);
template <class T, class Members>
concept HoldsArguments = !__is_trivially_copyable(T) && any_bytes<Members> && (TemplateArguments<T>::types::size != 0);
template <class Trait, class T, class Members>
struct AggregateRule : MembersRule<Trait, Members> {};
template <class Trait, class T, class Members>
  requires HoldsArguments<T, Members>
struct AggregateRule<Trait, T, Members>
    : WithArguments<Trait, typename MembersRule<Trait, Members>::type, typename TemplateArguments<T>::types> {};

template <class Trait, class T>
consteval auto aggregate_rule() {
#if FEARLESS_DETAIL_REFLECTS
  using Members = ReflectedMembers<Seen<Trait, T>>;
#else
  using Members = typename AggregateMembers<Seen<Trait, T>>::type;
#endif
  if constexpr (!said_never<Members>) return typename AggregateRule<Trait, T, Members>::type{};
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  else if constexpr (Trait::plain_bits_suffice && is_plain<T>())
    return always;
#else  // nothing else shows what it holds: it is as opaque as a class with private members
  else if constexpr (Trait::plain_bits_suffice && is_plain<T>() && arguments_show<T>() && !has_raw_storage<T>())
    return typename WithArguments<Trait, IfAll<>, typename TemplateArguments<T>::types>::type{};
#endif
  else
    return fields_rule<Trait, T, Members>();
}

// The answer for a class that has to be opened, from what can be seen of its members.
template <class Trait, class T>
consteval auto open_rule() {
  if constexpr (!Complete<T>) return never<because::the_class_is_incomplete_here>;
#if !FEARLESS_DETAIL_REFLECTS  // which knows better than any list
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

// Most structs that are asked about hold plain values. What has something private may hold a class that is refused for
// other reasons than its bytes: the members are asked one by one then.
template <class T>
concept UnlistedAggregate = Complete<T> && __is_aggregate(T) && !Listed<T>;
template <class Trait, class T>
concept PlainFor = Trait::plain_bits_suffice && UnlistedAggregate<T> && OpenPlainBits<T>;

// What only a complete class tells: what was said inside of it, or of a base.
template <class Trait, class T>
concept Promised =
    Complete<T> && (Trait::template said_inside<T>() || (__is_polymorphic(T) && Trait::template said_of_root<T>()));

// The same as a type. (For most aggregates a specialisation is chosen, which costs the compiler less than functions.)
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

// The whole rule, of which only the surface is looked at where that is enough.
template <class Trait, class T, class OnSurface>
struct WholeRule {
  using type = OnSurface;
};
#if FEARLESS_DETAIL_ONLY_READS
// A tool whose compiler cannot look into classes, and which makes no program.
template <class Trait, class T>
struct WholeRule<Trait, T, Open> {
  using type = Always;
};
#else
template <class Trait, class T>
struct WholeRule<Trait, T, Open> : OpenRule<Trait, T> {};
#endif
template <class Trait, class T>
using Rule = typename WholeRule<Trait, T, SurfaceRule<Trait, T>>::type;

}  // namespace fearless::derive
