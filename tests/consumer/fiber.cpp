// SPDX-License-Identifier: MIT
// The component fiber, used from outside.
#include <fearless/fiber.hpp>

int add(int a, int b) { return a + b; }
int three() {
  const fearless::fiber::Carrier carrier;
  return fearless::fiber::spawn_on(carrier, add, 1, 2).join().value();
}
