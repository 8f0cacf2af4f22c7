// SPDX-License-Identifier: MIT
// What is refused, and runs where FEARLESS_UNSAFE_WARN_ONLY is defined. (Nothing here races: one thread at a time.)
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <tuple>
#include <utility>

using namespace fearless;

// [local]
struct Local {
  Rc<int> count;
};
int read_elsewhere() {
  return thread::spawn([](Local local) { return *local.count; }, Local{Rc<int>::make(1)}).join().unwrap();
}
// [/local]

// The macro changes what a call does, and no answer.
static_assert(!Send<Local> && !is_send_v<Rc<int>> && !Sync<Rc<int>>);

int refused() {
  int sum = read_elsewhere();
  const auto results = thread::scope_all([] { return Rc<int>::make(1); });
  sum += *std::get<0>(results);
  const auto shared = Arc<Local>::make(Rc<int>::make(1));
  return sum + *shared->count;
}
