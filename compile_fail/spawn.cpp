// SPDX-License-Identifier: MIT
// What thread::spawn refuses: its callable, its arguments and its result cross to another thread.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
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

// Two handles of an Rc on two threads would change one count.
void rc(const Rc<int>& value) {
#ifdef CASE_rc
  // error: cannot be sent to another thread
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](Rc<int>) {}, value);
#else
  (void)thread::spawn([](Arc<int>) {}, Arc<int>::make(*value));
#endif
}

struct Config {
  std::string name;
  Rc<std::string> cache;
};
struct Job {
  int number;
  Config config;
};
struct SharedConfig {
  std::string name;
  Arc<std::string> cache;
};

void rc_in_an_aggregate(Job job, SharedConfig config) {
#ifdef CASE_rc_in_an_aggregate
  // error: cannot be sent to another thread
  // error: Job
  // error: Config
  // error: fearless::Rc<std::
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](Job) {}, std::move(job));
#else
  (void)thread::spawn([](SharedConfig) {}, config);
  job.number = 0;
#endif
}

void rc_in_a_vector(std::vector<Rc<int>> values) {
#ifdef CASE_rc_in_a_vector
  // error: cannot be sent to another thread
  // error: std::vector<fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](std::vector<Rc<int>>) {}, std::move(values));
#else
  (void)thread::spawn([](std::vector<int>) {}, std::vector<int>(values.size()));
#endif
}

void rc_in_a_tuple(std::tuple<int, Rc<int>> pair) {
#ifdef CASE_rc_in_a_tuple
  // error: cannot be sent to another thread
  // error: std::tuple<int, fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](std::tuple<int, Rc<int>>) {}, pair);
#else
  (void)thread::spawn([](std::tuple<int, int>) {}, std::tuple(1, *std::get<1>(pair)));
#endif
}

// A shared_ptr has an atomic count, but hands out what it shares to be written, and hides how it is destroyed.
void shared_ptr() {
#ifdef CASE_shared_ptr
  // error: cannot be sent to another thread
  // error: std::shared_ptr<int>
  // error: shared_ptr hides its deleter and its aliases
  // blames: this block
  (void)thread::spawn([](std::shared_ptr<int>) {}, std::make_shared<int>(1));
#else
  (void)thread::spawn([](Arc<int>) {}, Arc<int>::make(1));
#endif
}

void rc_through_a_shared_ptr() {
#ifdef CASE_rc_through_a_shared_ptr
  // error: cannot be sent to another thread
  // error: std::shared_ptr<fearless::Rc<int>
  // error: shared_ptr hides its deleter and its aliases
  // blames: this block
  (void)thread::spawn([](std::shared_ptr<Rc<int>>) {}, std::make_shared<Rc<int>>(1));
#else
  (void)thread::spawn([](Arc<Mutex<int>>) {}, Arc(Mutex(1)));
#endif
}

// The first argument is fine, so the second is blamed.
void second_argument(const Rc<int>& value) {
#ifdef CASE_second_argument
  // error: cannot be sent to another thread
  // error: argument
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](int, Rc<int>) {}, 1, value);
#else
  (void)thread::spawn([](int, int) {}, 1, *value);
#endif
}

// Two threads would write what the reference names.
struct Borrower {
  int& count;
};
void reference_member(int& count) {
#ifdef CASE_reference_member
  // error: cannot be sent to another thread
  // error: Borrower
  // error: two threads writing it would race
  // blames: this block
  (void)thread::spawn([](Borrower) {}, Borrower{count});
#else
  (void)thread::spawn([](int) {}, count);
#endif
}

// Locking what the reference names is fine, but it may die before the thread does.
struct LockBorrower {
  Mutex<int>& count;
};
void reference_to_a_mutex(Mutex<int>& count) {
#ifdef CASE_reference_to_a_mutex
  // error: borrows what may die before the thread does
  // error: LockBorrower
  // error: a reference borrows what may die first
  // blames: this block
  (void)thread::spawn([](LockBorrower) {}, LockBorrower{count});
#else
  (void)thread::spawn([](Arc<Mutex<int>>) {}, Arc(Mutex(std::move(count))));
#endif
}

void std_ref(int count) {
#ifdef CASE_std_ref
  // error: cannot be sent to another thread
  // error: std::reference_wrapper<int>
  // error: two threads writing it would race
  // blames: this block
  (void)thread::spawn([](int&) {}, std::ref(count));
#else
  (void)thread::spawn([](int) {}, count);
#endif
}

void std_cref(const std::string& text) {
#ifdef CASE_std_cref
  // error: borrows what may die before the thread does
  // error: std::reference_wrapper<
  // blames: this block
  (void)thread::spawn([](const std::string&) {}, std::cref(text));
#else
  (void)thread::spawn([](const std::string&) {}, text);
#endif
}

void raw_pointer(int* number) {
#ifdef CASE_raw_pointer
  // error: cannot be sent to another thread
  // error: `int*`
  // error: a raw pointer may alias data of another thread
  // blames: this block
  (void)thread::spawn([](int*) {}, number);
#else
  (void)thread::spawn([](int) {}, *number);
#endif
}

// An array decays to a pointer, and nobody can tell a literal's from another one.
void string_literal() {
#ifdef CASE_string_literal
  // error: cannot be sent to another thread
  // error: const char
  // error: a pointer to characters may lead to text of another thread
  // blames: this block
  (void)thread::spawn([](std::string) {}, "text");
#else
  (void)thread::spawn([](std::string) {}, std::string("text"));
#endif
}

void string_view(const std::string& text) {
#ifdef CASE_string_view
  // error: borrows what may die before the thread does
  // error: string_view
  // error: view borrows what may die first
  // blames: this block
  (void)thread::spawn([](std::string_view) {}, std::string_view(text));
#else
  (void)thread::spawn([](std::string_view) {}, text);
#endif
}

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
  // error: fearless::thread::spawn: the callable is not callable with these arguments
  // blames: this block
  (void)thread::spawn([](std::string) {}, number);
#else
  (void)thread::spawn([](int) {}, number);
#endif
}

// An argument comes as an rvalue: a thread has no variable of its own to refer to.
void takes_an_lvalue(int number) {
#ifdef CASE_takes_an_lvalue
  // error: fearless::thread::spawn: the callable is not callable with these arguments, each as an rvalue
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
