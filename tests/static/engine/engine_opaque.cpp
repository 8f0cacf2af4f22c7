// SPDX-License-Identifier: MIT
// Classes with private members, and closures: the answers of the bit-cast probe and of Clang's list of fields.
#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::NotSync, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

#if defined(__clang__)
constexpr bool shows_fields = true;    // private members and captures
constexpr bool shows_captures = true;  // captures
#elif defined(__cpp_impl_reflection)
constexpr bool shows_fields = true;
constexpr bool shows_captures = false;
#else
constexpr bool shows_fields = false;
constexpr bool shows_captures = false;
#endif

class Values {
  int a_ = 1;
  double b_ = 2;
  bool c_[3] = {};
};
class Strings {
 public:
  Strings();

 private:
  std::string a_;
  std::vector<int> b_;
  const int c_ = 1;
};
class Mutable {
 public:
  Mutable();

 private:
  std::string a_;
  mutable int b_;
};
class Pointer {
  int* a_ = nullptr;
};
class Marked {
  int a_ = 1;
  NotSend marker_;
};
class Storage {
 public:
  Storage();

 private:
  alignas(8) unsigned char bytes_[8];
  std::string a_;
};
class Bits {
 public:
  Bits();

 private:
  int a_ : 3;
  std::string b_;
};
class Derived : Strings {
  int a_ = 0;
};
class Borrows {
 public:
  Borrows();

 private:
  const std::string& a_;
};
class Node {
 public:
  Node();

 private:
  std::vector<Node> children_;
  std::unique_ptr<Node> next_;
};
class BadNode {
 public:
  BadNode();

 private:
  std::vector<BadNode> children_;
  int* pointer_;
};
class Small {
  int a_ = 1;
  bool b_[3] = {};
};
class Pointers {
  int* a_[2] = {};
};
struct HoldsPointers {
  int a;
  int* b[2][3];
};
struct HoldsHoldsPointers {
  HoldsPointers a[2];
};
// GCC before 14 cannot find out whether the private members include an array of pointers, if there is enough space for
// a pointer.
constexpr bool looks_into_arrays = fearless::derive::casts_look_into_arrays;
static_assert(Send<Values> == (shows_fields || looks_into_arrays) && Sync<Values> == shows_fields);
static_assert(Send<Small> && Static<Small> && Sync<Small> == shows_fields);
static_assert(!Send<Pointers> && !Send<HoldsPointers> && !Send<HoldsHoldsPointers> && Static<HoldsHoldsPointers>);
static_assert(Send<Strings> == shows_fields && Sync<Strings> == shows_fields && Static<Strings> == shows_fields);
static_assert(Send<Mutable> == shows_fields && !Sync<Mutable>);
static_assert(!Send<Pointer> && !Sync<Pointer> && !Send<Marked> && !Send<Storage>);
#if defined(__cpp_impl_reflection)
static_assert(Sync<Bits>);
#else
static_assert(!Sync<Bits>);  // a bit-field does not show whether it is mutable
#endif
static_assert(!Send<std::vector<Pointer>> && !Send<BadNode> && !Sync<Node>);
static_assert(Send<Node> == shows_fields && Static<Node> == shows_fields && !Static<Borrows>);
static_assert(Send<Borrows> == shows_fields);
constexpr bool derived_has_an_answer = Send<Derived>;
static_assert(derived_has_an_answer || !derived_has_an_answer);

#if defined(__clang__)
// An object that is captured by reference remains in its thread, so it may be an aggregate only if several threads may
// read it or if it synchronises itself.
struct Numbers {
  int first;
  std::vector<int> more;
};
struct Atomics {
  std::atomic<int> first;
};
struct LentPointer {
  int* first;
};
struct HoldsNumbers {
  Numbers numbers;
};
[[maybe_unused]] void lends(Numbers& numbers, const Numbers& read, Atomics& atomics, const LentPointer& pointer,
                            const HoldsNumbers& held) {
  auto reads = [&read] { return read.first; };
  auto reads_deep = [&read, &held] { return read.first + held.numbers.first; };
  auto writes = [&numbers] { ++numbers.first; };
  auto reads_and_writes = [&read, &numbers] { numbers.first = read.first; };
  auto writes_and_reads = [&numbers, &read] { numbers.first = read.first; };
  auto counts = [&atomics, &read] { atomics.first += read.first; };
  auto leads = [&pointer] { return *pointer.first; };
  auto reads_bits = [&read, held] { return read.first + held.numbers.first; };
  static_assert(Send<decltype(reads)> && !Static<decltype(reads)> && Send<decltype(reads_deep)>);
  static_assert(!Send<decltype(writes)> && !Static<decltype(writes)> && !Send<decltype(leads)>);
  static_assert(!Send<decltype(reads_and_writes)> && !Send<decltype(writes_and_reads)>);
  static_assert(Send<decltype(counts)> && !Static<decltype(counts)> && Send<decltype(reads_bits)>);
  (void)reads, (void)reads_deep, (void)writes, (void)reads_and_writes, (void)writes_and_reads, (void)counts,
      (void)leads, (void)reads_bits;
}
#endif

// A class may hold objects of its template arguments in bytes.
template <class T, int N>
class StaticVector {
  int size_ = 0;
  char bytes_[sizeof(T) * N] = {};
};
template <class T>
class Handle {
  int id_ = 0;
};
struct Tag;
template <class T>
struct Outer {
  class Inner {
    int id_ = 0;
  };
};
static_assert(Send<StaticVector<int, 4>> && !Send<StaticVector<NotSend, 4>>);
static_assert(Send<Handle<int>> && !Send<Handle<int*>> && Send<Handle<Tag>>);
static_assert(!Send<Outer<NotSend>::Inner>);

// Forms of template parameter lists.
template <class A, class B, int N>
class TwoAndNumber {
  int id_ = N;
};
template <class A, int N, class B, class... C>
class OneNumberMore {
  int id_ = N;
};
template <int N, class A, class... B>
class NumberMore {
  int id_ = N;
};
template <class A, template <class> class B>
class OfTemplate {
  int id_ = 0;
};
template <class A, class B>
class TwoHandles {
  int id_ = 0;
};
static_assert(Send<TwoHandles<int, long>> && !Send<TwoHandles<int*, int>> && !Send<TwoHandles<int, int*>>);
static_assert(Send<TwoAndNumber<int, int, 1>> && !Send<TwoAndNumber<int*, int, 1>> &&
              !Send<TwoAndNumber<int, int*, 1>>);
static_assert(Send<OneNumberMore<int, 1, int, int>> && !Send<OneNumberMore<int*, 1, int>> &&
              !Send<OneNumberMore<int, 1, int, int*>> && !Send<OneNumberMore<int, 1, int*>>);
static_assert(Send<NumberMore<1, int, int>> && !Send<NumberMore<1, int*>> && !Send<NumberMore<1, int, int*>>);
static_assert(!Send<OfTemplate<int*, Handle>>);  // what it was made from cannot be listed

// A class that stands for something else, such as a proof that a lock is held, is empty but not stateless.
class Token {
 public:
  constexpr explicit Token(int) {}
};
static_assert(Send<Token> && ThreadSafe<Token> == shows_fields);
class Phantom {
  fearless::PhantomData<int*> pointer_;
  int id_ = 0;
};
static_assert(!Send<Phantom> && !Sync<Phantom>);
class Large {
  char text_[1000] = {};
};
static_assert(Send<Large> && Static<Large>);

// If a class with raw storage is refused, so is a class that holds it.
class BytesOnly {
 public:
  constexpr BytesOnly() = default;

 private:
  alignas(8) unsigned char bytes_[8] = {};
};
class HoldsBytes {
  BytesOnly held_;
};
class HoldsBytesInArray {
  BytesOnly held_[2];
};
class HoldsAggregateOfBytes {
  struct {
    BytesOnly held;
    int number = 0;
  } held_;
};
class BytesInRows {
  unsigned char bytes_[2][8] = {};
};
class BytesInBase : BytesOnly {
  int number_ = 0;
};
struct AggregateOfBytes {
  BytesOnly held;
  int number;
};
inline constexpr auto captures_bytes = [held = BytesOnly()] { return sizeof(held); };
template <class T>
inline constexpr bool as_bytes = Send<T> == Send<BytesOnly>;
static_assert(!Send<BytesOnly> && !Static<BytesOnly>);
static_assert(as_bytes<HoldsBytes> && as_bytes<HoldsBytesInArray> && as_bytes<HoldsAggregateOfBytes>);
static_assert(as_bytes<AggregateOfBytes> && as_bytes<AggregateOfBytes[2]>);
static_assert(!Send<BytesInRows> && !Send<BytesInBase> && !Send<decltype(captures_bytes)>);
class BytesUnaligned {
  char letters_[5] = {};
  unsigned char bytes_[10] = {};
};
class BytesAtTheEnd {
  char letters_[7] = {};
  std::byte bytes_[8] = {};
};
class PublicBytes {
 public:
  PublicBytes() = default;
  explicit PublicBytes(int);
  alignas(8) unsigned char bytes[8] = {};
};
static_assert(!Send<BytesUnaligned> && !Send<BytesAtTheEnd> && !Send<PublicBytes>);
// Fewer bytes than a pointer has hold none, and padding holds nothing.
class Colour {
  unsigned char red_ = 0, green_ = 0, blue_ = 0, alpha_ = 0;
};
class Padded {
  char letter_ = 'a';
  alignas(4) short number_ = 0;
  bool flag_ = false;
  enum class Small : unsigned char { none } small_[8] = {};
};
static_assert(Send<Colour> && Send<Padded>);
inline constexpr auto captures_public_bytes = [key = std::array<unsigned char, 16>()] { return &key; };
#if defined(__clang__)
static_assert(Send<decltype(captures_public_bytes)>);
#else  // GCC does not show whose bytes they are
static_assert(!Send<decltype(captures_public_bytes)>);
#endif

// Clang 16 keeps the number of the builtin's calls in 8 bits, and drops the last calls if there are more.
struct Letter {
  char letter;
};
struct Letters {
  Letter a, b, c, d, e, f, g, h;
};
class OfMany {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] Pointer behind_;
};
class OfManyAndFinal final {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] Pointer behind_;
};
class OfManyAndBytes {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] BytesOnly behind_;
};
constexpr auto captures_many = [a = Letters(), b = Letters(), c = Letters(), d = Letters(), e = Letters(),
                                f = Letters(), g = Letters(), h = Letters(), behind = static_cast<int*>(nullptr)] {
  const Letters* const all[] = {&a, &b, &c, &d, &e, &f, &g, &h};
  return all[0] == nullptr ? nullptr : behind;
};
static_assert(!Send<OfMany> && !Send<OfManyAndFinal> && as_bytes<OfManyAndBytes> && !Send<decltype(captures_many)>);

// Other forms of raw storage.
class ByteStorage {
 public:
  ByteStorage();

 private:
  std::byte bytes_[8];
  std::string a_;
};
class MutableStorage {
 public:
  MutableStorage();

 private:
  mutable unsigned char bytes_[8];
  std::string a_;
};
static_assert(!Send<ByteStorage> && !Send<MutableStorage> && !Static<ByteStorage>);

// Types that private members lead to.
class HoldsBad {
 public:
  HoldsBad();

 private:
  std::vector<Pointer> bad_;
};
class BorrowsAndLeads {
 public:
  BorrowsAndLeads();

 private:
  const std::string& a_;
  std::vector<Node> b_;
};
class Abstract {
 public:
  virtual ~Abstract();
  virtual void run() = 0;

 private:
  std::vector<Node> nodes_;
};
class BitsOfNone {
 public:
  BitsOfNone();

 private:
  int a_ : 3;
};
static_assert(!Send<HoldsBad>);
constexpr bool have_an_answer = Send<BorrowsAndLeads> || Send<Abstract>;
static_assert(have_an_answer || !have_an_answer);
static_assert(!ThreadSafe<BitsOfNone>);

// A list of the members.
class Listed {
 public:
  Listed();

 private:
  std::string a_;
  int b_;
};
class ListedPointer {
 public:
  ListedPointer();

 private:
  int* a_;
};
struct ListedAggregate {
  std::string a;
  mutable int b;
};
struct ListedConstant {
  std::string a;
  int b;
};
class ListedWrongly {
  [[maybe_unused]] int a_ = 0;
};
}  // namespace
template <>
struct fearless::derive::Listing<Listed> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedPointer> {
  static auto members() -> TypeList<int*>;
};
template <>
struct fearless::derive::Listing<ListedAggregate> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedConstant> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedWrongly> {
  static auto members() -> Never<because::its_members_cannot_be_seen>;
};
namespace {
static_assert(Send<Listed> && Static<Listed> &&
              Sync<Listed> == shows_fields);  // a list does not state which members are mutable
static_assert(!Send<ListedPointer> && Static<ListedPointer> && !Sync<ListedPointer>);
static_assert(Send<ListedAggregate> && !Sync<ListedAggregate> && Send<ListedConstant> && Sync<ListedConstant>);
#if !defined(__cpp_impl_reflection)  // with reflection, no list is needed
static_assert(!Send<ListedWrongly>);
#endif

// A template with a closure or a function type as its argument is no closure, so its arguments count.
template <class A, class B>
class Given {
  int id_ = 0;
};
constexpr auto some_closure = [] {};
static_assert(Send<Given<int, void()>> && !Send<Given<NotSend, void()>>);
static_assert(!Send<Given<NotSend, std::remove_const_t<decltype(some_closure)>>>);
static_assert(Send<Given<int, std::remove_const_t<decltype(some_closure)>>>);

// Stateless callables.
struct Callable {
  void operator()() const;
};
class EmptyClass {};
class EmptyNotSend {
  [[no_unique_address]] NotSend marker_;
};
static_assert(Send<Callable> && Sync<Callable> && Static<Callable> && ThreadSafe<Callable> && Send<EmptyClass>);
static_assert(!Send<EmptyNotSend>);
constexpr auto captureless = [] {};
static_assert(Send<decltype(captureless)> && ThreadSafe<std::remove_const_t<decltype(captureless)>>);

// Closures.
struct Worker {
  int value = 0;
  std::string name;
  void start() {
    auto with_this = [this] { return value; };
    auto with_all = [&] { return value; };
    auto with_copy = [*this] { return value; };
    static_assert(!Send<decltype(with_this)> && !Send<decltype(with_all)>);
    static_assert(Send<decltype(with_copy)> == shows_captures);
    (void)with_this, (void)with_all, (void)with_copy;
  }
};
[[maybe_unused]] void closures() {
  int i = 1;
  double d = 2;
  int array[3] = {};
  int* p = &i;
  volatile int v = 0;
  volatile std::pair<int, int> volatile_pair = {};
  std::string s;
  const std::string c;
  auto values = [i, d, array] { return i + d + array[0]; };
  auto nested = [values] { return values(); };
  auto changes = [i]() mutable { return ++i; };
  static_assert(Send<decltype(values)> && Static<decltype(values)> && Send<decltype(nested)> &&
                Send<decltype(changes)>);
  static_assert(Sync<decltype(values)> == shows_captures);

  auto strings = [s, n = std::make_unique<int>(1)] { return s.size() + static_cast<std::size_t>(*n); };
  auto nested_strings = [inner = [s] { return s; }] { return inner(); };
  static_assert(Send<decltype(strings)> == shows_captures && Static<decltype(strings)> == shows_captures);
  static_assert(Send<decltype(nested_strings)> == shows_captures);

  auto reference = [&i] { return i; };
  auto references = [&] { return i + static_cast<int>(s.size()); };
  auto pointer = [p] { return *p; };
  int* pointers[2] = {p, p};
  auto array_of_pointers = [pointers] { return pointers[0]; };
  static_assert(!Send<decltype(array_of_pointers)>);
  (void)array_of_pointers;
  auto init_pointer = [q = &i] { return *q; };
  auto to_volatile = [&v] { return v; };
  auto to_volatile_pair = [&volatile_pair] { return volatile_pair.first; };
  auto nested_reference = [inner = [&s] { return s.size(); }] { return inner(); };
  auto marked = [m = NotSend()] { return &m; };
  auto to_const = [&c] { return c.size(); };
  auto reference_wrapper = [r = std::ref(s)] { return r.get().size(); };
  static_assert(!Send<decltype(reference)> && !Send<decltype(references)> && !Send<decltype(pointer)>);
  static_assert(!Send<decltype(init_pointer)> && !Send<decltype(to_volatile)> && !Send<decltype(nested_reference)>);
  static_assert(!Send<decltype(to_volatile_pair)> && !Static<decltype(to_volatile_pair)>);
  static_assert(!Send<decltype(marked)> && !Send<decltype(reference_wrapper)> && !Static<decltype(reference_wrapper)>);
  static_assert(!Static<decltype(reference)> && !Static<decltype(to_const)> && !Static<decltype(nested_reference)>);
  static_assert(Send<decltype(to_const)> == (shows_captures || FEARLESS_DETAIL_BINDS_CAPTURES));
  (void)nested, (void)changes, (void)strings, (void)nested_strings, (void)reference, (void)references, (void)pointer,
      (void)init_pointer, (void)to_volatile, (void)to_volatile_pair, (void)nested_reference, (void)marked,
      (void)to_const, (void)reference_wrapper;
}
template <class... T>
[[maybe_unused]] void packs(T... value) {
  auto by_value = [value...] { return (value + ...); };
  auto by_reference = [&value...] { return (value + ...); };
  static_assert(Send<decltype(by_value)> && !Send<decltype(by_reference)>);
  (void)by_value, (void)by_reference;
}
[[maybe_unused]] void use_packs() { packs(1, 2.0); }

// Arrays of classes with raw storage.
struct Bytes16 {
  unsigned char bytes[16];
};
struct Deeper {
  int number;
  Bytes16 bytes[2];
};
class InArrayOfStructs {
  Bytes16 bytes_[2];
  std::string name_;
};
class InArraysOfArrays {
  std::array<std::byte, 8> bytes_[2][2];
  std::string name_;
};
class InStdArrayOfStructs {
  std::array<Bytes16, 2> bytes_;
  std::string name_;
};
class InDeeperStructs {
  std::array<Deeper, 2> bytes_[2];
  std::string name_;
};
static_assert(!Send<InArrayOfStructs> && !Send<InArraysOfArrays> && !Send<InStdArrayOfStructs>);
static_assert(!Send<InDeeperStructs> && Send<Bytes16> && Send<Deeper>);
// Of the enumerations of the size of a byte, only std::byte is raw storage.
enum class Piece : unsigned char { none, pawn };
class Board {
  Piece squares_[64];
  std::string name_;
};
static_assert(Send<Board> == shows_fields && Sync<Board> == shows_fields);

// A reference to a function leads to no object.
class Caller {
 public:
  Caller();

 private:
  void (&callback_)(int);
  std::string name_;
};
static_assert(Send<Caller> == shows_fields && Sync<Caller> == shows_fields);

// The builtin passes `&field`, and a class may overload that operator.
class AddressIsOfLong {
 public:
  AddressIsOfLong();
  AddressIsOfLong(const AddressIsOfLong&);
  const volatile long* operator&() const volatile noexcept;
  const long* operator&() const noexcept;

 private:
  int* hidden_;
};
class AddressIsVoid {
 public:
  AddressIsVoid() {}
  void* operator&() const volatile noexcept;

 private:
  int* hidden_ = nullptr;
};
class AddressIsAnObject {
 public:
  struct Proxy {};
  AddressIsAnObject() {}
  Proxy operator&() const volatile noexcept;
  Proxy operator&() const noexcept;

 private:
  int* hidden_ = nullptr;
};
class HidesLong {
 public:
  HidesLong();

 private:
  AddressIsOfLong hidden_;
  std::string name_;
};
class HidesVoid {
 public:
  HidesVoid();

 private:
  AddressIsVoid hidden_;
  std::string name_;
};
class HidesAnObject {
 public:
  HidesAnObject();

 private:
  AddressIsAnObject hidden_;
  std::string name_;
};
static_assert(!Send<HidesLong> && !Send<HidesVoid> && !Send<HidesAnObject>);
[[maybe_unused]] void capture_overloaded() {
  AddressIsVoid a;
  AddressIsAnObject b;
  auto to_a = [&a] { (void)a; };
  auto to_b = [&b] { (void)b; };
  static_assert(!Send<decltype(to_a)> && !Static<decltype(to_a)> && !Send<decltype(to_b)> && !Static<decltype(to_b)>);
  (void)to_a, (void)to_b;
}

// A compiler's own number types are numbers; its other types are unknown.
using Vector = int __attribute__((vector_size(16)));
__extension__ typedef __int128 Wide;
__extension__ typedef _Complex double Complex;
static_assert(Send<Vector> && Sync<Vector> && Send<Wide> && Send<Complex>);
#if defined(__clang__)
__extension__ typedef _Atomic(int*) AtomicPointer;
static_assert(!Send<AtomicPointer> && !Sync<AtomicPointer>);
#endif

}  // namespace
