// SPDX-License-Identifier: MIT
// A counter that would be shared with another thread through a plain pointer: it must not compile.
#include <fearless/marker.hpp>

template <class T>
void hand_over(T) {
  static_assert(fearless::Send<T>);
}

int main() {
  int hits = 0;
  hand_over(&hits);
  return hits;
}
