// SPDX-License-Identifier: MIT
// What thread::spawn refuses: its callable, its arguments and its result cross to another thread.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <bitset>
#include <cstddef>
#include <functional>
#include <list>
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

// A list holds its allocator as one of nodes, which may be of another class.
template <class T>
struct Counting {
  using value_type = T;
  T* allocate(std::size_t);
  void deallocate(T*, std::size_t) {}
  int* uses;
};
template <>
struct Counting<int> {
  using value_type = int;
  int* allocate(std::size_t);
  void deallocate(int*, std::size_t) {}
};
void rebound_allocator() {
#ifdef CASE_rebound_allocator
  // error: cannot be sent to another thread
  // error: raw pointer
  // blames: this block
  (void)thread::spawn([](std::unique_ptr<std::list<int, Counting<int>>>) {},
                      std::unique_ptr<std::list<int, Counting<int>>>());
#else
  (void)thread::spawn([](std::unique_ptr<std::vector<int, Counting<int>>>) {},
                      std::unique_ptr<std::vector<int, Counting<int>>>());
#endif
}

// There is a rule for std::bitset, and none for what refers to a bit of it.
void class_without_a_rule(const std::bitset<8>& bits) {
#ifdef CASE_class_without_a_rule
  // error: cannot be sent to another thread
  // no-error: include fearless/std.hpp
  // blames: this block
  (void)thread::spawn([](std::unique_ptr<std::bitset<8>::reference>) {}, std::unique_ptr<std::bitset<8>::reference>());
#else
  (void)thread::spawn([](std::bitset<8>) {}, bits);
#endif
}

// A program's own specialisation of a template in std is a class like any other.
struct Mine {
  int number;
};
template <>
struct std::less<Mine> {
  int* uses;
  bool operator()(const Mine& a, const Mine& b) const { return a.number < b.number; }
};
void own_specialisation(std::less<Mine> less) {
#ifdef CASE_own_specialisation
  // error: its `uses` is `int*`, which is never Send: a raw pointer
  // blames: this block
  (void)thread::spawn([](std::less<Mine>) {}, less);
#else
  (void)thread::spawn([](std::less<int>) {}, std::less<int>());
  (void)less;
#endif
}

// What a class says of itself says nothing of a class derived from it.
class Handle {
 public:
  Handle() = default;
  Handle(Handle&&) noexcept {}

 private:
  FEARLESS_UNSAFE_SEND_HERE(Handle);
  FEARLESS_UNSAFE_STATIC_HERE(Handle);
  [[maybe_unused]] int* handle_ = nullptr;
};
class TwoHandles : public Handle {
 public:
  TwoHandles() = default;
  TwoHandles(TwoHandles&&) noexcept {}

 private:
  [[maybe_unused]] int* other_ = nullptr;
};
void promise_of_a_base() {
#ifdef CASE_promise_of_a_base
  // error: argument 1, `TwoHandles`, cannot be sent to another thread
  // blames: this block
  (void)thread::spawn([](const TwoHandles&) {}, TwoHandles());
#else
  (void)thread::spawn([](const Handle&) {}, Handle());
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

// The arguments of a template may live in its raw storage. They come before its members, and are none.
template <class T>
struct StaticVector {
  alignas(T) std::byte data[4][sizeof(T)];
  std::size_t size = 0;
  ~StaticVector() {}
};
void an_argument_in_raw_storage() {
#ifdef CASE_an_argument_in_raw_storage
  // error: `StaticVector<fearless::Rc<int>>`, cannot be sent to another thread
  // error: it leads to `fearless::Rc<int>`, which is never Send
  // blames: this block
  (void)thread::spawn([](const StaticVector<Rc<int>>&) {}, StaticVector<Rc<int>>());
#else
  (void)thread::spawn([](const StaticVector<int>&) {}, StaticVector<int>());
#endif
}
