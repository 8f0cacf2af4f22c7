// SPDX-License-Identifier: MIT
// The rows of fearless::par.
#include "common/bridge_rows.hpp"
#include "common/bridges.hpp"

#include <fearless/par.hpp>

namespace {

template <std::size_t Copy>
struct Next {
  void operator()(std::uint64_t& number) const { number = bench::next_of<Copy>(number); }
};

struct Par {
  template <std::size_t Copy>
  static void for_each(bench::Numbers& numbers) {
    fearless::par::for_each(numbers, Next<Copy>());
  }
  static std::uint64_t sum(const bench::Numbers& numbers) { return fearless::par::reduce(numbers, std::uint64_t{0}); }
  static void sort(bench::Numbers& numbers) { fearless::par::sort(numbers); }
};

}  // namespace

void bench::add_par(Program& program) { add_par_rows<Par>(program); }
