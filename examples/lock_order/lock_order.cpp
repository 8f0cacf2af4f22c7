// SPDX-License-Identifier: MIT
// Two accounts, and a transfer that locks both in the order in which it is given them: sooner or later two transfers
// wait for each other. Nothing of that happens here, where one follows the other, and it is reported nevertheless.
#define FEARLESS_LOCK_ORDER  // for the whole program: an option of the compiler, in debug builds
#include <fearless/std.hpp>
#include <fearless/sync/lock_order.hpp>
#include <fearless/sync/mutex.hpp>

#include <cstdio>

using fearless::Mutex;

namespace {

// [transfer]
void transfer(const Mutex<int>& from, const Mutex<int>& to, int amount) {
  auto source = from.lock().value();
  auto target = to.lock().value();
  *source -= amount;
  *target += amount;
}
// [/transfer]

// [lock_all]
void transfer_safely(const Mutex<int>& from, const Mutex<int>& to, int amount) {
  auto [source, target] = fearless::lock_all(from, to).value();
  *source -= amount;
  *target += amount;
}
// [/lock_all]

}  // namespace

int main() {
  fearless::set_lock_order_handler([](const char* /*report*/) noexcept { std::puts("contradictory orders"); });
  const Mutex mine(100);
  const Mutex yours(100);
  std::puts("there");
  transfer(mine, yours, 10);
  std::puts("and back");
  transfer(yours, mine, 10);

  const Mutex his(100);
  const Mutex hers(100);
  transfer_safely(his, hers, 10);
  transfer_safely(hers, his, 10);
  std::puts("lock_all has no order");
}

// prints:
//   there
//   and back
//   contradictory orders
//   lock_all has no order
