// SPDX-License-Identifier: MIT
// What Result refuses.
#include <fearless/result.hpp>

using fearless::Result;

// An assignment to it would either rebind it or write through it, depending on what it holds.
#ifdef CASE_reference
// error: the value cannot be a reference
// blames: this block
Result<int&, int> first(int (&numbers)[2]) { return numbers[0]; }
#else
Result<int*, int> first(int (&numbers)[2]) { return &numbers[0]; }
#endif

// What a temporary Result holds goes with it.
struct Point {
  int x;
};
Result<Point, int> origin() { return Point{0}; }
int member_of_a_temporary() {
#ifdef CASE_member_of_a_temporary
  // error: deleted
  // error(GNU): operator->
  // error(Clang): deleted operator '->'
  // blames: this block
  return origin()->x;
#else
  return origin().value().x;
#endif
}
