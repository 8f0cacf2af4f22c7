// SPDX-License-Identifier: MIT
// The examples that the reference shows for tasks, callbacks and closures.
#include <fearless/move.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/packaged.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>
#include <fearless/task/shared.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace fearless;

// What a pool, a queue and a C library do with what they get.
void pool(Task<void> task) { thread::spawn(std::move(task)).join().unwrap(); }
void queue(const std::function<void()>& function) { function(); }
void c_library(void (*run)(void*), void* data) { run(data); }

int main() {
  // [task]
  Task<void> job = task([](const std::string& text) { std::printf("%s\n", text.c_str()); }, std::string("on a pool"));
  pool(std::move(job));
  // [task]

  // [shared_task]
  queue(SharedTask(task([](int n) { std::printf("%d\n", n); }, 1)));  // a copyable function
  // [shared_task]

  // [c_task]
  const CTask call = into_c(task([](int n) { std::printf("%d\n", n); }, 2));
  c_library(call.run, call.data);  // or call.drop(call.data), if it is never run
  // [c_task]

  // [task_handle]
  auto [packed, handle] = packaged([](int a, int b) { return a + b; }, 1, 2);
  pool(std::move(packed));
  std::printf("%d\n", handle.join().unwrap());  // handle is a TaskHandle<int>
  // [task_handle]

  // [send_fn]
  int calls = 3;
  SendFn<int(int)> add(FEARLESS_MOVE_FN(calls)(int n) { return calls += n; });  // called by one thread at a time
  std::printf("%d\n", add(1));
  // [send_fn]

  // [sync_fn]
  const SyncFn<int(int)> twice = [](int n) { return 2 * n; };  // may be called by several threads at once
  std::printf("%d\n", twice(3));
  // [sync_fn]

  // [move]
  std::string name = "owner";
  auto moved = thread::spawn(FEARLESS_MOVE(name) { return name.size(); });  // name is moved into the closure
  std::printf("%zu\n", moved.join().unwrap());
  // [move]

  // [copy]
  const std::string word = "copy";
  auto copied = thread::spawn(FEARLESS_COPY(word) { return word.size(); });  // word stays
  std::printf("%zu\n", copied.join().unwrap() + word.size());
  // [copy]

  // [move_fn]
  std::string prefix = "line ";
  auto lines = thread::spawn([](auto line) { return line(8) + ", " + line(9); },
                             FEARLESS_MOVE_FN(prefix)(int n) { return prefix + std::to_string(n); });
  std::printf("%s\n", lines.join().unwrap().c_str());
  // [move_fn]

  // [share]
  const std::vector<int> numbers{5, 5};
  thread::scope([&](thread::Scope& s) {
    s.spawn(FEARLESS_SHARE(numbers) { std::printf("%d\n", numbers[0] + numbers[1]); });  // borrows numbers
  });
  // [share]
}

// prints:
//   on a pool
//   1
//   2
//   3
//   4
//   6
//   5
//   8
//   line 8, line 9
//   10
