// SPDX-License-Identifier: MIT
// The rows of the C++ standard library, with a deque under a mutex for a channel.
#include "channel_rows.hpp"
#include "lock_rows.hpp"
#include "locked_queue.hpp"
#include "shared_rows.hpp"
#include "thread_rows.hpp"

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace {

using bench::Number;

struct Kit {
  using Mutex = std::mutex;
  using Lock = std::unique_lock<std::mutex>;
  using Condition = std::condition_variable;
};
using Channels = bench::LockedChannels<Kit>;

struct Pointers {
  template <class T>
  static auto make(const T& value) {
    return std::make_shared<T>(value);
  }
};

struct Mutex {
  std::mutex mutex;
  Number number = 0;
  template <class F>
  void with(F f) {
    const std::lock_guard lock(mutex);
    f(number);
  }
};

struct RwLock {
  std::shared_mutex mutex;
  Number number = 0;
  template <class F>
  void read(F f) {
    const std::shared_lock lock(mutex);
    f(number);
  }
  template <class F>
  void write(F f) {
    const std::unique_lock lock(mutex);
    f(number);
  }
};

struct Baton {
  std::mutex mutex;
  std::condition_variable condition;
  Number number = 0;
  void exchange(Number before, Number after) {
    std::unique_lock lock(mutex);
    condition.wait(lock, [&] { return number == before; });
    number = after;
    condition.notify_one();
  }
};

struct Threads {
  static int spawn_and_join(int n) {
    int result = 0;
    std::thread([&result, n] { result = n; }).join();
    return result;
  }
  static void scope(std::size_t threads, std::atomic<std::size_t>& sum) {
    std::vector<std::jthread> started;
    started.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) started.emplace_back([&sum] { ++sum; });
  }
};

struct MutexInt {
  std::mutex mutex;
  int value;
};
struct RwLockInt {
  std::shared_mutex mutex;
  int value;
};

}  // namespace

int main(int argc, char** argv) {
  bench::Program program;
  bench::add_unbounded_rows<Channels>(program);
  bench::add_bounded_rows<Channels>(program);
  bench::add_shared_rows<Pointers>(program);
  bench::add_mutex_rows<Mutex>(program);
  bench::add_rwlock_rows<RwLock>(program);
  bench::add_condvar_rows<Baton>(program);
  bench::add_spawn_rows<Threads>(program);
  bench::add_scope_rows<Threads>(program);
  bench::add_channel_memory_rows<Channels>(program);
  program.row("bytes_mutex_int", [](const bench::Settings&) { return sizeof(MutexInt); });
  program.row("bytes_rwlock_int", [](const bench::Settings&) { return sizeof(RwLockInt); });
  program.row("bytes_condvar", [](const bench::Settings&) { return sizeof(std::condition_variable); });
  bench::add_task_row(program, [](int n) { return std::function<int()>([n] { return n; }); });
  return program.run(argc, argv);
}
