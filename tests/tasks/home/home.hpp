// SPDX-License-Identifier: MIT
// What the parts of home_test.cpp share.
#pragma once

#include <fearless/home.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/utility.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstdlib>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <pthread.h>

#include <gtest/gtest.h>

namespace {

using fearless::Answer;
using fearless::Arc;
using fearless::Home;
using fearless::Mutex;
using fearless::Panic;
using fearless::Rc;
using fearless::Remote;
using fearless::Task;
namespace home = fearless::home;
namespace thread = fearless::thread;

using Log = Arc<Mutex<std::vector<std::string>>>;
void add(const Log& log, const std::string& line) {
  log->with([&](std::vector<std::string>& lines) { lines.push_back(line); });
}
std::vector<std::string> lines_of(const Log& log) {
  return log->with([](const std::vector<std::string>& lines) { return lines; });
}
fearless::SyncFn<void(Panic)> told_to(const Log& log) {
  struct Tells {
    Log log;
    void operator()(const Panic& panic) const { add(log, panic.what()); }
  };
  return Tells{log};
}

// A loop that runs when it is told to, on whichever thread tells it.
template <bool OneThread>
class Manual {
 public:
  static constexpr bool one_thread = OneThread;

  bool post(Task<void> task) const {
    if (state_->no_memory) throw std::bad_alloc();
    const std::lock_guard lock(state_->mutex);
    if (state_->is_gone) return false;
    state_->tasks.push_back(std::move(task));
    return true;
  }
  [[nodiscard]] bool here() const { return state_->running == thread::id().as_u64(); }

  // Runs what is there by now; what that posts is left for later.
  void run() const {
    std::deque<Task<void>> tasks = take();
    state_->running = thread::id().as_u64();
    for (; !tasks.empty(); tasks.pop_front()) tasks.front()();
    state_->running = 0;
  }
  // Drops what is there, as a loop that is destroyed.
  void destroy() const {
    {
      const std::lock_guard lock(state_->mutex);
      state_->is_gone = true;
    }
    take().clear();
  }
  void without_memory(bool is_so) const { state_->no_memory = is_so; }

 private:
  struct State {
    std::mutex mutex;
    std::deque<Task<void>> tasks;
    bool is_gone = false;
    std::atomic<bool> no_memory{false};
    std::atomic<std::uint64_t> running{0};
  };
  [[nodiscard]] std::deque<Task<void>> take() const {
    const std::lock_guard lock(state_->mutex);
    return std::exchange(state_->tasks, {});
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
};
// The loop's owner.
template <bool OneThread>
class ManualLoop : public Manual<OneThread> {
 public:
  ManualLoop() = default;
  ManualLoop(const ManualLoop&) = delete;
  ManualLoop& operator=(const ManualLoop&) = delete;
  ~ManualLoop() { this->destroy(); }
};

}  // namespace
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_send<Manual<OneThread>> = fearless::rules::always;
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_sync<Manual<OneThread>> = fearless::rules::always;
template <bool OneThread>
inline constexpr auto fearless::unsafe_impl_static<Manual<OneThread>> = fearless::rules::always;
namespace {

// Has to be used by one thread, and tells which one it was.
class View {
 public:
  View(Log log, int number) : log_(std::move(log)), number_(Rc<int>::make(number)) { tell("made"); }
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  ~View() { tell("destroyed"); }

  void stop() { tell("stopped"); }
  void set(int number) { number_ = Rc<int>::make(number); }
  [[nodiscard]] int number() const { return *number_; }
  void tell(const std::string& what) const { add(log_, what + (thread::id() == born_ ? "" : " on another thread")); }

 private:
  Log log_;
  thread::ThreadId born_ = thread::id();
  Rc<int> number_;
};
static_assert(!fearless::is_send_v<View>);

}  // namespace
