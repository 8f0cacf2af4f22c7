// SPDX-License-Identifier: MIT
// The rows about threads that others start, each beside the library that starts them, used by itself. What is compared:
//   `Par` has for_each<Copy>(numbers), which makes each number next_of<Copy>(number), sum(numbers) and sort(numbers),
//   in parallel; `fibers(settings, count)` returns the seconds in which a fiber sends `count` messages to another one
//   of its thread; `Loop` has post(), which has the loop add 1 to a number, and finish(), which waits for all and
//   returns the number.
#pragma once

#include "program.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace bench {

using Numbers = std::vector<std::uint64_t>;

inline std::uint64_t next(std::uint64_t number) { return number * 6364136223846793005U + 1442695040888963407U; }

// What a loop that changes each number takes depends on where its code lies, up to a factor of 2, in oneTBB's own
// loops, too. So there are several copies of the loop, and the fastest one counts.
template <std::size_t Copy>
std::uint64_t next_of(std::uint64_t number) {
  return next(number) + Copy;
}
template <class Par, std::size_t... Copy>
double rate_of_for_each(const Settings& settings, Numbers& numbers, std::index_sequence<Copy...>) {
  Settings each = settings;
  each.seconds /= sizeof...(Copy);
  const auto rate_of_copy = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    return rate_of(each, numbers.size(), [&](std::size_t) {
      const std::uint64_t before = numbers.back();
      const double seconds = timed([&] { Par::template for_each<I>(numbers); });
      require(numbers.back() == next_of<I>(before), "an element was left out");
      return seconds;
    });
  };
  return std::max({rate_of_copy(std::integral_constant<std::size_t, Copy>())...});
}

template <class Par>
void add_par_rows(Program& program) {
  constexpr std::size_t count = 100'000;
  program.row("par_for_each", [](const Settings& settings) {
    Numbers numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    Par::template for_each<0>(numbers);  // the threads have been started
    return rate_of_for_each<Par>(settings, numbers, std::make_index_sequence<8>());
  });
  const auto add = [&program](std::string name, auto pass) {
    program.row(std::move(name), [pass](const Settings& settings) {
      Numbers numbers(count);
      std::iota(numbers.begin(), numbers.end(), 0);
      pass(numbers);  // the threads have been started
      return rate_of(settings, count, [&](std::size_t) { return pass(numbers); });
    });
  };
  add("par_sum", [](Numbers& numbers) {
    std::uint64_t sum = 0;
    const double seconds = timed([&] { sum = Par::sum(numbers); });
    require(sum == std::uint64_t{count} * (count - 1) / 2, "an element was left out");
    return seconds;
  });
  add("par_sort", [](Numbers& numbers) {
    for (std::uint64_t seed = 1; auto& number : numbers) number = seed = next(seed);
    const double seconds = timed([&] { Par::sort(numbers); });
    require(std::is_sorted(numbers.begin(), numbers.end()), "it is not sorted");
    std::iota(numbers.begin(), numbers.end(), 0);
    return seconds;
  });
}

template <class Pass>
void add_fiber_row(Program& program, std::string name, Pass pass) {
  program.row(std::move(name), [pass](const Settings& settings) { return rate(settings, 1'000'000, pass); });
}

template <class Loop>
void add_post_row(Program& program, std::string name) {
  program.row(std::move(name), [](const Settings& settings) {
    return rate(settings, 100'000, [](std::size_t count) {
      Loop loop;
      std::size_t ran = 0;
      const double seconds = timed([&] {
        for (std::size_t i = 0; i < count; ++i) loop.post();
        ran = loop.finish();
      });
      require(ran == count, "a call was lost");
      return seconds;
    });
  });
}

}  // namespace bench
