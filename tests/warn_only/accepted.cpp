// SPDX-License-Identifier: MIT
// What is accepted: the same machine code with and without FEARLESS_UNSAFE_WARN_ONLY.
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <cstdio>

using namespace fearless;

int refused();

int main() {
  const auto shared = Arc<int>::make(40);
  const int one = thread::spawn([](Arc<int> n) { return *n - 39; }, shared).join().unwrap();
  std::printf("accepted %d, refused %d\n", *shared + one + 1, refused());
}
