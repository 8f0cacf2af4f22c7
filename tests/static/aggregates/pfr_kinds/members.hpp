// SPDX-License-Identifier: MIT
// What Boost.PFR says of members: arrays, bit-fields, references, const, and classes that are hard to initialise.
#pragma once

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
constexpr bool if_unions_show = true;
constexpr bool if_goes_into_unnamed = true;
#elif defined(__clang__)
constexpr bool if_fields_show = true;
constexpr bool if_bases_show = false;
constexpr bool if_unions_show = false;
constexpr bool if_goes_into_unnamed = __clang_major__ < 21;  // later ones list it, and a union is refused
#else
constexpr bool if_fields_show = false;
constexpr bool if_bases_show = false;
constexpr bool if_unions_show = false;
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

}  // namespace
