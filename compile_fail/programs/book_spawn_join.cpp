// SPDX-License-Identifier: MIT
// examples/book/spawn_join.cpp with a race: the thread and main would write the same vector.
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <vector>

namespace thread = fearless::thread;

void results(std::vector<int>& found) {
#ifdef CASE_capture
  // error: cannot be sent to another thread
  // error: lambda
  // blames: this block
  auto primes = thread::spawn([&] { found.push_back(2); });
  found.push_back(1);
  primes.join().unwrap();
#else
  auto primes = thread::spawn([] { return std::vector<int>{2}; });
  found.push_back(1);
  for (const int p : primes.join().unwrap()) found.push_back(p);
#endif
}

void results_by_reference(std::vector<int>& found) {
#ifdef CASE_reference
  // error: cannot be sent to another thread
  // error: std::reference_wrapper<std::vector<int
  // error: it
  // blames: this block
  auto primes = thread::spawn([](std::vector<int>& all) { all.push_back(2); }, std::ref(found));
  found.push_back(1);
  primes.join().unwrap();
#else
  auto primes = thread::spawn(
      [](std::vector<int> all) {
        all.push_back(2);
        return all;
      },
      found);
  found = primes.join().unwrap();
#endif
}
