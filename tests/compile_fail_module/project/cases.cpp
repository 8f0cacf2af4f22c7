// SPDX-License-Identifier: MIT
// The file that the tests mutate: each case must be refused, and the rest must compile.
#include <tiny/tiny.hpp>

void local() {
#ifdef CASE_local
  // error: this value cannot be sent
  // blames: this block
  tiny::send(tiny::Local{});
#else
  tiny::send(1);
#endif
}

// Brackets, semicolons and backslashes, none of them balanced: "[;\" mean something in CMake's lists.
void pointer() {
  int numbers[] = {1, 2};
  for (int i = 0; i < 2; ++i) numbers[i] += '[' + '\\' + ';';
#ifdef CASE_pointer
  // error: tiny::send: this value cannot be sent
  // error(GNU): [with T = int*]
  // error(Clang): tiny::send<int *>
  // no-error: Local
  // error-count: 1
  // max-lines: 9
  // max-lines(GNU): 5
#if 1
  tiny::send(&numbers[0]);
#else
#endif
#else
  tiny::send(numbers[0]);
#endif
}

void both() {
#ifdef CASE_both
  // error: this_value cannot_be sent
  // error-count: 2
  tiny::send(tiny::Local{});
  tiny::send("[;\\");
#endif
}
