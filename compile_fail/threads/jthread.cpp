// SPDX-License-Identifier: MIT
// What fearless::jthread refuses, where the standard library has std::jthread.
#include <fearless/jthread.hpp>
#include <fearless/rc.hpp>

using fearless::Rc;

void jthread_argument(const Rc<int>& value) {
#ifdef CASE_jthread_argument
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  fearless::jthread t([](Rc<int>) {}, value);
#else
  fearless::jthread t([](int) {}, *value);
#endif
}

// One error, whatever is done with the thread.
void used_jthread(int* p) {
#ifdef CASE_used_jthread
  // error: cannot be sent to another thread
  // blames: this block
  fearless::jthread x([](int*) {}, p);
#else
  fearless::jthread x([](int) {}, *p);
#endif
  x.join();
}
