// SPDX-License-Identifier: MIT
// A refused call is one error, whatever is done with its result.
#include <fearless/jthread.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <bitset>
#include <functional>
#include <future>

using fearless::Arc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

const int zero[4]{};

void async_with_a_policy(int* p) {
#ifdef CASE_used_async_with_a_policy
  // error: cannot be sent to another thread
  // blames: this block
  auto x = fearless::async(std::launch::async, [](int*) { return 1; }, p);
#else
  auto x = fearless::async(std::launch::async, [](int) { return 1; }, *p);
#endif
  const int n = x.get();
  (void)n;
}

void async(int& r) {
#ifdef CASE_used_async
  // error: cannot be sent to another thread
  // blames: this block
  auto x = fearless::async([](int& v) { return v; }, std::ref(r));
#else
  auto x = fearless::async([](int v) { return v; }, r);
#endif
  const int n = x.get();
  (void)n;
}

void spawn(int* p) {
#ifdef CASE_used_spawn
  // error: cannot be sent to another thread
  // blames: this block
  auto x = thread::spawn([](int*) { return 1; }, p);
#else
  auto x = thread::spawn([](int) { return 1; }, *p);
#endif
  const int n = x.join().unwrap();
  (void)n;
}

void spawn_of_a_proxy() {
#ifdef CASE_used_spawn_of_a_proxy
  // error: cannot be sent to another thread
  // blames: this block
  auto x = thread::spawn([](std::bitset<8>::reference b) { return bool(b); }, std::bitset<8>()[0]);
#else
  auto x = thread::spawn([](bool b) { return b; }, bool(std::bitset<8>()[0]));
#endif
  const bool b = x.join().unwrap();
  (void)b;
}

void builder(int* p) {
#ifdef CASE_used_builder
  // error: cannot be sent to another thread
  // blames: this block
  auto x = thread::Builder().spawn([](int*) { return 1; }, p);
#else
  auto x = thread::Builder().spawn([](int) { return 1; }, *p);
#endif
  const int n = x.has_value() ? x->join().unwrap() : 0;
  (void)n;
}

void scope_spawn(int* p) {
  const int n = thread::scope([&](thread::Scope& s) {
#ifdef CASE_used_scope_spawn
    // error: cannot be sent to another thread
    // blames: this block
    auto h = s.spawn([](int*) { return 1; }, p);
#else
    auto h = s.spawn([](int) { return 1; }, *p);
#endif
    return h.join().unwrap();
  });
  (void)n;
}

void spawn_scoped(int* p) {
  const int n = thread::scope([&](thread::Scope& s) {
#ifdef CASE_used_spawn_scoped
    // error: cannot be sent to another thread
    // blames: this block
    auto h = thread::Builder().spawn_scoped(s, [](int*) { return 1; }, p);
#else
    auto h = thread::Builder().spawn_scoped(s, [](int) { return 1; }, *p);
#endif
    return h->join().unwrap();
  });
  (void)n;
}

void scope_all(const int* p) {
#ifdef CASE_used_scope_all
  // error: fearless::thread::scope_all: the result, `const int*`, cannot be sent to another thread
  // blames: this block
  auto [x, y] = thread::scope_all([] { return zero; }, [n = *p] { return n; });
#else
  auto [x, y] = thread::scope_all([] { return zero[0]; }, [n = *p] { return n; });
#endif
  (void)x;
  const int sum = y + 1;
  (void)sum;
}

void scope_all_that_is_not_callable(int* p) {
#ifdef CASE_used_scope_all_that_is_not_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  auto [x, y] = thread::scope_all([](int) { return 1; }, [n = *p] { return n; });
#else
  auto [x, y] = thread::scope_all([] { return 1; }, [n = *p] { return n; });
#endif
  (void)x;
  (void)y;
}

void arc(int* p) {
#ifdef CASE_used_arc
  // error: fearless::Arc::make: the value, `int*`, cannot be sent to another thread
  // error: fearless::Arc
  // blames: this block
  auto x = Arc<int*>::make(p);
#else
  auto x = Arc<int>::make(*p);
#endif
  (void)*x;
}

void sync_channel(int* p) {
#ifdef CASE_used_sync_channel
  // error: cannot be sent to another thread
  // blames: this block
  auto [tx, rx] = mpsc::sync_channel<int*>(1);
#else
  auto [tx, rx] = mpsc::sync_channel<int>(1);
#endif
  (void)tx.try_send({});
  (void)rx.recv();
  (void)p;
}

void task(int* p) {
#ifdef CASE_used_task
  // error: cannot be sent to another thread
  // blames: this block
  auto x = fearless::task([](int* q) { return *q; }, p);
#else
  auto x = fearless::task([](int n) { return n; }, *p);
#endif
  const int n = x();
  (void)n;
}

void send_fn(int* p) {
#ifdef CASE_used_send_fn
  // error: cannot be sent to another thread
  // blames: this block
  fearless::SendFn<int()> x([p] { return *p; });
#else
  fearless::SendFn<int()> x([n = *p] { return n; });
#endif
  const int n = x();
  (void)n;
}

struct Shared {
  int n = 0;
};

void worker(int* p) {
#ifdef CASE_used_worker
  // error: cannot be sent to another thread
  // blames: this block
  thread::Worker x(Arc<Shared>::make(), [p](const Shared&, const thread::StopToken&) { ++*p; });
#else
  thread::Worker x(Arc<Shared>::make(), [n = *p](const Shared&, const thread::StopToken&) { (void)n; });
#endif
  x.request_stop();
  (void)std::move(x).stop().has_value();
}
