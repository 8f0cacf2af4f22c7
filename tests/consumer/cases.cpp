// SPDX-License-Identifier: MIT
// A user's own compile-fail cases, run through the module that comes with the package.
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

struct Job {
  int number;
#ifdef CASE_job_with_an_rc
  // error: cannot be sent to another thread
  // error: Job
  // error: count is not atomic
  fearless::Rc<int> shared;
#else
  fearless::Arc<int> shared;
#endif
};

void hand_over(Job job) {
  (void)fearless::thread::spawn([](Job) {}, job);
}
