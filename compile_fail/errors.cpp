// SPDX-License-Identifier: MIT
// One case for each kind of refusal, with what its message must say: the way to what is refused, the type, the reason
// and the remedy. docs/errors.md is made from this file by tools/make_errors_page.py: a comment that begins with `##`
// begins a section.
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

// ## rc: A reference count that is not atomic
// Two handles of one `Rc` on two threads would change its count at the same time. `Arc` has an atomic count.
void rc(const Rc<int>& value) {
#ifdef CASE_rc
  // error: fearless::thread::spawn: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: its reference count is not atomic
  // error: help: share it with fearless::Arc<int>
  // error: docs/errors.md#rc
  // blames: this block
  (void)thread::spawn([](Rc<int>) {}, value);
#else
  (void)thread::spawn([](Arc<int>) {}, Arc<int>::make(*value));
#endif
}

// ## path: The way to the offender
// The first line names the way from your type to what is refused, through the names of members; the second has the
// types on it.
struct Texture {
  Rc<std::string> pixels;
};
struct Material {
  std::string name;
  Texture texture;
};
struct Mesh {
  std::vector<float> points;
  Material material;
};
struct Scene {
  int id;
  Mesh mesh;
};
struct SafeScene {
  int id;
  Arc<std::string> pixels;
};
void path(Scene scene, SafeScene safe) {
#ifdef CASE_path
  // error: argument 1, `Scene`, cannot be sent to another thread
  // error: its `mesh.material.texture.pixels` is `fearless::Rc<std::string>`, which is never Send
  // error: Scene::mesh: Mesh -> Mesh::material: Material -> Material::texture: Texture
  // error: Texture::pixels: fearless::Rc<std::string>
  // error: its reference count is not atomic
  // error: help: share it with fearless::Arc<std::string>
  // blames: this block
  (void)thread::spawn([](const Scene&) {}, std::move(scene));
#else
  scene.id = safe.id;
  (void)thread::spawn([](const SafeScene&) {}, std::move(safe));
#endif
}

// ## several: Several offenders
// The nearest one is explained, and the others are counted.
struct Baggage {
  Rc<int> count;
  int* pointer;
  Cell<Rc<int>> cell;
};
void several(Baggage baggage) {
#ifdef CASE_several
  // error: its `count` is `fearless::Rc<int>`
  // error: 2 other parts of it are refused, too
  // blames: this block
  (void)thread::spawn([](const Baggage&) {}, std::move(baggage));
#else
  (void)thread::spawn([](int) {}, *baggage.pointer);
#endif
}

// ## container: In a container
// What a container holds, it sends.
struct Queue {
  std::vector<Rc<int>> jobs;
};
void container(Queue queue) {
#ifdef CASE_container
  // error: its `jobs` leads to `fearless::Rc<int>`, which is never Send: its reference count is not atomic
  // error: Queue::jobs: std::vector<fearless::Rc<int>> -> fearless::Rc<int>
  // blames: this block
  (void)thread::spawn([](const Queue&) {}, std::move(queue));
#else
  (void)thread::spawn([](std::size_t) {}, queue.jobs.size());
#endif
}

// ## cell: A Cell that several threads would see
// A `Cell` is changed through a const reference, without a lock.
struct Counters {
  Cell<int> hits;
};
struct SafeCounters {
  std::atomic<int> hits;
};
void cell() {
#ifdef CASE_cell
  // error: fearless::Arc::make: the value, `Counters`, cannot be shared between threads
  // error: its `hits` is `fearless::Cell<int>`, which is never Sync
  // error: it changes through a const reference without synchronisation
  // error: help: put the value in a fearless::Mutex<int>, or in a std::atomic<int> if it is a number
  // blames: this block
  (void)Arc<Counters>::make();
#else
  (void)Arc<SafeCounters>::make();
#endif
}

// ## refcell: A RefCell that several threads would see
// A `RefCell` counts its borrows without a lock: that is what a `Mutex` or `RwLock` is for.
void refcell() {
#ifdef CASE_refcell
  // error: fearless::Arc(value): the value, `fearless::RefCell<int>`, cannot be shared between threads
  // error: it changes through a const reference without synchronisation
  // blames: this block
  (void)Arc(RefCell(1));
#else
  (void)Arc(Mutex(1));
#endif
}

// ## raw-pointer: A raw pointer
// It may point at anything, and nobody knows who writes there, or how long it lives.
struct Buffer {
  int* data;
};
struct SafeBuffer {
  std::unique_ptr<int> data;
};
void raw_pointer(Buffer buffer, SafeBuffer safe) {
#ifdef CASE_raw_pointer
  // error: its `data` is `int*`, which is never Send: a raw pointer may alias data of another thread
  // error: help: own it with fearless::Box<int>, share it with fearless::Arc<int>, or promise it with
  // error: fearless::unsafe_send
  // blames: this block
  (void)thread::spawn([](Buffer) {}, buffer);
#else
  *safe.data = *buffer.data;
  (void)thread::spawn([](const SafeBuffer&) {}, std::move(safe));
#endif
}

// ## void-pointer: An untyped pointer
// As any pointer; and not even the type says what is behind it.
void void_pointer(void* context) {
#ifdef CASE_void_pointer
  // error: argument 1, `void*`, cannot be sent to another thread
  // error: a raw pointer may alias data of another thread
  // blames: this block
  (void)thread::spawn([](void*) {}, context);
#else
  (void)thread::spawn([](const fearless::UnsafeSend<void*>&) {}, fearless::unsafe_send(context));
#endif
}

// ## c-string: Text that somebody else owns
// A string literal lives as long as the program, but its type is that of any text: `const char*`.
void c_string() {
#ifdef CASE_c_string
  // error: argument 1, `const char*`, cannot be sent to another thread
  // error: a pointer to characters may lead to text of another thread
  // error: help: own the text as a std::string; for a literal there is fearless::StaticStr
  // blames: this block
  (void)thread::spawn([](const char*) {}, "hello");
#else
  (void)thread::spawn([](const std::string&) {}, std::string("hello"));
#endif
}

// ## reference: A reference
// Who lent it goes on using it, and may be gone before the thread is.
void reference(int count) {
#ifdef CASE_reference
  // error: argument 1, `std::reference_wrapper<int>`, cannot be sent to another thread
  // error: it leads to `int`, which is never ThreadSafe: two threads writing it would race
  // error: help: move or copy the value in, or share it as fearless::Arc<fearless::Mutex<int>>
  // blames: this block
  (void)thread::spawn([](int&) {}, std::ref(count));
#else
  (void)thread::spawn([](int) {}, count);
#endif
}

// ## reference-member: A reference as a member
// The same, inside a class. (g++ 12 has no name for such a member: it is counted.)
struct Reporter {
  int id;
  std::string& log;
};
struct SafeReporter {
  int id;
  std::string log;
};
void reference_member(Reporter reporter, SafeReporter safe) {
#ifdef CASE_reference_member
  // error(GNU): its `member 2` leads to `std::string`, which is never ThreadSafe
  // error(Clang): its `log` leads to `std::string`, which is never ThreadSafe
  // error: it can be assigned, or moved from, while another thread uses it
  // error: help: move or copy the value in, or share it as fearless::Arc<fearless::Mutex<std::string>>
  // blames: this block
  (void)thread::spawn([](Reporter) {}, reporter);
#else
  safe.log = reporter.log;
  (void)thread::spawn([](const SafeReporter&) {}, std::move(safe));
#endif
}

// ## borrow: A borrow that may end too early
// What is only read may be borrowed by a thread of a scope, but a spawned thread may outlive it.
void borrow(const std::string& text) {
#ifdef CASE_borrow
  // error: argument 1, `std::reference_wrapper<const std::string>`, borrows what may die before the thread does
  // error: a reference borrows what may die first
  // error: share it with fearless::Arc<std::string>, or borrow it in fearless::thread::scope
  // blames: this block
  (void)thread::spawn([](const std::string&) {}, std::cref(text));
#else
  (void)thread::spawn([](const std::string&) {}, text);
#endif
}

// ## view: A view
// A `string_view` or `span` refers to what somebody else owns.
struct Line {
  std::string_view text;
};
struct SafeLine {
  std::string text;
};
void view(Line line) {
#ifdef CASE_view
  // error: fearless::mpsc::channel: a message, `Line`, borrows what may die before the thread does
  // error: its `text` is `std::string_view`, which is never Static: a view borrows what may die first
  // error: help: move or copy what it views (a std::string, a std::vector)
  // blames: this block
  auto [tx, rx] = mpsc::channel<Line>();
  (void)tx.send(line);
#else
  auto [tx, rx] = mpsc::channel<SafeLine>();
  (void)tx.send(SafeLine{std::string(line.text)});
#endif
}

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
struct Widget {
  std::unique_ptr<Implementation, void (*)(Implementation*)> implementation;
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
// g++ shows no private members (g++ 16 does with `-freflection`, and so does Clang). Make it an aggregate, describe its
// members with Boost.Hana or Boost.Describe, or promise it.
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
  // error(GNU): the captures of a closure cannot be seen by this compiler
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

// ## mutable: A mutable member
// It changes through const, so two readers may race.
struct Document {
  std::string text;
  mutable int lookups;
};
struct SafeDocument {
  std::string text;
  std::atomic<int> lookups;
};
void mutable_member(Document document) {
#ifdef CASE_mutable
  // error: fearless::Arc(value): the value, `Document`, cannot be shared between threads
  // error: its `lookups` is `mutable int`, which is never ThreadSafe: two threads writing it would race
  // error: help: put it into a fearless::Mutex or a std::atomic
  // blames: this block
  (void)Arc(std::move(document));
#else
  (void)Arc<SafeDocument>::make(std::move(document.text), document.lookups);
#endif
}

// ## guard: A lock's guard
// A lock is released by the thread that took it.
void guard(const Arc<Mutex<int>>& count) {
#ifdef CASE_guard
  // error: argument 1, `fearless::MutexGuard<int>`, cannot be sent to another thread
  // error: a lock is released by the thread that took it
  // error: help: send the mutex (in a fearless::Arc) and lock it there
  // blames: this block
  (void)thread::spawn([](const fearless::MutexGuard<int>&) {}, count->lock().value());
#else
  (void)thread::spawn([](const Arc<Mutex<int>>& mine) { mine->with([](int& n) { ++n; }); }, count);
#endif
}

// ## receiver: One receiver, several threads
// Messages have an order, which two receivers would tear apart.
void receiver(mpsc::Receiver<int> rx) {
#ifdef CASE_receiver
  // error: the value, `fearless::mpsc::Receiver<int>`, cannot be shared between threads
  // error: only one thread may receive from it at a time
  // blames: this block
  (void)Arc(std::move(rx));
#else
  (void)Arc(Mutex(std::move(rx)));
#endif
}

// ## raw-storage: Raw storage
// Bytes may hold anything. (g++ 12 does not see them: to it the class is unknown.)
template <class T>
class Slot {
 public:
  Slot() : bytes_{} {}
  Slot(const Slot& other) { bytes_ = other.bytes_; }
  Slot& operator=(const Slot&) = default;
  ~Slot() = default;

 private:
  std::array<std::byte, sizeof(T)> bytes_;
  unsigned char used_[4] = {};
};
void raw_storage(const Slot<int>& slot) {
#ifdef CASE_raw_storage
  // error: argument 1, `Slot<int>`, cannot be sent to another thread
  // error(Clang): raw storage
  // error: FEARLESS_UNSAFE_SEND(Slot<int>)
  // blames: this block
  (void)thread::spawn([](const Slot<int>&) {}, slot);
#else
  (void)slot;
#endif
}

// ## unlisted-aggregate: An aggregate that cannot be listed
// C++ gives no way to tell a member from one of a base class. (Clang, and g++ 16 with `-freflection`, can.)
struct Identified {
  int id;
};
struct Named {
  Rc<int> name;
};
struct Person : Identified, Named {
  int age;
};
struct SafePerson {
  Identified identity;
  int age;
};
void unlisted_aggregate(Person person) {
#ifdef CASE_unlisted_aggregate
  // error: argument 1, `Person`, cannot be sent to another thread
  // error: the members of this aggregate cannot be listed exactly
  // error: help: make the base a member
  // blames: this block
  (void)thread::spawn([](const Person&) {}, std::move(person));
#else
  (void)thread::spawn([](const SafePerson&) {}, SafePerson{{person.id}, person.age});
#endif
}

// ## declared: Declared so
// The class says of itself that it stays on its thread, by a member or by FEARLESS_NOT_SEND.
struct Window {
  int handle;
  fearless::NotSend here;
};
void declared(Window window) {
#ifdef CASE_declared
  // error: its `here` is `fearless::NotSend`, which is never Send: it was declared so
  // error: help: keep it in one thread
  // blames: this block
  (void)thread::spawn([](const Window&) {}, window);
#else
  (void)thread::spawn([](int) {}, window.handle);
#endif
}

// ## endless: A template that expands without end
// Each specialisation leads to another one.
template <int N>
struct Endless {
  std::unique_ptr<Endless<N + 1>> next;
};
struct Ended {
  std::unique_ptr<Ended> next;
};
#ifdef CASE_endless
// error: `Endless<0>` is not Send: its `next.next.next.next...` leads to `Endless<
// error: its template expands without end
// error: help: end the recursion of types
// blames: this block
static_assert(fearless::Send<Endless<0>>);
#else
static_assert(fearless::Send<Ended>);
#endif

// ## atomic-pointer: An atomic pointer
// The pointer is atomic, what it points at is not.
struct Head {
  std::atomic<int*> first;
};
struct SafeHead {
  std::atomic<int> first;
};
void atomic_pointer() {
#ifdef CASE_atomic_pointer
  // error: the value, `Head`, cannot be sent to another thread
  // error: its `first` leads to `int*`, which is never Send: a raw pointer may alias data of another thread
  // blames: this block
  (void)Arc<Head>::make();
#else
  (void)Arc<SafeHead>::make();
#endif
}

// ## result: What a thread returns
// The result crosses on its way back.
void result() {
#ifdef CASE_result
  // error: fearless::thread::spawn: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // error: its reference count is not atomic
  // blames: this block
  (void)thread::spawn([] { return Rc(1); });
#else
  (void)thread::spawn([] { return Arc(1); });
#endif
}

// ## callable: The callable itself
// It moves to the thread with all its members.
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
  // error: fearless::thread::spawn: the callable, `Task`, cannot be sent to another thread
  // error: its `value` is `fearless::Rc<int>`
  // blames: this block
  (void)thread::spawn(Task{value});
#else
  (void)thread::spawn(SafeTask{Arc<int>::make(*value)});
#endif
}

// ## with-result: A reference out of a Mutex
// The result of the function is used after the lock is released.
void with_result(const Mutex<std::string>& text) {
#ifdef CASE_with_result
  // error: fearless::Mutex::with: the result of the function, `char&`
  // error: a reference borrows what may die first
  // blames: this block
  (void)text.with([](std::string& value) -> char& { return value[0]; });
#else
  text.with([](std::string& value) { value[0] = 'x'; });
#endif
}

// ## mutex-of-rc: A Mutex around something that is not Send
// Whoever locks may move the value to his thread.
void mutex_of_rc() {
#ifdef CASE_mutex_of_rc
  // error: the value, `fearless::Mutex<fearless::Rc<int>>`, cannot be sent to another thread
  // error: it leads to `fearless::Rc<int>`, which is never Send
  // blames: this block
  (void)Arc(Mutex(Rc(1)));
#else
  (void)Arc(Mutex(1));
#endif
}

// ## concept: A concept that is not satisfied
// Where the concepts constrain a template of yours, the notes of the error name the reason.
template <fearless::Send T>
void hand_over(const T&) {}
void concept_of_a_template(const Scene& scene, const SafeScene& safe) {
#ifdef CASE_concept
  // error: `Scene` is not Send: its `mesh.material.texture.pixels` is `fearless::Rc<std::string>`
  // error: its reference count is not atomic
  // error: help: share it with fearless::Arc<std::string>
  // blames: this block
  hand_over(scene);
#else
  (void)scene;
  hand_over(safe);
#endif
}

// ## static-assert: A fact that you assert
// The same, in a `static_assert` beside your class.
#ifdef CASE_static_assert
// error: `Scene` is not Send: its `mesh.material.texture.pixels` is `fearless::Rc<std::string>`
// blames: this block
static_assert(fearless::Send<Scene>);
#else
static_assert(fearless::Send<SafeScene>);
#endif
