// SPDX-License-Identifier: MIT
// What Box refuses, and what Rc and Arc refuse of one.
#include <fearless/boxed.hpp>
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <utility>

using fearless::Arc;
using fearless::Box;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;

struct Shape {
  virtual ~Shape() = default;
};
struct Square final : Shape {};
struct Plain {};
struct Fancy : Plain {};
FEARLESS_UNSAFE_SEND(Square);
FEARLESS_UNSAFE_SYNC(Square);

#ifdef CASE_array_of_a_fixed_length
// error: fearless::Box<T>: T must be an object type and no array of a fixed length
// blames: this block
inline constexpr auto size_of_three = sizeof(Box<int[3]>);
#else
inline constexpr auto size_of_three = sizeof(Box<std::array<int, 3>>);
#endif

#ifdef CASE_sequence_of_const
// error: fearless::Box<T[]>: T must be an object type that is no array and not const
// blames: this block
void sequence(const Box<const int[]>& numbers) { (void)sizeof(numbers); }
#else
void sequence(const Box<int[]>& numbers) { (void)sizeof(numbers); }
#endif

// What is deleted through a pointer to its base class needs a virtual destructor there.
#ifdef CASE_upcast_without_a_virtual_destructor
// error: fearless::Box: an upcast needs a base class with a virtual destructor
// blames: this block
Box<Plain> upcast() { return Box<Fancy>::make(); }
#else
Box<Shape> upcast() { return Box<Square>::make(); }
#endif

// A value of a temporary goes with it.
int value_of_a_temporary() {
#ifdef CASE_value_of_a_temporary
  // error: deleted
  // blames: this block
  return Box<int[]>::make(3)[0];
#else
  auto numbers = Box<int[]>::make(3);
  return numbers[0];
#endif
}

// What is in the Box may be of any derived class, and would be sliced.
void arc_of_a_boxed_base(Box<Square> square) {
#ifdef CASE_arc_of_a_boxed_base
  // error: fearless::Arc<T>::from: what is in the Box may be of a class derived from T
  // blames: this block
  Box<Shape> shape = std::move(square);
  auto shared = Arc<Shape>::from(std::move(shape));
#else
  auto shared = Arc<Square>::from(std::move(square));
#endif
}

void rc_of_a_boxed_base(Box<Square> square) {
#ifdef CASE_rc_of_a_boxed_base
  // error: fearless::Rc<T>::from: what is in the Box may be of a class derived from T
  // blames: this block
  Box<Shape> shape = std::move(square);
  auto shared = Rc<Shape>::from(std::move(shape));
#else
  auto shared = Rc<Square>::from(std::move(square));
#endif
}

// As the making of an Arc: its owners see the value at the same time.
void arc_of_a_boxed_cell() {
#ifdef CASE_arc_of_a_boxed_cell
  // error: fearless::Arc::from: the value in the Box
  // error: cannot be shared between threads
  // blames: this block
  auto shared = Arc<Cell<int>>::from(Box<Cell<int>>::make(1));
#else
  auto shared = Arc<Mutex<int>>::from(Box<Mutex<int>>::make(1));
#endif
}

// A sequence is what its values are.
void sequence_of_rc() {
#ifdef CASE_sequence_of_rc
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto handles = Box<Rc<int>[]>::from({Rc<int>::make(1)});
  fearless::thread::spawn([](const Box<Rc<int>[]>&) {}, std::move(handles)).join().unwrap();
#else
  auto handles = Box<Arc<int>[]>::from({Arc<int>::make(1)});
  fearless::thread::spawn([](const Box<Arc<int>[]>&) {}, std::move(handles)).join().unwrap();
#endif
}
