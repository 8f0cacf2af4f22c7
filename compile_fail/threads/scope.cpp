// SPDX-License-Identifier: MIT
// What a scope refuses: its threads may borrow, but only what they can share.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;
using thread::Scope;

// Two threads would write the number.
void plain_reference(Scope& s, int& number, std::atomic<int>& counter) {
#ifdef CASE_plain_reference
  // error: cannot be sent to another thread
  // error: two threads writing it would race
  // blames: this block
  (void)s.spawn([](int& n) { ++n; }, std::ref(number));
#else
  (void)s.spawn([](std::atomic<int>& n) { ++n; }, std::ref(counter));
#endif
  ++number;
}

// A Cell changes through const.
void const_reference_to_a_cell(Scope& s, const Cell<int>& cell, const Mutex<int>& mutex) {
#ifdef CASE_const_reference_to_a_cell
  // error: cannot be sent to another thread
  // error: fearless::Cell<int>
  // blames: this block
  (void)s.spawn([](const Cell<int>& c) { return c.get(); }, std::cref(cell));
#else
  (void)s.spawn([](const Mutex<int>& m) { return m.is_poisoned(); }, std::cref(mutex));
#endif
  (void)cell.get();
}

void rc_argument(Scope& s, const Rc<int>& value) {
#ifdef CASE_rc_argument
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)s.spawn([](Rc<int>) {}, value);
#else
  (void)s.spawn([](int) {}, *value);
#endif
}

void capture_of_a_plain_reference(Scope& s, int number) {
#ifdef CASE_capture_of_a_plain_reference
  // error: cannot be sent to another thread
  // error: callable
  // blames: this block
  (void)s.spawn([&number] { ++number; });
#else
  (void)s.spawn([number] { (void)number; });
#endif
  ++number;
}

// A result outlives the scope.
void borrowed_result(Scope& s, const std::string& text) {
#ifdef CASE_borrowed_result
  // error: borrows what may die before the thread does
  // error: result
  // error: string_view
  // blames: this block
  (void)s.spawn([](const std::string& t) { return std::string_view(t); }, std::cref(text));
#else
  (void)s.spawn([](const std::string& t) { return t; }, std::cref(text));
#endif
}

void not_callable(Scope& s) {
#ifdef CASE_not_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  (void)s.spawn([](std::string) {}, 1);
#else
  (void)s.spawn([](int) {}, 1);
#endif
}

void must_be_moved(Scope& s, thread::ScopedJoinHandle<int> handle) {
#ifdef CASE_must_be_moved
  // error: pass it with std::move
  // blames: this block
  (void)s.spawn([](thread::ScopedJoinHandle<int>) {}, handle);
#else
  (void)s.spawn([](thread::ScopedJoinHandle<int>) {}, std::move(handle));
#endif
}

// A thread that may outlive the scope cannot have its handles.
void handle_sent_away(thread::ScopedJoinHandle<int> handle) {
#ifdef CASE_handle_sent_away
  // error: borrows what may die before the thread does
  // error: it belongs to a thread::scope
  // blames: this block
  (void)thread::spawn([](thread::ScopedJoinHandle<int>) {}, std::move(handle));
#else
  (void)handle.join();
#endif
}

void scope_sent_away(Scope& s) {
#ifdef CASE_scope_sent_away
  // error: borrows what may die before the thread does
  // blames: this block
  (void)thread::spawn([](Scope&) {}, std::ref(s));
#else
  (void)s.spawn([](Scope&) {}, std::ref(s));
#endif
}

struct WritesANumber {
  int& number;
  void operator()() const { ++number; }
};
struct WritesAnAtomic {
  std::atomic<int>& number;
  void operator()() const { ++number; }
};
void scope_all(int& number, std::atomic<int>& counter) {
#ifdef CASE_scope_all
  // error: cannot be sent to another thread
  // error: WritesANumber
  // error: two threads writing it would race
  // blames: this block
  thread::scope_all(WritesAnAtomic{counter}, WritesANumber{number});
#else
  thread::scope_all(WritesAnAtomic{counter}, WritesAnAtomic{counter});
#endif
  ++number;
}

void scope_all_of_nothing(std::atomic<int>& counter) {
#ifdef CASE_scope_all_of_nothing
  // error: fearless::thread::scope_all: name at least one function
  // error-count: any
  // blames: this block
  thread::scope_all();
#else
  thread::scope_all(WritesAnAtomic{counter});
#endif
}

void builder(const Rc<int>& value) {
#ifdef CASE_builder
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)thread::Builder{}.name("worker").spawn([](Rc<int>) {}, value);
#else
  (void)thread::Builder{}.name("worker").spawn([](int) {}, *value);
#endif
}

void builder_borrows(Scope& s, std::atomic<int>& counter) {
#ifdef CASE_builder_borrows
  // error: borrows what may die before the thread does
  // blames: this block
  (void)thread::Builder{}.spawn([](std::atomic<int>& n) { ++n; }, std::ref(counter));
#else
  (void)thread::Builder{}.spawn_scoped(s, [](std::atomic<int>& n) { ++n; }, std::ref(counter));
#endif
}

void builder_scoped(Scope& s, int& number, std::atomic<int>& counter) {
#ifdef CASE_builder_scoped
  // error: cannot be sent to another thread
  // error: two threads writing it would race
  // blames: this block
  (void)thread::Builder{}.spawn_scoped(s, [](int& n) { ++n; }, std::ref(number));
#else
  (void)thread::Builder{}.spawn_scoped(s, [](std::atomic<int>& n) { ++n; }, std::ref(counter));
#endif
  ++number;
}

// A task of a scope may borrow, and still is run by somebody else.
void task_of_an_rc(thread::Scope& s, const Rc<int>& value) {
#ifdef CASE_task_of_an_rc
  // error: fearless::thread::Scope::task: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto task = s.task([](Rc<int>) {}, value);
#else
  auto task = s.task([](const int&) {}, std::cref(*value));
#endif
}

void task_with_a_borrowed_result(thread::Scope& s, const std::string& text) {
#ifdef CASE_task_with_a_borrowed_result
  // error: fearless::thread::Scope::task: the result
  // error: borrows what may die
  // blames: this block
  auto task = s.task([](const std::string& t) { return std::string_view(t); }, std::cref(text));
#else
  auto task = s.task([](const std::string& t) { return t; }, std::cref(text));
#endif
}
