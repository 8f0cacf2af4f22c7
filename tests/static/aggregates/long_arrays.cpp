// SPDX-License-Identifier: MIT
// A long array beside a member without a default constructor. The compiler must answer at once: a search that tries
// every length for each such member takes minutes for the longest of them.
#include <string>

#include <fearless/marker.hpp>
#include <fearless/std/string.hpp>

namespace {

struct Slot {  // no default; one probe
  Slot(int first) : number(first) {}
  int number;
};
class Token {  // no default, and no constructor that a list could use
 public:
  Token(const Token&) = default;
  static Token make() { return Token(); }

 private:
  Token() = default;
  int number_ = 0;
};
struct Pair {  // no default; a list of two
  Pair(int first, int second) : sum(first + second) {}
  int sum;
};

template <class Before, class After>
struct Buffer {
  Before before;
  char bytes[200];
  After after;
};
template <class Base, class After>
struct BufferOf : Base {
  int numbers[3][60];
  After after[1];
  int last;
};
struct Two {
  Slot slots[30];
  Pair pairs[2];
  char bytes[300];
  Slot last;
};

struct Few {
  Slot slots[2];
  Pair pairs[3];
  char bytes[20];
  Slot last;
};

template <class T>
constexpr bool crosses = fearless::Send<T> && fearless::Sync<T>;
template <class T>
constexpr bool stays = !fearless::Send<T> && !fearless::Sync<T>;

// The answer is that of the members. (On GCC an opaque class is never known to be Send; the classes above have public
// members only, or say nothing.)
static_assert(stays<Buffer<Slot, int*>>);
static_assert(stays<Buffer<Token, int*>>);
static_assert(stays<Buffer<Pair, int*>>);
static_assert(stays<Buffer<int*, Slot>>);
static_assert(stays<BufferOf<Slot, int*>>);
static_assert(stays<BufferOf<Token, Slot>> || crosses<Token>);
static_assert(stays<Two> || crosses<Slot>);
static_assert(crosses<Buffer<std::string, int>>);

struct Racy {
  Slot slot;
  char bytes[1000];
  int* shared;
};
static_assert(stays<Racy>);

#if !defined(__clang__)
// What GCC counts: one member for each array.
using fearless::derive::clause_count;
static_assert(clause_count<Buffer<Slot, int>>.clauses == 3);
static_assert(clause_count<Buffer<Token, int>>.clauses == 3);
static_assert(clause_count<Buffer<Pair, int>>.clauses == 3);
static_assert(clause_count<BufferOf<Slot, Slot>>.clauses == 4);
static_assert(clause_count<BufferOf<Token, Pair>>.clauses == 4);
static_assert(clause_count<Few>.clauses == 4);
#endif

}  // namespace
