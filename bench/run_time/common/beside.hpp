// SPDX-License-Identifier: MIT
// Locks that guard nothing of themselves, with what they guard beside them.
#pragma once

#include "lock_rows.hpp"

namespace bench {

template <class M>
struct IntBeside {
  M mutex;
  int value;
};

// `Lock` is made of the mutex and holds it.
template <class M, class Lock>
struct NumberBeside {
  M mutex;
  Number number = 0;
  template <class F>
  void with(F f) {
    const Lock lock(mutex);
    f(number);
  }
};

template <class M, class ReadLock, class WriteLock>
struct SharedNumberBeside {
  M mutex;
  Number number = 0;
  template <class F>
  void read(F f) {
    const ReadLock lock(mutex);
    f(number);
  }
  template <class F>
  void write(F f) {
    const WriteLock lock(mutex);
    f(number);
  }
};

// With a Kit as locked_queue.hpp has it.
template <class Kit>
struct BatonBeside {
  typename Kit::Mutex mutex;
  typename Kit::Condition condition;
  Number number = 0;
  void exchange(Number before, Number after) {
    typename Kit::Lock lock(mutex);
    condition.wait(lock, [&] { return number == before; });
    number = after;
    condition.notify_one();
  }
};

}  // namespace bench
