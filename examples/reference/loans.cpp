// SPDX-License-Identifier: MIT
// The examples that the reference shows for what is lent.
#include <fearless/lend.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace fearless;

void lend() {
  // [lend]
  Lend<std::string> report(std::string("report"));
  thread::scope([&](thread::Scope& s) {
    s.spawn([](MutRef<std::string> mine) { *mine += ": done"; }, report.lend());  // to one thread, to write it
  });
  thread::scope([&](thread::Scope& s) {
    const auto count = [](const SharedRef<std::string>& mine) { return mine->size(); };
    s.spawn(count, report.read());  // to several threads, to read it
    s.spawn(count, report.read());
  });
  std::printf("%s\n", std::move(report).into_inner().c_str());
  // [lend]
}

void lend_error() {
  // [lend_error]
  const Lend<int> number(1);
  const MutRef<int> writer = number.lend();
  try {
    (void)number.read();
  } catch (const LendError& error) {
    std::printf("%s\n", error.what());
  }
  // [lend_error]
}

void mut_slice() {
  // [mut_slice]
  std::vector<int> numbers{1, 2, 3, 4, 5, 6};
  thread::scope([&](thread::Scope& s) {
    for (auto& part : chunks_mut(numbers, 2)) {
      s.spawn(
          [](MutSlice<int> mine) {
            for (int& number : mine) number *= 10;
          },
          std::move(part));
    }
  });
  // [mut_slice]
  std::printf("%d %d\n", numbers.front(), numbers.back());
}

int main() {
  lend();
  lend_error();
  mut_slice();
}

// prints:
//   report: done
//   fearless::Lend: the value is lent already
//   10 60
