// SPDX-License-Identifier: MIT
// Warning options that users may compile with, beyond those of this project. The headers cause no warning under them
// even if they are not system headers, including in what they instantiate for a user's types. It is enough that this
// file compiles.
#if defined(__clang__)
#pragma clang diagnostic error "-Wthread-safety"
#pragma clang diagnostic error "-Wdocumentation"
#pragma clang diagnostic error "-Wshorten-64-to-32"
#pragma clang diagnostic error "-Wheader-hygiene"
#pragma clang diagnostic error "-Wmissing-prototypes"
#pragma clang diagnostic error "-Wunreachable-code"
#pragma clang diagnostic error "-Wloop-analysis"
#pragma clang diagnostic error "-Wreserved-identifier"
#else
#pragma GCC diagnostic error "-Wduplicated-cond"
#pragma GCC diagnostic error "-Wduplicated-branches"
#pragma GCC diagnostic error "-Wlogical-op"
#pragma GCC diagnostic error "-Wsuggest-override"
#endif
#pragma GCC diagnostic error "-Wmissing-field-initializers"
#pragma GCC diagnostic error "-Wsign-conversion"
#pragma GCC diagnostic error "-Wold-style-cast"
#pragma GCC diagnostic error "-Wnon-virtual-dtor"
#pragma GCC diagnostic error "-Woverloaded-virtual"
#pragma GCC diagnostic error "-Wcast-qual"
#pragma GCC diagnostic error "-Wcast-align"
#pragma GCC diagnostic error "-Wundef"
#pragma GCC diagnostic error "-Wunused"
#pragma GCC diagnostic error "-Wdouble-promotion"
#pragma GCC diagnostic error "-Wformat=2"
#pragma GCC diagnostic error "-Wfloat-equal"
#pragma GCC diagnostic error "-Wmissing-declarations"
#pragma GCC diagnostic error "-Wredundant-decls"
#pragma GCC diagnostic error "-Wswitch-enum"
#pragma GCC diagnostic error "-Wextra-semi"
#pragma GCC diagnostic error "-Wzero-as-null-pointer-constant"
#pragma GCC diagnostic error "-Wimplicit-fallthrough"

#include <fearless/boxed.hpp>
#include <fearless/cell/once.hpp>
#include <fearless/fearless.hpp>
#include <fearless/lend.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/task.hpp>
#include <fearless/worker.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using fearless::Arc;
using fearless::Box;
using fearless::Lend;
using fearless::Mutex;
using fearless::Rc;
using fearless::RefCell;
using fearless::Result;
using fearless::RwLock;
using fearless::unexpect;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// An aggregate whose first value is given; GCC warns about the others.
struct Settings {
  int level;
  bool loud;
  std::string name;
};
struct Failure {
  int code;
  std::string text;
};
// A class that cannot be moved.
struct Shared {
  int option;
  Mutex<int> count;
};
// A class with small, unsigned and floating members.
struct Numbers {
  char c;
  unsigned u;
  float f;
  auto operator<=>(const Numbers&) const = default;
};

}  // namespace

// Creates one object of each class that constructs its value in place. (It is never called.)
void make_everything_of_less();
void make_everything_of_less() {
  const auto arc = Arc<Settings>::make(1);
  const auto arc_of_const = Arc<const Settings>::make(1, true);
  const auto shared = Arc<Shared>::make(1);
  const auto rc = Rc<Settings>::make(1);
  const auto box = Box<Settings>::make(1);
  const Mutex<Settings> mutex(std::in_place, 1);
  const RwLock<Settings> rwlock(std::in_place, 1);
  const auto locked = Arc<Mutex<Settings>>::make(std::in_place, 1);
  Result<Settings, Failure> result(std::in_place, 1);
  result.emplace(2);
  const Result<Settings, Failure> failed(unexpect, 1);
  const Result<void, Failure> nothing(unexpect, 1);
  static_cast<void>(arc->level + arc_of_const->level + shared->option + rc->level + box->level);
}

void use_everything();
void use_everything() {
  auto numbers = Arc<Mutex<Numbers>>::make(Numbers{'a', 1, 1.F});
  numbers->with([](Numbers& n) { ++n.u; });
  const RwLock lock(Numbers{'a', 1, 1.F});
  {
    const auto read = lock.read().unwrap();
    static_cast<void>(read->c);
  }
  auto written = lock.write().unwrap();
  written->c = 'b';
  auto [tx, rx] = mpsc::channel<Numbers>();
  auto [bounded, from_bounded] = mpsc::sync_channel<Numbers>(1);
  tx.send(Numbers{}).unwrap();
  static_cast<void>(rx.recv());
  static_cast<void>(bounded.try_send(Numbers{}));
  static_cast<void>(from_bounded.try_recv());
  const RefCell cell(Numbers{'a', 1, 1.F});
  auto mine = cell.borrow_mut();
  ++mine->u;
  const auto many = Arc<Numbers[]>::from(std::vector<Numbers>(3));
  static_cast<void>(many[0].u);
  const Lend lend(std::vector<Numbers>(3));
  auto borrowed = lend.lend();
  for (auto& part : fearless::chunks_mut(*borrowed, 2)) part[0].u = 1;
  auto [left, right] = fearless::split_at_mut(*borrowed, 1);
  left[0] = right[0];
  short small = 1;
  auto job = fearless::task(FEARLESS_MOVE(small, numbers) {
    const auto locked = numbers->lock().unwrap();
    return locked->f + static_cast<float>(small);
  });
  auto copies = FEARLESS_COPY(small) { return ++small; };
  static_cast<void>(thread::spawn(std::move(job)).join().unwrap());
  thread::scope([&](thread::Scope& s) { static_cast<void>(s.spawn([](short n) { return n; }, small).join()); });
  static_cast<void>(copies());
}
