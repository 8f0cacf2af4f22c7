// SPDX-License-Identifier: MIT
// examples/book/mutex_counter.cpp with a race, in the ways in which one tries it.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <memory>

using fearless::Arc;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;

// No lock at all.
void plain_counter(int counter) {
#ifdef CASE_plain_counter
  // error: cannot be sent to another thread
  // error: std::reference_wrapper<int>
  // error: two threads writing it would race
  // blames: this block
  (void)thread::spawn([](int& mine) { ++mine; }, std::ref(counter));
#else
  Arc shared(Mutex{counter});
  (void)thread::spawn([](Arc<Mutex<int>> mine) { mine->with([](int& n) { ++n; }); }, shared);
#endif
}

// A lock, owned together through a count that is none.
void counter_in_an_rc() {
#ifdef CASE_counter_in_an_rc
  Rc counter(Mutex(0));
  // error: cannot be sent to another thread
  // error: fearless::Rc<fearless::Mutex<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](Rc<Mutex<int>> mine) { mine->with([](int& n) { ++n; }); }, counter);
#else
  Arc counter(Mutex(0));
  (void)thread::spawn([](Arc<Mutex<int>> mine) { mine->with([](int& n) { ++n; }); }, counter);
#endif
}

// The right owner, without a lock.
void counter_without_a_lock() {
#ifdef CASE_counter_without_a_lock
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  Arc counter(Cell(0));
#else
  Arc counter(Mutex(0));
#endif
}

void counter_in_a_shared_ptr() {
#ifdef CASE_counter_in_a_shared_ptr
  // error: cannot be sent to another thread
  // error: std::shared_ptr<int>
  // error: shared_ptr hides its deleter and its aliases
  // blames: this block
  (void)thread::spawn([](std::shared_ptr<int> mine) { ++*mine; }, std::make_shared<int>(0));
#else
  (void)thread::spawn([](Arc<Mutex<int>> mine) { mine->with([](int& n) { ++n; }); }, Arc(Mutex(0)));
#endif
}

// The lock is there, but the number is used without it.
int counter_beyond_the_lock(const Arc<Mutex<int>>& counter) {
#ifdef CASE_counter_beyond_the_lock
  // error: name the guard first, auto guard = mutex.lock().unwrap()
  // blames: this block
  int& number = *counter->lock().unwrap();
  return ++number;
#else
  auto number = counter->lock().unwrap();
  return ++*number;
#endif
}
