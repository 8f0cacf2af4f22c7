// SPDX-License-Identifier: MIT
// The code of docs/guide/callbacks.md.
#include <fearless/members.hpp>
#include <fearless/move.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/packaged.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Mutex;
using fearless::Task;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// [pool]
// A pool of one thread, as a program may have it already: it knows nothing of fearless but Task.
class Pool {
 public:
  Pool() : Pool(mpsc::channel<Task<void>>()) {}
  void submit(Task<void> task) const { (void)tasks_.send(std::move(task)); }

 private:
  using Ends = std::pair<mpsc::Sender<Task<void>>, mpsc::Receiver<Task<void>>>;
  explicit Pool(Ends ends)
      : tasks_(std::move(ends.first)), runner_(FEARLESS_MOVE_FN(ends)(const thread::StopToken& stop) {
          for (auto& task : ends.second.iter(stop)) task();
        }) {}
  mpsc::Sender<Task<void>> tasks_;
  thread::Worker<void> runner_;
};
// [/pool]

// [send_fn]
class Button {
 public:
  // Refuses what may not be called on another thread, before its type is hidden.
  void on_click(fearless::SendFn<void(int)> handler) { handlers_.push_back(std::move(handler)); }
  void click(int x) {
    for (auto& handler : handlers_) handler(x);
  }

 private:
  std::vector<fearless::SendFn<void(int)>> handlers_;
  FEARLESS_MEMBERS(handlers_)  // for GCC, which shows no private members: the next step
};
// [/send_fn]
static_assert(fearless::Send<Button>);

int main() {
  const auto log = Arc<Mutex<std::vector<std::string>>>::make();
  {
    // [task]
    const Pool pool;
    const std::string name = "task";
    pool.submit(fearless::task([](const Arc<Mutex<std::vector<std::string>>>& to,
                                  const std::string& who) { to->with([&](auto& lines) { lines.push_back(who); }); },
                               log, name));
    pool.submit(fearless::task(FEARLESS_COPY(log) { log->with([](auto& lines) { lines.push_back("closure"); }); }));
    // [/task]

    // [packaged]
    auto [job, handle] = fearless::packaged([](int a, int b) { return a * b; }, 6, 7);
    pool.submit(std::move(job));
    std::printf("%d\n", handle.join().unwrap());
    // [/packaged]
  }
  log->with([](const auto& lines) {
    for (const auto& line : lines) std::printf("%s\n", line.c_str());
  });

  // [click]
  Button button;
  button.on_click(FEARLESS_COPY_FN(log)(int x) {
    log->with([&](auto& lines) { lines.push_back("clicked at " + std::to_string(x)); });
  });
  auto other = thread::spawn([](Button mine) { mine.click(3); }, std::move(button));
  // [/click]
  other.join().unwrap();
  log->with([](const auto& lines) { std::printf("%s\n", lines.back().c_str()); });
}

// prints:
//   42
//   task
//   closure
//   clicked at 3
