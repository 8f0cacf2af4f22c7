// SPDX-License-Identifier: MIT
// Four threads share a sum: an Arc counts its owners atomically, and a Mutex lets one at a time change it.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <vector>

// [accepted]
using namespace fearless;

struct Job {
  int number;
  Arc<Mutex<int>> sum;
};

void run(Job job) {
  job.sum->with([&](int& sum) { sum += job.number; });  // locked meanwhile
}

int main() {
  Arc sum(Mutex(0));
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 1; i <= 4; ++i) workers.push_back(thread::spawn(run, Job{i, sum}));
  for (auto& worker : workers) worker.join().unwrap();
  std::printf("%d\n", sum->with([](int n) { return n; }));
}
// [/accepted]

// prints:
//   10
