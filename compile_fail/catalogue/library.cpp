// SPDX-License-Identifier: MIT
// Refusals of the standard library's classes, of classes that are not known, and of closures; see pointers.cpp.
#include <fearless/cell.hpp>
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/any.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/exception.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/future.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/mutex.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/std/tuple.hpp>
#include <fearless/std/variant.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <any>
#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using fearless::Arc;
using fearless::Cell;
using fearless::Mutex;
using fearless::Rc;
using fearless::RefCell;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// ## span: A view that writes
// Two threads could write the elements.
void span(std::vector<int> numbers) {
#ifdef CASE_span
  // error: argument 1, `std::span<int>`, cannot be sent to another thread
  // error: it leads to `int`, which is never ThreadSafe: two threads writing it would race
  // blames: this block
  (void)thread::spawn([](std::span<int>) {}, std::span<int>(numbers));
#else
  (void)thread::spawn([](const std::vector<int>&) {}, std::move(numbers));
#endif
}

// ## shared-ptr: A std::shared_ptr
// Its count is atomic, but it hands its object out to be written, and hides who deletes it, and how.
struct Session {
  std::shared_ptr<int> users;
};
struct SafeSession {
  Arc<Mutex<int>> users;
};
void shared_ptr(Session session) {
#ifdef CASE_shared_ptr
  // error: its `users` is `std::shared_ptr<int>`, which is never Send
  // error: hides its deleter and its aliases
  // error: help: share it as fearless::Arc<int>, with a fearless::Mutex inside if it is written
  // blames: this block
  (void)thread::spawn([](const Session&) {}, std::move(session));
#else
  (void)thread::spawn([](const SafeSession&) {}, SafeSession{Arc(Mutex(*session.users))});
#endif
}

// ## deleter: A std::unique_ptr with a function as its deleter
// The function may be any, even one that deletes nothing: then the object is somebody else's. A class says with its
// name what it deletes. (That it does so is taken for granted.)
struct Image {  // of a library in C
  int width;
};
void free_image(Image*);
struct FreeImage {
  void operator()(Image* image) const { free_image(image); }
};
void deleter(std::unique_ptr<Image, void (*)(Image*)> image) {
#ifdef CASE_function_as_deleter
  // error: cannot be sent to another thread: its deleter may be any function, one that deletes nothing, too
  // error: help: give it a deleter class, struct Delete { void operator()(Image*) const; }, which calls the function
  // error: docs/errors.md#deleter
  // blames: this block
  (void)thread::spawn([](const std::unique_ptr<Image, void (*)(Image*)>&) {}, std::move(image));
#else
  (void)thread::spawn([](const std::unique_ptr<Image, FreeImage>&) {},
                      std::unique_ptr<Image, FreeImage>(image.release()));
#endif
}

// ## weak-ptr: A std::weak_ptr
// It becomes a `shared_ptr`.
void weak_ptr(std::shared_ptr<int> shared) {
#ifdef CASE_weak_ptr
  // error: argument 1, `std::weak_ptr<int>`, cannot be sent to another thread
  // error: docs/errors.md#shared-ptr
  // blames: this block
  (void)thread::spawn([](const std::weak_ptr<int>&) {}, std::weak_ptr<int>(shared));
#else
  (void)thread::spawn([](const fearless::ArcWeak<int>&) {}, Arc<int>::make(*shared).downgrade());
#endif
}

// ## std-function: A std::function
// Nobody sees any more what it was made of.
void std_function(std::function<void()> callback) {
#ifdef CASE_std_function
  // error: fearless::thread::spawn: the callable, `std::function<void()>`, cannot be sent to another thread
  // error: a std::function hides what it was made of
  // error: help: use fearless::SendFn, which asks before it hides
  // blames: this block
  (void)thread::spawn(std::move(callback));
#else
  callback();
  (void)thread::spawn([] {});
#endif
}

// ## any: A std::any
// It may hold anything.
void any(std::any value) {
#ifdef CASE_any
  // error: argument 1, `std::any`, cannot be sent to another thread: a std::any hides what it holds
  // error: help: use std::variant
  // blames: this block
  (void)thread::spawn([](const std::any&) {}, std::move(value));
#else
  (void)thread::spawn([](const std::variant<int, std::string>&) {},
                      std::variant<int, std::string>(std::any_cast<int>(value)));
#endif
}

// ## exception-ptr: A std::exception_ptr
// Several of them may share one exception, of any type.
void exception_ptr(std::exception_ptr error) {
#ifdef CASE_exception_ptr
  // error: a std::exception_ptr shares an exception of any type
  // blames: this block
  (void)thread::spawn([](const std::exception_ptr&) {}, std::move(error));
#else
  (void)thread::spawn([](const std::string&) {}, std::string(error ? "failed" : "fine"));
#endif
}

// ## future: A std::future
// What the other end does with its state is not checked.
void future(std::future<int> result) {
#ifdef CASE_future
  // error: argument 1, `std::future<int>`, cannot be sent to another thread
  // error: docs/errors.md#future
  // blames: this block
  (void)thread::spawn([](const std::future<int>&) {}, std::move(result));
#else
  (void)thread::spawn([](int) {}, result.get());
#endif
}

// ## polymorphic: A pointer to a base class
// It may point at an object of a derived class, which nobody looked at.
struct Shape {
  virtual ~Shape() = default;
};
struct Drawing {
  std::unique_ptr<Shape> shape;
};
struct Circle {
  double radius;
};
struct SafeDrawing {
  std::unique_ptr<Circle> shape;
};
void polymorphic(Drawing drawing, SafeDrawing safe) {
#ifdef CASE_polymorphic
  // error: its `shape` leads to `Shape`, which is never Send
  // error: it may point at a derived object that nobody looked at
  // error: help: make the class final, or promise the hierarchy with FEARLESS_UNSAFE_DYN_SEND(Shape)
  // blames: this block
  (void)thread::spawn([](const Drawing&) {}, std::move(drawing));
#else
  drawing.shape.reset();
  (void)thread::spawn([](const SafeDrawing&) {}, std::move(safe));
#endif
}

// ## union: A union
// It does not say which member is alive.
union Number {
  int whole;
  float real;
};
struct Value {
  Number number;
};
void a_union(Value value) {
#ifdef CASE_union
  // error: its `number` is `Number`, which is never Send: a union does not say which member is alive
  // error: help: use std::variant, or promise it with FEARLESS_UNSAFE_SEND(Number)
  // blames: this block
  (void)thread::spawn([](Value) {}, value);
#else
  (void)thread::spawn([](std::variant<int, float>) {}, std::variant<int, float>(value.number.whole));
#endif
}

// ## incomplete: A class that is incomplete
// Behind a pimpl nobody can look. Promise the class where it is declared, if you know it.
struct Implementation;
struct DeleteImplementation {
  void operator()(Implementation*) const;
};
struct Widget {
  std::unique_ptr<Implementation, DeleteImplementation> implementation;
};
void incomplete(Widget widget) {
#ifdef CASE_incomplete
  // error: its `implementation` leads to `Implementation`, which is never Send: the class is incomplete here
  // error: or promise it with FEARLESS_UNSAFE_SEND(Implementation)
  // blames: this block
  (void)thread::spawn([](const Widget&) {}, std::move(widget));
#else
  widget.implementation.reset();
  (void)thread::spawn([](int) {}, 1);
#endif
}

// ## unknown-class: A class whose members cannot be seen
// g++ shows no private members (g++ 16 does with `-freflection`, and so does Clang). List its members in it with
// `FEARLESS_MEMBERS`, which the compiler checks, describe them with Boost.Hana or Boost.Describe, or promise it.
// ## private-member: A private member
// Clang, and g++ 16 with `-freflection`, name the private member.
class Account {
 public:
  explicit Account(int owner) : owner_(owner) {}
  [[nodiscard]] int owner() const { return *owner_; }

 private:
  Rc<int> owner_;
};
void unknown_class(const Account& account) {
#ifdef CASE_unknown_class
  // error(Clang): its `owner_` is `fearless::Rc<int>`, which is never Send: its reference count is not atomic
  // error: argument 1, `Account`, cannot be sent to another thread
  // error: help:
  // blames: this block
  (void)thread::spawn([](const Account&) {}, account);
#else
  (void)thread::spawn([](int) {}, account.owner());
#endif
}

// ## private-reference: A private reference
// Clang finds it by its name, too.
class Printer {
 public:
  explicit Printer(std::string& sheet) : sheet_(sheet) {}
  void print() { sheet_ += "x"; }

 private:
  std::string& sheet_;
};
void private_reference(Printer printer) {
#ifdef CASE_private_reference
  // only: Clang
  // error: its `sheet_` leads to `std::string`, which is never ThreadSafe
  // error: Printer::sheet_: std::string& -> std::string
  // blames: this block
  (void)thread::spawn([](Printer) {}, printer);
#else
  printer.print();
#endif
}

// ## closure: A closure that captures
// g++ shows nobody what a closure captured. Hand the values over as arguments, or name them with `FEARLESS_MOVE`.
void closure(std::string text) {
#ifdef CASE_closure
  // only: GNU
  // error: fearless::thread::spawn: the callable
  // error: the captures of a closure cannot be seen by this compiler
  // error: name them with FEARLESS_MOVE(a, b)
  // blames: this block
  (void)thread::spawn([text] { return text.size(); });
#else
  (void)thread::spawn(FEARLESS_MOVE(text) { return text.size(); });
#endif
}

// ## capture: A capture by reference
// Both threads would write the variable, and this one may leave its scope first.
void capture(int count) {
#ifdef CASE_capture
  // error: cannot be sent to another thread
  // error(Clang): one of its captures leads to `int`, which is never ThreadSafe: two threads writing it would race
  // error(Clang): help: move or copy the value in, or share it as fearless::Arc<fearless::Mutex<int>>
  // blames: this block
  (void)thread::spawn([&count] { ++count; });
#else
  (void)thread::spawn([](int mine) { return ++mine; }, count);
#endif
}

// ## this: The object itself
// A thread that runs a member function shares the whole object with everybody who calls another one, and with its
// destructor. What the threads share belongs in a struct of Mutexes, atomics and channels that a `Worker` owns.
class Server {
 public:
  void start() {
#ifdef CASE_this
    // error: cannot be sent to another thread
    // error: the closure captures `this`
    // error: help: capture copies of what it needs, or let the threads share a struct of Mutexes, atomics and channels
    // error: fearless::thread::Worker
    // blames: this block
    (void)thread::spawn([this] { run(); });
#else
    (void)thread::spawn([](const Arc<Mutex<int>>& requests) { requests->with([](int& n) { ++n; }); }, requests_);
#endif
  }
  void start_by_reference() {
#ifdef CASE_hidden_this
    // error: cannot be sent to another thread
    // error: the closure captures `this`
    // error: fearless::thread::Worker
    // blames: this block
    (void)thread::spawn([&] { run(); });
#else
    run();
#endif
  }

 private:
  void run() {}
  Arc<Mutex<int>> requests_ = Arc(Mutex(0));
};
