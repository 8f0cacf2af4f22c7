// SPDX-License-Identifier: MIT
// The rows about counted pointers. A library is a class `Pointers` with make(value), for a value of any type.
#pragma once

#include "heap.hpp"
#include "program.hpp"
#include "team.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace bench {

template <class Pointers>
void add_clone(Program& program, std::string name, std::size_t threads) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      const auto owner = Pointers::make(1);
      return split(settings, threads, count, [&owner](std::size_t n) {
        // Where it is stays in a register: the closure may lie beside the counts, in their cache line.
        const auto* const from = &owner;
        for (std::size_t i = 0; i < n; ++i) {
          const auto copy = *from;
          keep(copy);
        }
      });
    });
  });
}

// Heap bytes of one object of `Words` words and its counts, the allocator's share included, over those of the words.
template <class Pointers, std::size_t Words>
double bytes_over() {
  using Value = std::array<std::uint64_t, Words>;
  return heap_bytes_each([](std::size_t) { return Pointers::make(Value{}); }) - static_cast<double>(sizeof(Value));
}

template <class Pointers>
void add_make(Program& program) {
  program.row("arc_make", [](const Settings& settings) {
    return rate(settings, no_limit, [](std::size_t count) {
      return timed([&] {
        for (std::size_t i = 0; i < count; ++i) {
          const auto made = Pointers::make(static_cast<int>(i & 0xFFFF));
          keep(made);
        }
      });
    });
  });
}

template <class Pointers>
void add_shared_rows(Program& program) {
  add_clone<Pointers>(program, "arc_clone_1t", 1);
  add_clone<Pointers>(program, "arc_clone_2t", 2);
  add_clone<Pointers>(program, "crowd_arc_clone", 8);
  add_make<Pointers>(program);
  if constexpr (has_heap) {
    // The allocator adds a word and rounds up to 16 bytes: on average over two sizes 8 bytes apart, by 4. (What it kept
    // of the first size serves for a few of the second.)
    program.row("bytes_arc_header", [](const Settings&) {
      const double five = bytes_over<Pointers, 5>();
      const double six = bytes_over<Pointers, 6>();
      return std::round((five + six) / 2 - 8 - 4);
    });
  }
}

}  // namespace bench
