// SPDX-License-Identifier: MIT
// Constructors, default member initialisers and noexcept-specifications that do not compile for a probe, in classes
// that are complete and usable. A question about such a class is no error.
#include <string>
#include <utility>

#include <fearless/marker.hpp>
#include <fearless/std/string.hpp>

namespace {

// On Clang, which knows the number of members, no member is instantiated.
#if defined(__clang__) || defined(__cpp_impl_reflection)
constexpr bool counts = true;
#else
constexpr bool counts = false;
#endif

template <class T>
constexpr bool answers =
    (fearless::is_send_v<T> + fearless::is_sync_v<T> + fearless::is_static_v<T> + fearless::is_thread_safe_v<T>) >= 0;
template <class T>
constexpr bool sent = fearless::is_send_v<T> || !counts;

// A constexpr constructor, whose body is instantiated if a compiler evaluates it.
struct Forwards {
  template <class U>
  constexpr Forwards(U&& u) : text(std::forward<U>(u)) {}
  std::string text;
};
struct HoldsForwards {
  Forwards name;
};
struct HoldsForwardsAmongOthers {
  int id;
  Forwards name;
  std::string more;
};
struct HoldsForwardsAndPointer {
  Forwards name;
  int* pointer;
};
HoldsForwards forwards{Forwards("Ada")};
static_assert(answers<HoldsForwards> && answers<HoldsForwardsAmongOthers>);
static_assert(!fearless::is_send_v<HoldsForwardsAndPointer> && answers<HoldsForwardsAndPointer>);

// A member whose default member initialiser is never used.
struct Port {
  explicit Port(int n) : number(n) {}
  int number;
};
template <class T>
struct Option {
  std::string name, help, unit;
  int level;
  T value = T();
};
template <class T>
struct OptionOfPointer {
  std::string name;
  int* level;
  T value = T();
};
Option<Port> option{"port", "", "", 1, Port(80)};
static_assert(answers<Option<Port>> && sent<Option<Port>>);
static_assert(!fearless::is_send_v<OptionOfPointer<Port>> && answers<OptionOfPointer<Port>>);

// A noexcept-specification that is ill-formed for any type but text.
struct Noexcept {
  template <class U>
  Noexcept(U&& u) noexcept(noexcept(std::string(std::forward<U>(u)))) : text(std::forward<U>(u)) {}
  std::string text;
};
struct HoldsNoexcept {
  Noexcept name;
};
struct HoldsNoexceptAmongOthers {
  int id;
  Noexcept name;
  Noexcept more[2];
};
struct HoldsNoexceptAndPointer {
  Noexcept name;
  int* pointer;
};
struct OfNoexcept : Noexcept {};
HoldsNoexcept conditional{Noexcept("Ada")};
static_assert(answers<HoldsNoexcept> && answers<OfNoexcept> && answers<HoldsNoexceptAmongOthers>);
static_assert(!fearless::is_send_v<HoldsNoexceptAndPointer> && answers<HoldsNoexceptAndPointer>);
// The same in a class with a default constructor, or in a trivial class; as the first or last member, in an array,
// beside a base, behind many members.
struct NoexceptDefault {
  NoexceptDefault() = default;
  template <class U>
  NoexceptDefault(U&& u) noexcept(noexcept(std::string(std::forward<U>(u)))) : text(std::forward<U>(u)) {}
  std::string text;
};
struct NoexceptTrivial {
  NoexceptTrivial() = default;
  template <class U>
  NoexceptTrivial(U&&) noexcept(noexcept(std::string(std::declval<U>()))) {}
  int n;
};
struct NoexceptFirst {
  Noexcept name;
  int id;
};
struct NoexceptTwice {
  Noexcept first, last;
  int rest[3];
};
struct NoexceptInArrays {
  int id;
  NoexceptTrivial name[2];
  NoexceptDefault more[3][2];
  std::string text;
  const int& number;
};
struct NoexceptBesideBase : NoexceptTrivial {
  NoexceptDefault name;
  NoexceptTrivial more[2];
};
struct NoexceptBehindMany {
  int a, b, c, d, e, f, g;
  Noexcept name;
  std::string text;
};
template <class T>
struct Before {
  NoexceptDefault name{"x"};
  NoexceptTrivial more[2];
  T last;
};
template <class T>
struct Behind {
  T first;
  int a, b, c, d, e, f, g;
  [[no_unique_address]] Noexcept name;
  NoexceptDefault more{"x"};
};
static_assert(answers<NoexceptFirst> && answers<NoexceptTwice> && answers<NoexceptInArrays>);
static_assert(answers<NoexceptBesideBase> && answers<NoexceptBehindMany>);
static_assert(!fearless::is_send_v<Before<int*>> && answers<Before<int>> && answers<Before<NoexceptTrivial>>);
static_assert(!fearless::is_send_v<Behind<int*>> && answers<Behind<int>> && answers<Behind<NoexceptTrivial>>);
// Classes whose copy would select such a constructor: with a deleted copy, a defaulted one, or a `mutable` member.
struct NoexceptForCopies {
  NoexceptForCopies(int);
  NoexceptForCopies(const NoexceptForCopies&) = delete;
  template <class U>
  NoexceptForCopies(U&& u) noexcept(noexcept(std::string(static_cast<U&&>(u))));
};
struct NoexceptForMoves {
  NoexceptForMoves(int);
  NoexceptForMoves(const NoexceptForMoves&) = default;
  template <class U>
  NoexceptForMoves(U&& u) noexcept(noexcept(std::string(static_cast<U&&>(u))));
};
struct TakesAnything {
  template <class U>
  TakesAnything(U&&);
};
struct CopiesAsAnything {
  template <class U>
    requires(!std::is_same_v<std::remove_cvref_t<U>, CopiesAsAnything>)
  CopiesAsAnything(U&&);
  mutable TakesAnything member;
};
struct AggregateCopiesAsAnything {
  mutable TakesAnything member;
  int n;
};
static_assert(answers<NoexceptForCopies> && answers<NoexceptForMoves> && answers<CopiesAsAnything>);
static_assert(answers<AggregateCopiesAsAnything>);
// A base that can neither be copied nor assigned, and no move constructor of its own.
struct Immovable {
  Immovable() = default;
  Immovable(const Immovable&) = delete;
  Immovable& operator=(const Immovable&) = delete;
  void* bytes[5] = {};
};
class MovesAsAnything : Immovable {
 public:
  MovesAsAnything() = default;
  template <class U>
  MovesAsAnything(U&& u) noexcept(noexcept(std::string(static_cast<U&&>(u))));
};
static_assert(answers<MovesAsAnything> && !fearless::is_send_v<MovesAsAnything>);
#if defined(__clang__)
// A constraint that is ill-formed.
template <class U>
struct Inner {
  static constexpr bool value = U::nothing_has_it;
};
struct Constrained {
  Constrained();
  template <class U>
    requires(!std::is_same_v<std::remove_cvref_t<U>, Constrained> && Inner<std::remove_cvref_t<U>>::value)
  Constrained(U&&);
  std::string text;
};
struct HoldsConstrained {
  Constrained a;
  std::string b;
};
struct HoldsConstrainedAndPointer {
  Constrained a;
  int* b;
};
static_assert(answers<HoldsConstrained> && !fearless::is_send_v<HoldsConstrainedAndPointer>);
#endif

}  // namespace
