// SPDX-License-Identifier: MIT
// A program's own variables with the names that it most likely has itself, at global scope beside both
// using-directives; and its own class named `task`, which needs `::` there, because fearless::task is a function.
#include <fearless/fearless.hpp>

using namespace std;
using namespace fearless;

constexpr int row = 1;
constexpr int text = 2;
constexpr int place = 3;
constexpr int always = 4;
constexpr int accepted = 5;
static_assert(row + text + place + always + accepted == 15);

struct task {
  int number;
};
static_assert(::task{6}.number == 6 && is_send_v<::task> && is_send_v<struct task>);

// In a namespace of its own, or in a function, the program's `task` hides the other one.
namespace app {
struct task {
  int number;
};
static_assert(task{7}.number == 7 && is_send_v<task>);
namespace settings {
constexpr int task = 8;
static_assert(task == 8);
}  // namespace settings
}  // namespace app
constexpr int in_a_function() {
  const int task = 9;
  return task;
}
static_assert(in_a_function() == 9);
static_assert(is_same_v<decltype(fearless::task([] { return 1; })), Task<int>>);
