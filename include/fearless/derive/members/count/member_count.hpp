// SPDX-License-Identifier: MIT
// What counting the members of an aggregate comes to.
#pragma once

#include <cstddef>

namespace fearless::derive {

enum class Shape : unsigned char {
  members,   // so many members and bases
  unknown,   // what the compiler is asked does not tell
  too_many,  // more than the table holds
};
struct Count {
  Shape shape;
  std::size_t clauses = 0;  // of its initialiser in full: one for each base and each member
};

template <class T>
concept Destructible = requires(T& t) { t.~T(); };

}  // namespace fearless::derive
