// SPDX-License-Identifier: MIT
// What tasks, workers and the drop-ins for std's threads refuse.
#include <fearless/jthread.hpp>
#include <fearless/packaged.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>
#include <fearless/task/shared.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <utility>

using fearless::Arc;
using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;

// A task may run anywhere, at any time.
void task_argument(const Rc<int>& value) {
#ifdef CASE_task_argument
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)fearless::task([](Rc<int>) {}, value);
#else
  (void)fearless::task([](int) {}, *value);
#endif
}

void task_borrows(const std::string& text) {
#ifdef CASE_task_borrows
  // error: borrows what may die before the thread does
  // blames: this block
  (void)fearless::task([](std::string_view) {}, std::string_view(text));
#else
  (void)fearless::task([](const std::string&) {}, text);
#endif
}

void task_callable(int number) {
#ifdef CASE_task_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  (void)fearless::task([](std::string) {}, number);
#else
  (void)fearless::task([](int) {}, number);
#endif
}

struct UsesAnRc {
  Rc<int> value;
  void operator()(int) const {}
};
struct UsesAnArc {
  Arc<int> value;
  void operator()(int) const {}
};
void send_fn(const Rc<int>& value) {
#ifdef CASE_send_fn
  // error: cannot be sent to another thread
  // error: UsesAnRc
  // blames: this block
  fearless::SendFn<void(int)> f = UsesAnRc{value};
#else
  fearless::SendFn<void(int)> f = UsesAnArc{Arc<int>::make(*value)};
#endif
}

struct Borrows {
  const Mutex<int>& mutex;
  void operator()(int) const {}
};
void send_fn_borrows(const Mutex<int>& mutex) {
#ifdef CASE_send_fn_borrows
  // error: borrows what may die before the thread does
  // error: Borrows
  // blames: this block
  fearless::SendFn<void(int)> f = Borrows{mutex};
#else
  fearless::SendFn<void(int)> f = [](int) {};
#endif
  (void)mutex.is_poisoned();
}

void send_fn_of_another_signature() {
#ifdef CASE_send_fn_of_another_signature
  // error: fearless::SendFn<R(A...)>: the function cannot be called with A... for an R
  // blames: this block
  fearless::SendFn<int(int)> f = [](std::string) { return 1; };
#else
  fearless::SendFn<int(int)> f = [](int) { return 1; };
#endif
}

// What it returns by value is gone when its caller looks.
void send_fn_that_dangles() {
#ifdef CASE_send_fn_that_dangles
  // error: fearless::SendFn<R&(A...)>: the function returns a value, which R& would outlive
  // blames: this block
  fearless::SendFn<const std::string&(int)> f = [](int n) { return std::to_string(n); };
#else
  fearless::SendFn<std::string(int)> f = [](int n) { return std::to_string(n); };
#endif
}
void send_fn_that_converts() {
#ifdef CASE_send_fn_that_converts
  // error: fearless::SendFn<R&(A...)>: the function returns a value, which R& would outlive
  // blames: this block
  fearless::SendFn<const long&(const int&)> f = [](const int& n) -> const int& { return n; };
#else
  fearless::SendFn<const int&(const int&)> f = [](const int& n) -> const int& { return n; };
#endif
}

struct State {
  Mutex<int> number;
};
void worker_function(const Arc<State>& state, const Rc<int>& value) {
#ifdef CASE_worker_function
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  struct Runs {
    Rc<int> value;
    void operator()(const State&, const thread::StopToken&) const {}
  };
  thread::Worker worker(state, Runs{value});
#else
  thread::Worker worker(state, [](const State&, const thread::StopToken&) {});
#endif
  (void)*value;
}

void worker_without_state(const Rc<int>& value) {
#ifdef CASE_worker_without_state
  // error: fearless::thread::Worker: the callable
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  struct Runs {
    Rc<int> value;
    void operator()(const thread::StopToken&) const {}
  };
  thread::Worker worker(Runs{value});
#else
  thread::Worker worker([](const thread::StopToken&) {});
#endif
  (void)*value;
}

// The old habit: the thread would use an object that its owner may move or destroy.
struct Watcher {
  void run() { ++count; }
  void start(const Arc<State>& state) {
#ifdef CASE_worker_with_this
    // error: cannot be sent to another thread
    // blames: this block
    thread::Worker worker(state, [this](const State&, const thread::StopToken&) { run(); });
#else
    thread::Worker worker(
        state, [](const State& shared, const thread::StopToken&) { shared.number.with([](int& n) { ++n; }); });
#endif
  }

  int count = 0;
};

void worker_of_another_function(const Arc<State>& state) {
#ifdef CASE_worker_of_another_function
  // error: fearless::thread::Worker: the function cannot be called with a const S& and a StopToken
  // blames: this block
  thread::Worker worker(state, [](State&) {});
#else
  thread::Worker worker(state, [](const State&, thread::StopToken) {});
#endif
}

void async_argument(int& number) {
#ifdef CASE_async_argument
  // error: cannot be sent to another thread
  // error: two threads writing it would race
  // blames: this block
  (void)fearless::async([](int& n) { ++n; }, std::ref(number));
#else
  (void)fearless::async([](int n) { ++n; }, number);
#endif
}

void async_with_policy(int& number) {
#ifdef CASE_async_with_policy
  // error: cannot be sent to another thread
  // blames: this block
  (void)fearless::async(std::launch::async, [](int& n) { ++n; }, std::ref(number));
#else
  (void)fearless::async(std::launch::async, [](int n) { ++n; }, number);
#endif
}

// Several threads call it at the same time.
struct SharesAnRc {
  Rc<int> value;
  int operator()(int n) const { return *value + n; }
};
struct SharesAnArc {
  Arc<int> value;
  int operator()(int n) const { return *value + n; }
};
void sync_fn_with_an_rc(const Rc<int>& value) {
#ifdef CASE_sync_fn_with_an_rc
  // error: fearless::SyncFn: the callable
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  fearless::SyncFn<int(int)> f = SharesAnRc{value};
#else
  fearless::SyncFn<int(int)> f = SharesAnArc{Arc<int>::make(*value)};
#endif
  (void)f(1);
}
struct CountsItsCalls {
  mutable int calls = 0;
  int operator()(int n) const { return n + ++calls; }
};
void sync_fn_that_changes() {
#ifdef CASE_sync_fn_that_changes
  // error: fearless::SyncFn: the callable
  // error: cannot be shared between threads
  // error: two threads writing it would race
  // blames: this block
  fearless::SyncFn<int(int)> f = CountsItsCalls{};
#else
  fearless::SendFn<int(int)> f = CountsItsCalls{};
#endif
  (void)f(1);
}
struct Returns {
  int number;
  int operator()() const { return number; }
};
void sync_fn_not_const(int number) {
#ifdef CASE_sync_fn_not_const
  // error: fearless::SyncFn<R(A...)>: the function cannot be called, as const, with A... for an R
  // blames: this block
  fearless::SyncFn<int()> f = [number]() mutable { return ++number; };
#else
  fearless::SyncFn<int()> f = Returns{number};
#endif
  (void)f();
}

// A copy of the task is on another thread as soon as the executor has one.
void shared_task_argument(const Rc<int>& value) {
#ifdef CASE_shared_task_argument
  // error: fearless::task: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  const fearless::SharedTask task(fearless::task([](Rc<int>) {}, value));
#else
  const fearless::SharedTask task(fearless::task([](Arc<int>) {}, Arc<int>::make(*value)));
#endif
  task();
}

// What a C interface calls has been checked, too.
void c_task_argument(std::string& text) {
#ifdef CASE_c_task_argument
  // error: fearless::task: argument 1
  // error: cannot be sent to another thread
  // blames: this block
  const auto call = fearless::into_c(fearless::task([](std::string&) {}, std::ref(text)));
#else
  const auto call = fearless::into_c(fearless::task([](const std::string&) {}, text));
#endif
  call.run(call.data);
}

void packaged_argument(const Rc<int>& value) {
#ifdef CASE_packaged_argument
  // error: fearless::packaged: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto made = fearless::packaged([](Rc<int>) {}, value);
#else
  auto made = fearless::packaged([](int) {}, *value);
#endif
}
