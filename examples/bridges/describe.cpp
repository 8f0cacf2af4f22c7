// SPDX-License-Identifier: MIT
// The code of docs/bridges.md that needs Boost.Describe.
// [job]
#include <fearless/describe.hpp>
#include <fearless/sync/arc.hpp>

#include <boost/describe/class.hpp>

#include <utility>

class Task {
 public:
  virtual ~Task() = default;
  virtual int run() = 0;
  BOOST_DESCRIBE_CLASS(Task, (), (), (), ())  // class, bases, public, protected, private
};
class Job : public Task {
 public:
  Job(int number, fearless::Arc<int> factor) : number_(number), factor_(std::move(factor)) {}
  int run() override { return number_ * *factor_; }

 private:
  int number_;
  fearless::Arc<int> factor_;
  BOOST_DESCRIBE_CLASS(Job, (Task), (), (), (number_, factor_))
};
static_assert(fearless::Send<Job>);
// [/job]

#include <fearless/thread.hpp>

#include <cstdio>

int main() {
  const auto factor = fearless::Arc<int>::make(2);
  auto worker = fearless::thread::spawn([](Job job) { return job.run(); }, Job(21, factor));
  std::printf("%d\n", worker.join().unwrap());
}

// prints:
//   42
