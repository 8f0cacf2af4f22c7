// SPDX-License-Identifier: MIT
// Classes opened with Boost.Describe.
#include <fearless/describe.hpp>

#include <boost/describe/class.hpp>

#include <fearless/rc.hpp>
#include <fearless/thread.hpp>

class Job {
 public:
  Job() {}
  Job(const Job&) {}
  ~Job() {}
  void operator()() const {}

 private:
#ifdef CASE_private_rc
  // error: cannot be sent to another thread
  // error: its `number` is `fearless::Rc<int>`, which is never Send
  // error: its reference count is not atomic
  fearless::Rc<int> number = fearless::Rc<int>::make(1);
#else
  int number = 1;
#endif
  BOOST_DESCRIBE_CLASS(Job, (), (), (), (number))
};

// A list that leaves out a member opens nothing.
class Forgotten {
 public:
  Forgotten() {}
  Forgotten(const Forgotten&) {}
  ~Forgotten() {}
  void operator()() const {}

 private:
  int number = 1;
  double other = 2;
#ifdef CASE_incomplete_list
  // error: cannot be sent to another thread
  // error: incomplete
  BOOST_DESCRIBE_CLASS(Forgotten, (), (), (), (number))
#else
  BOOST_DESCRIBE_CLASS(Forgotten, (), (), (), (number, other))
#endif
};

void spawn_them() {
  [[maybe_unused]] auto job = fearless::thread::spawn(Job());
  [[maybe_unused]] auto other = fearless::thread::spawn(Forgotten());
}
