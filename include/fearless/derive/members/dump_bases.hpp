// SPDX-License-Identifier: MIT
// The base classes of an aggregate on Clang: how many the builtin announces, and the type of the only one.
#pragma once

#include <fearless/derive/members/dump_struct.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>

#include <fearless/derive/explain/remark.hpp>
#include <fearless/derive/members/count/member_count.hpp>
#include <fearless/derive/members/count/tables.hpp>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-variable-sized-type-not-at-end"

namespace fearless::derive {

enum class Shown : unsigned char { base, base_after_another, field, end };

// An aggregate as a member, so that what the builtin shows of it stands behind four spaces, and behind it a member at
// which the builtin fails. So no call of it is ever made: Clang 16 crashes if there are 256 (see MayBeDumped). It has
// constructors, or the compiler would find out what those of T do.
class RefusesAddressOf {
 public:
  RefusesAddressOf();
  RefusesAddressOf* operator&() const volatile = delete;
};
template <class T>
struct Guarded {
  Guarded();
  Guarded(const Guarded&);
  ~Guarded();
  T object;
  RefusesAddressOf guard;
};
inline constexpr std::size_t inside = sizeof("    ");

// Remarks what is shown of T, at each depth: a base is announced by three strings, a field by four and its value, and
// the end of an object by two. The second base comes after the end of the first one, when the overload for it is there
// for the first time. (That is tried for each call; a constraint would be remembered.)
template <class T>
struct RemarkShown {
  void operator()(...) const;
  template <std::size_t Depth>
    requires(MakeRemark<Remark<T, Shown::base, Depth>>::done)
  void operator()(const char*, const char (&)[Depth], const void*) const;
  template <std::size_t Depth, class = decltype(found(Remark<T, Shown::end, Depth>{}))>
    requires(MakeRemark<Remark<T, Shown::base_after_another, Depth>>::done)
  void operator()(const char*, const char (&)[Depth], const char*) const;
  template <std::size_t Depth>
    requires(MakeRemark<Remark<T, Shown::field, Depth>>::done)
  void operator()(const char*, const char (&)[Depth], const char*, const char*, ...) const;
  template <std::size_t Depth>
    requires(MakeRemark<Remark<T, Shown::end, Depth>>::done)
  void operator()(const char (&)[sizeof("%s}\n")], const char (&)[Depth]) const;
};
template <class T>
concept RemarksAreMade = sizeof(Guarded<T>) != 0 && requires(const volatile Guarded<T>* object, RemarkShown<T> remark) {
  __builtin_dump_struct(object, remark);
};
enum class Bases : unsigned char { none, one, several, unknown };
template <class T>
consteval Bases announced_bases() {
  if constexpr (RemarksAreMade<T>) {
    return Bases::unknown;  // it should have failed
  } else if constexpr (Made<Remark<T, Shown::base_after_another, inside>>) {
    return Bases::several;
  } else if constexpr (Made<Remark<T, Shown::field, inside>> || Made<Remark<T, Shown::end, inside - 2>>) {
    // What is announced first was passed.
    return Made<Remark<T, Shown::base, inside>> ? Bases::one : Bases::none;
  } else {
    return Bases::unknown;
  }
}
// (Whether there is one at all, a single question tells of most classes.)
template <class T>
inline constexpr Bases bases = announced_bases<T>();
template <class T>
  requires dump_passes<T, NoOwnBase>
inline constexpr Bases bases<T> = Bases::none;
template <class T>
inline constexpr bool has_bases = bases<T> != Bases::none;

// Whether the class T, which has no base or one, shows a field of its own. No field is seen where no end is.
template <class T>
consteval bool shows_no_field() {
  if constexpr (RemarksAreMade<T>)
    return false;
  else
    return Made<Remark<T, Shown::end, inside - 2>> && !Made<Remark<T, Shown::field, inside>>;
}

// Whether U is a base of T. It asks nothing of a U that is no class.
template <class U, class T>
concept BaseOf = std::is_base_of_v<U, T> && !std::is_same_v<U, T>;

// Initialises nothing, and remarks to which bases of T it should be converted. The only one of T is asked for before it
// matters what its constructors take; bases of it may be, too.
struct AskedBase {};
template <class T, class U, std::size_t N = 0>
consteval bool remark_base() {
  if constexpr (requires { found(Remark<TypeList<T, AskedBase>, N>{}); })
    return remark_base<T, U, N + 1>();
  else
    return !MakeRemark<Remark<TypeList<T, AskedBase>, N>, U>::done;
}
template <class T>
struct RemarkBase {
  template <BaseOf<T> U>
    requires(remark_base<T, U>())
  operator U() const;
};

// (There are two functions to choose from, and none is better, so what is asked for is never made: a constructor that
// takes anything would be chosen, and what it says of noexcept instantiated.)
template <class T>
struct TakeTwice {
  void operator()(const T&, const int*) const;
  void operator()(const T&, const char*) const;
};
template <class T>
concept AsksForBase = requires(TakeTwice<T> take, RemarkBase<T> base) { take({base}, nullptr); };

// The one of them that all others are bases of.
template <class T, std::size_t N, class... Derived>
consteval auto most_derived(TypeList<Derived...> derived) {
  using Next = Remark<TypeList<T, AskedBase>, N>;
  if constexpr (!Made<Next>)
    return derived;
  else
    return []<class U>(TypeList<U> next) {
      if constexpr ((std::is_base_of_v<Derived, U> && ...))
        return derive::most_derived<T, N + 1>(next);
      else
        return derive::most_derived<T, N + 1>(TypeList<Derived...>{});
    }(found(Next{}));
}
// The type of the only base of T as a list; an empty one if there is not one alone.
template <class T>
consteval auto only_base() {
  if constexpr (bases<T> != Bases::one || !Destructible<T>)
    return TypeList<>{};
  else if constexpr (AsksForBase<T>)
    return TypeList<>{};
  else
    return derive::most_derived<T, 0>(TypeList<>{});
}

}  // namespace fearless::derive

#pragma clang diagnostic pop

#endif
