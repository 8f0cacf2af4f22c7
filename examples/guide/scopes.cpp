// SPDX-License-Identifier: MIT
// The code of docs/guide/scopes.md.
#include <fearless/lend.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace thread = fearless::thread;

int main() {
  // [share]
  const std::vector<std::string> lines{"a", "bc"};
  std::atomic<std::size_t> length = 0;
  thread::scope([&](thread::Scope& s) {
    auto add = FEARLESS_SHARE(lines, length)(std::size_t i) { length += lines[i].size(); };
    for (std::size_t i = 0; i < lines.size(); ++i) (void)s.spawn(add, i);
  });  // every thread has ended here
  std::printf("%zu characters\n", length.load());
  // [/share]

  // [result]
  const std::string text = "borrowed, not copied";
  const std::size_t letters = thread::scope([&](thread::Scope& s) {
    auto counted = s.spawn([](const std::string& t) { return t.size(); }, std::cref(text));
    return counted.join().unwrap();
  });
  // [/result]
  std::printf("%zu characters\n", letters);

  // [chunks]
  std::vector<int> numbers{1, 2, 3, 4, 5, 6};
  thread::scope([&](thread::Scope& s) {
    for (auto& part : fearless::chunks_mut(numbers, 2)) {
      s.spawn(
          [](fearless::MutSlice<int> mine) {
            for (int& number : mine) number *= 10;
          },
          std::move(part));
    }
  });
  // [/chunks]
  std::printf("%d %d\n", numbers.front(), numbers.back());

  // [lend]
  fearless::Lend<std::string> report(std::string("report"));
  thread::scope(
      [&](thread::Scope& s) { s.spawn([](fearless::MutRef<std::string> mine) { *mine += ": done"; }, report.lend()); });
  std::printf("%s\n", std::move(report).into_inner().c_str());
  // [/lend]
}

// prints:
//   3 characters
//   20 characters
//   10 60
//   report: done
