// SPDX-License-Identifier: MIT
// How many members an aggregate has, found out by asking what it can be initialised from.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/dump_struct.hpp>
#include <fearless/derive/tables_128.hpp>
#include <fearless/derive/type_name.hpp>

namespace fearless::derive {

template <class U>
inline constexpr bool unnamed_record = [] {
  if constexpr (std::is_class_v<U> || std::is_union_v<U>) return is_unnamed_record<U>();
  return false;
}();

// Initialises any one member: an object or a const reference through the first conversion, other references through the
// others, which count as worse ones, so that a member constructible from anything at all is not ambiguous. The
// conversion to an anonymous union or struct is marked as one that throws; noexcept() then asks about all members at
// once. The aggregate itself must not be what a single initialiser converts to, hence `Whole`; where there are several,
// one `Any` shares its conversions among all aggregates.
template <class Whole>
struct AnyPartOf {
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U() const&& noexcept(!unnamed_record<U>) {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U&() const volatile&& noexcept {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U&&() const volatile&& noexcept {
    __builtin_unreachable();
  }
};
using Any = AnyPartOf<void>;

// Initialises an anonymous union or struct and nothing else.
struct AnyUnnamed {
  template <class U>
    requires unnamed_record<U>
  operator U() const noexcept {
    __builtin_unreachable();
  }
};

// Initialise a base of T and nothing else. A base that is constructible from anything takes them too, but then there
// are two ways, of which none is better with the one or the other of these.
template <class U, class T>
concept BaseOf = std::is_base_of_v<U, T> && !std::is_same_v<U, T>;
template <class T>
struct AnyBase {
  template <BaseOf<T> U>
  operator U() noexcept {
    __builtin_unreachable();
  }
};
template <class T>
struct AnyConstBase {
  template <BaseOf<T> U>
  operator U() const noexcept {
    __builtin_unreachable();
  }
};

// Initialises nothing but what is constructible from anything.
struct Nothing {};

template <std::size_t>
using AnyAt = Any;

// Questions that need several `Any` in a row: how many is a number, so they come through an index sequence.
template <class Before = std::index_sequence<>, class After = std::index_sequence<>>
struct Anys;
template <std::size_t... I, std::size_t... J>
struct Anys<std::index_sequence<I...>, std::index_sequence<J...>> {
  // A single initialiser must not be converted to the whole T.
  template <class T, std::size_t K>
  using Part = std::conditional_t<sizeof...(I) == 1, AnyPartOf<T>, AnyAt<K>>;
  // Whether T takes I... of them.
  template <class T>
  static constexpr bool fit = Braces<0>::fit<T, Part<T, I>...>;
  // Whether T takes P in the midst of them.
  template <class T, class P>
  static constexpr bool fit_around = Braces<0>::fit<T, AnyAt<I>..., P, AnyAt<J>...>;
  // Whether T takes a list of Q in the midst of them: an array, or a class that is constructed from one.
  template <class T, class... Q>
  static constexpr bool fit_around_list =
      requires(Takes<T> f) { f({value<AnyAt<I>>()..., {value<Q>()...}, value<AnyAt<J>>()...}); };
  template <class T, std::size_t... K>
  static constexpr bool fit_around_anys(std::index_sequence<K...>) {
    return fit_around_list<T, AnyAt<K>...>;
  }
  // Whether none of the members they initialise is an anonymous union or struct.
  template <class T>
  static constexpr bool named = requires(Takes<T> f) {
    { f({value<Part<T, I>>()...}) } noexcept;
  };
  // Whether the member in the midst of them is a base of T.
  template <class T>
  static constexpr bool base = fit_around<T, Nothing> ? !(fit_around<T, AnyBase<T>> && fit_around<T, AnyConstBase<T>>)
                                                      : fit_around<T, AnyConstBase<T>>;
};
template <std::size_t N, std::size_t M = 0>
using AnyTimes = Anys<std::make_index_sequence<N>, std::make_index_sequence<M>>;

enum class Shape : unsigned char {
  members,   // so many members and no base
  bases,     // has a base class
  unnamed,   // has an anonymous union or struct
  unknown,   // what it can be initialised from does not tell
  too_many,  // more than the table holds
};
struct Count {
  Shape shape;
  std::size_t members = 0;
};

// The largest N between Lo (which fits) and Hi (which does not) for which N times `{}` fit.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_braces() {
  if constexpr (Hi - Lo == 1)
    return Lo;
  else if constexpr (Braces<(Lo + Hi) / 2>::template fit<T>)
    return bisect_braces<T, (Lo + Hi) / 2, Hi>();
  else
    return bisect_braces<T, Lo, (Lo + Hi) / 2>();
}
template <class T, std::size_t N = 1>
consteval std::size_t gallop_braces() {
  if constexpr (Braces<N>::template fit<T>)
    return gallop_braces<T, 2 * N>();
  else
    return bisect_braces<T, N / 2, N>();
}

// Whether one of the first N members, each of which `{}` initialises, is an anonymous union or struct.
template <class T, std::size_t... I>
consteval bool any_unnamed(std::index_sequence<I...>) {
  return ((Braces<I>::template fit<T, AnyUnnamed> && !Braces<I>::template fit<T, Nothing>) || ...);
}

// The way for an aggregate that `{}` does not initialise in full: it has references, or members without a default.
// Any itself then stands for every member; an array takes one for each of its elements, which is undone afterwards.
inline constexpr std::size_t most_anys = 128;
// An array whose elements have no default takes no single Any and no `{}`, yet may have an initialiser of its own. It
// is found up to this length.
inline constexpr std::size_t longest_array = 8;

// The largest number of Anys that fit. The numbers that do are a run, with gaps where an array takes all or none.
template <class T, std::size_t N, std::size_t Last = 0>
consteval std::size_t count_anys() {
  if constexpr (N > most_anys)
    return AnyTimes<N>::template fit<T> ? 0 : Last;
  else if constexpr (Last != 0 && N > Last + longest_array)
    return Last;
  else
    return count_anys<T, N + 1, AnyTimes<N>::template fit<T> ? N : Last>();
}
// Whether a list of so many Anys initialises the member at position At, with N more Anys after it.
template <class T, std::size_t At, std::size_t N, std::size_t Listed>
consteval bool list_fits() {
  return AnyTimes<At, N>::template fit_around_anys<T>(std::make_index_sequence<Listed>{});
}
// How many of the Total Anys the member takes that begins with number At: more than one if it is an array.
template <class T, std::size_t At, std::size_t Total, std::size_t Length = 1>
consteval std::size_t anys_of_member() {
  if constexpr (At + Length > Total)
    return 1;  // no list fits here: a class, which takes one
  else if constexpr (list_fits<T, At, Total - At - Length, 0>())
    return Length;
  else if constexpr (Length == 1)
    return anys_of_member<T, At, Total, 2>();
  else if constexpr (list_fits<T, At, Total - At - Length, Length>())
    // Or a class that is constructed from so many: then all the other Anys fit beside it, too.
    return list_fits<T, At, Total - At - 1, Length>() ? 1 : Length;
  else
    return anys_of_member<T, At, Total, Length + 1>();
}
template <class T, std::size_t Total, std::size_t At = 0>
consteval std::size_t members_in_anys() {
  if constexpr (At >= Total)
    return 0;
  else
    return 1 + members_in_anys<T, Total, At + anys_of_member<T, At, Total>()>();
}
template <class T, std::size_t Total, std::size_t... I>
consteval bool any_unnamed_in_anys(std::index_sequence<I...>) {
  return ((AnyTimes<I, Total - I - 1>::template fit_around<T, AnyUnnamed> &&
           !AnyTimes<I, Total - I - 1>::template fit_around<T, Nothing>) ||
          ...);
}

// Whether none of the n members is an anonymous union or struct; each takes one Any.
template <class T, std::size_t N>
consteval bool all_named() {
#if !defined(__clang__)  // which would instantiate the members' constructors to see what they throw
  if constexpr (AnyTimes<N>::template named<T>) return true;
#endif
  return !any_unnamed<T>(std::make_index_sequence<N>{});
}

template <class T>
consteval Count count_with_anys() {
  constexpr std::size_t total = count_anys<T, 1>();
  if constexpr (total == 0)
    return {Shape::unknown};
  else if constexpr (AnyTimes<0, total - 1>::template base<T>)
    return {Shape::bases};
  else if constexpr (any_unnamed_in_anys<T, total>(std::make_index_sequence<total>{}))
    return {Shape::unnamed};
  else
    return {Shape::members, members_in_anys<T, total>()};
}

// Whether such an array follows the first N members.
template <class T, std::size_t N, std::size_t... I>
consteval bool array_follows(std::index_sequence<I...>) {
  return Braces<N>::template fit<T, Any, AnyAt<I>...>;
}
template <class T, std::size_t N, std::size_t... L>
consteval bool any_array_follows(std::index_sequence<L...>) {
  return (array_follows<T, N>(std::make_index_sequence<L + 1>{}) || ...);
}

#if defined(__clang__) && __has_builtin(__builtin_structured_binding_size)

// The compiler knows the number. It would count the members of a base, too, and looks at no destructor, which the other
// way instantiates.
template <class T>
consteval Count count_members() {
  if constexpr (!dump_passes<T, NoBase>)
    return {Shape::bases};
  else if constexpr (requires { std::integral_constant<std::size_t, __builtin_structured_binding_size(T)>{}; })
    return Braces<__builtin_structured_binding_size(T)>::in_table
               ? Count{Shape::members, __builtin_structured_binding_size(T)}
               : Count{Shape::too_many};
  else
    return {Shape::unknown};
}

#else

template <class T>
consteval Count count_members() {
  if constexpr (!Braces<0>::fit<T>) {
    return count_with_anys<T>();
  } else {
    constexpr std::size_t n = gallop_braces<T>();
    if constexpr (Braces<n>::template fit<T, AnyPartOf<T>>) {
      // A member that `{}` does not initialise, but that has an initialiser of its own; or the end of the table.
      if constexpr (!Braces<n + 1>::in_table) return {Shape::too_many};
      return count_with_anys<T>();
    } else if constexpr (!std::is_trivially_default_constructible_v<T> &&
                         any_array_follows<T, n>(std::make_index_sequence<longest_array - 1>{})) {
      return count_with_anys<T>();
    } else if constexpr (n == 0) {
      return {Shape::members, 0};
    } else if constexpr (AnyTimes<0, 0>::base<T>) {
      return {Shape::bases};
    } else if constexpr (AnyTimes<n>::template fit<T> && !AnyTimes<n + 1>::template fit<T>) {
      // No array, so the n Anys are the n members: one question for all of them.
      return {all_named<T, n>() ? Shape::members : Shape::unnamed, n};
    } else {
      return {any_unnamed<T>(std::make_index_sequence<n>{}) ? Shape::unnamed : Shape::members, n};
    }
  }
}

#endif

template <class T>
inline constexpr Count member_count = count_members<T>();

}  // namespace fearless::derive
