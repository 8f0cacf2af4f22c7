// SPDX-License-Identifier: MIT
// Aggregates that mislead a count by initialisers: members with a default member initialiser that accept no probe, and
// arrays that accept a probe for each element or none. An aggregate that cannot be counted is refused; no number is
// guessed, and none is a hard error.
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <fearless/derive/members/count/probe.hpp>
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::NotSync, fearless::Rc, fearless::Send, fearless::Static, fearless::Sync,
    fearless::ThreadSafe;

// All four questions compile, whatever the answers are.
template <class T>
constexpr bool answers =
    (Send<T> || !Send<T>) && (Sync<T> || !Sync<T>) && (Static<T> || !Static<T>) && (ThreadSafe<T> || !ThreadSafe<T>);
template <class T>
constexpr bool refused = !Send<T> && !Sync<T> && !ThreadSafe<T>;

[[maybe_unused]] int number = 1;
[[maybe_unused]] Rc<int> shared() { return Rc<int>(1); }
class NoDefault {
 public:
  constexpr NoDefault(int value) : value_(value) {}

 private:
  int value_;
};
class Counter {
 public:
  constexpr explicit Counter(int start = 0) : value_(start) {}

 private:
  int value_;
};
struct Reference {
  int& to;
};
// Accepts any type by value, so no conversion of a probe is better.
class ByValue {
 public:
  template <class T>
  ByValue(T) : hidden_(1) {}

 private:
  Rc<int> hidden_;
};
// Accepts no initialiser.
struct TakesNothing {
  TakesNothing() = default;
  template <class T>
  TakesNothing(T&&) = delete;
};

#define FEARLESS_TEN(x) {x, x, x, x, x, x, x, x, x, x}

// An array whose elements have no default has to be initialised in full or not at all.
struct ManyShared {
  Rc<int> cells[10] = FEARLESS_TEN(shared());
};
struct ManyReferences {
  Reference cells[10] = FEARLESS_TEN({number});
  int* last;
};
struct ManyFine {
  NoDefault cells[10] = FEARLESS_TEN(1);
};
static_assert(refused<ManyShared> && Static<ManyShared> && refused<ManyReferences> && !Static<ManyReferences>);
static_assert(answers<ManyFine>);

// The first member accepts no probe, but has a default member initialiser.
struct ByValueFirst {
  ByValue first = ByValue(1);
  int* second = nullptr;
};
struct BaseTakesNothing : TakesNothing {
  ByValue first = ByValue(1);
  int* second = nullptr;
};
struct NothingThenUnion : TakesNothing {
  [[no_unique_address]] TakesNothing first;
  Counter second{1};
  union {
    int number;
    int* pointer;
  };
};
static_assert(refused<ByValueFirst> && refused<BaseTakesNothing> && refused<NothingThenUnion>);

// A member that `{}` does not initialise, behind an array.
struct ArrayAndExplicit {
  char name[16];
  Counter count{5};
};
struct ArrayAndReference {
  char name[16];
  int& to = number;
};
struct ArrayAndReferences {
  int numbers[8];
  Reference to = {number};
  std::string text;
};
struct ArrayAndMany {
  char name[16];
  NoDefault cells[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  void* last;
};
struct ArraysAndExplicit {
  int matrix[3][3];
  std::string texts[2];
  Counter count{5};
  int* last;
};
struct ReferenceAndMany {
  int& to;
  NoDefault cells[10] = FEARLESS_TEN(1);
  void* last;
};
struct ManyAndMany {
  NoDefault cells[10];
  NoDefault more[10] = FEARLESS_TEN(2);
  void* last;
};
struct ArrayAndByValue {
  char name[16];
  ByValue last = ByValue(1);
};
struct LargeArrayFirst {
  unsigned numbers[200];
  std::string text;
  int* last;
};
struct LargeArrayFirstAndFine {
  unsigned numbers[200];
  std::string text;
  std::vector<int> last;
};
template <class Last>
struct ManyArrays {
  std::string a[3];
  char b[2][5];
  Counter c{1};
  std::vector<int> d[2];
  int e = 1;
  std::array<std::string, 2> f[2];
  Last g;
};
static_assert(Send<ArrayAndExplicit> && Static<ArrayAndExplicit>);
static_assert(refused<ArrayAndReference> && !Static<ArrayAndReference> && refused<ArrayAndReferences>);
static_assert(refused<ArrayAndMany> && refused<ArraysAndExplicit> && refused<ReferenceAndMany> && refused<ManyAndMany>);
static_assert(refused<ArrayAndByValue> && refused<LargeArrayFirst>);
static_assert(Send<LargeArrayFirstAndFine> && Sync<LargeArrayFirstAndFine>);
static_assert(Send<ManyArrays<int>> && Send<ManyArrays<std::string>> && refused<ManyArrays<std::function<void()>>>);

// A member whose constructor accepts any type is not taken for an unnamed one beside an array, also if every member has
// a trivial default constructor.
class GreedyOfNothing {
 public:
  GreedyOfNothing() = default;
  template <class T>
  GreedyOfNothing(T&&);

 private:
  int value_;
};
struct ArrayAndGreedyOfNothing {
  int numbers[2];
  GreedyOfNothing greedy;
  int* last;
};
static_assert(refused<ArrayAndGreedyOfNothing> && Static<ArrayAndGreedyOfNothing>);

// A class that std::is_empty reports as empty may have a member.
class HiddenMarker {
 public:
  HiddenMarker() {}
  HiddenMarker(const HiddenMarker&) {}
  template <class T>
  HiddenMarker(T&&) = delete;
};
struct HoldsHidden {
  [[no_unique_address]] HiddenMarker marker;
};
struct OnlyDestructor {
  ~OnlyDestructor() {}
};
struct ArrayAndDestructor {
  char name[16];
  int* last;
  ~ArrayAndDestructor() {}
};
static_assert(Send<OnlyDestructor> && ThreadSafe<OnlyDestructor>);
static_assert(refused<ArrayAndDestructor> && Static<ArrayAndDestructor>);

// If an aggregate has raw storage and does not copy it as bytes, the storage may hold objects of the template's
// arguments.
template <class T>
struct StaticVector {
  alignas(T) std::byte data[4][sizeof(T)];
  std::size_t size = 0;
  ~StaticVector() {}
};
template <class T>
struct Tagged {
  std::string text;
};
struct Packet {
  unsigned char data[64];
  std::string text;
};
static_assert(Send<StaticVector<int>> && refused<StaticVector<Rc<int>>> && refused<StaticVector<int*>>);
static_assert(Send<Tagged<Rc<int>>> && Send<Packet>);

// A packed class may hold a pointer whatever its alignment.
#pragma pack(push, 1)
struct PackedPointers {
  int* pointers[2];
  int number;
};
struct PackedPointer {
  char letters[3];
  int* pointer[1];
};
struct PackedReferences {
  Reference to[1];
};
struct PackedNumbers {
  char letter;
  double number;
};
#pragma pack(pop)
static_assert(refused<PackedPointers> && refused<PackedPointer> && refused<PackedReferences>);
static_assert(!Static<PackedReferences> && Send<PackedNumbers> && Sync<PackedNumbers>);
[[maybe_unused]] void packed() {
  int n = 1;
  auto pointers = [p = PackedPointers{}] { return p.number; };
  auto references = [r = PackedReferences{{{n}}}] { return r.to[0].to; };
  auto numbers = [p = PackedNumbers{}] { return p.number; };
  static_assert(!Send<decltype(pointers)> && !Send<decltype(references)> && !Static<decltype(references)>);
  static_assert(Send<decltype(numbers)>);
  (void)pointers, (void)references, (void)numbers;
}

// A member that takes no space may reject `{}`, but GCC accepts an omitted `{}` for it. So such a member must not end
// the count.
class ExplicitToken {
 public:
  explicit ExplicitToken() = default;
  ExplicitToken(const ExplicitToken&) {}
  template <class T>
  ExplicitToken(T&&) = delete;
};
class NoToken {
 public:
  NoToken() = delete;
  NoToken(const NoToken&) {}
  template <class T>
  NoToken(T&&) = delete;
};

// A template argument counts wherever the class of plain values is stored.
class Refused {
 public:
  constexpr Refused(int n) : n_(n) {}
  constexpr Refused(const Refused& other) : n_(other.n_) {}
  ~Refused() {}

 private:
  int n_;
};
template <class T>
class Slot {
 public:
  constexpr Slot() : bytes_{} {}

 private:
  unsigned char bytes_[sizeof(T)];
};

}  // namespace

FEARLESS_NOT_SEND(HiddenMarker);
FEARLESS_NOT_SEND(ExplicitToken);
FEARLESS_NOT_SEND(NoToken);
FEARLESS_NOT_SEND(Refused);

namespace {

static_assert(!Send<HoldsHidden>);

struct TagThenPointers {
  [[no_unique_address]] std::in_place_t tag;
  int* pointers[2];
};
struct TagThenNumbers {
  [[no_unique_address]] std::in_place_t tag;
  int numbers[2];
  ~TagThenNumbers() {}
};
struct TagBetween {
  int numbers[3];
  [[no_unique_address]] std::in_place_t tag;
  int* last;
};
template <class Token>
struct OnlyToken {
  [[no_unique_address]] Token token;
};
template <class Token>
struct TokenThenPointers {
  [[no_unique_address]] Token token;
  int* pointers[2];
};
template <class Token, int Length>
struct TokenBehindArray {
  int numbers[Length];
  [[no_unique_address]] Token token;
  int* last;
};
template <class Token>
struct TokenBehindText {
  char text[4096];
  [[no_unique_address]] Token token;
  int* last;
};
template <class Number, int Length>
struct ArrayThenNumber {
  Number numbers[Length];
  std::size_t count;
};
static_assert(refused<TagThenPointers> && Send<TagThenNumbers> && Sync<TagThenNumbers> && refused<TagBetween>);
static_assert(!Send<OnlyToken<ExplicitToken>> && !Send<OnlyToken<NoToken>>);
static_assert(refused<TokenThenPointers<ExplicitToken>> && refused<TokenThenPointers<NoToken>>);
static_assert(refused<TokenBehindArray<ExplicitToken, 3>> && refused<TokenBehindArray<NoToken, 3>>);
static_assert(refused<TokenBehindArray<ExplicitToken, 30>> && refused<TokenBehindArray<NoToken, 3000>>);
static_assert(refused<TokenBehindArray<std::in_place_t, 3000>>);
static_assert(Sync<ArrayThenNumber<char, 5000>> && Send<ArrayThenNumber<char[64], 100>> &&
              Sync<ArrayThenNumber<int, 3>> && Sync<ArrayThenNumber<int, 3000>> &&
              Send<ArrayThenNumber<double[8], 300>> && Sync<ArrayThenNumber<ArrayThenNumber<int, 3>, 20>>);

struct HoldsSlot {
  Slot<Refused> slot;
};
static_assert(!Send<Refused> && !Send<Slot<Refused>> && !Send<HoldsSlot> && !Send<std::vector<HoldsSlot>>);

// A class may lead back to itself through an argument of a template without a row.
template <class T>
class Id {
 public:
  constexpr explicit Id(int);

 private:
  int value_;
};
struct NamedNode {
  Id<NamedNode> next;
  std::string name;
};
template <class T>
class Pointers {
 public:
  Pointers();
  Pointers(const Pointers&);

 private:
  T* first_;
};
struct PointedTree {
  Pointers<PointedTree> children;
  int value;
};
template <class T>
class Vectors {
 public:
  Vectors();

 private:
  std::vector<T> children_;
};
struct Tree {
  Vectors<Tree> children;
  std::string name;
};
template <class T>
class Crtp {
  int value_ = 0;
};
struct OfItself : Crtp<OfItself> {};
static_assert(answers<NamedNode> && answers<PointedTree> && answers<Tree> && answers<OfItself>);
static_assert(!Send<PointedTree>);
#if (defined(__clang__) && __clang_major__ > 16) || defined(__cpp_impl_reflection)
static_assert(Send<NamedNode> && Send<Tree>);
#endif

// The first member may be a reference to the aggregate's own class. No probe must then initialise the whole aggregate.
struct ChildOf {
  const ChildOf& parent;
  int value;
};
struct OnlyItself {
  const OnlyItself& itself;
};
struct RvalueOfItself {
  const RvalueOfItself&& itself;
  std::string name;
};
struct ArrayOfItself {
  const ArrayOfItself (&all)[2];
  const ArrayOfItself& next;
  int numbers[40];
  std::array<std::string, 2> names;
};
struct ChildOfShared {
  const ChildOfShared& parent;
  int numbers[2];
  Rc<int> hidden;
};
struct MutableChild {
  const MutableChild& parent;
  mutable int value;
};
struct ByItself;
struct HoldsByItself {
  const ByItself& itself;
};
struct ByItself : HoldsByItself {
  int value;
};
static_assert(Send<ChildOf> && Sync<ChildOf> && !Static<ChildOf> && Send<OnlyItself> && !Static<OnlyItself>);
static_assert(Send<RvalueOfItself> && !Static<RvalueOfItself> && Send<ArrayOfItself> && Sync<ArrayOfItself>);
static_assert(refused<ChildOfShared> && !Send<MutableChild> && !Sync<MutableChild> && answers<ByItself>);
// Such a class is refused if the reference is not const: a probe could initialise the whole aggregate.
struct ChildOfMutable {
  ChildOfMutable& parent;
  int value;
};
struct MutableChildOfShared {
  MutableChildOfShared& parent;
  Rc<int> hidden;
};
struct MutableRvalueOfShared {
  MutableRvalueOfShared&& parent;
  Rc<int> hidden;
};
static_assert(answers<ChildOfMutable> && refused<MutableChildOfShared> && refused<MutableRvalueOfShared>);
template <class T>
constexpr bool part_is_whole = std::is_convertible_v<fearless::derive::AnyFirstOf<T>, T> ||
                               std::is_convertible_v<fearless::derive::AnyFirstOf<T>, const volatile T>;
static_assert(!part_is_whole<ChildOf> && !part_is_whole<OnlyItself> && !part_is_whole<ArrayOfItself> &&
              !part_is_whole<ChildOfMutable> && !part_is_whole<MutableRvalueOfShared> && !part_is_whole<ByItself> &&
              !part_is_whole<Reference> && !part_is_whole<ManyFine>);

// Eight members, two of which could be constructed so that they keep a reference to a destroyed object.
struct OfTuplesOfReferences {
  void (*m0)();
  std::tuple<const int&> m1;
  int m2;
  std::unique_ptr<int> m3;
  long m4;
  long m5;
  std::tuple<const int&> m6;
  long m7;
};
static_assert(Send<OfTuplesOfReferences> && sizeof(OfTuplesOfReferences) == 8 * sizeof(long));

}  // namespace

// A structured binding of a const object asks for the std::tuple_size of the const type, which may differ.
struct HijackedWhereConst {
  int open;
  mutable int hidden;
};
template <>
struct std::tuple_size<const HijackedWhereConst> : std::integral_constant<std::size_t, 1> {};
template <std::size_t I>
struct std::tuple_element<I, const HijackedWhereConst> {
  using type = const int;
};
template <std::size_t I>
const int& get(const HijackedWhereConst& object) {
  return object.open;
}
static_assert(Send<HijackedWhereConst> && !Sync<HijackedWhereConst>);
