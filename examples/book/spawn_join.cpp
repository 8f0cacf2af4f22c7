// SPDX-License-Identifier: MIT
// A thread computes while the main thread does something else; join waits for it and brings its result.
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace thread = fearless::thread;

int main() {
  auto primes = thread::spawn([] {
    std::vector<int> found;
    for (int n = 2; found.size() < 10; ++n) {
      bool prime = true;
      for (const int p : found) prime = prime && n % p != 0;
      if (prime) found.push_back(n);
    }
    return found;
  });

  int squares = 0;
  for (int i = 1; i <= 10; ++i) squares += i * i;
  std::printf("main thread: the first ten squares sum up to %d\n", squares);

  std::printf("spawned thread:");
  for (const int p : primes.join().unwrap()) std::printf(" %d", p);
  std::printf("\n");

  // An exception does not end the program: it arrives where the thread is joined.
  auto broken = thread::spawn([]() -> int { throw std::runtime_error("out of luck"); });
  const auto result = broken.join();
  std::printf("broken thread: %s\n", result ? "a value" : result.error().what());
}

// prints:
//   main thread: the first ten squares sum up to 385
//   spawned thread: 2 3 5 7 11 13 17 19 23 29
//   broken thread: out of luck
