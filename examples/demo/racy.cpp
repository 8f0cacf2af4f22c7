// SPDX-License-Identifier: MIT
// Four threads append to one list that they share through a std::shared_ptr, without a lock: it must not compile.
// [refused]
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

using namespace fearless;

struct Job {
  int number;
  std::shared_ptr<std::vector<std::string>> log;  // shared by all jobs
};

void run(Job job) { job.log->push_back("job " + std::to_string(job.number)); }

int main() {
  auto log = std::make_shared<std::vector<std::string>>();
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 1; i <= 4; ++i) workers.push_back(thread::spawn(run, Job{i, log}));
  for (auto& worker : workers) worker.join().unwrap();
  std::printf("%zu lines\n", log->size());
}
// [/refused]
