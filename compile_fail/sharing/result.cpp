// SPDX-License-Identifier: MIT
// What Result refuses.
#include <fearless/result.hpp>

#include <array>

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

// A view of what it holds would outlive it.
int value_in_a_range() {
  int sum = 0;
#ifdef CASE_range_of_a_temporary
  // error: deleted
  // blames: this block
  for (const Point& point : origin().iter()) sum += point.x;
#else
  const auto result = origin();
  for (const Point& point : result.iter()) sum += point.x;
#endif
  return sum;
}

#ifdef CASE_array
// error: the value must be void or an object by itself
// blames: this block
Result<int[2], int> both();
inline constexpr auto size_of_both = sizeof(Result<int[2], int>);
#else
Result<std::array<int, 2>, int> both();
inline constexpr auto size_of_both = sizeof(Result<std::array<int, 2>, int>);
#endif

#ifdef CASE_reference_as_an_error
// error: the error must be an object by itself
// blames: this block
Result<int, Point&> outside(Point& point) { return fearless::unexpected(point); }
#else
Result<int, Point> outside(Point& point) { return fearless::unexpected(point); }
#endif

#ifdef CASE_unexpected_reference
// error: fearless::unexpected<E>: the error must be an object by itself
// blames: this block
inline constexpr auto size_of_unexpected = sizeof(fearless::unexpected<Point&>);
#else
inline constexpr auto size_of_unexpected = sizeof(fearless::unexpected<Point>);
#endif
