// SPDX-License-Identifier: MIT
// The rows of oneTBB: concurrent_bounded_queue, mutex, rw_mutex, and the algorithms.
#include "../common/beside.hpp"
#include "../common/bridge_rows.hpp"
#include "../common/library.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/mutex.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/parallel_sort.h>
#include <oneapi/tbb/rw_mutex.h>

#include <functional>
#include <memory>

namespace {

template <class T, class Allocator>
class Queue {
 public:
  Queue() = default;
  explicit Queue(std::size_t bound) { queue_.set_capacity(static_cast<std::ptrdiff_t>(bound)); }
  void send(T value) { queue_.push(std::move(value)); }
  T recv() {
    T value;
    bench::keep(value);  // so that g++ does not find it uninitialised
    queue_.pop(value);
    return value;
  }

 private:
  tbb::concurrent_bounded_queue<T, Allocator> queue_;
};

template <template <class> class Allocator>
struct ChannelsWith {
  static constexpr bool rendezvous = false;
  template <class T>
  static auto unbounded() {
    return bench::shared<Queue<T, Allocator<T>>>();
  }
  template <class T>
  static auto bounded(std::size_t bound) {
    return bench::shared<Queue<T, Allocator<T>>>(bound);
  }
};
struct ReadLock : tbb::rw_mutex::scoped_lock {
  explicit ReadLock(tbb::rw_mutex& mutex) : tbb::rw_mutex::scoped_lock(mutex, false) {}
};
struct WriteLock : tbb::rw_mutex::scoped_lock {
  explicit WriteLock(tbb::rw_mutex& mutex) : tbb::rw_mutex::scoped_lock(mutex, true) {}
};

struct Par {
  using Range = tbb::blocked_range<std::size_t>;
  template <std::size_t Copy>
  static void for_each(bench::Numbers& numbers) {
    tbb::parallel_for(Range(0, numbers.size()), [&](const Range& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) numbers[i] = bench::next_of<Copy>(numbers[i]);
    });
  }
  static std::uint64_t sum(const bench::Numbers& numbers) {
    return tbb::parallel_reduce(
        Range(0, numbers.size()), std::uint64_t{0},
        [&](const Range& range, std::uint64_t so_far) {
          for (std::size_t i = range.begin(); i != range.end(); ++i) so_far += numbers[i];
          return so_far;
        },
        std::plus<>());
  }
  static void sort(bench::Numbers& numbers) { tbb::parallel_sort(numbers.begin(), numbers.end()); }
};

struct Library {
  static void add_more(bench::Program& program) { bench::add_par_rows<Par>(program); }
  using Channels = ChannelsWith<tbb::cache_aligned_allocator>;
  // The messages are counted where the C library hands memory out, which is not where an idle queue has its own.
  using CountedChannels = ChannelsWith<std::allocator>;
  using Mutex = bench::NumberBeside<tbb::mutex, tbb::mutex::scoped_lock>;
  using RwLock = bench::SharedNumberBeside<tbb::rw_mutex, ReadLock, WriteLock>;
  using MutexOfInt = bench::IntBeside<tbb::mutex>;
  using RwLockOfInt = bench::IntBeside<tbb::rw_mutex>;
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
