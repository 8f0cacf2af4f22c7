// SPDX-License-Identifier: MIT
// Aggregates by their members: values, references, const, mutable, and members that are hard to initialise.
#pragma once

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

}  // namespace
