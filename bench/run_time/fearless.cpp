// SPDX-License-Identifier: MIT
// The rows of fearless.
#include "common/bridges.hpp"
#include "common/library.hpp"

#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/thread/scope.hpp>

#include <functional>

namespace {

using bench::Number;

template <class Sender>
struct Sending {
  Sender sender;
  template <class T>
  void send(T&& value) const {
    sender.send(std::forward<T>(value)).unwrap();
  }
};

template <class T>
struct Receiving {
  fearless::mpsc::Receiver<T> receiver;
  T recv() const { return receiver.recv().unwrap(); }
  std::size_t recv_many(std::vector<T>& values, std::size_t limit) const { return receiver.recv_many(values, limit); }
  template <class F>
  void for_each(F f) const {
    for (auto& value : receiver) f(value);
  }
};

template <class Sender, class T>
std::pair<Sending<Sender>, Receiving<T>> ends(std::pair<Sender, fearless::mpsc::Receiver<T>> channel) {
  return {Sending<Sender>{std::move(channel.first)}, Receiving<T>{std::move(channel.second)}};
}

struct Channels {
  static constexpr bool rendezvous = true;
  template <class T>
  static auto unbounded() {
    return ends(fearless::mpsc::channel<T>());
  }
  template <class T>
  static auto bounded(std::size_t bound) {
    return ends(fearless::mpsc::sync_channel<T>(bound));
  }
};

struct Pointers {
  template <class T>
  static auto make(const T& value) {
    return fearless::Arc<T>::make(value);
  }
};

struct Mutex {
  fearless::Mutex<Number> mutex{Number{0}};
  template <class F>
  void with(F f) const {
    auto guard = mutex.lock().unwrap();
    f(*guard);
  }
};

struct RwLock {
  fearless::RwLock<Number> lock{Number{0}};
  template <class F>
  void read(F f) const {
    const auto guard = lock.read().unwrap();
    f(*guard);
  }
  template <class F>
  void write(F f) const {
    auto guard = lock.write().unwrap();
    f(*guard);
  }
};

struct Baton {
  fearless::Mutex<Number> mutex{Number{0}};
  fearless::Condvar condition;
  void exchange(Number before, Number after) const {
    auto guard =
        condition.wait_while(mutex.lock().unwrap(), [before](const Number& number) { return number != before; })
            .unwrap();
    *guard = after;
    condition.notify_one();
  }
};

struct Threads {
  static int spawn_and_join(int n) {
    return fearless::thread::spawn([](int result) { return result; }, n).join().unwrap();
  }
  static void scope(std::size_t threads, std::atomic<std::size_t>& sum) {
    fearless::thread::scope([&](fearless::thread::Scope& scope) {
      for (std::size_t i = 0; i < threads; ++i) {
        scope.spawn([](std::atomic<std::size_t>& total) { ++total; }, std::ref(sum));
      }
    });
  }
};

struct Library {
  static constexpr bool latency = true;
  using Channels = ::Channels;
  using Pointers = ::Pointers;
  using Mutex = ::Mutex;
  using RwLock = ::RwLock;
  using Baton = ::Baton;
  using Threads = ::Threads;
  using MutexOfInt = fearless::Mutex<int>;
  using RwLockOfInt = fearless::RwLock<int>;
  using Condition = fearless::Condvar;
  static auto task(int n) {
    return fearless::task([](int result) { return result; }, n);
  }
  // The bridges, as far as the libraries are there.
  static void add_more([[maybe_unused]] bench::Program& program) {
#ifdef FEARLESS_BENCH_TBB
    bench::add_par(program);
#endif
#ifdef FEARLESS_BENCH_FIBER
    bench::add_fibers(program);
#endif
#ifdef FEARLESS_BENCH_ASIO
    bench::add_homes(program);
#endif
  }
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
