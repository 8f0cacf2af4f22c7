// SPDX-License-Identifier: MIT
// A user's own compile-fail cases, run through the module that comes with the package.
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
// [pointer]
#include <fearless/thread.hpp>

// A pointer may alias data of the calling thread.
void pointer() {
  int x = 0;
#ifdef CASE_pointer_argument
  // error: cannot be sent to another thread
  // blames: this block
  fearless::thread::spawn([](int*) {}, &x).join();
#else
  fearless::thread::spawn([](int) {}, x).join();  // the accepted twin
#endif
}
// [/pointer]

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
