// SPDX-License-Identifier: MIT
// What Boost.PFR says of the aggregate itself: its bases, unions, nested types, templates, recursion, and large numbers
// of members.
#pragma once

#include "members.hpp"

namespace {

// --- bases
struct Base {
  int a;
};
struct StringBase {
  std::string a;
};
struct PointerBase {
  int* a;
};
struct EmptyBase {};
struct Derived : Base {};
struct DerivedMore : Base {
  int b;
};
struct DerivedString : StringBase {
  int b;
};
struct DerivedPointer : PointerBase {
  int b;
};
struct DerivedEmpty : EmptyBase {
  int b;
};
struct DerivedTwice : EmptyBase, Base {
  int b;
};
struct DerivedVirtually : virtual Base {
  int b;
};
static_assert(answers<Derived>(yes, yes, yes));                // there is nothing beside the base
static_assert(answers<DerivedMore>(yes, if_bases_show, yes));  // plain bits do not show mutable, so not Sync
static_assert(answers<DerivedString>(if_bases_show, if_bases_show, if_bases_show));  // the base cannot be listed
static_assert(!fearless::Send<DerivedPointer> && !fearless::Sync<DerivedPointer>);
static_assert(answers<DerivedEmpty>(yes, yes, yes));
#if !defined(__clang__) || __clang_major__ >= 17  // 16 makes no constant of an object with an empty base
static_assert(answers<DerivedTwice>(yes, if_bases_show, yes));
#endif
static_assert(answers<DerivedVirtually>(if_bases_show, if_bases_show, if_bases_show));

// --- unions, anonymous unions and structs
union Union {
  int a;
  float b;
};
struct HoldsUnion {
  Union a;
  int b;
};
struct AnonymousUnion {
  union {
    int a;
    float b;
  };
  int c;
};
struct AnonymousUnionFirst {
  union {
    int* a;
    long b;
  };
  std::string c;
};
struct UnnamedUnionMember {
  union {
    int a;
    float b;
  } u;
};
// It is not known which member is active. Reflection shows that each of them is a plain value.
static_assert(answers<Union>(if_unions_show, if_unions_show, if_unions_show));
static_assert(answers<HoldsUnion>(if_unions_show, if_unions_show, if_unions_show));
// The members of an anonymous union count as members of the class; GCC does not list them.
static_assert(answers<AnonymousUnion>(if_fields_show, if_fields_show, if_fields_show));
static_assert(!fearless::Send<AnonymousUnionFirst> && !fearless::Sync<AnonymousUnionFirst>);  // one is a pointer
// A union is refused as usual; but Clang's list of fields includes the fields of a class without a name.
static_assert(answers<UnnamedUnionMember>(if_goes_into_unnamed, if_goes_into_unnamed, if_goes_into_unnamed));

// --- enums, pointers to functions and members, nullptr_t, lambdas
enum Old { first };
enum class New : unsigned char { first };
constexpr auto captureless = [] {};
struct Values {
  Old a;
  New b;
  std::byte c;
  std::nullptr_t d;
  void (*e)(int);
  int Base::* f;
  void (Uncopied::*g)();
  decltype(captureless) h;
};
struct Pointers {
  void* a;
};
struct PointersToConst {
  const int* const a;
};
struct Smart {
  std::unique_ptr<Nested> a;
  std::shared_ptr<int> b;
};
static_assert(answers<Values>(yes, yes, yes));  // values, and a lambda without state
static_assert(answers<Pointers>(no, no, yes));
static_assert(answers<PointersToConst>(no, no, yes));  // other code may write to the object
static_assert(!fearless::Send<Smart> && !fearless::Sync<Smart>);
template <class F>
struct HoldsCallable {
  F callable;
  int uses;
};
[[maybe_unused]] void lambdas() {
  int i = 0;
  auto by_value = [i] { return i; };
  auto by_reference = [&i] { return i; };
#if defined(__cpp_impl_reflection)
  constexpr bool if_captures_show = false;
#else
  constexpr bool if_captures_show = if_fields_show || FEARLESS_DETAIL_BINDS_CAPTURES;
#endif
  static_assert(answers<HoldsCallable<decltype(by_value)>>(yes, if_captures_show, yes));  // plain bits
  static_assert(answers<HoldsCallable<decltype(by_reference)>>(no, no, no));
  (void)by_value, (void)by_reference;
}

// --- static and constexpr members, default member initialisers, functions, types inside, alignment
struct WithOthers {
  [[maybe_unused]] static constexpr const char* name = "name";
  [[maybe_unused]] static int* shared;
  using type = int;
  enum { constant };
  int a = 1;
  std::string b = "two";
  int sum() const { return a; }
  bool operator==(const WithOthers&) const = default;
};
struct alignas(64) Aligned {
  char a;
  alignas(32) int b;
};
static_assert(answers<WithOthers>(yes, yes, yes));  // a static member is no part of the object
static_assert(answers<Aligned>(yes, yes, yes));

// --- templates, with many parameters too
template <class A, class B, class C, class D, class E, class F, class G, class H, class I, class J>
struct Ten {
  A a;
  B b;
  C c;
  D d;
  E e;
  F f;
  G g;
  H h;
  I i;
  J j;
};
template <class T, std::size_t N>
struct Buffer {
  T data[N];
  std::size_t size;
};
static_assert(answers<Ten<int, char, short, long, bool, float, double, std::string, Empty, std::vector<int>>>(yes, yes,
                                                                                                              yes));
static_assert(answers<Ten<int, char, short, long, bool, float, double, std::string, Empty, int*>>(no, no, yes));
static_assert(answers<Ten<int&, char, short, long, bool, float, double, std::string, Empty, int>>(no, no, no));
static_assert(answers<Buffer<std::string, 10>>(yes, yes, yes));
static_assert(!probe_sees_arrays || answers<Buffer<std::string_view, 10>>(yes, yes, no));
static_assert(answers<Buffer<fearless::NotSend, 2>>(no, yes, yes));

// --- local types, and types for which structured bindings use a tuple-like protocol
[[maybe_unused]] void local_types() {
  struct Local {
    int a;
    std::string b;
  };
  struct LocalPointer {
    Local a;
    Local* b;
  };
  static_assert(answers<Local>(yes, yes, yes));
  static_assert(answers<LocalPointer>(no, no, yes));
}
struct TupleLike {
  std::string a;
  std::string b;
};
struct ConvertsToAll {
  int a;
  template <class T>
  operator T() const;
};
struct ConvertsToInt {
  std::string a;
  operator int() const { return 0; }
};
struct SubscriptAndComma {
  std::string a;
  template <class T>
  void operator,(T&&) const;
  SubscriptAndComma* operator&() { return nullptr; }
};
struct NoDelete {
  std::string a;
  static void* operator new(std::size_t) = delete;
};
}  // namespace
template <>
struct std::tuple_size<TupleLike> : std::integral_constant<std::size_t, 1> {};
namespace {
// A structured binding would list what get<I> returns; Clang's list of fields does not.
static_assert(answers<TupleLike>(if_fields_show, if_fields_show, if_fields_show));
static_assert(answers<ConvertsToAll>(yes, yes, yes));
static_assert(answers<ConvertsToInt>(yes, yes, yes));
static_assert(answers<SubscriptAndComma>(yes, yes, yes));  // overloaded operators are never called
static_assert(answers<NoDelete>(yes, yes, yes));

// --- recursion
struct Node {
  int value;
  std::unique_ptr<Node> left;
  std::vector<Node> right;
};
struct Linked {
  Linked* next;
};
static_assert(answers<Node>(yes, no, yes));  // true unless something refuses: Sync, the shallow const
static_assert(answers<Linked>(no, no, yes));

// --- large counts
#define FEARLESS_TEN(x) x##0, x##1, x##2, x##3, x##4, x##5, x##6, x##7, x##8, x##9
struct Of100 {
  int FEARLESS_TEN(a), FEARLESS_TEN(b), FEARLESS_TEN(c), FEARLESS_TEN(d), FEARLESS_TEN(e);
  short FEARLESS_TEN(f), FEARLESS_TEN(g), FEARLESS_TEN(h), FEARLESS_TEN(i), FEARLESS_TEN(j);
};
struct StringsOf100 {
  std::string FEARLESS_TEN(a), FEARLESS_TEN(b), FEARLESS_TEN(c), FEARLESS_TEN(d), FEARLESS_TEN(e);
  std::string FEARLESS_TEN(f), FEARLESS_TEN(g), FEARLESS_TEN(h), FEARLESS_TEN(i), FEARLESS_TEN(j);
};
struct Of100AndPointer {
  int FEARLESS_TEN(a), FEARLESS_TEN(b), FEARLESS_TEN(c), FEARLESS_TEN(d), FEARLESS_TEN(e);
  short FEARLESS_TEN(f), FEARLESS_TEN(g), FEARLESS_TEN(h), FEARLESS_TEN(i), FEARLESS_TEN(j);
  void* k;
};
#undef FEARLESS_TEN
static_assert(answers<Of100>(yes, yes, yes));
static_assert(answers<StringsOf100>(yes, yes, yes));
static_assert(answers<Of100AndPointer>(no, no, yes));

}  // namespace
