// SPDX-License-Identifier: MIT
// A user's class with a private member, opened with Boost.Describe.
#include <fearless/describe.hpp>

#include <boost/describe/class.hpp>

class Job {
 public:
  Job();
  ~Job();

 private:
  int number;
  BOOST_DESCRIBE_CLASS(Job, (), (), (), (number))
};
static_assert(fearless::Send<Job>);
