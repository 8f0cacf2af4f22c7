// SPDX-License-Identifier: MIT
// What thread::spawn refuses of a callable and its captures, of its result, and of classes that cannot be opened.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;

// What a closure captured by reference stays with the thread that made it.
void capture_by_reference(int count) {
#ifdef CASE_capture_by_reference
  // error: cannot be sent to another thread
  // error: lambda
  // blames: this block
  (void)thread::spawn([&count] { ++count; });
#else
  (void)thread::spawn([](int mine) { ++mine; }, count);
#endif
}

// Where the compiler shows no captures, what is captured by value is not trusted either.
void capture_by_value(const std::string& text) {
#ifdef CASE_capture_by_value
  // only: GNU
  // error: cannot be sent to another thread
  // error: lambda
  // error: captures of a closure cannot be seen
  // blames: this block
  (void)thread::spawn([text] { return text.size(); });
#else
  (void)thread::spawn([](const std::string& mine) { return mine.size(); }, text);
#endif
}

// The callable itself moves to the thread.
struct Task {
  Rc<int> value;
  void operator()() const {}
};
struct SafeTask {
  Arc<int> value;
  void operator()() const {}
};
void callable(const Rc<int>& value) {
#ifdef CASE_callable
  // error: cannot be sent to another thread
  // error: callable
  // error: Task
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn(Task{value});
#else
  (void)thread::spawn(SafeTask{Arc<int>::make(*value)});
#endif
}

void std_function(const std::function<void()>& f) {
#ifdef CASE_std_function
  // error: cannot be sent to another thread
  // error: std::function<void
  // blames: this block
  (void)thread::spawn(f);
#else
  (void)thread::spawn([] {});
  f();
#endif
}

// The result crosses, too, on its way back.
void result_rc() {
#ifdef CASE_result_rc
  // error: cannot be sent to another thread
  // error: result
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([] { return Rc(1); });
#else
  (void)thread::spawn([] { return Arc(1); });
#endif
}

int global = 0;
void result_reference() {
#ifdef CASE_result_reference
  // error: borrows what may die before the thread does
  // error: result
  // error: a reference borrows what may die first
  // blames: this block
  (void)thread::spawn([]() -> int& { return global; });
#else
  (void)thread::spawn([]() -> int { return global; });
#endif
}

void result_const_reference() {
#ifdef CASE_result_const_reference
  // error: borrows what may die before the thread does
  // error: result
  // error: a reference borrows what may die first
  // blames: this block
  (void)thread::spawn([]() -> const int& { return global; });
#else
  (void)thread::spawn([]() -> int { return global; });
#endif
}

// Behind a pointer to a polymorphic class there may be an object of any derived class.
struct Shape {
  virtual ~Shape() = default;
};
struct Circle final : Shape {};
void polymorphic() {
#ifdef CASE_polymorphic
  // error: cannot be sent to another thread
  // error: std::unique_ptr<Shape
  // error: it may point at a derived object that nobody looked at
  // blames: this block
  (void)thread::spawn([](std::unique_ptr<Shape>) {}, std::make_unique<Shape>());
#else
  (void)thread::spawn([](std::unique_ptr<int>) {}, std::make_unique<int>());
#endif
}

union Number {
  int whole;
  float real;
};
void a_union(Number number) {
#ifdef CASE_union
  // error: cannot be sent to another thread
  // error: Number
  // error: a union does not say which member is alive
  // blames: this block
  (void)thread::spawn([](Number) {}, number);
#else
  (void)thread::spawn([](int) {}, number.whole);
#endif
}

// What cannot be seen is refused.
class Closed {
 public:
  explicit Closed(int value) : value_(value) {}
  [[nodiscard]] int get() const { return *value_; }

 private:
  Rc<int> value_;
};
void private_member(const Closed& closed) {
#ifdef CASE_private_member
  // error: cannot be sent to another thread
  // error: Closed
  // blames: this block
  (void)thread::spawn([](Closed) {}, closed);
#else
  (void)thread::spawn([](int) {}, closed.get());
#endif
}

struct BoundToItsThread {
  int handle;
  fearless::NotSend here;
};
void not_send_member() {
#ifdef CASE_not_send_member
  // error: cannot be sent to another thread
  // error: BoundToItsThread
  // error: it was declared so
  // blames: this block
  (void)thread::spawn([](BoundToItsThread) {}, BoundToItsThread{1, {}});
#else
  (void)thread::spawn([](int) {}, 1);
#endif
}

void not_callable(int number) {
#ifdef CASE_not_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  (void)thread::spawn([](std::string) {}, number);
#else
  (void)thread::spawn([](int) {}, number);
#endif
}

// An argument comes as an rvalue: a thread has no variable of its own to refer to.
void takes_an_lvalue(int number) {
#ifdef CASE_takes_an_lvalue
  // error: fearless: the callable is not callable with these arguments, each as an rvalue
  // blames: this block
  (void)thread::spawn([](int&) {}, number);
#else
  (void)thread::spawn([](int&&) {}, number);
#endif
}

void must_be_moved(std::unique_ptr<int> number) {
#ifdef CASE_must_be_moved
  // error: pass it with std::move
  // blames: this block
  (void)thread::spawn([](std::unique_ptr<int>) {}, number);
#else
  (void)thread::spawn([](std::unique_ptr<int>) {}, std::move(number));
#endif
}

// It is one error, although the argument is not Send either.
void must_be_moved_and_sent(std::unique_ptr<Rc<int>> shared, std::unique_ptr<int> number) {
  static_cast<void>(shared), static_cast<void>(number);
#ifdef CASE_must_be_moved_and_sent
  // error: pass it with std::move
  // blames: this block
  static_cast<void>(fearless::task([](std::unique_ptr<Rc<int>>) {}, shared));
#else
  static_cast<void>(fearless::task([](std::unique_ptr<int>) {}, std::move(number)));
#endif
}
