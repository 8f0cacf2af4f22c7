// SPDX-License-Identifier: MIT
// The rows of Abseil: its Mutex, alone, for readers and writers, and with a deque for a channel.
#include "channel_rows.hpp"
#include "lock_rows.hpp"
#include "locked_queue.hpp"

#include <absl/synchronization/mutex.h>

namespace {

using bench::Number;

// absl::MutexLock does not say which mutex it locks, and CondVar::Wait asks for it.
struct Lock {
  explicit Lock(absl::Mutex& locked) : mutex(locked) { mutex.Lock(); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { mutex.Unlock(); }
  absl::Mutex& mutex;
};

class Condition {
 public:
  template <class Predicate>
  void wait(Lock& lock, Predicate predicate) {
    while (!predicate()) waiting_.Wait(&lock.mutex);
  }
  void notify_one() { waiting_.Signal(); }
  void notify_all() { waiting_.SignalAll(); }

 private:
  absl::CondVar waiting_;
};

struct Kit {
  using Mutex = absl::Mutex;
  using Lock = ::Lock;
  using Condition = ::Condition;
};
using Channels = bench::LockedChannels<Kit>;

struct Mutex {
  absl::Mutex mutex;
  Number number = 0;
  template <class F>
  void with(F f) {
    const absl::MutexLock lock(&mutex);
    f(number);
  }
};

struct RwLock {
  absl::Mutex mutex;
  Number number = 0;
  template <class F>
  void read(F f) {
    const absl::ReaderMutexLock lock(&mutex);
    f(number);
  }
  template <class F>
  void write(F f) {
    const absl::WriterMutexLock lock(&mutex);
    f(number);
  }
};

struct Baton {
  absl::Mutex mutex;
  Condition condition;
  Number number = 0;
  void exchange(Number before, Number after) {
    Lock lock(mutex);
    condition.wait(lock, [&] { return number == before; });
    number = after;
    condition.notify_one();
  }
};

struct MutexInt {
  absl::Mutex mutex;
  int value;
};

}  // namespace

int main(int argc, char** argv) {
  bench::Program program;
  bench::add_unbounded_rows<Channels>(program);
  bench::add_bounded_rows<Channels>(program);
  bench::add_mutex_rows<Mutex>(program);
  bench::add_rwlock_rows<RwLock>(program);
  bench::add_condvar_rows<Baton>(program);
  bench::add_channel_memory_rows<Channels>(program);
  program.row("bytes_mutex_int", [](const bench::Settings&) { return sizeof(MutexInt); });
  program.row("bytes_rwlock_int", [](const bench::Settings&) { return sizeof(MutexInt); });
  program.row("bytes_condvar", [](const bench::Settings&) { return sizeof(absl::CondVar); });
  return program.run(argc, argv);
}
