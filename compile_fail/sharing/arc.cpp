// SPDX-License-Identifier: MIT
// What Arc refuses: the owners of its value are on any threads, and see it at the same time.
#include <fearless/cell.hpp>
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/mutex.hpp>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::ArcWeak;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;

// A Cell is changed through const.
void make_cell() {
#ifdef CASE_make_cell
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  auto shared = Arc<Cell<int>>::make(1);
#else
  auto shared = Arc<Mutex<int>>::make(1);
#endif
}

void make_rc() {
#ifdef CASE_make_rc
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto shared = Arc<Rc<int>>::make(1);
#else
  auto shared = Arc<Arc<int>>::make(1);
#endif
}

void value_cell() {
#ifdef CASE_value_cell
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  Arc shared(Cell(1));
#else
  Arc shared(Mutex(1));
#endif
}

struct State {
  int number;
  std::vector<Rc<int>> parts;
};
struct SharedState {
  int number;
  std::vector<Arc<int>> parts;
};
void value_with_an_rc() {
#ifdef CASE_value_with_an_rc
  // error: cannot be sent to another thread
  // error: State
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  Arc shared(State{1, {}});
#else
  Arc shared(SharedState{1, {}});
#endif
}

// `mutable` is changed through const.
struct Counter {
  mutable int hits;
};
struct SafeCounter {
  Mutex<int> hits;
};
void mutable_member() {
#ifdef CASE_mutable_member
  // error: cannot be shared between threads
  // error: Counter
  // error: two threads writing it would race
  // blames: this block
  Arc shared(Counter{1});
#else
  auto shared = Arc<SafeCounter>::make(SafeCounter{Mutex(1)});
#endif
}

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const { return 0; }
};
// A word that makes Shape itself Static, as a class with nothing in it is.
FEARLESS_UNSAFE_SEND(Shape);
FEARLESS_UNSAFE_SYNC(Shape);
FEARLESS_UNSAFE_STATIC(Shape);

struct Named final : Shape {
  std::string_view name;
};
FEARLESS_UNSAFE_SEND(Named);
FEARLESS_UNSAFE_SYNC(Named);
struct Owned final : Shape {
  std::string name;
};
FEARLESS_UNSAFE_SEND(Owned);
FEARLESS_UNSAFE_SYNC(Owned);
FEARLESS_UNSAFE_STATIC(Owned);

// An Arc<Shape> promises that nothing in it is borrowed.
void upcast_not_static() {
#ifdef CASE_upcast_not_static
  // error: borrows what may die before the thread does
  // error: Named
  // blames: this block
  Arc<Shape> shape = Arc<Named>::make();
#else
  Arc<Shape> shape = Arc<Owned>::make();
#endif
}

struct Local final : Shape {
  Rc<int> value{1};
};
// Nobody can make an Arc<Local>, but generic code can name one.
#ifdef CASE_upcast_not_send
// error: cannot be sent to another thread
// error: Local
// blames: this block
Arc<Shape> upcast(Arc<Local> local) { return local; }
#else
Arc<Shape> upcast(Arc<Owned> owned) { return owned; }
#endif

struct Jotter final : Shape {
  mutable int notes = 0;
};
FEARLESS_UNSAFE_SEND(Jotter);
#ifdef CASE_upcast_not_sync
// error: cannot be shared between threads
// error: Jotter
// blames: this block
Arc<Shape> upcast_jotter(Arc<Jotter> jotter) { return jotter; }
#else
Arc<Shape> upcast_jotter(Arc<Owned> owned) { return owned; }
#endif

#ifdef CASE_weak_upcast_not_send
// error: cannot be sent to another thread
// error: Local
// blames: this block
ArcWeak<Shape> weak_upcast(ArcWeak<Local> local) { return local; }
#else
ArcWeak<Shape> weak_upcast(ArcWeak<Owned> owned) { return owned; }
#endif

// The temporary may be the last owner.
int reference_from_a_temporary() {
#ifdef CASE_reference_from_a_temporary
  // error: name the owner first, auto owner = ...; then *owner
  // blames: this block
  const int& number = *Arc(1);
#else
  const Arc owner(1);
  const int& number = *owner;
#endif
  return number;
}

// Of an array whose length is part of its type; `Arc<int[]>` is a sequence.
void array() {
#ifdef CASE_array
  // error: fearless::Arc<T>: T must be an object type, and no array
  // error-count: any
  // blames: this block
  Arc<int[3]>* numbers = nullptr;
  (void)sizeof(*numbers);
#else
  (void)Arc<std::vector<int>>::make();
#endif
}

void write(Arc<int> number) {
#ifdef CASE_write
  // error(GNU): assignment of read-only location
  // error(Clang): const
  // blames: this block
  *number = 2;
#else
  number.make_mut() = 2;
#endif
}

void slice_of_cells() {
#ifdef CASE_slice_of_cells
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  auto slice = Arc<Cell<int>[]>::make(3);
#else
  auto slice = Arc<Mutex<int>[]>::make(3);
#endif
}

void new_cyclic() {
#ifdef CASE_new_cyclic
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  auto cell = Arc<Cell<int>>::new_cyclic([](const ArcWeak<Cell<int>>&) { return Cell(1); });
#else
  auto mutex = Arc<Mutex<int>>::new_cyclic([](const ArcWeak<Mutex<int>>&) { return Mutex(1); });
#endif
}

// A handle of a base that is not polymorphic would take the object for exactly that.
struct Plain : fearless::EnableArcFromThis<Plain> {};
struct Special : Plain {
  int more = 0;
};
struct Virtual : fearless::EnableArcFromThis<Virtual> {
  virtual ~Virtual() = default;
};
struct VirtualSpecial : Virtual {
  int more = 0;
};
struct VirtuallySpecial : virtual Virtual {
  int more = 0;
};
FEARLESS_UNSAFE_SEND(VirtuallySpecial);
FEARLESS_UNSAFE_SYNC(VirtuallySpecial);
FEARLESS_UNSAFE_STATIC(VirtuallySpecial);
FEARLESS_UNSAFE_SEND(Special);
FEARLESS_UNSAFE_SYNC(Special);
FEARLESS_UNSAFE_STATIC(Special);
FEARLESS_UNSAFE_SEND(VirtualSpecial);
FEARLESS_UNSAFE_SYNC(VirtualSpecial);
FEARLESS_UNSAFE_STATIC(VirtualSpecial);
void from_this_of_a_plain_base() {
#ifdef CASE_from_this_of_a_plain_base
  // error: fearless::EnableArcFromThis<T>: T must be the class itself, or a polymorphic base of it
  // error-count: any
  auto special = Arc<Special>::make();
#else
  auto special = Arc<VirtualSpecial>::make();
#endif
}

// Where a virtual base lies, only the object knows.
void from_this_of_a_virtual_base() {
#ifdef CASE_from_this_of_a_virtual_base
  // error: or a polymorphic base of it, no virtual one
  auto special = Arc<VirtuallySpecial>::make();
#else
  auto special = Arc<VirtualSpecial>::make();
#endif
}

// What arc_from_this gives is an Arc of the base, which is seen to borrow nothing.
struct Listener : fearless::EnableArcFromThis<Listener> {
  virtual ~Listener() = default;
};
FEARLESS_UNSAFE_SEND(Listener);
FEARLESS_UNSAFE_SYNC(Listener);
FEARLESS_UNSAFE_STATIC(Listener);
struct LocalListener final : Listener {
  explicit LocalListener(const std::atomic<int>& its_level) : level(its_level) {}
  const std::atomic<int>& level;
};
FEARLESS_UNSAFE_SEND(LocalListener);
FEARLESS_UNSAFE_SYNC(LocalListener);
struct OwningListener final : Listener {
  explicit OwningListener(int its_level) : level(its_level) {}
  std::atomic<int> level;
};
FEARLESS_UNSAFE_SEND(OwningListener);
FEARLESS_UNSAFE_SYNC(OwningListener);
FEARLESS_UNSAFE_STATIC(OwningListener);
void from_this_of_a_borrower() {
  const std::atomic<int> level{1};
#ifdef CASE_from_this_of_a_borrower
  // error: fearless::EnableArcFromThis: the object behind an Arc of its base
  // error: borrows what may die before the thread does
  // error: LocalListener
  // blames: this block
  const auto listener = Arc<LocalListener>::make(level);
#else
  const auto listener = Arc<OwningListener>::make(level.load());
#endif
  const Arc<Listener> base = listener->arc_from_this();
}
void cyclic_from_this_of_a_borrower() {
  const std::atomic<int> level{1};
#ifdef CASE_cyclic_from_this_of_a_borrower
  // error: borrows what may die before the thread does
  // error: LocalListener
  // blames: this block
  const auto listener =
      Arc<LocalListener>::new_cyclic([&](const ArcWeak<LocalListener>&) { return LocalListener(level); });
#else
  const auto listener =
      Arc<OwningListener>::new_cyclic([&](const ArcWeak<OwningListener>&) { return OwningListener(level.load()); });
#endif
}

// Beside a member that any owner could change without a lock, an atomic is const, too: the owners see one const object.
struct Sessions {
  std::string name;
  std::atomic<int> number;
};
struct NamedSessions {
  const std::string name;
  std::atomic<int> number;
};
#ifdef CASE_atomic_beside_a_plain_member
// error(GNU): discards qualifiers
// error(Clang): no matching member function
// blames: this block
int next(const Arc<Sessions>& sessions) { return sessions->number.fetch_add(1); }
#else
int next(const Arc<NamedSessions>& sessions) { return sessions->number.fetch_add(1); }
#endif

// An object of a derived class may have members that its ThreadSafe base does not know.
struct Task {
  virtual ~Task() = default;
  virtual void run() {}
  FEARLESS_MEMBERS()
};
struct LastTask final {
  std::atomic<int> runs{0};
  void run() { ++runs; }
};
#ifdef CASE_not_const_through_a_base
// error(GNU): discards qualifiers
// error(Clang): has type 'const Task'
// blames: this block
void run(const Arc<Task>& task) { task->run(); }
#else
void run(const Arc<LastTask>& task) { task->run(); }
#endif
