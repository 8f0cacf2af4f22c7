// SPDX-License-Identifier: MIT
// The rows of oneTBB: concurrent_bounded_queue, mutex and rw_mutex.
#include "channel_rows.hpp"
#include "lock_rows.hpp"

#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/mutex.h>
#include <oneapi/tbb/rw_mutex.h>

#include <memory>

namespace {

using bench::Number;

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
using Channels = ChannelsWith<tbb::cache_aligned_allocator>;
// Memory is counted where the C library hands it out, which is not where an idle queue has its own.
using CountedChannels = ChannelsWith<std::allocator>;

struct Mutex {
  tbb::mutex mutex;
  Number number = 0;
  template <class F>
  void with(F f) {
    const tbb::mutex::scoped_lock lock(mutex);
    f(number);
  }
};

struct RwLock {
  tbb::rw_mutex mutex;
  Number number = 0;
  template <class F>
  void read(F f) {
    const tbb::rw_mutex::scoped_lock lock(mutex, false);
    f(number);
  }
  template <class F>
  void write(F f) {
    const tbb::rw_mutex::scoped_lock lock(mutex, true);
    f(number);
  }
};

struct MutexInt {
  tbb::mutex mutex;
  int value;
};
struct RwLockInt {
  tbb::rw_mutex mutex;
  int value;
};

}  // namespace

int main(int argc, char** argv) {
  bench::Program program;
  bench::add_unbounded_rows<Channels>(program);
  bench::add_bounded_rows<Channels>(program);
  bench::add_mutex_rows<Mutex>(program);
  bench::add_rwlock_rows<RwLock>(program);
  bench::add_queued_memory_rows<CountedChannels>(program);
  program.row("bytes_mutex_int", [](const bench::Settings&) { return sizeof(MutexInt); });
  program.row("bytes_rwlock_int", [](const bench::Settings&) { return sizeof(RwLockInt); });
  return program.run(argc, argv);
}
