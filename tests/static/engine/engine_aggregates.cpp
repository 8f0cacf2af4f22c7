// SPDX-License-Identifier: MIT
// Every kind of aggregate has an answer, and none is a hard error.
#include <any>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::NotSync, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

template <class T>
constexpr bool all = Send<T> && Sync<T> && Static<T>;
template <class T>
constexpr bool none = !Send<T> && !Sync<T> && !ThreadSafe<T>;
// The answer for an aggregate that a compiler refuses if it lists no base and no anonymous union, and derives if it
// shows them.
#if defined(__clang__) || defined(__cpp_impl_reflection)
constexpr bool shows_unions = true;
#else
constexpr bool shows_unions = false;
#endif

struct Empty {};
struct Scalars {
  int a;
  double b;
  bool c : 1;
  unsigned : 3;
  char d[3][2];
};
struct Strings {
  std::string a;
  std::vector<int> b;
  int c[2];
  Scalars d;
};
static_assert(all<Empty> && all<Scalars> && all<Strings> && ThreadSafe<Empty> && !ThreadSafe<Scalars> &&
              !ThreadSafe<Strings>);

struct Deep {
  Strings strings;
  struct Inner {
    Scalars inner[2];
    NotSend marker;
  } inner;
};
static_assert(!Send<Deep> && Sync<Deep> && Static<Deep>);

struct Pointer {
  std::string name;
  int* raw;
};
static_assert(none<Pointer> && Static<Pointer>);
static_assert(none<volatile Pointer> && none<const volatile Pointer> && all<volatile Strings>);
static_assert(ThreadSafe<volatile Empty> && !ThreadSafe<volatile Scalars> && ThreadSafe<const volatile Scalars>);
struct FarPointer {
  Strings a;
  std::array<Pointer, 2> b;
};
static_assert(none<FarPointer>);

// References and const.
struct Borrows {
  const std::string& name;
};
struct BorrowsToWrite {
  int count;
  std::string& name;
  int after;
};
struct BorrowsRvalue {
  std::string&& name;
  const int& number;
};
struct Constant {
  const int a;
  const std::string b;
};
static_assert(Send<Borrows> && Sync<Borrows> && !Static<Borrows> && ThreadSafe<Borrows>);
static_assert(none<BorrowsToWrite> && !Static<BorrowsToWrite> && none<BorrowsRvalue> && !Static<BorrowsRvalue>);
static_assert(all<Constant> && ThreadSafe<Constant>);

// `mutable` is written to through const.
struct Mutable {
  std::string name;
  mutable int calls;
};
struct MutableArray {
  mutable int calls[2];
};
struct MutableBits {
  int a : 3;
  mutable int b : 3;
};
struct MutableReferent {
  int& a;
};
struct NestedMutable {
  int before;
  Mutable inside;
};
struct MutableMarker {
  mutable NotSync marker;
};
static_assert(Send<Mutable> && !Sync<Mutable> && Static<Mutable>);
static_assert(Send<MutableArray> && !Sync<MutableArray> && Send<MutableBits> && !Sync<MutableBits>);
static_assert(!Sync<MutableReferent> && !Sync<NestedMutable> && !Sync<MutableMarker> && !ThreadSafe<const Mutable>);

// Members that are hard to initialise.
struct NoDefault {
  NoDefault(int) {}
  NoDefault(const NoDefault&) {}
};
struct Explicit {
  explicit Explicit() {}
};
struct Immovable {
  Immovable() {}
  Immovable(Immovable&&) = delete;
};
struct Greedy {
  template <class T>
  Greedy(T&&) {}
};
struct GreedyByConst {
  template <class T>
  GreedyByConst(const T&) {}
};
}  // namespace
FEARLESS_UNSAFE_SEND(NoDefault);
FEARLESS_UNSAFE_SEND(Explicit);
FEARLESS_UNSAFE_SEND(Immovable);
FEARLESS_UNSAFE_SEND(Greedy);
FEARLESS_UNSAFE_SEND(GreedyByConst);
namespace {
struct HoldsHard {
  NoDefault a;
  Explicit b;
  Immovable c;
  Greedy d;
  GreedyByConst e;
  std::unique_ptr<int> f;
  NoDefault g[3];
  int h;
};
struct FromTwo {
  FromTwo(int, int) {}
  FromTwo(FromTwo&&) noexcept {}
  FromTwo(const FromTwo&) = delete;
};
struct HoldsFromTwo {
  FromTwo a;
  std::array<NoDefault, 3> b;
  int c[2];
  int* d;
};
static_assert(!Send<HoldsFromTwo>);
struct HoldsHardAndPointer {
  NoDefault a;
  Greedy b;
  NoDefault c[2];
  int* d;
};
struct OwnInitialisers {
  int a = 1;
  NoDefault b = 2;
  NoDefault c[2] = {3, 4};
  std::string d = "five";
};
struct OwnInitialisersAndPointer {
  NoDefault a[3] = {1, 2, 3};
  int* b = nullptr;
};
struct ListHungry {
  std::vector<std::any> a;
  std::vector<std::string> b;
};
struct ConvertsFromAll {
  std::any a;
  int b;
};
static_assert(Send<HoldsHard> && !Send<HoldsHardAndPointer>);
static_assert(Send<OwnInitialisers> && !Send<OwnInitialisersAndPointer>);
static_assert(!Send<ListHungry> && !Send<ConvertsFromAll>);

// Bases.
struct Base {
  int number;
};
struct PointerBase {
  int* pointer;
};
struct EmptyBase {};
struct NotSendBase : NotSend {};
struct DerivedPlain : Base {
  int more;
};
struct DerivedPointer : PointerBase {
  int more;
};
struct DerivedString : Base {
  std::string more;
};
struct DerivedMarker : NotSendBase {
  int more;
};
struct DerivedOfEmpty : EmptyBase {
  std::string more;
};
struct DerivedOfTwo : EmptyBase, Base {};
struct GreedyBase : Greedy {
  int more;
};
static_assert(Send<DerivedPlain> && Static<DerivedPlain>);  // plain bits, whatever its bases
static_assert(!Send<DerivedPointer> && !Send<DerivedMarker>);
#if !defined(__clang__) || __clang_major__ >= 17  // 16 makes no constant of an object with an empty base
static_assert(Send<DerivedOfTwo>);
#endif
static_assert(!Send<DerivedMarker[2]>);
constexpr bool bases_have_an_answer = Send<DerivedString> || Send<GreedyBase> || Sync<DerivedPlain>;
static_assert(bases_have_an_answer || !bases_have_an_answer);

// An empty base is listed with the members. A base with members is listed if the class adds none.
struct OfEmptyAndPointer : EmptyBase {
  std::string a;
  int* b;
};
struct OfEmptyAndReference : EmptyBase {
  const std::string& a;
  int b;
};
struct OfEmptyAndMutable : EmptyBase {
  mutable int a;
};
struct OfEmptyAndArray : EmptyBase {
  std::string a[2];
  int b;
};
struct OfEmptyAndItself : EmptyBase {
  EmptyBase a;
  std::string b;
};
struct OfTwoEmpty : EmptyBase, Empty {
  std::string a;
};
struct OfNotSync : NotSync {
  std::string a;
};
struct OnlyStrings : Strings {};
struct OnlyPointer : Pointer {};
struct OnlyMutable : Mutable {};
struct OfOnlyStrings : OnlyStrings {};
struct HidesMember {
  [[no_unique_address]] EmptyBase a;
};
struct OfHidden : HidesMember {
  std::string b;
};
struct RefusedBase : NotSend, EmptyBase {  // of which a base would pass
  int* a;
};
struct OfRefusedBase : RefusedBase {};
struct OfRefusedEmpty : NotSendBase {};
struct OfTwoBases : Base, Strings {};
struct OfTwoBasesAndPointer : Pointer, Strings {};
static_assert(all<DerivedOfEmpty> && none<OfEmptyAndPointer> && all<OfEmptyAndArray>);
static_assert(Send<OfEmptyAndReference> && Sync<OfEmptyAndReference> && !Static<OfEmptyAndReference>);
static_assert(Send<OfEmptyAndMutable> && !Sync<OfEmptyAndMutable>);
static_assert(Send<OfNotSync> && !Sync<OfNotSync> && Sync<DerivedMarker>);
static_assert(all<OnlyStrings> && all<OfOnlyStrings> && none<OnlyPointer> && Send<OnlyMutable> && !Sync<OnlyMutable>);
static_assert(none<OfTwoBasesAndPointer> && none<OfRefusedBase> && !Send<OfRefusedEmpty> && Sync<OfRefusedEmpty>);
// More members without a default than bytes.
template <int>
struct EmptyOf {
  constexpr explicit EmptyOf(int) {}
};
struct EmptyOfNotSend : NotSend {
  explicit EmptyOfNotSend(int) {}
};
struct OfNoSize {
  [[no_unique_address]] EmptyOf<0> a;
  [[no_unique_address]] EmptyOfNotSend b;
  [[no_unique_address]] EmptyOf<1> c;
};
static_assert(sizeof(OfNoSize) < 3 && !Send<OfNoSize>);

// A base of a member is no base of the class itself.
struct HoldsDerived {
  OnlyStrings a;
};
struct HoldsDerivedAndMore {
  int a;
  OfEmptyAndArray b;
};
struct HoldsDerivedPointer {
  std::string a;
  OnlyPointer b;
};
// An array without a default behind a base.
struct References {
  const std::string& a;
};
struct OfEmptyAndReferences : EmptyBase {
  References a[2];
  const int& b;
};
struct OfEmptyReferencesAndPointer : EmptyBase {
  References a[2];
  int* b;
};
struct OfMarkerAndReferences : NotSendBase {
  References a[2];
};
struct OfTwoAndReferences : EmptyBase, NotSendBase {
  References a[2];
};
struct OfPointerAndReferences : PointerBase {
  References a[2];
};
// If a probe could initialise the base of a base with braces left out, the base itself would be miscounted.
struct OfEmptyWithPointer : EmptyBase {
  int* pointer;
};
struct OfHiddenPointerAndReferences : OfEmptyWithPointer {
  References a[2];
  std::string b, c;
};
static_assert(none<OfHiddenPointerAndReferences> && none<OfEmptyReferencesAndPointer>);
static_assert(Send<OfEmptyAndReferences> && Sync<OfEmptyAndReferences>);
static_assert(!Send<OfMarkerAndReferences> && !Send<OfTwoAndReferences> && none<OfPointerAndReferences>);
static_assert(all<HoldsDerived> && all<HoldsDerivedAndMore> && none<HoldsDerivedPointer>);
constexpr bool all_bases_have_an_answer =
    Send<OfHidden> || Send<OfEmptyAndItself> || Send<OfTwoEmpty> || Send<OfTwoBases>;
static_assert(all_bases_have_an_answer || !all_bases_have_an_answer);

// Unions.
union Union {
  int a;
  float b;
};
struct HoldsUnion {
  Union u;
  int tag;
};
struct AnonymousUnion {
  union {
    int a;
    float b;
  };
  std::string tag;
};
struct AnonymousUnionOfPointer {
  union {
    int a;
    int* b;
  };
  std::string tag;
};
#if defined(__cpp_impl_reflection)
static_assert(all<Union> && all<HoldsUnion>);
#else
static_assert(none<Union> && none<HoldsUnion>);
#endif
static_assert(none<AnonymousUnionOfPointer>);
static_assert(Send<AnonymousUnion> == shows_unions);

// A base, or a class without a name, beside members that make the counting harder.
struct MarkerBaseAndReference : NotSendBase {
  const int& a;
};
struct GreedyNotSend : NotSend {
  GreedyNotSend() {}
  template <class T>
  GreedyNotSend(T&&) {}
};
struct GreedyMarkerBase : GreedyNotSend {
  std::string a;
};
struct UnionAndArray {
  int a[2];
  union {
    int* b;
    long c;
  };
  std::string d;
};
struct UnionAmongEight {
  std::string a, b, c;
  union {
    int* d;
    long e;
  };
  std::string f, g, h, i;
};
struct UnionAndReference {
  const int& a;
  union {
    int* b;
    long c;
  };
};
struct GreedyWithDefault {
  GreedyWithDefault() {}
  template <class T>
  GreedyWithDefault(T&&) {}
};
}  // namespace
FEARLESS_UNSAFE_SEND(GreedyWithDefault);
namespace {
struct HoldsGreedyWithDefault {
  GreedyWithDefault a;
  std::string b;
};
static_assert(Send<HoldsGreedyWithDefault>);
struct GreedyAmongOthers {
  std::vector<std::any> a;
  Greedy b;
  int c[2];
  std::string d;
};
struct OnlyGreedy {
  GreedyByConst a;
};
// A member whose constructor accepts any type accepts an object of an unnamed class as well, but its own class has a
// name.
struct ArrayAndGreedy {
  int a[2];
  struct Forwarding {
    Forwarding() {}
    template <class T>
    Forwarding(T&&) {}
  } b;
};
struct OnlyReference {
  int* const& a;
};
struct FiveWithoutDefault {
  NoDefault a[5] = {1, 2, 3, 4, 5};
  std::string b;
  int* c = nullptr;
};
struct FiveWithoutDefaultAndFine {
  NoDefault a[5] = {1, 2, 3, 4, 5};
  std::string b;
};
struct ThreeWays {
  NoDefault a;
  std::string b[2];
  Greedy c;
  int d[2][2];
};
struct TenWithoutDefault {
  int before;
  NoDefault a[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
};
struct OnlyUnion {
  union {
    int* a;
    long b;
  };
};
struct UnionAfterReference {
  const std::string& a;
  union {
    int* b;
    long c;
  };
  int d;
};
constexpr bool ten_have_an_answer = Send<TenWithoutDefault>;
static_assert(ten_have_an_answer || !ten_have_an_answer);
static_assert(!Send<OnlyUnion> && !Sync<OnlyUnion> && !Send<UnionAfterReference>);
static_assert(!Send<MarkerBaseAndReference> && !Send<GreedyMarkerBase>);
static_assert(!Send<UnionAndArray> && !Send<UnionAndReference> && !Send<UnionAmongEight>);
static_assert(Send<ArrayAndGreedy> == Send<ArrayAndGreedy::Forwarding>);
static_assert(!Send<GreedyAmongOthers> && Send<OnlyGreedy> && !Send<OnlyReference> && Send<ThreeWays>);
static_assert(!Send<FiveWithoutDefault> && Send<FiveWithoutDefaultAndFine>);

// An object of a promised union or class inside.
union Promised {
  int a;
  float b;
};
}  // namespace
FEARLESS_UNSAFE_SEND(Promised);
namespace {
struct HoldsPromised {
  Promised u;
  std::string tag;
};
static_assert(Send<HoldsPromised>);

// If std::tuple_size is complete, a structured binding does not list the members.
struct Hijacked {
  std::string hidden;
  int* pointer;
};
}  // namespace
template <>
struct std::tuple_size<Hijacked> {
  enum { value = 1 };
};
namespace {
static_assert(!Send<Hijacked>);

// [[no_unique_address]], alignas, zero-length arrays, local and templated types.
struct NoUniqueAddress {
  [[no_unique_address]] NotSend marker;
  int value;
};
struct alignas(64) Aligned {
  std::string a;
  std::array<int, 0> none;
  std::array<std::string, 3> some;
};
template <class T>
struct Pair {
  T first;
  std::vector<T> second;
};
static_assert(!Send<NoUniqueAddress> && Sync<NoUniqueAddress> && all<Aligned>);
static_assert(all<Pair<std::string>> && none<Pair<int*>> && !Sync<Pair<Mutable>> && Send<Pair<Mutable>>);
[[maybe_unused]] auto local() {
  struct Local {
    std::string a;
    int* b;
  };
  static_assert(none<Local>);
  struct Fine {
    std::string a;
  };
  static_assert(all<Fine>);
  return Fine{};
}

// Sizes.
#define FOUR(n) int n##0, n##1, n##2, n##3;
#define SIXTEEN(n) FOUR(n##0) FOUR(n##1) FOUR(n##2) FOUR(n##3)
#define SIXTY_FOUR(n) SIXTEEN(n##0) SIXTEEN(n##1) SIXTEEN(n##2) SIXTEEN(n##3)
struct Of128 {
  SIXTY_FOUR(a) SIXTEEN(b) SIXTEEN(c) SIXTEEN(d) FOUR(e) FOUR(f) FOUR(g) int h, i, j;
  std::string k;
};
struct Of128AndPointer {
  SIXTY_FOUR(a) SIXTEEN(b) SIXTEEN(c) SIXTEEN(d) FOUR(e) FOUR(f) FOUR(g) int h, i, j;
  int* k;
};
struct Of128AndMutable {
  SIXTY_FOUR(a) SIXTEEN(b) SIXTEEN(c) SIXTEEN(d) FOUR(e) FOUR(f) FOUR(g) int h, i, j;
  mutable int k;
};
struct Of128AndReference {
  SIXTY_FOUR(a) SIXTEEN(b) SIXTEEN(c) SIXTEEN(d) FOUR(e) FOUR(f) FOUR(g) int h, i, j;
  const std::string& k;
};
// If a member in the middle of many has no default, the smallest number of initialisers that fits may be any number.
struct LateReference {
  SIXTEEN(a) FOUR(b) const std::string& c;
  SIXTEEN(d) std::string e;
};
struct LateReferenceAndPointer {
  SIXTEEN(a) FOUR(b) const std::string& c;
  SIXTEEN(d) int* e;
};
struct LaterReference {
  SIXTEEN(a) SIXTEEN(b) FOUR(c) int d, e;
  const std::string& f;
  FOUR(g) int h, i;
};
struct Of200 {
  SIXTY_FOUR(a) SIXTY_FOUR(b) SIXTY_FOUR(c) FOUR(d) FOUR(e)
};
struct Of200AndPointer {
  SIXTY_FOUR(a) SIXTY_FOUR(b) SIXTY_FOUR(c) FOUR(d) FOUR(e) int* f;
};
struct Of129AndReference {
  SIXTY_FOUR(a) SIXTY_FOUR(b) int& c;
};
static_assert(all<Of128> && none<Of128AndPointer>);
static_assert(Send<Of128AndMutable> && !Sync<Of128AndMutable> && Send<Of128AndReference> && Sync<Of128AndReference>);
static_assert(Send<LateReference> && Sync<LateReference> && none<LateReferenceAndPointer>);
static_assert(Send<LaterReference> && Sync<LaterReference>);
static_assert(Send<Of200> && !Send<Of200AndPointer> && !Send<Of129AndReference>);

// A bit-field of an enumeration type, on which Clang's builtin fails; and one beside a base.
enum class Flag : unsigned char { off, on };
struct EnumBits {
  Flag flag : 1;
  std::string text;
};
struct EnumBitsAndMutable {
  Flag flag : 1;
  mutable int number;
};
struct EnumBitsAndPointer {
  std::string text;
  Flag flag : 1;
  int* pointer;
};
struct PointerAsBase {
  int* pointer;
};
struct EnumBitsAndBase : PointerAsBase {
  Flag flag : 1;
};
static_assert(Send<EnumBits> && Sync<EnumBits> && Send<EnumBitsAndMutable> && !Sync<EnumBitsAndMutable>);
static_assert(!Send<EnumBitsAndPointer> && !Send<EnumBitsAndBase>);

}  // namespace
