// SPDX-License-Identifier: MIT
// The rows about starting threads. A library's `Threads` has spawn_and_join(n), which returns n from a new thread; a
// `Scopes` has scope(threads, sum), in which each thread adds 1 to the sum.
#pragma once

#include "heap.hpp"
#include "program.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace bench {

template <class Threads>
void add_spawn_rows(Program& program) {
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
template <class Scopes>
void add_scope_rows(Program& program) {
  for (const auto threads : std::to_array<std::size_t>({1, 4})) {
    program.row("scope_" + std::to_string(threads), [threads](const Settings& settings) {
      return rate(settings, no_limit, [&](std::size_t count) {
        const std::size_t scopes = (count + threads - 1) / threads;
        std::atomic<std::size_t> sum{0};
        const double seconds = timed([&] {
          for (std::size_t i = 0; i < scopes; ++i) Scopes::scope(threads, sum);
        });
        require(sum == scopes * threads, "a thread was lost");
        return seconds * static_cast<double>(count) / static_cast<double>(scopes * threads);
      });
    });
  }
}

// Bytes of a call that is yet to be made and holds an int: its object, and what that has on the heap. `make(n)` returns
// one.
template <class Make>
void add_task_row(Program& program, Make make) {
  if constexpr (has_heap) {
    program.row("bytes_task", [make](const Settings&) {
      std::vector<decltype(make(0))> tasks;
      tasks.reserve(10'000);
      const double before = heap_bytes();
      while (tasks.size() < tasks.capacity()) tasks.push_back(make(static_cast<int>(tasks.size())));
      const double each = (heap_bytes() - before) / static_cast<double>(tasks.size());
      require(tasks.back()() == 9'999, "the wrong result");
      return static_cast<double>(sizeof tasks.back()) + each;
    });
  }
}

}  // namespace bench
