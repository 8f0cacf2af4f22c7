// SPDX-License-Identifier: MIT
// The examples that the reference shows for locks and what is made of them.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

using namespace fearless;
using namespace std::chrono_literals;

void mutex() {
  // [mutex]
  const auto total = Arc<Mutex<int>>::make(40);
  auto other = thread::spawn(FEARLESS_COPY(total) { total->with([](int& n) { ++n; }); });
  {
    MutexGuard<int> guard = total->lock().unwrap();  // locked until the end of the block
    ++*guard;
  }
  other.join().unwrap();
  std::printf("%d\n", total->with([](int n) { return n; }));
  // [mutex]
}

void mapped_guard() {
  // [mapped_guard]
  const Mutex pair(std::pair<std::string, int>("answer", 41));
  {
    MappedMutexGuard<int> number =
        pair.lock().unwrap().map([](std::pair<std::string, int>& both) -> int& { return both.second; });
    ++*number;  // the whole pair stays locked
  }
  std::printf("%d\n", pair.with([](const auto& both) { return both.second; }));
  // [mapped_guard]
}

void rwlock() {
  // [rwlock]
  const RwLock<std::string> name(std::string("old"));
  {
    RwLockWriteGuard<std::string> writer = name.write().unwrap();  // alone
    *writer = "new";
  }
  const RwLockReadGuard<std::string> reader = name.read().unwrap();  // beside other readers
  std::printf("%s\n", reader->c_str());
  // [rwlock]
}

void condvar() {
  // [condvar]
  struct Gate {
    Mutex<bool> open{false};
    Condvar changed{};
  };
  const auto gate = Arc<Gate>::make();
  auto opener = thread::spawn(FEARLESS_COPY(gate) {
    gate->open.with([](bool& open) { open = true; });
    gate->changed.notify_all();
  });
  auto open = gate->open.lock().unwrap();
  gate->changed.wait_while(open, [](const bool& is_open) { return !is_open; }).unwrap();
  // [condvar]
  // [wait_timeout]
  const WaitTimeoutResult result =
      gate->changed.wait_timeout_while(open, 1ms, [](const bool& is_open) { return is_open; }).unwrap();
  std::printf("%s\n", result.timed_out() ? "nobody closed it" : "closed");
  // [wait_timeout]
  drop(std::move(open));
  opener.join().unwrap();
}

void wait_stop() {
  struct Shared {
    Mutex<int> jobs{0};
    Condvar changed{};
  };
  // [wait_stop]
  const thread::Worker<Shared> worker(Arc<Shared>::make(), [](const Shared& shared, const thread::StopToken& stop) {
    auto jobs = shared.jobs.lock().unwrap();
    const WaitStopResult result = shared.changed.wait_while(jobs, stop, [](const int& n) { return n == 0; }).unwrap();
    std::printf("%s\n", result.stopped() ? "stopped" : "a job");
  });
  // [wait_stop]
}

void barrier() {
  // [barrier]
  const auto barrier = Arc<Barrier>::make(2U);
  auto other = thread::spawn(FEARLESS_COPY(barrier) { return barrier->wait().is_leader(); });
  const BarrierWaitResult mine = barrier->wait();  // both have arrived
  std::printf("%s\n", mine.is_leader() != other.join().unwrap() ? "one leader" : "WRONG");
  // [barrier]
}

void once() {
  // [once]
  const Once once;
  for (int i = 0; i < 2; ++i) once.call_once([] { std::printf("only once\n"); });
  // [once]
}

void once_state() {
  // [once_state]
  const Once once;
  try {
    once.call_once([] { throw std::runtime_error("failed"); });
  } catch (const std::runtime_error&) {
  }
  try {
    once.call_once([] {});
  } catch (const OncePoisonError& error) {
    std::printf("poisoned\n");
  }
  once.call_once_force([](const OnceState& state) { std::printf("%s\n", state.is_poisoned() ? "repaired" : "fresh"); });
  // [once_state]
}

void once_lock() {
  // [once_lock]
  static const OnceLock<std::string> config;
  std::printf("%s\n", config.get_or_init([] { return std::string("read from a file"); }).c_str());
  std::printf("%s\n", config.get() != nullptr ? "there" : "not yet");
  // [once_lock]
}

void lazy_lock() {
  // [lazy_lock]
  static const LazyLock table([] { return std::string("made by whoever needs it first"); });
  std::printf("%s\n", table->c_str());
  // [lazy_lock]
}

void semaphore() {
  // [semaphore]
  const Semaphore connections(2);
  {
    const SemaphorePermit first = connections.acquire();
    std::printf("%zu left\n", connections.available_permits());
  }  // the permit is returned
  std::printf("%zu left\n", connections.available_permits());
  // [semaphore]
}

void owned_permit() {
  // [owned_permit]
  const auto connections = Arc<Semaphore>::make(1U);
  OwnedSemaphorePermit permit = Semaphore::acquire_owned(connections);
  auto user = thread::spawn([](const OwnedSemaphorePermit& mine) { return mine.count(); }, std::move(permit));
  std::printf("%zu\n", user.join().unwrap());
  // [owned_permit]
}

void poison() {
  // [poison]
  const auto shared = Arc<Mutex<int>>::make(1);
  auto broken = thread::spawn(FEARLESS_COPY(shared) {
    shared->with([](int& n) {
      n = 2;
      throw std::runtime_error("half done");
    });
  });
  (void)broken.join();
  if (auto result = shared->lock(); !result) {
    PoisonError<MutexGuard<int>> error = std::move(result).error();
    std::printf("%s\n", error.what());
    auto guard = std::move(error).into_inner();  // look at it all the same
    *guard = 1;
  }
  // [poison]
  // [poison_void]
  const auto changed = Arc<Condvar>::make();
  auto guard = std::move(shared->lock().error()).into_inner();
  auto other = thread::spawn(FEARLESS_COPY(shared, changed) {
    const auto held = shared->lock();  // once the wait has released it
    changed->notify_all();
  });
  const Result<void, PoisonError<void>> waited = changed->wait(guard);
  if (!waited) std::printf("poisoned, value %d\n", *guard);  // the caller still has the guard
  // [poison_void]
  drop(std::move(guard));
  other.join().unwrap();
}

void try_lock() {
  // [try_lock]
  const auto shared = Arc<Mutex<int>>::make(1);
  const auto guard = shared->lock().unwrap();
  auto other = thread::spawn(FEARLESS_COPY(shared) {
    auto tried = shared->try_lock();  // a TryLockError says why not
    return !tried && tried.error().is_would_block();
  });
  std::printf("%s\n", other.join().unwrap() ? "locked elsewhere" : "WRONG");
  // [try_lock]
}

int main() {
  mutex();
  mapped_guard();
  rwlock();
  condvar();
  wait_stop();
  barrier();
  once();
  once_state();
  once_lock();
  lazy_lock();
  semaphore();
  owned_permit();
  poison();
  try_lock();
}

// prints:
//   42
//   42
//   new
//   nobody closed it
//   stopped
//   one leader
//   only once
//   poisoned
//   repaired
//   read from a file
//   there
//   made by whoever needs it first
//   1 left
//   2 left
//   1
//   poisoned lock: another task failed inside
//   poisoned, value 1
//   locked elsewhere
