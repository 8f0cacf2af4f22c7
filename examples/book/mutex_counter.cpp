// SPDX-License-Identifier: MIT
// Ten threads add to one counter: a Mutex owns the number, and an Arc lets the threads own the Mutex together.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <vector>

using fearless::Arc;
using fearless::Mutex;
namespace thread = fearless::thread;

int main() {
  const Arc counter(Mutex(0));

  std::vector<thread::JoinHandle<void>> threads;
  for (int i = 0; i < 10; ++i) {
    threads.push_back(thread::spawn(
        [](Arc<Mutex<int>> mine) {
          for (int n = 0; n < 1000; ++n) {
            auto number = mine->lock().unwrap();
            ++*number;
          }  // the guard ends, and with it the lock
        },
        counter));
  }
  for (auto& thread : threads) thread.join().unwrap();

  std::printf("counted to %d\n", counter->with([](int number) { return number; }));
}

// prints:
//   counted to 10000
