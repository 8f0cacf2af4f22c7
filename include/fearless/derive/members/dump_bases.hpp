// SPDX-License-Identifier: MIT
// The base classes of an aggregate on Clang: how many the builtin announces, and, if there is only one, its type.
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

// An aggregate T as a member. Its lines then have an indentation of four spaces. After it stands a member for which the
// builtin is an error, so that no call of the builtin is ever generated: with Clang 16, 256 calls would crash the
// compiler (see MayBeDumped). The constructors are declared, because for defaulted ones the compiler would inspect
// those of T.
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

// Remarks (remark.hpp) what the builtin shows of T itself. A base is announced by three strings, a field by four
// strings and its value, and the end of an object by two strings. If a second base follows, it does so after the end of
// the first one; only then is the overload for it viable. (The condition is a default template argument, which is
// checked for each call, since the compiler would cache the result of a constraint. No overload deduces the
// indentation: what is inside the fields of T may be deep, and each depth would cost an instantiation.)
template <class T>
struct RemarkShown {
  void operator()(...) const;
  template <std::size_t Depth = inside>
    requires(MakeRemark<Remark<T, Shown::base, Depth>>::done)
  void operator()(const char*, const char (&)[inside], const void*) const;
  template <std::size_t Depth = inside, class = decltype(found(Remark<T, Shown::end, Depth>{}))>
    requires(MakeRemark<Remark<T, Shown::base_after_another, Depth>>::done)
  void operator()(const char*, const char (&)[inside], const char*) const;
  template <std::size_t Depth = inside>
    requires(MakeRemark<Remark<T, Shown::field, Depth>>::done)
  void operator()(const char*, const char (&)[inside], const char*, const char*, ...) const;
  template <std::size_t Depth = inside>
    requires(MakeRemark<Remark<T, Shown::end, Depth>>::done)
  void operator()(const char (&)[sizeof("%s}\n")], const char (&)[inside]) const;
  template <std::size_t Depth = inside - 2>
    requires(MakeRemark<Remark<T, Shown::end, Depth>>::done)
  void operator()(const char (&)[sizeof("%s}\n")], const char (&)[inside - 2]) const;
};
template <class T>
concept RemarksAreMade = sizeof(Guarded<T>) != 0 && requires(const volatile Guarded<T>* object, RemarkShown<T> remark) {
  __builtin_dump_struct(object, remark);
};
enum class Bases : unsigned char { none, one, several, unknown };
template <class T>
consteval Bases announced_bases() {
  if constexpr (RemarksAreMade<T>) {
    return Bases::unknown;  // the builtin must fail at RefusesAddressOf
  } else if constexpr (Made<Remark<T, Shown::base_after_another, inside>>) {
    return Bases::several;
  } else if constexpr (Made<Remark<T, Shown::field, inside>> || Made<Remark<T, Shown::end, inside - 2>>) {
    // Bases are announced before fields, so all bases have been remarked.
    return Made<Remark<T, Shown::base, inside>> ? Bases::one : Bases::none;
  } else {
    return Bases::unknown;
  }
}
// A shortcut for compile time: for most classes, one question shows that they have no base.
template <class T>
inline constexpr Bases bases = announced_bases<T>();
template <class T>
  requires dump_passes<T, NoOwnBase>
inline constexpr Bases bases<T> = Bases::none;
template <class T>
inline constexpr bool has_bases = bases<T> != Bases::none;

// Whether the class T, which has at most one base, shows no field of its own. If its end was not remarked, this is not
// known, and the answer is no.
template <class T>
consteval bool shows_no_field() {
  if constexpr (RemarksAreMade<T>)
    return false;
  else
    return Made<Remark<T, Shown::end, inside - 2>> && !Made<Remark<T, Shown::field, inside>>;
}

// Whether U is a proper base of T. If U is no class, nothing is instantiated.
template <class U, class T>
concept BaseOf = std::is_base_of_v<U, T> && !std::is_same_v<U, T>;

// Converts to nothing that exists, and remarks to which bases of T the compiler asks it to convert. The compiler asks
// for the only base of T before it looks at the parameters of its constructors; then it may also ask for bases of that
// base.
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

// Two functions accept the list, and neither is better. So the conversion is never performed: it would select a
// constructor that accepts any type, and instantiate its noexcept-specification.
template <class T>
struct TakeTwice {
  void operator()(const T&, const int*) const;
  void operator()(const T&, const char*) const;
};
template <class T>
concept AsksForBase = requires(TakeTwice<T> take, RemarkBase<T> base) { take({base}, nullptr); };

// Of the types that were asked for, the one that is derived from all others.
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
// The type of the only base of T in a list; an empty list if there is not exactly one.
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
