// SPDX-License-Identifier: MIT
// A program's own functions with the names that it most likely has itself, each beside a class of the same name, at
// global scope beside both using-directives.
#include <string>
#include <vector>

#include <fearless/fearless.hpp>
#include <fearless/std.hpp>

using namespace std;
using namespace fearless;

// GCC warns that a function hides the constructor of the class of its name, which is what this file is about.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
struct row {};
struct text {};
struct place {};
struct always {};
struct accepted {};
struct task {};
constexpr int row(int n) { return n; }
constexpr int text(int n) { return n; }
constexpr int place(int n) { return n; }
constexpr int always(int n) { return n; }
constexpr int accepted(int n) { return n; }
constexpr int task(int n) { return n; }
#pragma GCC diagnostic pop

static_assert(row(1) + text(2) + place(3) + always(4) + accepted(5) + task(6) == 21);
static_assert(is_send_v<struct row> && is_send_v<struct text> && is_send_v<struct place>);
static_assert(is_send_v<struct always> && is_send_v<struct accepted> && is_send_v<struct task>);

// A function template that argument-dependent lookup finds, since the class is of its namespace.
namespace own {

template <class Predicate>
constexpr bool all_of(Predicate) {
  return true;
}
struct Item {
  int n;
};
class Items {
 public:
  Items();

 private:
  std::vector<Item> items_;
  std::string name_;
};

}  // namespace own
#if defined(__clang__) || defined(__cpp_impl_reflection)
static_assert(Send<own::Items>);
#endif
