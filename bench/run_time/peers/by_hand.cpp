// SPDX-License-Identifier: MIT
// The limit of a machine: loops that do nothing but the locked operations, the allocation or the system's calls that a
// row cannot do without. Nothing here is checked, closed, poisoned or waited for; it is no library.
#include "../common/channel_rows.hpp"
#include "../common/lock_rows.hpp"
#include "../common/shared_rows.hpp"
#include "../common/thread_rows.hpp"

#include <pthread.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

#if defined(__GLIBC__) && __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define FEARLESS_BENCH_TELLS_ALONE 1
#endif

namespace {

// A send adds to a word that all senders share, and publishes its slot. A recv does no locked operation.
class Ring {
 public:
  void send(int value) {
    Slot& slot = slots_[tail_.fetch_add(1, std::memory_order_acquire) % slots_.size()];
    slot.value = value;
    slot.full.store(1, std::memory_order_release);
  }
  int recv() {
    Slot& slot = slots_[head_++ % slots_.size()];
    while (slot.full.load(std::memory_order_acquire) == 0) {
    }
    slot.full.store(0, std::memory_order_relaxed);
    return slot.value;
  }

 private:
  struct Slot {
    int value = 0;
    std::atomic<std::uint32_t> full{0};
  };
  std::array<Slot, 256> slots_;
  std::atomic<std::uint64_t> tail_{0};
  std::uint64_t head_ = 0;
};

// One count beside the value. A process with one thread, according to glibc, counts without locked operations.
bool is_alone() {
#ifdef FEARLESS_BENCH_TELLS_ALONE
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

class Counted {
 public:
  explicit Counted(int value) : block_(new Block{{1}, value}) {}
  Counted(const Counted& other) : block_(other.block_) { block_->count.fetch_add(1, std::memory_order_relaxed); }
  Counted& operator=(const Counted&) = delete;
  ~Counted() {
    if (is_alone()) {
      const std::int64_t left = block_->count.load(std::memory_order_relaxed) - 1;
      block_->count.store(left, std::memory_order_relaxed);
      if (left == 0) delete block_;
    } else if (block_->count.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete block_;
    }
  }

 private:
  struct Block {
    std::atomic<std::int64_t> count;
    int value;
  };
  Block* const block_;
};
struct Pointers {
  static Counted make(int value) { return Counted(value); }
};

// One exchange to take it, one to release it. Whoever comes too late tries again and again.
struct SpinLock {
  std::atomic<int> taken{0};
  bench::Number number = 0;
  template <class F>
  void with(F f) {
    while (taken.load(std::memory_order_relaxed) != 0 || taken.exchange(1, std::memory_order_acquire) != 0) {
      for (int i = 0; i < 16; ++i) asm volatile("" : : : "memory");
    }
    f(number);
    taken.exchange(0, std::memory_order_release);
  }
};

struct Threads {
  static int spawn_and_join(int n) {
    int result = n;
    run([](void* to) -> void* { return ++*static_cast<int*>(to), nullptr; }, &result);
    return result - 1;
  }
  static void scope(std::size_t threads, std::atomic<std::size_t>& sum) {
    for (std::size_t i = 0; i < threads; ++i) {
      run([](void* to) -> void* { return ++*static_cast<std::atomic<std::size_t>*>(to), nullptr; }, &sum);
    }
  }

 private:
  static void run(void* (*entry)(void*), void* argument) {
    pthread_t thread{};
    bench::require(pthread_create(&thread, nullptr, entry, argument) == 0, "no thread");
    bench::require(pthread_join(thread, nullptr) == 0, "no join");
  }
};

}  // namespace

int main(int argc, char** argv) {
  bench::Program program;
  bench::add_send_recv(program, [] { return bench::shared<Ring>(); });
  bench::add_clone<Pointers>(program, "arc_clone_1t", 1);
  bench::add_make<Pointers>(program);
  bench::add_mutex<SpinLock>(program, "mutex_1t", 1, false);
  bench::add_mutex<SpinLock>(program, "mutex_work_2t", 2, true);
  bench::add_spawn_join<Threads>(program);
  bench::add_scope<Threads>(program, 1);
  return program.run(argc, argv);
}
