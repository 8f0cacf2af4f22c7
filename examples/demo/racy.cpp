// SPDX-License-Identifier: MIT
// Four threads share a sum through an Rc, whose count and whose Cell only one thread may touch: it must not compile.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <vector>

// [refused]
using namespace fearless;

struct Job {
  int number;
  Rc<Cell<int>> sum;  // shared by all jobs
};

void run(Job job) { job.sum->set(job.sum->get() + job.number); }

int main() {
  Rc sum(Cell(0));
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 1; i <= 4; ++i) workers.push_back(thread::spawn(run, Job{i, sum}));
  for (auto& worker : workers) worker.join().unwrap();
  std::printf("%d\n", sum->get());
}
// [/refused]
