// SPDX-License-Identifier: MIT
// The rows about starting threads. A library's `Threads` has spawn_and_join(n), which returns n from a new thread, and
// scope(threads, sum), in which each thread adds 1 to the sum.
#pragma once

#include "heap.hpp"
#include "program.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <string>

namespace bench {

template <class Threads>
void add_spawn_join(Program& program) {
  program.row("spawn_join", [](const Settings& settings) {
    return rate(settings, no_limit, [](std::size_t count) {
      std::size_t sum = 0;
      const double seconds = timed([&] {
        for (std::size_t i = 0; i < count; ++i) sum += static_cast<std::size_t>(Threads::spawn_and_join(1));
      });
      require(sum == count, "a result was lost");
      return seconds;
    });
  });
}

// Counted in threads, not in scopes.
template <class Threads>
void add_scope(Program& program, std::size_t threads) {
  program.row("scope_" + std::to_string(threads), [threads](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      const std::size_t scopes = (count + threads - 1) / threads;
      std::atomic<std::size_t> sum{0};
      const double seconds = timed([&] {
        for (std::size_t i = 0; i < scopes; ++i) Threads::scope(threads, sum);
      });
      require(sum == scopes * threads, "a thread was lost");
      return seconds * static_cast<double>(count) / static_cast<double>(scopes * threads);
    });
  });
}

template <class Threads>
void add_thread_rows(Program& program) {
  add_spawn_join<Threads>(program);
  for (const auto threads : std::to_array<std::size_t>({1, 4})) add_scope<Threads>(program, threads);
}

// Bytes of a call that is yet to be made and holds an int: its object, and what that has on the heap. `make(n)` returns
// one that returns n.
template <class Make>
void add_task_row(Program& program, Make make) {
  if constexpr (has_heap) {
    program.row("bytes_task", [make](const Settings&) {
      require(make(7)() == 7, "the wrong result");
      return static_cast<double>(sizeof(make(0))) +
             heap_bytes_each([make](std::size_t i) { return make(static_cast<int>(i)); });
    });
  }
}

}  // namespace bench
