// SPDX-License-Identifier: MIT
// Four threads append to one list: an Arc counts its owners atomically, and a Mutex lets one at a time change it.
// [accepted]
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace fearless;

struct Job {
  int number;
  Arc<Mutex<std::vector<std::string>>> log;
};

void run(Job job) {
  job.log->with([&](auto& lines) { lines.push_back("job " + std::to_string(job.number)); });  // locked meanwhile
}

int main() {
  auto log = Arc<Mutex<std::vector<std::string>>>::make();
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 1; i <= 4; ++i) workers.push_back(thread::spawn(run, Job{i, log}));
  for (auto& worker : workers) worker.join().unwrap();
  std::printf("%zu lines\n", log->with([](const auto& lines) { return lines.size(); }));
}
// [/accepted]

// prints:
//   4 lines
