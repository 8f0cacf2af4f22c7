// SPDX-License-Identifier: MIT
// References that are declared `__restrict`, which <type_traits> takes for no references: they are refused.
#include <string>
#include <tuple>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

template <class... T>
constexpr bool refused = ((!Send<T> && !Sync<T> && !ThreadSafe<T> && !Static<T>) && ...);

struct Number {
  int& __restrict number;
};
struct Text {
  std::string& __restrict text;
};
struct Constant {
  const std::vector<double>& __restrict numbers;
};
struct Temporary {
  int&& __restrict number;
};
static_assert(refused<Number, Text, Constant, Temporary, std::tuple<int& __restrict>, int& __restrict>);
static_assert(refused<int* __restrict>);
static_assert(Send<void() const> && Send<int[3]> && Send<double> && Send<void>);

}  // namespace
