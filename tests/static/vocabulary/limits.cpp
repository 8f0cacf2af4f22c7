// SPDX-License-Identifier: MIT
// The examples of docs/limits.md: what compiles although it may race (none of it is ever called), and what is refused
// although it is fine.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <fearless/cell.hpp>
#include <fearless/marker.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

namespace limits {

using fearless::Send, fearless::Sync, fearless::Static, fearless::Arc, fearless::Mutex;
namespace thread = fearless::thread;

// --- what compiles although it may race

// [globals]
inline int hits = 0;
inline void count() { ++hits; }
inline void start_counting() {
  auto worker = thread::spawn(count);  // compiles: a function's type does not show which variables it uses
  ++hits;                              // races with the worker
  worker.join().unwrap();
}
// [/globals]

inline void keep_an_alias() {
  // [alias]
  auto owner = std::make_unique<int>(1);
  int* alias = owner.get();
  auto worker = thread::spawn([](std::unique_ptr<int> mine) { ++*mine; }, std::move(owner));
  ++*alias;  // compiles, and races with the worker
  worker.join().unwrap();
  // [/alias]
}

inline void change_while_shared() {
  // [borrowed_elements]
  std::vector<int> numbers = {1, 2, 3};
  thread::scope([&](thread::Scope& scope) {
    scope.spawn([](const int& first) { return first; }, std::cref(numbers.front()));
    numbers.push_back(4);  // compiles, and may free the element that the other thread reads
  });
  // [/borrowed_elements]
}

// [deleter]
struct Nothing {
  void operator()(int*) const {}  // a deleter that deletes nothing
};
static_assert(Send<std::unique_ptr<int, Nothing>>);  // passes for an owner, and is a pointer to somebody else's int
// [/deleter]

// [number]
struct Handle {
  std::uintptr_t address;  // a pointer in disguise
};
static_assert(Send<Handle> && Sync<Handle>);
// [/number]

#if defined(__GNUC__) && __GNUC__ >= 16
#pragma GCC diagnostic ignored "-Wsfinae-incomplete"  // that is what this is about
#endif
// [incomplete_argument]
template <class T>
class Index {  // of a T in a table that is not shown
  int number_ = 0;
};
struct Entry;
static_assert(Send<Index<Entry>>);
struct Entry {
  fearless::NotSend mark;
};
static_assert(Send<Index<Entry>>);  // the answer from before
// [/incomplete_argument]

// [own_guard]
class Guard {
 public:
  explicit Guard(std::mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
  ~Guard() { mutex_.unlock(); }
  Guard(const Guard&) = delete;

 private:
  std::mutex& mutex_;
  [[no_unique_address]] fearless::NotSend here_;  // without it Clang takes the class for a reference to a mutex
};
static_assert(!Send<Guard>);
// [/own_guard]

// --- what is refused although it is fine

inline void capture() {
  // [captures]
  std::string name = "worker";
  auto refused_on_gcc = [name] { return name.size(); };  // Send on Clang; GCC shows no captures
  auto worker = thread::spawn([](std::string mine) { return mine.size(); }, name);  // compiles on both
  // [/captures]
#if defined(__clang__)
  static_assert(Send<decltype(refused_on_gcc)>);
#else
  static_assert(!Send<decltype(refused_on_gcc)>);
#endif
  static_cast<void>(refused_on_gcc);
  static_cast<void>(worker.join());
}

// [storage]
class Slot {
 public:
  Slot() : value_(new(bytes_) int(0)) {}
  Slot(const Slot&) = delete;

 private:
  alignas(int) std::byte bytes_[sizeof(int) * 4];
  int* value_;
};
static_assert(!Send<Slot>);  // a pointer, and bytes that may hold anything
// [/storage]

// [unions]
union Number {
  int whole;
  float real;
};
struct Tagged {
  bool is_whole;
  Number number;
};
// [/unions]
#if !FEARLESS_DETAIL_REFLECTS
static_assert(!Send<Number>);
#endif

// [polymorphic]
struct Shape {
  virtual ~Shape() = default;
};
static_assert(!Send<std::unique_ptr<Shape>>);  // may own an object of a class that nobody looked at
// [/polymorphic]

// [pointer]
struct View {
  const int* data;  // may be a pointer to a constant that lives forever
  std::size_t size;
};
static_assert(!Send<View> && Static<View>);
// [/pointer]

// [endless]
template <class T>
struct Endless {
  std::vector<Endless<Endless<T>>> next;
};
static_assert(!Send<Endless<int>>);  // its names nest more than 64 deep
// [/endless]

// [base_and_members]
struct Base {
  int number;
};
struct Derived : Base {
  std::string name;
};
struct Composed {  // the way out
  Base base;
  std::string name;
};
static_assert(Send<Composed>);
// [/base_and_members]
#if !FEARLESS_DETAIL_REFLECTS
static_assert(!Send<Derived>);
#endif

}  // namespace limits
