// SPDX-License-Identifier: MIT
// Two ways to give a thread what it works on: by FEARLESS_MOVE, a closure that owns what it names, and by arguments.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace thread = fearless::thread;

int main() {
  std::vector<int> numbers{3, 1, 4, 1, 5, 9};
  std::string name = "numbers";

  // Rust's `move || { … }`: both variables are moved in, and the body can name no other.
  auto sum = thread::spawn(FEARLESS_MOVE(numbers, name) {
    return name + " sum up to " + std::to_string(std::accumulate(numbers.begin(), numbers.end(), 0));
  });
  std::printf("%s\n", sum.join().unwrap().c_str());

  // The same with arguments: the thread gets copies, or what is moved to it.
  std::vector<int> more{2, 7, 1, 8};
  auto largest = thread::spawn(
      [](std::vector<int> values, int at_least) {
        for (const int value : values) at_least = value > at_least ? value : at_least;
        return at_least;
      },
      std::move(more), 5);
  std::printf("the largest of the others is %d\n", largest.join().unwrap());
}

// prints:
//   numbers sum up to 23
//   the largest of the others is 8
