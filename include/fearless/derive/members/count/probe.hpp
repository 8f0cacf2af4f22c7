// SPDX-License-Identifier: MIT
// The probes with which an aggregate is asked: initialisers for any member, for a member without a name, or for none.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/support/type_name.hpp>
#include <fearless/derive/support/utility.hpp>

// GCC warns wherever the class that `va_list` consists of becomes the argument of a template.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"

namespace fearless::derive {

// Whether U, a class without a name, may be the class of an anonymous union or struct, which has no name as a member
// either. It is not if U is not trivially copyable, because g++ accepts no such class there, or if an object of it can
// be created. From GCC 14 on, an object can be created in a template, so there it is not known.
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

// Initialises any one member. An object or a const reference is initialised through the first conversion; other
// references through the other two, which rank lower, so that a member constructible from anything is not ambiguous.
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
// The same for a probe that stands alone: it must not be converted to the whole aggregate.
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
// The same, but it also initialises a member that is a reference to a const object of the aggregate's own class:
// `const` is deduced where a reference is asked for, and not where the whole aggregate is. (If this probe stood alone
// in braces, it might be asked for a reference to copy the whole aggregate from.)
template <class Whole>
struct AnyFirstOf {
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
    requires(!std::is_same_v<U, Whole>)
  operator U&&() const volatile&& {
    __builtin_unreachable();
  }
};
// Initialises any one member except an anonymous union or struct, and except a member constructible from anything:
// there the constructor and the conversion are ambiguous, so neither is chosen.
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
// The same three for an object or a const reference only: the compiler has fewer conversions to choose from.
struct AnyObject {
  template <class U>
  operator U() const&& {
    __builtin_unreachable();
  }
};
template <class Whole>
struct AnyObjectPartOf {
  template <class U>
    requires(!std::is_same_v<std::remove_cv_t<U>, Whole>)
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
// Initialises an anonymous union or struct and nothing else.
struct AnyUnnamed {
  template <Unnamed U>
  operator U() const {
    __builtin_unreachable();
  }
};
// The same for a question in which the conversion is chosen. A member with a name is refused by the deleted conversion
// at once, because a constructor that would be looked for may ask about the whole aggregate again. For a member that
// accepts anything, neither the constructor nor the conversion is chosen.
struct OnlyUnnamed {
  template <Unnamed U>
  operator U() const {
    __builtin_unreachable();
  }
  template <Named U>
  operator U() && = delete;
};
// Initialises any one member except one constructible from anything, in a question in which the conversion is chosen.
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
// Initialises any one member except an empty class, such as a tag that chooses a constructor whose body does not
// compile.
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
// Initialises an empty class and nothing else.
struct AnyEmpty {
  template <Empty U>
  operator U() const {
    __builtin_unreachable();
  }
};
struct OnlyEmpty {  // where it is chosen, as OnlyUnnamed is
  template <Empty U>
  operator U() const {
    __builtin_unreachable();
  }
  template <NotEmpty U>
  operator U() && = delete;
};
// Initialises nothing except a member constructible from anything.
struct Nothing {};

// The neighbour behind a T. It accepts one initialiser and nothing else, and nothing else accepts that initialiser.
class Fence {
  struct Initialiser {};

 public:
  Fence(Initialiser);
  static Initialiser make();
};
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-variable-sized-type-not-at-end"
#endif
template <class T, bool AsBase>
struct FencedAs {
  T object;
  Fence fence;
};
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
template <class T>
struct FencedAs<T, true> : T, Fence {};
// g++ accepts no member, but a base, behind an aggregate that ends in an array without a length. Clang does the
// reverse.
#if defined(__clang__)
template <class T>
using Fenced = FencedAs<T, false>;
#else
template <class T>
using Fenced = FencedAs<T, !__is_final(T)>;
#endif

// An initialiser at a position, so that the number of initialisers can come from an index sequence.
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

// Questions that need several initialisers in a row: I... of them before, and J... behind what is asked about.
template <class Before = std::index_sequence<>, class After = std::index_sequence<>>
struct Anys;
template <std::size_t... I, std::size_t... J>
struct Anys<std::index_sequence<I...>, std::index_sequence<J...>> {
  // Whether T accepts I... of them, with braces left out: an array accepts one for each of its elements.
  template <class T>
  static constexpr bool fit = !requires(Lists<T, AnyAt<I>...> f) { f({any_at(I)...}); };
  // Whether T accepts P between them.
  template <class T, class P>
  static constexpr bool fit_around =
      !requires(Lists<T, AnyAt<I>..., P, AnyAt<J>...> f) { f({any_at(I)..., value<P>(), any_at(J)...}); };
  // Whether T accepts a list behind I... and one more.
  template <class T>
  static constexpr bool ends_in_list = !requires(Lists<T, AnyFirstOf<T>, AnyAt<I>..., List> f, AnyFirstOf<T>&& first) {
    f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., {}});
  };
  // The same two questions where the conversion is chosen as well.
  template <class T>
  static constexpr bool chosen = requires(Takes<T> f) { f({any_not_greedy_at(I)...}); };
  template <class T, class P>
  static constexpr bool chosen_around =
      requires(Takes<T> f) { f({any_not_greedy_at(I)..., value<P>(), any_not_greedy_at(J)...}); };
  // Whether T accepts a list of K... Anys between them: then an array stands there, or a class that is constructed
  // from a list.
  template <class T, bool OfEmpty, std::size_t... K>
  static constexpr bool fit_around_list(std::index_sequence<K...>) {
    if constexpr (OfEmpty)
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) { f({any_at(I)..., {any_at(K)...}, any_at(J)...}); };
    else
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) {
        f({any_at(I)..., {any_not_empty_at(K)...}, any_at(J)...});
      };
  }
  // Whether T accepts one to three `{}` more between as many Anys as it accepts. Such `{}` are for arrays of length
  // 0, which accept no Any.
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
