// SPDX-License-Identifier: MIT
// The counter's value crosses to another thread, not a pointer to it.
#include <cstdio>

#include <fearless/marker.hpp>

template <class T>
void hand_over(T value) {
  static_assert(fearless::Send<T>);
  std::printf("handed over: %d\n", value);
}

int main() {
  int hits = 0;
  hand_over(hits);
  return hits;
}
