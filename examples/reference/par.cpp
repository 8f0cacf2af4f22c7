// SPDX-License-Identifier: MIT
// The examples that the reference shows for the parallel algorithms.
#include <fearless/par.hpp>
#include <fearless/par/scope.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>

#include <atomic>
#include <cstdio>
#include <functional>
#include <numeric>
#include <vector>

using namespace fearless;

int main() {
  // [algorithms]
  std::vector<int> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 1);
  par::for_each(numbers, [](int& n) { n *= 2; });  // each element belongs to one thread
  const int sum = par::reduce(numbers, 0);         // and is added by several
  par::sort(numbers, std::greater<>());
  // [algorithms]
  std::printf("%d %d\n", sum, numbers.front());

  // [scope]
  std::atomic<int> count = 0;
  par::scope([&](const par::Scope& tasks) {
    for (int i = 0; i < 10; ++i) tasks.spawn(FEARLESS_SHARE(count) { ++count; });  // a task may borrow
  });
  std::printf("%d\n", count.load());
  // [scope]
}

// prints:
//   1001000 2000
//   10
