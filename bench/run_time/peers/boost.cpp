// SPDX-License-Identifier: MIT
// The rows of Boost: the queues of Boost.Thread, which wait, and shared_ptr.
#define BOOST_THREAD_VERSION 4
// What interruption needs is not in the headers.
#define BOOST_THREAD_DONT_PROVIDE_INTERRUPTIONS

#include "../common/library.hpp"

#include <boost/smart_ptr/make_shared.hpp>
#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>

// These two do not include the locks that they use.
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <boost/thread/concurrent_queues/sync_queue.hpp>

namespace bench {
void add_boost_loops(Program& program);  // boost_loops.cpp
}

namespace {

template <class T>
struct Queue {
  void send(T value) { queue.push(std::move(value)); }
  T recv() { return queue.pull(); }
  boost::sync_queue<T> queue;
};
template <class T>
struct BoundedQueue {
  explicit BoundedQueue(std::size_t bound) : queue(bound) {}
  void send(T value) { queue.push_back(std::move(value)); }
  T recv() { return queue.pull_front(); }
  boost::sync_bounded_queue<T> queue;
};

struct Channels {
  static constexpr bool rendezvous = false;
  template <class T>
  static auto unbounded() {
    return bench::shared<Queue<T>>();
  }
  template <class T>
  static auto bounded(std::size_t bound) {
    return bench::shared<BoundedQueue<T>>(bound);
  }
};

struct Pointers {
  template <class T>
  static auto make(const T& value) {
    return boost::make_shared<T>(value);
  }
};

struct Library {
  using Channels = ::Channels;
  using Pointers = ::Pointers;
#ifdef FEARLESS_BENCH_FIBER
  static void add_more(bench::Program& program) { bench::add_boost_loops(program); }
#endif
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
