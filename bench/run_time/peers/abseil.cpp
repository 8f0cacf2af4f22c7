// SPDX-License-Identifier: MIT
// The rows of Abseil: its Mutex, alone, for readers and writers, and with a deque for a channel.
#include "../common/beside.hpp"
#include "../common/library.hpp"
#include "../common/locked_queue.hpp"

#include <absl/synchronization/mutex.h>

namespace {

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

struct ReadLock : absl::ReaderMutexLock {
  explicit ReadLock(absl::Mutex& mutex) : absl::ReaderMutexLock(&mutex) {}
};

struct Library {
  using Channels = bench::LockedChannels<Kit>;
  using Mutex = bench::NumberBeside<absl::Mutex, Lock>;
  using RwLock = bench::SharedNumberBeside<absl::Mutex, ReadLock, Lock>;
  using Baton = bench::BatonBeside<Kit>;
  using MutexOfInt = bench::IntBeside<absl::Mutex>;
  using RwLockOfInt = MutexOfInt;
  using Condition = absl::CondVar;
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
