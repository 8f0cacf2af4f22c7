// SPDX-License-Identifier: MIT
// The mistakes that docs/guide.md shows, one for each step, with the message that it quotes.
#include <fearless/members.hpp>
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
using fearless::Rc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;

// Your first thread: it counts in a variable of the function that started it.
void captured_reference() {
  int done = 0;
#ifdef CASE_captured_reference
  // error: fearless::thread::spawn: the callable, `lambda
  // error: cannot be sent to another thread:
  // error(Clang): one of its captures leads to `int`, which is never ThreadSafe: two threads writing it would race
  // error(Clang): help: move or copy the value in, or share it as fearless::Arc<fearless::Mutex<int>>;
  // error(Clang): a fearless::thread::scope may borrow what fearless::Lend lends (docs/errors.md#reference)
  // blames: this block
  // [captured_reference]
  auto worker = thread::spawn([&done] { ++done; });
  ++done;
  // [/captured_reference]
#else
  auto worker = thread::spawn([] { return 1; });
#endif
  (void)worker.join();
  (void)done;
}

// The same on GCC, which shows no captures.
void captured_value(const std::string& name) {
#ifdef CASE_captured_value
  // only: GNU
  // error: fearless::thread::spawn: the callable, `lambda
  // error: cannot be sent to another thread:
  // error: the captures of a closure cannot be seen by this compiler
  // error: help: hand the values over as arguments, name them with FEARLESS_MOVE(a, b) { ... },
  // error: or use an aggregate function object (docs/errors.md#closure)
  // blames: this block
  // [captured_value]
  auto worker = thread::spawn([name] { return name.size(); });
  // [/captured_value]
#else
  auto worker = thread::spawn(FEARLESS_COPY(name) { return name.size(); });
#endif
  (void)worker.join();
}

// Sharing: the count of the owners is atomic, and what they own is not.
// [request]
using Visits = std::map<std::string, int>;
struct Request {
  std::string page;
  std::shared_ptr<Visits> visits;
};
// [/request]
struct SafeRequest {
  std::string page;
  Arc<Mutex<Visits>> visits;
};
void shared_map() {
#ifdef CASE_shared_map
  // error: fearless::thread::spawn: argument 1, `Request`, cannot be sent to another thread:
  // error: its `visits` is `std::shared_ptr<std::map<std::string, int>>`, which is never Send:
  // error: a std::shared_ptr hides its deleter and its aliases
  // error: help: share it as fearless::Arc<std::map<std::string, int>>,
  // error: with a fearless::Mutex inside if it is written (docs/errors.md#shared-ptr)
  // blames: this block
  // [shared_map]
  // struct Request { std::string page; std::shared_ptr<std::map<std::string, int>> visits; };
  auto visits = std::make_shared<Visits>();
  thread::spawn([](const Request& request) { ++(*request.visits)[request.page]; }, Request{"index", visits});
  // [/shared_map]
#else
  auto visits = Arc<Mutex<Visits>>::make();
  (void)thread::spawn(
      [](const SafeRequest& request) { request.visits->with([&](Visits& all) { ++all[request.page]; }); },
      SafeRequest{"index", visits});
#endif
}
int guard_that_is_gone(const Mutex<int>& total) {
#ifdef CASE_guard_that_is_gone
  // error: the lock would be released at the end of this statement:
  // error: name the guard first, auto guard = mutex.lock().unwrap(), or call mutex.with(f)
  // blames: this block
  // [guard_that_is_gone]
  const int& now = *total.lock().unwrap();
  // [/guard_that_is_gone]
#else
  const auto guard = total.lock().unwrap();
  const int& now = *guard;
#endif
  return now;
}

// Messages: the text belongs to the sender, which may be gone when the message is read.
void borrowed_message(const std::string& line) {
#ifdef CASE_borrowed_message
  // error: fearless::mpsc::channel: a message, `std::string_view`, borrows what may die before the thread does:
  // error: a view borrows what may die first
  // error: help: move or copy what it views (a std::string, a std::vector), or use thread::scope
  // error: (docs/errors.md#view)
  // blames: this block
  // [borrowed_message]
  auto [tx, rx] = mpsc::channel<std::string_view>();
  // [/borrowed_message]
#else
  auto [tx, rx] = mpsc::channel<std::string>();
#endif
  (void)line;
}

// Scopes: two views of the same elements.
void shared_elements(std::vector<int>& numbers) {
  thread::scope([&](thread::Scope& s) {
#ifdef CASE_shared_elements
    // error: fearless::thread::Scope::spawn: argument 1, `std::span<int>`, cannot be sent to another thread:
    // error: it leads to `int`, which is never ThreadSafe: two threads writing it would race
    // error: help: give each thread of a scope a part of its own,
    // error: for (auto& part : fearless::chunks_mut(v, n)) (fearless/lend.hpp);
    // error: for reading take std::span<const int>; or move the elements in, as a std::vector (docs/errors.md#span)
    // blames: this block
    // [shared_elements]
    s.spawn([](std::span<int> part) { part[0] = 1; }, std::span(numbers).first(10));
    // [/shared_elements]
#else
    (void)s.spawn([](std::span<const int> part) { return part[0]; }, std::span<const int>(numbers).first(10));
#endif
  });
}

// Objects with a thread of their own: the state that both sides see changes in the middle of a read.
// [worker_state]
struct Prices {
  std::map<std::string, int> by_name;
  mutable int reads = 0;  // so that price() can be const
};
// [/worker_state]
struct SafePrices {
  std::map<std::string, int> by_name;
  Mutex<int> reads{0};
};
void mutable_state() {
#ifdef CASE_mutable_state
  // error: fearless::Arc::make: the value, `Prices`, cannot be shared between threads: its `reads` is
  // error: `mutable int`, which is never ThreadSafe:
  // error: two threads writing it would race
  // error: help: put it into a fearless::Mutex or a std::atomic (docs/errors.md#unsynchronised)
  // blames: this block
  // [mutable_state]
  const auto prices = Arc<Prices>::make();
  // [/mutable_state]
#else
  const auto prices = Arc<SafePrices>::make();
#endif
}

// Callbacks: what a std::function holds is hidden.
template <class Pool>
void hidden_callable(Pool& pool, std::function<void(int)> listener) {
#ifdef CASE_hidden_callable
  // error: fearless::task: the callable, `std::function<void(int)>`, cannot be sent to another thread:
  // error: a std::function hides what it was made of
  // error: help: use fearless::SendFn, which asks before it hides (docs/errors.md#std-function)
  // blames: this block
  // [hidden_callable]
  pool.submit(fearless::task(std::move(listener), 42));
  // [/hidden_callable]
#else
  fearless::SendFn<void(int)> send = [](int) {};
  pool.submit(fearless::task(std::move(send), 42));
  listener(1);
#endif
}
struct Pool {
  static void submit(fearless::Task<void> task) { task(); }
};
void call_hidden_callable(Pool& pool) {
  hidden_callable(pool, [](int) {});
}

// Types of your own: a class whose members the compiler does not show.
class Listener {
 public:
  virtual ~Listener() = default;
  FEARLESS_MEMBERS()
};
// [closed_class]
class Session : public Listener {
 public:
  explicit Session(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
  std::vector<int> received_;
};
// [/closed_class]
void closed_class() {
#ifdef CASE_closed_class
  // error: fearless::thread::spawn: argument 1, `Session`, cannot be sent to another thread:
  // error: its members cannot be seen
  // error: help: list its members in it with FEARLESS_MEMBERS (or with fearless/hana.hpp, fearless/describe.hpp),
  // error: or promise it with FEARLESS_UNSAFE_SEND(Session) (docs/errors.md#unknown-class)
  // blames: this block
  // [closed_use]
  thread::spawn([](const Session&) {}, Session("one"));
  // [/closed_use]
#else
  (void)thread::spawn([](const std::string&) {}, std::string("one"));
#endif
}

// Testing refusals: a case of a user, for a type of theirs.
// [a_case]
// A job is given to the pool, so nothing in it may belong to the thread that made it.
struct Job {
  std::string name;
  Arc<Mutex<Visits>> visits;
};
struct JobWithACount {
  std::string name;
  Rc<int> attempts;
};
void job_with_a_count(Pool& pool, Job job, JobWithACount wrong) {
#ifdef CASE_job_with_a_count
  // error: cannot be sent to another thread
  // error: its `attempts` is `fearless::Rc<int>`
  // blames: this block
  pool.submit(fearless::task([](const JobWithACount&) {}, std::move(wrong)));
#else
  wrong.name = job.name;
  pool.submit(fearless::task([](const Job&) {}, std::move(job)));
#endif
}
// [/a_case]

// Converting a class whose thread runs a member function, step by step.
class Watcher {
 public:
#ifdef CASE_this_captured
  // error: fearless::thread::Worker: the callable, `lambda
  // error: cannot be sent to another thread:
  // error(GNU): the closure captures `this`, and the object stays behind in this thread
  // error(Clang): one of its captures is `Watcher*`, which is never Send: the closure captures `this`, or another
  // error(Clang): `Watcher*`, and the object stays behind in this thread
  // error: help: capture copies of what it needs, or let the threads share a struct of Mutexes, atomics and channels:
  // error: fearless::thread::Worker (docs/errors.md#this)
  // blames: this block
  // [this_captured]
  Watcher() : worker_([this](const thread::StopToken& stop) { run(stop); }) {}
  // [/this_captured]
#else
  Watcher() : worker_([](const thread::StopToken&) {}) {}
#endif
  void run(const thread::StopToken& stop) {
    while (!stop.wait_for(1ms)) ++size_;
  }

 private:
  std::size_t size_ = 0;
  thread::Worker<void> worker_;
};

// [shared_state]
struct Unlocked {
  std::string path;
  std::size_t size;
};
// [/shared_state]
struct Locked {
  std::string path;
  Mutex<std::size_t> size{0U};
  Condvar changed{};
};
void unlocked_member() {
#ifdef CASE_unlocked_member
  // error(GNU): increment of member 'Unlocked::size' in read-only object
  // error(Clang): cannot assign to variable 'shared' with const-qualified type 'const Unlocked &'
  // blames: this block
  // [unlocked_member]
  thread::Worker worker(Arc<Unlocked>::make(), [](const Unlocked& shared, const thread::StopToken&) { ++shared.size; });
  // [/unlocked_member]
#else
  thread::Worker worker(Arc<Locked>::make(), [](const Locked& shared, const thread::StopToken&) {
    shared.size.with([](std::size_t& size) { ++size; });
  });
#endif
}
