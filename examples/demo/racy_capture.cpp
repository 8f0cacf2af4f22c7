// SPDX-License-Identifier: MIT
// Two threads count in a variable that one of them captures by reference: it must not compile.
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>

using namespace fearless;

int main() {
  // [refused]
  int done = 0;
  auto worker = thread::spawn([&done] { ++done; });
  ++done;
  // [/refused]
  worker.join().unwrap();
  std::printf("%d\n", done);
}
