// SPDX-License-Identifier: MIT
// Unions and classes without a name among the members, and what makes their number harder to find.
#pragma once

#include "bases.hpp"

namespace {

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
// A const member of a union is replaced by another one through the union, so a reference to it may change what it
// holds.
union EitherConstant {
  const int a;
  const float b;
};
union OneConstant {
  const int a;
};
struct HoldsConstants {
  const int tag;
  EitherConstant u;
};
struct AnonymousConstants {
  union {
    const int a;
    const float b;
  };
  const int tag;
};
struct HoldsConstUnion {
  const EitherConstant u;
};
static_assert(!ThreadSafe<EitherConstant> && !ThreadSafe<OneConstant> && !ThreadSafe<EitherConstant[2]>);
static_assert(!ThreadSafe<HoldsConstants> && !ThreadSafe<AnonymousConstants> && !Send<AnonymousConstants&>);
static_assert(Send<EitherConstant> == Send<Union> && Sync<EitherConstant> == Sync<Union>);
static_assert(ThreadSafe<HoldsConstUnion> == Sync<Union> && ThreadSafe<const EitherConstant> == Sync<Union>);
static_assert(Send<AnonymousConstants> == shows_unions && Sync<AnonymousConstants> == shows_unions);
// A class that can be used as a number is none; and a union without members says nothing.
class Half {
 public:
  Half() = default;
  operator int() const { return *value_; }

 private:
  std::shared_ptr<int> value_;
};
union MaybeHalf {
  Half half;
  int number;
};
union MaybeAtomic {
  std::atomic<int> counter;
  std::atomic<long> other;
};
union Padding {
  int : 3;
};
static_assert(none<MaybeHalf> && !Send<MaybeAtomic> && !ThreadSafe<MaybeAtomic> && !ThreadSafe<Padding>);
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

}  // namespace
