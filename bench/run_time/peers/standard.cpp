// SPDX-License-Identifier: MIT
// The rows of the C++ standard library, with a deque under a mutex for a channel.
#include "../common/beside.hpp"
#include "../common/library.hpp"
#include "../common/locked_queue.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

#ifdef FEARLESS_BENCH_TBB
#include "../common/bridge_rows.hpp"

#include <execution>
#include <numeric>
#endif

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

#ifdef FEARLESS_BENCH_TBB  // libstdc++ has std::execution on it
struct Par {
  template <std::size_t Copy>
  static void for_each(bench::Numbers& numbers) {
    std::for_each(std::execution::par, numbers.begin(), numbers.end(),
                  [](std::uint64_t& n) { n = bench::next_of<Copy>(n); });
  }
  static std::uint64_t sum(const bench::Numbers& numbers) {
    return std::reduce(std::execution::par, numbers.begin(), numbers.end());
  }
  static void sort(bench::Numbers& numbers) { std::sort(std::execution::par, numbers.begin(), numbers.end()); }
};
#endif

struct Library {
  static constexpr bool latency = true;
#ifdef FEARLESS_BENCH_TBB
  static void add_more(bench::Program& program) { bench::add_par_rows<Par>(program); }
#endif
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
