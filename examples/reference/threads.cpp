// SPDX-License-Identifier: MIT
// The examples that the reference shows for threads.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace fearless;
using namespace std::chrono_literals;

void join_handle() {
  // [join_handle]
  thread::JoinHandle<int> sum = thread::spawn([](int a, int b) { return a + b; }, 40, 2);
  std::printf("%d\n", sum.join().unwrap());  // waits for the thread
  // [join_handle]
}

void panic() {
  // [panic]
  auto broken = thread::spawn([] { throw std::runtime_error("out of paper"); });
  const Result<void, Panic> result = broken.join();
  if (!result) std::printf("%s\n", result.error().what());
  // [panic]
}

void a_thread() {
  // [thread]
  auto sleeper = thread::spawn([] { thread::park(); });  // sleeps until somebody unparks it
  const thread::Thread handle = sleeper.thread();
  const thread::ThreadId id = handle.id();
  std::printf("%s\n", id == thread::current().id() ? "this thread" : "another thread");
  handle.unpark();
  sleeper.join().unwrap();
  // [thread]
}

void builder() {
  // [builder]
  auto named = thread::Builder().name("reader").stack_size(1 << 20).spawn([] { return *thread::name(); });
  if (named) std::printf("%s\n", named->join().unwrap().c_str());  // otherwise the system has no thread left
  // [builder]
}

void scope() {
  // [scope]
  const std::vector<int> numbers{1, 2, 3};
  thread::scope([&](thread::Scope& s) {
    thread::ScopedJoinHandle<int> first =
        s.spawn([](const std::vector<int>& v) { return v.front(); }, std::cref(numbers));
    thread::ScopedJoinHandle<int> last =
        s.spawn([](const std::vector<int>& v) { return v.back(); }, std::cref(numbers));
    std::printf("%d %d\n", first.join().unwrap(), last.join().unwrap());
  });
  // [scope]
}

void worker() {
  // [worker]
  struct Shared {
    Mutex<int> rounds{0};
  };
  const thread::Worker<Shared> worker(Arc<Shared>::make(), [](const Shared& shared, const thread::StopToken& stop) {
    do {
      shared.rounds.with([](int& n) { ++n; });
    } while (!stop.wait_for(1ms));
  });
  const auto is_first = [](int n) { return n == 0; };
  while (worker.shared()->rounds.with(is_first)) thread::yield_now();
  // [worker]
  std::printf("worked\n");
}

void worker_without_state() {
  // [worker_void]
  auto [tx, rx] = mpsc::channel<std::string>();
  struct Print {
    mpsc::Receiver<std::string> lines;
    void operator()(const thread::StopToken& stop) const {
      for (const auto& line : lines.iter(stop)) std::printf("%s\n", line.c_str());
    }
  };
  const thread::Worker<void> printer(Print{std::move(rx)});
  tx.send("printed by the worker").unwrap();
  // [worker_void]
}

void stop_token() {
  // [stop_token]
  thread::Worker<void> clock([](const thread::StopToken& stop) {
    while (!stop.wait_for(1ms)) {  // false: the time is over; true: a stop was requested
    }
  });
  clock.request_stop();
  std::move(clock).stop().unwrap();
  // [stop_token]
}

int main() {
  join_handle();
  panic();
  a_thread();
  builder();
  scope();
  worker();
  worker_without_state();
  stop_token();
}

// prints:
//   42
//   out of paper
//   another thread
//   reader
//   1 3
//   worked
//   printed by the worker
