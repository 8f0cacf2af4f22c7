// SPDX-License-Identifier: MIT
// The direct bases of any class: the compiler lists them, or the user names them and the compiler confirms the list.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/answer/reason.hpp>
#include <fearless/derive/members/aggregate.hpp>
#include <fearless/derive/members/bases.hpp>
#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/members/dump_struct.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/macros/bases.hpp>

namespace fearless {

/// The direct bases of `T` as named by the user, for compilers that report only that there are bases (Clang): see
/// FEARLESS_BASES. For a template, write the specialisation yourself, with the member `types`, a `derive::TypeList`.
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

// Whether `name`, by which the builtin announces a base, is the compiler's spelling of one of these classes.
template <class... Base>
struct SpelledAsOneOf {
  static constexpr bool equal(const char* name, Text spelled) {
    for (std::size_t i = 0; i < spelled.size; ++i)
      if (name[i] != spelled.data[i]) return false;
    return name[spelled.size] == '\0';
  }
  static constexpr bool asked(const char* name) { return (equal(name, type_name<Base>()) || ...); }
};
// The question whether T itself has a base that is spelled in another way than these. (A base that is announced with
// more than two spaces of indentation belongs to something inside T.)
template <class Names>
struct NoOtherName {};
template <class Names>
struct FieldsAsked<NoOtherName<Names>> {
  void operator()(...) const noexcept;
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char*) const noexcept(false);
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char* name) const noexcept
      __attribute__((enable_if(Names::asked(name), "it is one of those that are named")));
};

// Two classes may be spelled alike: two functions may each have a local class `Base`. So the bases of T are counted,
// and a base of a base may not be spelled like one of these.
//
// The builtin shows each base with its content, and then the fields. What it shows is remarked (remark.hpp): the base N
// after the end of the base N - 1, and the end N after the base N. The conditions are default template arguments, which
// are checked for each call; `Asked` is the class itself, and makes them dependent. The compiler may evaluate the
// expression more than once, so after the end of T no base is counted. What depends on a string is remarked by the
// body of a function, which is instantiated if the function is selected.
enum class Shows : unsigned char { base, end, base_of_base, field, all };
template <class Question, std::size_t N>
struct CountBase {
  template <class Asked = Question,
            class = std::enable_if_t<(N == 1 || requires { found(Remark<Asked, Shows::end, N - 1>{}); }) &&
                                     !requires { found(Remark<Asked, Shows::all>{}); }>>
    requires(!MakeRemark<Remark<Asked, Shows::base, N>>::done)
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char*) const;
  template <class Asked = Question, class = decltype(found(Remark<Asked, Shows::base, N>{}))>
    requires(!MakeRemark<Remark<Asked, Shows::end, N>>::done)
  void operator()(const char (&)[sizeof("%s}\n")], const char (&)[sizeof("  ")]) const;
};
template <class T, class Names, class Numbers>
struct CountBases;
template <class T, class Names, std::size_t... N>
struct CountBases<T, Names, std::index_sequence<N...>>
    : CountBase<CountBases<T, Names, std::index_sequence<N...>>, N + 1>... {
  using Question = CountBases;
  using CountBase<CountBases<T, Names, std::index_sequence<N...>>, N + 1>::operator()...;
  void operator()(...) const;
  template <class Asked = Question, class = std::enable_if_t<!requires { found(Remark<Asked, Shows::field>{}); }>,
            std::size_t Depth>
    requires(Depth > sizeof("  "))
  auto operator()(const char (&)[sizeof("%s%s")], const char (&)[Depth], const char* name) const
      __attribute__((enable_if(Names::asked(name), "it is spelled like one of those that are named"))) {
    return MakeRemark<Remark<Asked, Shows::base_of_base>>::done;
  }
  template <class Asked = Question>
    requires(!MakeRemark<Remark<Asked, Shows::field>>::done)
  void operator()(const char*, const char (&)[sizeof("  ")], const char*, const char*, ...) const;
  template <class Asked = Question>
    requires(!MakeRemark<Remark<Asked, Shows::all>>::done)
  void operator()(const char (&)[sizeof("}\n")]) const;
};
template <class T, class Question>
concept IsCounted =
    requires(const volatile T* object, const Question& question) { __builtin_dump_struct(object, question); };
template <class T, class... Base>
consteval bool has_no_more_than() {
  using Question = CountBases<T, SpelledAsOneOf<Base...>, std::make_index_sequence<sizeof...(Base) + 1>>;
  if constexpr (IsCounted<T, Question>)
    return Made<Remark<Question, Shows::all>> && !Made<Remark<Question, Shows::base, sizeof...(Base) + 1>> &&
           !Made<Remark<Question, Shows::base_of_base>>;
  else
    return false;
}

#pragma clang diagnostic pop

// If T has one accessible base that is a specialisation of a template, deduction finds it. If T is a specialisation as
// well, deduction prefers T itself. So a base with T as its argument, such as std::enable_shared_from_this<T>, is tried
// first.
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
    (BaseOf<Base, T> && ...) && dump_passes<T, NoOtherName<SpelledAsOneOf<Base...>>> && has_no_more_than<T, Base...>();

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

// Whether the empty class B shows no member. An empty member that takes no space would show.
template <class B>
consteval bool shows_no_member() {
  return shows_no_field<B>();
}

#else

template <class T>
consteval auto own_bases() {
  return DirectBases<T>{};
}

// A class with a std::tuple_size consists of elements, of which empty ones take no space: those of a std::tuple are
// members of classes at the end of a chain of bases.
template <class... B>
consteval bool have_no_elements([[maybe_unused]] TypeList<B...> classes) {
  return ((!HijacksBindings<B> && have_no_elements(DirectBases<B>{})) && ...);
}
template <class B>
consteval bool shows_no_member() {
  return (!std::is_aggregate_v<B> || is_bare<B>()) && have_no_elements(TypeList<B>{});
}

#endif

// The direct bases of the class T as a TypeList, or Never if one of them is not known.
template <class T>
using OwnBases = std::remove_const_t<decltype(own_bases<T>())>;

}  // namespace derive
}  // namespace fearless
