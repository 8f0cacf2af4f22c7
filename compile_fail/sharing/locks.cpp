// SPDX-License-Identifier: MIT
// What RwLock, the guards of both locks, OnceLock and LazyLock refuse.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Cell;
using fearless::LazyLock;
using fearless::Mutex;
using fearless::OnceCell;
using fearless::OnceLock;
using fearless::Rc;
using fearless::RefCell;
using fearless::RwLock;
using fearless::RwLockReadGuard;
using fearless::RwLockWriteGuard;
namespace thread = fearless::thread;

// Several read at once, so a Mutex is what a Cell needs.
void rwlock_of_a_cell() {
#ifdef CASE_rwlock_of_a_cell
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  Arc shared(RwLock(Cell(1)));
#else
  Arc shared(Mutex(Cell(1)));
#endif
}

// The lock would be released by a thread that does not hold it.
void read_guard_sent_away(const RwLock<int>& lock) {
#ifdef CASE_read_guard_sent_away
  // error: cannot be sent to another thread
  // error: fearless::RwLockReadGuard<int>
  // error: lock is released by the thread that took it
  // blames: this block
  (void)thread::spawn([](RwLockReadGuard<int>) {}, lock.read().value());
#else
  (void)thread::spawn([](int) {}, 1);
  (void)lock.read();
#endif
}

void write_guard_sent_away(const RwLock<int>& lock) {
#ifdef CASE_write_guard_sent_away
  // error: cannot be sent to another thread
  // error: fearless::RwLockWriteGuard<int>
  // blames: this block
  (void)thread::spawn([](RwLockWriteGuard<int>) {}, lock.write().value());
#else
  (void)thread::spawn([](int) {}, 1);
  (void)lock.write();
#endif
}

int reference_from_a_temporary_guard(const RwLock<int>& lock) {
#ifdef CASE_reference_from_a_temporary_guard
  // error: name the guard first, auto guard = mutex.lock().unwrap()
  // blames: this block
  const int& number = *lock.read().value();
  return number;
#else
  const auto guard = lock.read().value();
  const int& number = *guard;
  return number;
#endif
}

void read_of_a_temporary() {
#ifdef CASE_read_of_a_temporary
  // error: deleted
  // error: read
  // blames: this block
  auto guard = RwLock(0).read();
#else
  const RwLock lock(0);
  auto guard = lock.read();
#endif
}

// Readers share.
void write_through_a_read_guard(RwLockReadGuard<int>& reading, RwLockWriteGuard<int>& writing) {
#ifdef CASE_write_through_a_read_guard
  // error(GNU): assignment of read-only location
  // error(Clang): const
  // blames: this block
  *reading = 1;
#else
  *writing = *reading;
#endif
}

void rwlock_assigned(RwLock<int>& lock) {
#ifdef CASE_rwlock_assigned
  // error: deleted
  // error(GNU): operator=
  // error(Clang): deleted operator '='
  // blames: this block
  lock = RwLock(1);
#else
  auto guard = lock.write().value();
  *guard = 1;
#endif
}

// A part must be a reference into the object: a value would be gone at once.
void map_to_a_value(const Mutex<std::string>& mutex) {
#ifdef CASE_map_to_a_value
  // error: fearless::MutexGuard::map: the function must return a reference to a part of the object
  // error-count: any
  // blames: this block
  auto part = mutex.lock().value().map([](std::string& s) { return s[0]; });
#else
  auto part = mutex.lock().value().map([](std::string& s) -> char& { return s[0]; });
#endif
}

void read_map_to_a_value(const RwLock<std::string>& lock) {
#ifdef CASE_read_map_to_a_value
  // error: fearless::RwLockReadGuard::map: the function must return a reference to a part of the object
  // error-count: any
  // blames: this block
  auto part = lock.read().value().map([](const std::string& s) { return s[0]; });
#else
  auto part = lock.read().value().map([](const std::string& s) -> const char& { return s[0]; });
#endif
}

void write_map_to_a_value(const RwLock<std::string>& lock) {
#ifdef CASE_write_map_to_a_value
  // error: fearless::RwLockWriteGuard::map: the function must return a reference to a part of the object
  // error-count: any
  // blames: this block
  auto part = lock.write().value().map([](std::string& s) { return s[0]; });
#else
  auto part = lock.write().value().map([](std::string& s) -> char& { return s[0]; });
#endif
}

void ref_map_to_a_value(const RefCell<std::string>& cell) {
#ifdef CASE_ref_map_to_a_value
  // error: fearless::Ref::map: the function must return a reference to a part of the value
  // error-count: any
  // blames: this block
  auto part = cell.borrow().map([](const std::string& s) { return s[0]; });
#else
  auto part = cell.borrow().map([](const std::string& s) -> const char& { return s[0]; });
#endif
}

void ref_mut_map_to_a_value(const RefCell<std::string>& cell) {
#ifdef CASE_ref_mut_map_to_a_value
  // error: fearless::RefMut::map: the function must return a reference to a part of the value
  // error-count: any
  // blames: this block
  auto part = cell.borrow_mut().map([](std::string& s) { return s[0]; });
#else
  auto part = cell.borrow_mut().map([](std::string& s) -> char& { return s[0]; });
#endif
}

// A mapped guard is a guard.
void mapped_guard_sent_away(fearless::MappedMutexGuard<int> part) {
#ifdef CASE_mapped_guard_sent_away
  // error: cannot be sent to another thread
  // error: lock is released by the thread that took it
  // blames: this block
  (void)thread::spawn([](fearless::MappedMutexGuard<int>) {}, std::move(part));
#else
  (void)thread::spawn([](int) {}, *part);
#endif
}

// The reference would be used when the lock is released.
void reference_out_of_with_read(const RwLock<std::string>& lock) {
#ifdef CASE_reference_out_of_with_read
  // error: fearless::RwLock::with_read: the result of the function
  // blames: this block
  (void)lock.with_read([](const std::string& s) -> const std::string& { return s; });
#else
  (void)lock.with_read([](const std::string& s) { return s; });
#endif
}

void reference_out_of_with_write(const RwLock<std::string>& lock) {
#ifdef CASE_reference_out_of_with_write
  // error: fearless::RwLock::with_write: the result of the function
  // blames: this block
  (void)lock.with_write([](std::string& s) -> std::string& { return s; });
#else
  lock.with_write([](std::string& s) { s += "x"; });
#endif
}

// Who only reads gets no reference to write through.
void writing_in_with_read(const RwLock<int>& lock) {
#ifdef CASE_writing_in_with_read
  // error: fearless::RwLock::with_read: the function cannot be called with a const T&
  // blames: this block
  lock.with_read([](int& n) { ++n; });
#else
  lock.with_write([](int& n) { ++n; });
#endif
}

void reading_a_temporary_in_with_write(const RwLock<int>& lock) {
#ifdef CASE_reading_a_temporary_in_with_write
  // error: fearless::RwLock::with_write: the function cannot be called with a T&
  // blames: this block
  lock.with_write([](int&& n) { ++n; });
#else
  lock.with_write([](int n) { ++n; });
#endif
}

// While a thread waits, others change the value: a const guard would show another one afterwards.
void wait_with_a_const_guard(const fearless::Condvar& condvar, const Mutex<int>& mutex) {
#ifdef CASE_wait_with_a_const_guard
  // error: no matching
  // error: wait
  // blames: this block
  const auto guard = mutex.lock().value();
  (void)condvar.wait(guard);
#else
  auto guard = mutex.lock().value();
  (void)condvar.wait(guard);
  (void)condvar.wait(std::move(guard));
#endif
}

void once_lock_of_a_cell() {
#ifdef CASE_once_lock_of_a_cell
  // error: cannot be shared between threads
  // error: fearless::Cell<int>
  // blames: this block
  auto shared = Arc<OnceLock<Cell<int>>>::make();
#else
  auto shared = Arc<OnceLock<Mutex<int>>>::make();
#endif
}

void once_cell_shared() {
#ifdef CASE_once_cell_shared
  // error: cannot be shared between threads
  // error: it is filled through a const reference
  // blames: this block
  auto shared = Arc<OnceCell<int>>::make();
#else
  auto shared = Arc<OnceLock<int>>::make();
#endif
}

void value_of_a_temporary() {
#ifdef CASE_value_of_a_temporary
  // error: deleted
  // error: get_or_init
  // blames: this block
  (void)OnceLock<int>().get_or_init([] { return 1; });
#else
  static const OnceLock<int> number;
  (void)number.get_or_init([] { return 1; });
#endif
}

struct UsesAnRc {
  Rc<int> value;
  int operator()() const { return *value; }
};
struct UsesAnArc {
  Arc<int> value;
  int operator()() const { return *value; }
};
// The function is called by whichever thread comes first.
void lazy_lock_of_an_rc(const Rc<int>& value) {
#ifdef CASE_lazy_lock_of_an_rc
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto shared = Arc<LazyLock<int, UsesAnRc>>::make(UsesAnRc{value});
#else
  auto shared = Arc<LazyLock<int, UsesAnArc>>::make(UsesAnArc{Arc<int>::make(*value)});
#endif
}
