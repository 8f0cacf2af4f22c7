// SPDX-License-Identifier: MIT
// What Mutex and its guard refuse: a reference to the data that outlives the lock, and a lock that changes threads.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <string>
#include <string_view>
#include <utility>

using fearless::Arc;
using fearless::Mutex;
using fearless::MutexGuard;
using fearless::Rc;
namespace thread = fearless::thread;

// The lock would be released by a thread that does not hold it.
void guard_sent_away(const Arc<Mutex<int>>& mutex) {
#ifdef CASE_guard_sent_away
  // error: cannot be sent to another thread
  // error: fearless::MutexGuard<int>
  // error: lock is released by the thread that took it
  // blames: this block
  (void)thread::spawn([](MutexGuard<int>) {}, mutex->lock().value());
#else
  (void)thread::spawn([](Arc<Mutex<int>>) {}, mutex);
#endif
}

// The guard would be gone at the end of the statement, and the reference would live on.
int reference_from_a_temporary_guard(const Mutex<int>& mutex) {
#ifdef CASE_reference_from_a_temporary_guard
  // error: name the guard first, auto guard = mutex.lock().unwrap()
  // blames: this block
  const int& number = *mutex.lock().value();
  return number;
#else
  const auto guard = mutex.lock().value();
  const int& number = *guard;
  return number;
#endif
}

std::size_t member_of_a_temporary_guard(const Mutex<std::string>& mutex) {
#ifdef CASE_member_of_a_temporary_guard
  // error: name the guard first, auto guard = mutex.lock().unwrap()
  // blames: this block
  return mutex.lock().value()->size();
#else
  const auto guard = mutex.lock().value();
  return guard->size();
#endif
}

void lock_of_a_temporary() {
#ifdef CASE_lock_of_a_temporary
  // error: deleted
  // error: lock
  // blames: this block
  auto guard = Mutex(0).lock();
#else
  const Mutex mutex(0);
  auto guard = mutex.lock();
#endif
}

void with_a_reference(const Mutex<std::string>& mutex) {
#ifdef CASE_with_a_reference
  // error: the result of the function, `char&`, would be used without the lock
  // error: a reference borrows what may die first
  // blames: this block
  mutex.with([](std::string& text) -> char& { return text[0]; });
#else
  (void)mutex.with([](std::string& text) -> char { return text[0]; });
#endif
}

void with_a_view(const Mutex<std::string>& mutex) {
#ifdef CASE_with_a_view
  // error: would be used without the lock
  // error: string_view
  // error: view borrows what may die first
  // blames: this block
  mutex.with([](std::string& text) { return std::string_view(text); });
#else
  (void)mutex.with([](std::string& text) { return text; });
#endif
}

void with_another_function(const Mutex<int>& mutex) {
#ifdef CASE_with_another_function
  // error: fearless::Mutex::with: the function cannot be called with a T&
  // blames: this block
  mutex.with([](std::string&) {});
#else
  mutex.with([](int&) {});
#endif
}

// A Mutex of what cannot be sent can be made, as in Rust, but it helps nobody on another thread.
void mutex_of_an_rc() {
#ifdef CASE_mutex_of_an_rc
  // error: cannot be sent to another thread
  // error: fearless::Mutex<fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  Arc shared(Mutex(Rc(1)));
#else
  Arc shared(Mutex(Arc(1)));
#endif
}

// A const guard is for reading.
void write_through_a_const_guard(const MutexGuard<int>& reading, MutexGuard<int>& writing) {
#ifdef CASE_write_through_a_const_guard
  // error(GNU): assignment of read-only location
  // error(Clang): const
  // blames: this block
  *reading = 1;
#else
  *writing = *reading;
#endif
}

void copied_guard(MutexGuard<int> guard) {
#ifdef CASE_copied_guard
  // error: deleted
  // error: MutexGuard
  // blames: this block
  auto other = guard;
#else
  auto other = std::move(guard);
#endif
}

// Assigning would change what another thread has locked.
void assigned(Mutex<int>& a) {
#ifdef CASE_assigned
  // error: deleted
  // error(GNU): operator=
  // error(Clang): deleted operator '='
  // blames: this block
  a = Mutex(1);
#else
  a.with([](int& value) { value = 1; });
#endif
}

void lock_all_of_nothing(const Mutex<int>& a, const Mutex<int>& b) {
#ifdef CASE_lock_all_of_nothing
  // error: fearless::lock_all: name at least one mutex
  // blames: this block
  (void)fearless::lock_all();
#else
  (void)fearless::lock_all(a, b);
#endif
}

void const_value() {
#ifdef CASE_const_value
  // error: fearless::Mutex<T>: T must be an object type that is no array and not const
  Mutex<const int> mutex(1);
#else
  Mutex<int> mutex(1);
#endif
}
