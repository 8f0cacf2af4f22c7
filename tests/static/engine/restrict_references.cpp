// SPDX-License-Identifier: MIT
// References declared `__restrict`. If a trait of <type_traits> takes them for no references, they are refused.
#include <string>
#include <tuple>
#include <type_traits>
#include <valarray>
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
static_assert(refused<Number, Text, Temporary, std::tuple<int& __restrict>, int& __restrict>);
struct Array {
  std::valarray<double>& __restrict array;
};
static_assert(refused<Array>);
constexpr bool is_known =
    std::is_reference_v<int& __restrict> && !std::is_same_v<std::remove_reference_t<int& __restrict>, int& __restrict>;
static_assert(is_known ? Send<Constant> && Sync<Constant> && !Static<Constant> : refused<Constant>);
static_assert(!Send<int* __restrict> && !Sync<int* __restrict>);
static_assert(Send<void() const> && Send<int[3]> && Send<double> && Send<void>);

}  // namespace
