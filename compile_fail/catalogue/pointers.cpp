// SPDX-License-Identifier: MIT
// Refusals of counts, cells, pointers, references and views. This file, library.cpp and uses.cpp have one case for each
// kind of refusal, with what its message must say: the way to what is refused, the type, the reason and the remedy.
// docs/errors.md is made from them, in this order, by tools/make_errors_page.py: a comment that begins with `##` begins
// a section. (Each case compiles all of its file.)
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
// The same, inside a class. (g++ without reflection has no name for such a member: it is counted.)
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
  // error: leads to `std::string`, which is never ThreadSafe
  // error(Clang): its `log` leads to
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
