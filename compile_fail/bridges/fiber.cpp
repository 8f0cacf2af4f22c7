// SPDX-License-Identifier: MIT
// What fibers refuse: an Rc that would leave its carrier, and a local fiber that borrows.
#include <fearless/cell.hpp>
#include <fearless/fiber.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <utility>

using fearless::Arc;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;
namespace fiber = fearless::fiber;
namespace thread = fearless::thread;

// Fibers of one carrier may share an Rc, those of two may not.
void rc_across_carriers(const fiber::Carrier& other, const Rc<Cell<int>>& count) {
  const auto add = [](Rc<Cell<int>> mine) { mine->set(mine->get() + 1); };
#ifdef CASE_rc_across_carriers
  // error: fearless::fiber::spawn_on: argument 1, `fearless::Rc<fearless::Cell<int>>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  fiber::spawn_on(other, add, count.clone());
#else
  (void)other;
  fiber::spawn_local(add, count.clone());
#endif
}

// What a fiber of another carrier returns crosses, too.
void rc_as_result(const fiber::Carrier& other) {
#ifdef CASE_rc_as_result
  // error: fearless::fiber::spawn_on: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  fiber::spawn_on(other, [] { return Rc<int>::make(1); });
#else
  (void)other;
  fiber::spawn_local([] { return Rc<int>::make(1); });
#endif
}

// The fiber may outlive the one that started it.
void local_borrows(int& number) {
#ifdef CASE_local_borrows
  // error: fearless::fiber::spawn_local: argument 1, `std::reference_wrapper<int>`, borrows what may die
  // blames: this block
  fiber::spawn_local([](int& n) { ++n; }, std::ref(number));
#else
  fiber::spawn_local([](int n) { return n + 1; }, number);
#endif
}

// A lock is released by the fiber that took it.
void guard_to_a_fiber(const Arc<Mutex<int>>& lock) {
#ifdef CASE_guard_to_a_fiber
  // error: fearless::fiber::spawn_local: argument 1, `fearless::MutexGuard<int>`, borrows what may die
  // blames: this block
  fiber::spawn_local([](fearless::MutexGuard<int> guard) { ++*guard; }, lock->lock().value());
#else
  fiber::spawn_local([](Arc<Mutex<int>> mine) { mine->with([](int& n) { ++n; }); }, lock.clone());
#endif
}

// The handle of a local fiber leads to a result that stays on the carrier.
void local_handle(fiber::LocalJoinHandle<int> local, fiber::JoinHandle<int> other) {
#ifdef CASE_local_handle
  // error: `fearless::fiber::LocalJoinHandle<int>`, cannot be sent to another thread
  // error: stays on the carrier that runs it
  // blames: this block
  thread::spawn([](fiber::LocalJoinHandle<int> mine) { return mine.join().unwrap(); }, std::move(local));
#else
  (void)local;
  thread::spawn([](fiber::JoinHandle<int> mine) { return mine.join().unwrap(); }, std::move(other));
#endif
}
