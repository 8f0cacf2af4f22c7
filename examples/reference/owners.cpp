// SPDX-License-Identifier: MIT
// The examples that the reference shows for owners and cells.
#include <fearless/boxed.hpp>
#include <fearless/boxed/slice.hpp>
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace fearless;

void arc() {
  // [arc]
  const Arc<std::string> text = Arc<std::string>::make("shared");
  auto other = thread::spawn([](const Arc<std::string>& mine) { return mine->size(); }, text);  // one more owner
  std::printf("%s: %zu\n", text->c_str(), other.join().unwrap());
  // [arc]
}

void arc_weak() {
  // [arc_weak]
  std::optional<Arc<int>> owner = Arc<int>::make(1);
  const ArcWeak<int> weak = owner->downgrade();
  std::printf("%s\n", weak.upgrade() ? "there" : "gone");
  owner.reset();
  std::printf("%s\n", weak.upgrade() ? "there" : "gone");
  // [arc_weak]
}

void arc_slice() {
  // [arc_slice]
  const auto numbers = Arc<int[]>::from(std::vector{1, 2, 3});  // one allocation for the count and the elements
  int sum = 0;
  for (const int number : numbers) sum += number;
  std::printf("%d of %zu\n", sum, numbers.size());
  const ArcWeak<int[]> weak = numbers.downgrade();
  // [arc_slice]
}

// [arc_from_this]
struct Node : EnableArcFromThis<Node> {
  Arc<Node> handle() const { return arc_from_this(); }
};
void arc_from_this() {
  const auto node = Arc<Node>::make();
  std::printf("%s\n", node.ptr_eq(node->handle()) ? "the same" : "WRONG");
}
// [arc_from_this]

void rc() {
  // [rc]
  const Rc<std::string> text = Rc<std::string>::make("shared on one thread");
  const auto count_owners = [](Rc<std::string> mine) { return mine.strong_count(); };
  std::printf("%zu owners\n", count_owners(text));  // text, and the copy for the call
  const RcWeak<std::string> weak = text.downgrade();
  std::printf("%s\n", weak.upgrade() ? "there" : "gone");
  // [rc]
}

void rc_slice() {
  // [rc_slice]
  const auto numbers = Rc<int[]>::from(std::vector{1, 2, 3});
  std::printf("%zu elements\n", numbers.size());
  const RcWeak<int[]> weak = numbers.downgrade();
  // [rc_slice]
}

void box() {
  // [box]
  Box<std::string> text = Box<std::string>::make("owned");
  *text += " alone";
  const Box<std::string> copy = text.clone();  // another string
  std::printf("%s\n", copy->c_str());
  // [box]
}

void box_slice() {
  // [box_slice]
  Box<int[]> numbers = Box<int[]>::make(3);
  numbers[0] = 1;
  std::printf("%d of %zu\n", numbers[0], numbers.size());
  // [box_slice]
}

void cell() {
  // [cell]
  const Cell<int> calls(0);
  const auto count = [&calls] { calls.set(calls.get() + 1); };  // changes through const, on one thread
  count();
  count();
  std::printf("%d calls\n", calls.get());
  // [cell]
}

void ref_cell() {
  // [ref_cell]
  const RefCell<std::string> text(std::string("one"));
  {
    RefMut<std::string> writer = text.borrow_mut();  // alone, until the end of the block
    *writer += ", two";
  }
  const Ref<std::string> reader = text.borrow();  // beside other readers
  std::printf("%s\n", reader->c_str());
  // [ref_cell]
  // [borrow_error]
  try {
    (void)text.borrow_mut();
  } catch (const BorrowMutError& error) {
    std::printf("%s\n", error.what());
  }
  // [borrow_error]
}

void once_cell() {
  // [once_cell]
  const OnceCell<std::string> name;
  std::printf("%s\n", name.get_or_init([] { return std::string("made once"); }).c_str());
  // [once_cell]
}

void lazy_cell() {
  // [lazy_cell]
  const LazyCell squares([] { return 12 * 12; });
  std::printf("%d\n", *squares);
  // [lazy_cell]
  // [lazy_poison]
  const LazyCell broken([]() -> int { throw std::runtime_error("no luck"); });
  for (int i = 0; i < 2; ++i) {
    try {
      (void)*broken;
    } catch (const std::runtime_error& error) {
      std::printf("%s\n", error.what());  // the first time
    } catch (const LazyCellPoisonError& error) {
      std::printf("poisoned\n");  // every later time
    }
  }
  // [lazy_poison]
}

int main() {
  arc();
  arc_weak();
  arc_slice();
  arc_from_this();
  rc();
  rc_slice();
  box();
  box_slice();
  cell();
  ref_cell();
  once_cell();
  lazy_cell();
}

// prints:
//   shared: 6
//   there
//   gone
//   6 of 3
//   the same
//   2 owners
//   there
//   3 elements
//   owned alone
//   1 of 3
//   2 calls
//   one, two
//   fearless::RefCell: already borrowed
//   made once
//   144
//   no luck
//   poisoned
