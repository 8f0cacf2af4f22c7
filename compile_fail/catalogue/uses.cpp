// SPDX-License-Identifier: MIT
// Refusals of mutable members, guards, raw storage and what is declared so, and where a type is used; see pointers.cpp.
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
#include <fearless/sync/semaphore.hpp>
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
using fearless::OwnedSemaphorePermit;
using fearless::Rc;
using fearless::RefCell;
using fearless::Semaphore;
using fearless::SemaphorePermit;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// As in the section `path`.
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

// ## semaphore-permit: The permit of a semaphore
// It goes back to the semaphore that gave it, which has to be there then.
void return_permit(SemaphorePermit) {}
void return_owned_permit(OwnedSemaphorePermit) {}
void semaphore_permit(const Arc<Semaphore>& semaphore) {
#ifdef CASE_semaphore_permit
  // error: argument 1, `fearless::SemaphorePermit`, borrows what may die before the thread does
  // error: it points to its semaphore, which has to outlive it
  // blames: this block
  (void)thread::spawn(return_permit, semaphore->acquire());
#else
  (void)thread::spawn(return_owned_permit, Semaphore::acquire_owned(semaphore.clone()));
#endif
}

// ## raw-storage: Raw storage
// Bytes may hold anything. (g++ 12 does not see them: to it the class is unknown.) Clang also refuses a closure that
// captures an aggregate with such an array, beside what is no number: hold the aggregate in a `std::optional` or a
// `fearless::Box`, or capture the array alone as a `std::array`.
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
