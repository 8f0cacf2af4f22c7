// SPDX-License-Identifier: MIT
// What an aggregate is asked with: initialisers for any member, for a base, for what has no name, or for nothing.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/tables.hpp>
#include <fearless/derive/type_name.hpp>
#include <fearless/derive/utility.hpp>

// g++ warns wherever what `va_list` consists of becomes the argument of a template.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"

namespace fearless::derive {

// Whether U, which has no name of its own, may be that of an anonymous union or struct, which has no name as a member
// either. It is not if an object of it can be made, or it is of no trivial class, since g++ takes none in there. (From
// version 14 on an object can be made in templates, so there it is not known.)
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

// Initialises any one member: an object or a const reference through the first conversion, other references through the
// others, which count as worse ones, so that a member constructible from anything at all is not ambiguous.
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
// The same, where it stands alone: it must not be converted to the whole aggregate.
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
// The same, for a member that is a reference to a const object of the aggregate's own class, too: `const` is deduced
// where a reference is asked for, and not where the whole is. (Braces around it alone may ask for a reference to copy
// the whole from.)
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
// Initialises any one member but an anonymous union or struct, and but what is constructible from anything: there the
// constructor and the conversion are ambiguous, so that neither is chosen.
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
// The same three for an object or a const reference alone: there is less for the compiler to choose from.
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
// The same, where it is chosen. (What has a name is refused at once, since a constructor of it that would be looked for
// may ask about the whole aggregate again; of what takes anything, neither the constructor nor the conversion is
// chosen.)
struct OnlyUnnamed {
  template <Unnamed U>
  operator U() const {
    __builtin_unreachable();
  }
  template <Named U>
  operator U() && = delete;
};
// Initialises any one member but what is constructible from anything, where it is chosen.
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
// Initialises any one member but an empty class: a tag, say, that chooses a constructor whose body does not compile.
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
// Initialises nothing but what is constructible from anything.
struct Nothing {};

// What follows a T, and takes nothing but the one initialiser, which nothing else takes.
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
// (g++ takes no member behind one that ends in an array without a length, but bases. Clang does the reverse.)
#if defined(__clang__)
template <class T>
using Fenced = FencedAs<T, false>;
#else
template <class T>
using Fenced = FencedAs<T, !__is_final(T)>;
#endif

// An initialiser at a place, so that how many there are can come from an index sequence.
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

// Questions that need several initialisers in a row.
template <class Before = std::index_sequence<>, class After = std::index_sequence<>>
struct Anys;
template <std::size_t... I, std::size_t... J>
struct Anys<std::index_sequence<I...>, std::index_sequence<J...>> {
  // Whether T takes I... of them, flattened: an array takes one for each of its elements.
  template <class T>
  static constexpr bool fit = !requires(Lists<T, AnyAt<I>...> f) { f({any_at(I)...}); };
  // Whether T takes P in the midst of them.
  template <class T, class P>
  static constexpr bool fit_around =
      !requires(Lists<T, AnyAt<I>..., P, AnyAt<J>...> f) { f({any_at(I)..., value<P>(), any_at(J)...}); };
  // Whether T takes a list behind as many and one.
  template <class T>
  static constexpr bool ends_in_list = !requires(Lists<T, AnyFirstOf<T>, AnyAt<I>..., List> f, AnyFirstOf<T>&& first) {
    f({static_cast<AnyFirstOf<T>&&>(first), any_at(I)..., {}});
  };
  // The same two where what initialises T is chosen, too.
  template <class T>
  static constexpr bool chosen = requires(Takes<T> f) { f({any_not_greedy_at(I)...}); };
  template <class T, class P>
  static constexpr bool chosen_around =
      requires(Takes<T> f) { f({any_not_greedy_at(I)..., value<P>(), any_not_greedy_at(J)...}); };
  // Whether T takes a list of so many Anys in the midst of them: an array, or a class that is constructed from one.
  template <class T, bool OfEmpty, std::size_t... K>
  static constexpr bool fit_around_list(std::index_sequence<K...>) {
    if constexpr (OfEmpty)
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) { f({any_at(I)..., {any_at(K)...}, any_at(J)...}); };
    else
      return !requires(Lists<T, AnyAt<I>..., List, AnyAt<J>...> f) {
        f({any_at(I)..., {any_not_empty_at(K)...}, any_at(J)...});
      };
  }
  // Whether T takes one `{}` more, or two, in the midst of so many Anys that are all it takes. Then these are for
  // arrays of length 0, which take no Any.
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
