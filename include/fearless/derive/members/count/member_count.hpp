// SPDX-License-Identifier: MIT
// The result of counting the members of an aggregate; and what a count has to prove.
//
// A class has a trait only if every one of its members has it, so the engine must not miss a member. It lists the
// members of an aggregate with a structured binding, which has to name exactly as many members as there are. Before
// C++26 the language does not give that number. So the headers in this folder find the number N, and prove two facts
// about it:
//
// - The aggregate has at least N members: it accepts N initialisers, each of which initialises one member.
// - The aggregate has at most N members: after those N initialisers, the next one does not belong to it. On GCC the
//   proof is a *sentinel* (probe.hpp), an object behind the aggregate that accepts one particular initialiser, which
//   nothing else accepts. If the sentinel takes the initialiser number N + 1, the aggregate is complete after N. On
//   Clang a structured binding with N names compiles for one N only.
//
// If one of the two facts cannot be proved, the count is `unknown`, and the aggregate is refused. A number is never
// guessed: a count that is too small would hide a member, and a count of 0 would grant every trait. docs/counting.md
// describes the method and lists the compiler bugs that the code works around.
#pragma once

#include <cstddef>

namespace fearless::derive {

enum class Shape : unsigned char {
  members,   // `clauses` is the exact number
  unknown,   // the number cannot be proved
  too_many,  // there are more than the table covers
};
struct Count {
  Shape shape;
  std::size_t clauses = 0;  // initialiser clauses of the aggregate: one for each base and each member
};

template <class T>
concept Destructible = requires(T& t) { t.~T(); };

}  // namespace fearless::derive
