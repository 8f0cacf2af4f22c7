// SPDX-License-Identifier: MIT
// Tuple-like classes, members without an address of their own, alignment, large numbers of members, and bit-fields.
#pragma once

#include "unions.hpp"

namespace {

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
// Clang 16 does not show members behind the first 256 bytes, and needs fearless/derive/wide.hpp to count as many.
#if !defined(__clang__) || __clang_major__ >= 17
static_assert(Send<Of200>);
#endif
static_assert(!Send<Of200AndPointer> && !Send<Of129AndReference>);

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
