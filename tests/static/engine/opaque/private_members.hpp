// SPDX-License-Identifier: MIT
// Classes with private members: what the bit-cast probe and Clang's list of fields answer, and what the arguments of a
// template add.
#pragma once

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
class Shorts {
  short values_[20] = {};
};
class Flags {
  bool set_[9] = {};
};
static_assert(Send<Shorts> && Send<Flags>);
// Packing takes the alignment away that shows a pointer.
class __attribute__((packed)) PackedPointers {
  int* pointers_[2];
};
struct EmptyBase {};
struct __attribute__((packed)) PackedAndNotLiteral : EmptyBase {
  PackedAndNotLiteral() = delete;
  int* pointers[1];
};
#pragma pack(push, 2)
class PackedToTwo {
  short number_;
  int* pointers_[1];
};
#pragma pack(pop)
class HoldsPacked {
  char letter_;
  PackedPointers pointers_[2];
};
static_assert(!Send<PackedPointers> && !Send<PackedAndNotLiteral> && !Send<PackedToTwo> && !Send<HoldsPacked>);
static_assert(!Sync<PackedPointers> && !Sync<PackedAndNotLiteral> && !Sync<PackedToTwo> && !Sync<HoldsPacked>);

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
__extension__ typedef _BitInt(31) Bits31;
class OwnNumbers {
 public:
  OwnNumbers();

 private:
  std::string name_;
  Complex complex_;
  Bits31 bits_;
  Wide wide_;
#if defined(__FLT16_MAX__)
  _Float16 half_;
#endif
};
static_assert(Send<OwnNumbers> && Sync<OwnNumbers>);
#endif

}  // namespace
