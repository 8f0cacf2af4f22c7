// SPDX-License-Identifier: MIT
// The kinds of aggregates that the documentation and tests of Boost.PFR name, with our answer for each. The types are
// our own.
#include <any>
#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

// A row of the table: the answers for Send, Sync and Static.
template <class T>
constexpr bool answers(bool send, bool sync, bool static_) {
  return fearless::Send<T> == send && fearless::Sync<T> == sync && fearless::Static<T> == static_;
}
constexpr bool yes = true;
constexpr bool no = false;
// Some compilers show more: Clang shows the fields of any class without a base, and C++26 reflection shows everything.
#if defined(__cpp_impl_reflection)
constexpr bool if_fields_show = true;
constexpr bool if_bases_show = true;
constexpr bool if_goes_into_unnamed = false;
#elif defined(__clang__)
constexpr bool if_fields_show = true;
constexpr bool if_bases_show = false;
constexpr bool if_goes_into_unnamed = __clang_major__ < 21;  // later ones list it, and a union is refused
#else
constexpr bool if_fields_show = false;
constexpr bool if_bases_show = false;
constexpr bool if_goes_into_unnamed = false;
#endif

// GCC bug, before 14: __builtin_bit_cast does not look into arrays. If the bit-cast probe therefore takes an array of
// pointers for plain values, the rows with this condition do not hold.
struct TwoPointers {
  int* a[2];
};
constexpr bool probe_sees_arrays = !fearless::derive::plain_bits<TwoPointers>;

// --- empty
struct Empty {};
struct HoldsEmpty {
  Empty a;
  [[no_unique_address]] Empty b;
  int c;
};
static_assert(answers<Empty>(yes, yes, yes));       // nothing refuses
static_assert(answers<HoldsEmpty>(yes, yes, yes));  // an empty member is a member
static_assert(answers<Empty[3]>(yes, yes, yes));    // an array is as its element

// --- one member, several, nested
struct One {
  int a;
};
struct OneString {
  std::string a;
};
struct Nested {
  One a;
  struct Inner {
    One b;
    OneString c;
  } inner;
  char d;
};
struct FourLevels {
  struct {
    struct {
      struct {
        int* a;
      } b;
    } c;
  } d;
};
static_assert(answers<One>(yes, yes, yes));
static_assert(answers<OneString>(yes, yes, yes));  // by the row of std::string, which owns its text
static_assert(answers<Nested>(yes, yes, yes));
static_assert(answers<FourLevels>(no, no, yes));  // the member of a class without a name has a name

// --- arrays
struct Arrays {
  int a[2];
  char b[3][4][5];
  OneString c[2];
  std::array<double, 3> d;
  std::array<int, 0> e;
};
struct ArrayOfPointers {
  int before;
  const char* names[2][2];
  int after;
};
struct OneArray {
  short a[16];
};
struct CStrings {
  const char* a;
  char b[8];
};
static_assert(answers<Arrays>(yes, yes, yes));
static_assert(!probe_sees_arrays || answers<ArrayOfPointers>(no, no, yes));  // elided braces hide no pointer
static_assert(answers<OneArray>(yes, yes, yes));
static_assert(answers<CStrings>(no, no, yes));  // const char* may point at anybody's buffer

// --- bit-fields
struct BitFields {
  unsigned a : 4;
  int b : 3;
  bool c : 1;
};
struct BitFieldsAndString {
  unsigned a : 4;
  unsigned : 0;
  std::string b;
  mutable unsigned c : 2;
};
static_assert(answers<BitFields>(yes, yes, yes));
static_assert(answers<BitFieldsAndString>(yes, no, yes));  // the last one is mutable

// --- references
struct ConstReference {
  const std::string& a;
};
struct Reference {
  std::string& a;
};
struct RvalueReference {
  int a;
  std::string&& b;
};
struct ReferenceToEmpty {
  const Empty& a;
};
struct ReferenceToFunction {
  void (&a)();
};
struct ReferenceToArray {
  const int (&a)[3];
};
struct ManyReferences {
  const int& a;
  const std::string& b;
  const Nested& c;
  const std::vector<int>& d;
};
static_assert(answers<ConstReference>(yes, yes, no));  // may be read by several, and borrows
static_assert(answers<Reference>(no, no, no));         // both sides could write
static_assert(answers<RvalueReference>(no, no, no));   // as any reference that is not const
static_assert(answers<ReferenceToEmpty>(yes, yes, no));
static_assert(answers<ReferenceToFunction>(yes, yes, yes));  // code is neither written nor destroyed
static_assert(answers<ReferenceToArray>(yes, yes, no));
static_assert(answers<ManyReferences>(yes, yes, no));

// --- const and volatile
struct ConstMembers {
  const int a;
  const std::string b;
  const OneString c[2];
};
struct VolatileMembers {
  volatile int a;
  const volatile short b;
};
static_assert(answers<ConstMembers>(yes, yes, yes));
static_assert(answers<const OneString>(yes, yes, yes));
static_assert(answers<VolatileMembers>(yes, yes, yes));  // volatile is as the type; it synchronises nothing
static_assert(answers<volatile One>(yes, yes, yes));
static_assert(!fearless::ThreadSafe<VolatileMembers>);

// --- not default constructible, move only, immovable, explicit
class NoDefault {
 public:
  constexpr explicit NoDefault(int) {}

 private:
  int a_ = 0;
};
struct HoldsNoDefault {
  NoDefault a;
  NoDefault b;
  int c;
};
struct MoveOnly {
  std::unique_ptr<int> a;
  std::vector<std::unique_ptr<std::string>> b;
};
struct MoveOnlyClass {
  MoveOnlyClass() = default;
  MoveOnlyClass(MoveOnlyClass&&) = default;
  MoveOnlyClass& operator=(MoveOnlyClass&&) = default;
  int a = 0;
};
struct HoldsMoveOnly {
  MoveOnlyClass a;
  MoveOnly b;
};
struct Immovable {
  std::atomic<int> a;
  std::atomic<bool> b;
};
struct Explicit {
  explicit Explicit() = default;
  explicit Explicit(int) {}
};
struct HoldsExplicit {
  Explicit a;
  std::string b;
};
class Uncopied {
 public:
  Uncopied(const Uncopied&) = delete;
  Uncopied& operator=(const Uncopied&) = delete;
  Uncopied() {}

 private:
  std::string a_;
};
struct HoldsUncopied {
  Uncopied a;
};
static_assert(answers<HoldsNoDefault>(yes, if_fields_show, yes));  // the class is opaque; its bits are plain values
static_assert(answers<MoveOnly>(yes, no, yes));                    // the const of a unique_ptr is shallow
static_assert(answers<HoldsMoveOnly>(yes, no, yes));
static_assert(answers<Immovable>(yes, yes, yes));  // every access of an atomic is synchronised
static_assert(fearless::ThreadSafe<Immovable>);
static_assert(answers<HoldsExplicit>(yes, yes, yes));  // an empty class that is trivially copyable has no state
static_assert(answers<HoldsUncopied>(if_fields_show, if_fields_show, if_fields_show));  // a private std::string

// --- std::any, variant, optional, tuple, function, string_view
struct HoldsAny {
  std::any a;
  int b;
};
struct AnysOnly {
  std::any a;
  std::any b;
};
struct HoldsVariant {
  std::variant<int, std::string> a;
  std::optional<std::string> b;
  std::tuple<int, std::string> c;
  std::pair<int, char> d;
};
struct VariantOfPointer {
  std::variant<int, int*> a;
};
struct OptionalOfView {
  std::optional<std::string_view> a;
};
struct HoldsFunction {
  std::function<void()> a;
};
struct View {
  std::string_view a;
  std::string b;
};
static_assert(answers<HoldsAny>(no, no, no));  // it may hold anything
static_assert(answers<AnysOnly>(no, no, no));
static_assert(answers<HoldsVariant>(yes, yes, yes));  // as their alternatives
static_assert(answers<VariantOfPointer>(no, no, yes));
static_assert(answers<OptionalOfView>(yes, yes, no));  // a view borrows
static_assert(!fearless::Send<HoldsFunction>);         // it hides what it was made of
static_assert(answers<View>(yes, yes, no));

// --- constructible from one argument, from any argument, from any const argument
struct FromAnything {
  template <class T>
  FromAnything(T&&) {}
};
struct FromAnyConst {
  template <class T>
  FromAnyConst(const T&) {}
};
struct FromAnythingExplicitly {
  template <class T>
  explicit FromAnythingExplicitly(T&&) {}
};
struct FromInitializerList {
  FromInitializerList(std::initializer_list<int>) {}
};
struct FromOne {
  FromOne(int) {}
};
template <class First>
struct Holds {
  First first;
  int second;
  int third[2];
};
template <class First>
struct HoldsAndPoints {
  First first;
  int second;
  int* third;
};
// Empty and trivially copyable, but not default constructible, so it may be a token and is not stateless. It has no
// constexpr constructor, so the bit-cast probe has no answer. Only a compiler that shows its fields has one.
static_assert(answers<Holds<FromAnything>>(if_fields_show, if_fields_show, if_fields_show));
static_assert(answers<Holds<FromAnyConst>>(if_fields_show, if_fields_show, if_fields_show));
static_assert(answers<Holds<FromAnythingExplicitly>>(if_fields_show, if_fields_show, if_fields_show));
static_assert(answers<Holds<FromInitializerList>>(if_fields_show, if_fields_show, if_fields_show));
static_assert(answers<Holds<FromOne>>(if_fields_show, if_fields_show, if_fields_show));
// A member whose constructor accepts any type does not hide the pointer behind it.
static_assert(answers<HoldsAndPoints<FromAnything>>(no, no, if_fields_show));
static_assert(answers<HoldsAndPoints<FromAnyConst>>(no, no, if_fields_show));
static_assert(answers<HoldsAndPoints<FromAnythingExplicitly>>(no, no, if_fields_show));
static_assert(answers<HoldsAndPoints<FromInitializerList>>(no, no, if_fields_show));
static_assert(answers<HoldsAndPoints<FromOne>>(no, no, if_fields_show));
static_assert(!fearless::Send<HoldsAndPoints<std::any>>);

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
static_assert(answers<Union>(no, no, no));       // it is not known which member is active
static_assert(answers<HoldsUnion>(no, no, no));  // nor does one inside
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
