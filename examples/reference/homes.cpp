// SPDX-License-Identifier: MIT
// The examples that the reference shows for objects that live on an event loop.
#include <fearless/home.hpp>
#include <fearless/home/queue.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/task.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

using namespace fearless;

struct Counter {
  Rc<std::string> name = Rc<std::string>::make("counter");  // not atomic: the object never leaves its loop
  int count = 0;
  void add(int n) { count += n; }
  int get() const { return count; }
};

void a_home() {
  // [home]
  const home::Thread loop;  // a thread with a queue
  const auto counter = Home<Counter>::make_on(loop);
  const Remote<Counter> remote = counter.remote();  // a handle, for any thread
  remote.tell(&Counter::add, 2);                    // does not wait
  std::printf("%d\n", remote.ask(&Counter::get).wait().value());
  // [home]
  // [then]
  struct Timer {  // an operation of a library that calls back from any thread
    static void start(SendFn<void(int)> done) { done(3); }
  };
  Timer::start(remote.then(&Counter::add));  // a Then: calls the object at its home, and keeps it alive until then
  std::printf("%d\n", remote.ask(&Counter::get).wait().value());
  // [then]
}

void an_answer() {
  // [answer]
  const home::Thread loop;
  auto counter = std::make_unique<Home<Counter>>(Home<Counter>::make_on(loop));
  const Remote<Counter> remote = counter->remote();
  counter.reset();  // the object is destroyed on its loop
  Answer<int> answer = remote.ask(&Counter::get);
  if (const auto result = answer.wait(); !result) {
    const home::Gone error = result.error();
    std::printf("%s\n", error.what());
  }
  // [answer]
}

// [queue]
// A loop that is run by hand, by the thread that made it.
class ManualLoop {
 public:
  static constexpr bool one_thread = true;  // what home::Serial asks for: every task runs on one thread

  bool post(Task<void> task) const {
    return queue_->post(std::move(task), [] {});  // a loop that sleeps would be woken here
  }
  bool here() const { return queue_->here(); }
  bool keep(std::weak_ptr<home::Resident> object) const { return queue_->keep(std::move(object)); }

  void run() const { queue_->run(); }
  void end() const { queue_->end(); }  // destroys what lives here

 private:
  std::shared_ptr<home::Queue> queue_ = std::make_shared<home::Queue>();
};
FEARLESS_UNSAFE_IMPL((Send, Sync, Static), ManualLoop);  // the queue has a lock
static_assert(home::Serial<ManualLoop>);
// [queue]

void a_queue() {
  const ManualLoop loop;
  const auto counter = Home<Counter, ManualLoop>::make_on(loop);
  counter.remote().tell([](Counter& mine) { std::printf("%s\n", mine.name->c_str()); });
  loop.run();
  loop.end();
}

int main() {
  a_home();
  an_answer();
  a_queue();
}

// prints:
//   2
//   5
//   the object is gone, or the loop it lived on
//   counter
