// SPDX-License-Identifier: MIT
// What Arc refuses: the owners of its value are on any threads, and see it at the same time.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

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
