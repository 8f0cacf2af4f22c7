// SPDX-License-Identifier: MIT
// The probes: objects that convert to the type of a member. If a list of probes initialises an aggregate, the aggregate
// has members that accept them. This header also has the sentinel, which proves that no member follows.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/derive/support/utility.hpp>

// GCC warns (-Wattributes) if the class that `va_list` consists of becomes a template argument.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"

namespace fearless::derive {

// Whether U, a class without a name, may be the class of an anonymous union or struct. A structured binding cannot name
// such a member, so it has to be recognised. U is not such a class if it is not trivially copyable, because g++ accepts
// no such class there, or if an object of U can be created. From GCC 14 on, an object can always be created in a
// template, so nothing can be concluded there.
#if defined(__clang__)
template <class U>
consteval bool may_be_anonymous() {
  return true;
}
#else
template <class U>
consteval bool may_be_anonymous() {
  if constexpr (!__is_trivially_copyable(U)) {
    return false;
  } else if constexpr (!__is_constructible(U, const U&)) {
    return true;
  } else {
    constexpr Text unnamed = text("<unnamed ");
    constexpr Text name = type_name<U>();
    for (std::size_t i = 0; i != name.size; ++i)
      if (name.data[i] == '[' || (name.data[i] == '<' && (i + unnamed.size > name.size ||
                                                          !Text{name.data + i, unnamed.size}.ends_with(unnamed))))
        return true;
    return false;
  }
}
#endif
template <class U, bool = __is_class(U) || __is_union(U)>
inline constexpr bool unnamed_record = false;
template <class U>
  requires(is_unnamed_record<U>())
inline constexpr bool unnamed_record<U, true> = may_be_anonymous<U>();
template <class U>
concept Unnamed = unnamed_record<U>;
template <class U>
concept Named = !unnamed_record<U>;

// Stands around a class without a name in WithSentinel, on GCC.
template <class T>
struct ElementOf;

// A probe for any member. An object or a const reference is initialised by the first conversion. Other references are
// initialised by the other two, which rank lower in overload resolution; without that difference, a member whose
// constructor accepts any type would be ambiguous.
struct Any {
  template <class U>
  operator U() const&& {
    __builtin_unreachable();
  }
  template <class U>
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <class U>
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// A probe for any member that does not convert to the whole aggregate. It is for a list of one probe: there, `Any`
// could also initialise the whole aggregate as a copy.
template <class Whole>
struct AnyPartOf {
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U() const&& {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// A probe for the first of several members. Like AnyPartOf, it does not convert to the whole aggregate, but it does
// initialise a member that is a reference to a const object of the aggregate's own class. The two cases differ in the
// type that is deduced: with `const` for the reference, without it for the copy. (In a list of one probe, the compiler
// may also ask for a const reference to copy the whole aggregate from, so AnyPartOf is used there.) Nor does it convert
// to what stands around the whole aggregate in WithSentinel.
template <class T>
struct ElementOf;
template <class Whole>
struct AnyFirstOf {
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole> && !std::is_same_v<U, ElementOf<Whole>>)
  operator U() const&& {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole> && !std::is_same_v<std::remove_cv_t<U>, ElementOf<Whole>>)
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <class U>
    requires(!std::is_same_v<U, Whole> && !std::is_same_v<U, ElementOf<Whole>>)
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// A probe for any member except two kinds: an anonymous union or struct, because of the constraint; and a member whose
// constructor accepts any type. For the latter, the constructor and this conversion, which is not const, are equally
// good. The initialisation is then ambiguous, so the compiler instantiates neither.
struct AnyNamed {
  template <Named U>
  operator U() && {
    __builtin_unreachable();
  }
  template <Named U>
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <Named U>
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// These are the same three probes, for objects and const references only. The compiler has fewer conversions to
// compare, so these cost less.
struct AnyObject {
  template <class U>
  operator U() const&& {
    __builtin_unreachable();
  }
};
template <class Whole>
struct AnyObjectPartOf {
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole> && !std::is_same_v<U, ElementOf<Whole>>)
  operator U() const&& {
    __builtin_unreachable();
  }
};
struct AnyNamedObject {
  template <Named U>
  operator U() && {
    __builtin_unreachable();
  }
};
// A probe for an anonymous union or struct, and for no other member.
struct AnyUnnamed {
  template <Unnamed U>
  operator U() const {
    __builtin_unreachable();
  }
};
// The same probe for a question in which the compiler performs the conversion (`Takes`). If the member has a name,
// overload resolution selects the deleted conversion and fails at once. Without that conversion the compiler would look
// at the constructors of the member, and their constraints may ask about the whole aggregate again. If the member
// accepts any type, its constructor and the deleted conversion are ambiguous.
struct OnlyUnnamed {
  template <Unnamed U>
  operator U() const {
    __builtin_unreachable();
  }
  template <Named U>
  operator U() && = delete;
};
// A probe for any member except one whose constructor accepts any type, for a question in which the compiler performs
// the conversion (`Takes`).
struct AnyNotGreedy {
  template <class U>
  operator U() && {
    __builtin_unreachable();
  }
  template <class U>
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <class U>
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// A probe for any member except an empty class. An empty class may be a tag that selects a constructor whose body does
// not compile.
template <class U>
inline constexpr bool empty_class = false;
template <class U>
  requires(__is_class(U) && sizeof(U) == 1)
inline constexpr bool empty_class<U> = __is_empty(U);
template <class U>
concept Empty = empty_class<U>;
template <class U>
concept NotEmpty = !empty_class<U>;
struct AnyNotEmpty {
  template <NotEmpty U>
  operator U() const&& {
    __builtin_unreachable();
  }
  template <NotEmpty U>
  operator U&() const volatile&& {
    __builtin_unreachable();
  }
  template <NotEmpty U>
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// A probe for an empty class, and for no other member.
struct AnyEmpty {
  template <Empty U>
  operator U() const {
    __builtin_unreachable();
  }
};
// The same probe for a question in which the compiler performs the conversion (`Takes`), as OnlyUnnamed is.
struct OnlyEmpty {
  template <Empty U>
  operator U() const {
    __builtin_unreachable();
  }
  template <NotEmpty U>
  operator U() && = delete;
};
// `Nothing` is an initialiser that only a greedy member accepts, that is, a member whose constructor accepts any type.
struct Nothing {};

// The sentinel: an object behind a T. It accepts its own initialiser and nothing else, and no other type accepts that
// initialiser. If a list initialises `WithSentinel<T>` with N initialisers for T and then this one, T accepts exactly
// N: a further member of T would have received the sentinel's initialiser, and would have rejected it.
class Sentinel {
  struct Initialiser {};

 public:
  Sentinel(Initialiser);
  static Initialiser make();
};
// GCC accepts no member behind one that ends in an array without a length, and before GCC 15 no class that is derived
// from some of those. It accepts a member behind an array of them: before GCC 15 only if the class that ends so has a
// name, hence ElementOf. There, GCC before 15 sees nothing but such an array in some of the classes without a name (one
// that has its data in a base, say), which it accepts only behind an array of length 0. No initialiser of a list
// without inner braces reaches that array. Clang accepts no array of a class that ends so, but the member.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-variable-sized-type-not-at-end"
template <class T>
struct WithSentinel {
  T object;
  Sentinel sentinel;
};
#pragma clang diagnostic pop
#else
template <class T>
struct WithSentinel {
  T object[1];
  Sentinel sentinel;
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
template <class T>
struct ElementOf {
  char none[0];
  T object;
};
#pragma GCC diagnostic pop
template <class T>
  requires(is_unnamed_record<T>())
struct WithSentinel<T> {
  ElementOf<T> object[1];
  Sentinel sentinel;
};
#endif

// One probe for each index, so that the number of probes can come from an index sequence.
Any&& any_at(std::size_t);
AnyObject&& any_object_at(std::size_t);
template <std::size_t>
using AnyAt = Any;
template <std::size_t>
using AnyNamedAt = AnyNamed;
template <std::size_t>
using AnyNamedObjectAt = AnyNamedObject;
template <std::size_t>
using AnyObjectAt = AnyObject;
AnyNotEmpty&& any_not_empty_at(std::size_t);
AnyNotGreedy&& any_not_greedy_at(std::size_t);

// Questions with several probes in a row. I... is one index for each probe before the initialiser that the question is
// about, J... one for each probe after it.
template <class Before = std::index_sequence<>, class After = std::index_sequence<>>
struct Anys;
template <std::size_t... I, std::size_t... J>
struct Anys<std::index_sequence<I...>, std::index_sequence<J...>> {
  // Whether T accepts I... probes with inner braces left out. An array then accepts one probe for each of its elements.
  template <class T>
  static constexpr bool fit = !requires(Lists<T, AnyAt<I>...> f) { f({any_at(I)...}); };
  // Whether T accepts an initialiser of the type P between the probes.
  template <class T, class P>
  static constexpr bool fit_around =
      !requires(Lists<T, AnyAt<I>..., P, AnyAt<J>...> f) { f({any_at(I)..., value<P>(), any_at(J)...}); };
  // The same two questions, with the conversion performed (`Takes`).
  template <class T>
  static constexpr bool chosen = requires(Takes<T> f) { f({any_not_greedy_at(I)...}); };
  template <class T, class P>
  static constexpr bool chosen_around =
      requires(Takes<T> f) { f({any_not_greedy_at(I)..., value<P>(), any_not_greedy_at(J)...}); };
  // Whether T accepts a braced list of K... probes in this position. If it does, the member there is an array or a
  // class that is constructed from a list.
  template <class T, bool OfEmpty, std::size_t... K>
  static constexpr bool fit_around_list(std::index_sequence<K...>) {
    if constexpr (OfEmpty)
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) { f({any_at(I)..., {any_at(K)...}, any_at(J)...}); };
    else
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) {
        f({any_at(I)..., {any_not_empty_at(K)...}, any_at(J)...});
      };
  }
  // Whether T accepts `More` (one to three) additional `{}` between all the probes that it accepts. Such a `{}`
  // initialises an array of length 0, which accepts no probe.
  template <class T, std::size_t More>
  static constexpr bool fit_around_braces() {
    if constexpr (More == 1)
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) { f({any_at(I)..., {}, any_at(J)...}); };
    else if constexpr (More == 2)
      return !requires(Lists<T, AnyAt<I>..., List, List, AnyAt<J>...> f) { f({any_at(I)..., {}, {}, any_at(J)...}); };
    else
      return !requires(Lists<T, AnyAt<I>..., List, List, List, AnyAt<J>...> f) {
        f({any_at(I)..., {}, {}, {}, any_at(J)...});
      };
  }
};
template <std::size_t N, std::size_t M = 0>
using AnyTimes = Anys<std::make_index_sequence<N>, std::make_index_sequence<M>>;

template <class T, std::size_t N>
inline constexpr bool takes_anys = AnyTimes<N>::template fit<T>;

}  // namespace fearless::derive

#pragma GCC diagnostic pop
