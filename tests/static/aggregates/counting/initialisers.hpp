// SPDX-License-Identifier: MIT
// Members that accept no probe or every one, and arrays that accept one for each element or none.
#pragma once

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

}  // namespace
