// SPDX-License-Identifier: MIT
// The rows of the C++ standard library, with a deque under a mutex for a channel.
#include "common/beside.hpp"
#include "common/library.hpp"
#include "common/locked_queue.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace {

struct Kit {
  using Mutex = std::mutex;
  using Lock = std::unique_lock<std::mutex>;
  using Condition = std::condition_variable;
};
struct Pointers {
  template <class T>
  static auto make(const T& value) {
    return std::make_shared<T>(value);
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

struct Library {
  using Channels = bench::LockedChannels<Kit>;
  using Pointers = ::Pointers;
  using Mutex = bench::NumberBeside<std::mutex, std::lock_guard<std::mutex>>;
  using RwLock = bench::SharedNumberBeside<std::shared_mutex, std::shared_lock<std::shared_mutex>,
                                           std::unique_lock<std::shared_mutex>>;
  using Baton = bench::BatonBeside<Kit>;
  using Threads = ::Threads;
  using MutexOfInt = bench::IntBeside<std::mutex>;
  using RwLockOfInt = bench::IntBeside<std::shared_mutex>;
  using Condition = std::condition_variable;
  static auto task(int n) {
    return std::function<int()>([n] { return n; });
  }
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
