// SPDX-License-Identifier: MIT
// Threads that exist before the clock starts, begin together, and stay on the processors they are given.
#pragma once

#include "program.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace bench {

inline void stay_on_cpu(const Settings& settings, std::size_t thread) {
  if (settings.cpus.empty()) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(settings.cpus[thread % settings.cpus.size()]), &set);
  require(sched_setaffinity(0, sizeof set, &set) == 0, "cannot stay on that CPU");
}

using Roles = std::vector<std::function<void()>>;

// Runs each role on a thread of its own: the seconds from the gate's opening until the last of them ended. The threads
// yield at the gate, as there may be more of them than processors.
inline double together(const Settings& settings, const Roles& roles) {
  std::atomic<std::size_t> ready{0};
  std::atomic<bool> open{false};
  std::vector<Clock::time_point> ends(roles.size());
  std::vector<std::thread> threads;
  threads.reserve(roles.size());
  for (std::size_t i = 0; i < roles.size(); ++i) {
    threads.emplace_back([&, i] {
      stay_on_cpu(settings, i);
      ready.fetch_add(1);
      while (!open.load(std::memory_order_acquire)) std::this_thread::yield();
      roles[i]();
      ends[i] = Clock::now();
    });
  }
  while (ready.load() != roles.size()) std::this_thread::yield();
  const auto begin = Clock::now();
  open.store(true, std::memory_order_release);
  for (auto& thread : threads) thread.join();
  return std::chrono::duration<double>(*std::max_element(ends.begin(), ends.end()) - begin).count();
}

// What thread `i` of `n` does of `count`.
inline std::size_t share(std::size_t count, std::size_t n, std::size_t i) {
  return count / n + (i < count % n ? 1 : 0);
}

// `threads` threads do `body(n)`, n being each one's share of the operations.
template <class Body>
double split(const Settings& settings, std::size_t threads, std::size_t count, Body body) {
  Roles roles;
  for (std::size_t i = 0; i < threads; ++i) {
    roles.emplace_back([body, n = share(count, threads, i)] { body(n); });
  }
  return together(settings, roles);
}

}  // namespace bench
