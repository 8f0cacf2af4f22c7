// SPDX-License-Identifier: MIT
// A capture that is refused and that g++ does not show.
#include <fearless/thread.hpp>

void captured(int& n, int& m) {
  fearless::thread::spawn([&n, &m] { n += ++m; }).join().unwrap();
}
