// SPDX-License-Identifier: MIT
// The mistakes that people make who know std: each is one error that says what to write instead.
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fearless/boxed.hpp>
#include <fearless/lend.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

using fearless::Arc;
using fearless::Box;
using fearless::Condvar;
using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;

int star_of_a_temporary_guard(const Mutex<int>& number) {
#ifdef CASE_star_of_a_temporary_guard
  // error: name the guard first, auto guard = mutex.lock().unwrap(), or call mutex.with(f)
  // blames: this block
  // max-lines: 25
  return *number.lock().unwrap();
#else
  const auto guard = number.lock().unwrap();
  return *guard;
#endif
}

std::size_t arrow_of_a_temporary_guard(const Mutex<std::string>& text) {
#ifdef CASE_arrow_of_a_temporary_guard
  // error: name the guard first, auto guard = mutex.lock().unwrap(), or call mutex.with(f)
  // blames: this block
  // max-lines: 25
  return text.lock().unwrap()->size();
#else
  return text.with([](const std::string& value) { return value.size(); });
#endif
}

int star_of_a_temporary_owner() {
#ifdef CASE_star_of_a_temporary_owner
  // error: name the owner first, auto owner = ...; then *owner
  // blames: this block
  // max-lines: 25
  return *Arc(1);
#else
  const auto owner = Arc(1);
  return *owner;
#endif
}

void lock_guard(const Mutex<int>& number) {
#ifdef CASE_lock_guard
  // error: a fearless::Mutex is unlocked by its guard
  // error: auto guard = mutex.lock().unwrap(); or mutex.with(f)
  // blames: this block
  // max-lines: 25
  std::lock_guard lock(number);
#else
  auto guard = number.lock().unwrap();
#endif
}

void unique_lock(Mutex<int>& number) {
#ifdef CASE_unique_lock
  // error: a fearless::Mutex is unlocked by its guard
  // blames: this block
  // max-lines: 25
  std::unique_lock<Mutex<int>> lock(number);
#else
  auto guard = number.lock().unwrap();
#endif
}

void scoped_lock(const Mutex<int>& number) {
#ifdef CASE_scoped_lock
  // error: a fearless::Mutex is unlocked by its guard
  // blames: this block
  // max-lines: 25
  std::scoped_lock lock(number);
#else
  auto guard = number.lock().unwrap();
#endif
}

void scoped_lock_of_two(const Mutex<int>& number, const Mutex<std::string>& text) {
#ifdef CASE_scoped_lock_of_two
  // error: a fearless::Mutex is unlocked by its guard
  // error: for several, fearless::lock_all(a, b)
  // error-count: any
  std::scoped_lock lock(number, text);
#else
  auto [a, b] = fearless::lock_all(number, text).value();
#endif
}

void unlock_early(const Mutex<int>& number) {
  auto guard = number.lock().unwrap();
#ifdef CASE_unlock_early
  // error: to release it early, drop(std::move(guard))
  // blames: this block
  // max-lines: 25
  number.unlock();
#else
  fearless::drop(std::move(guard));
#endif
}

void wait_as_in_std(const Condvar& ready, const Mutex<bool>& flag) {
  auto guard = flag.lock().unwrap();
#ifdef CASE_wait_as_in_std
  // error: condvar.wait_while(guard, [](const T& value) { return !value.ready; }).unwrap(), the opposite of std
  // blames: this block
  // max-lines: 25
  ready.wait(guard, [&] { return *guard; });
#else
  ready.wait_while(guard, [](bool value) { return !value; }).unwrap();
#endif
}

void wait_for_as_in_std(const Condvar& ready, const Mutex<bool>& flag) {
  auto guard = flag.lock().unwrap();
#ifdef CASE_wait_for_as_in_std
  // error: condvar.wait_timeout(guard, span)
  // error: condvar.wait_timeout_while(guard, span, condition)
  // blames: this block
  // max-lines: 25
  ready.wait_for(guard, std::chrono::seconds(1), [&] { return *guard; });
#else
  (void)ready.wait_timeout_while(guard, std::chrono::seconds(1), [](bool value) { return !value; }).unwrap();
#endif
}

// What an Arc leads to is const: the words are the compiler's, which sees a member function of std.
void change_through_an_arc(const Arc<std::vector<int>>& numbers, const Arc<Mutex<std::vector<int>>>& guarded) {
#ifdef CASE_change_through_an_arc
  // error(GNU): passing 'const std::vector<int>' as 'this' argument discards qualifiers
  // error(Clang): 'this' argument has type 'const std::vector<int>'
  // blames: this block
  // max-lines: 25
  numbers->push_back(1);
#else
  (void)numbers;
  guarded->with([](std::vector<int>& values) { values.push_back(1); });
#endif
}

void arc_of_new() {
#ifdef CASE_arc_of_new
  // error: fearless::Arc makes its value itself: write Arc<T>::make(args...)
  // blames: this block
  // max-lines: 25
  auto shared = Arc(new std::string("text"));
#else
  auto shared = Arc<std::string>::make("text");
#endif
}

void arc_type_of_new() {
#ifdef CASE_arc_type_of_new
  // error: fearless::Arc makes its value itself: write Arc<T>::make(args...)
  // blames: this block
  // max-lines: 25
  Arc<std::string> shared(new std::string("text"));
#else
  Arc<std::string> shared(std::string("text"));
#endif
}

void rc_type_of_new() {
#ifdef CASE_rc_type_of_new
  // error: fearless::Rc makes its value itself: write Rc<T>::make(args...)
  // blames: this block
  // max-lines: 25
  Rc<int> shared(new int(1));
#else
  Rc<int> shared(1);
#endif
}

void box_type_of_new() {
#ifdef CASE_box_type_of_new
  // error: fearless::Box makes its value itself: write Box<T>::make(args...)
  // blames: this block
  // max-lines: 25
  Box<int> owner(new int(1));
#else
  Box<int> owner(1);
#endif
}

void get_of_an_arc(const Arc<int>& number) {
#ifdef CASE_get_of_an_arc
  // error: fearless::Arc: there is no get(): use *p, p->member, or &*p for a raw pointer
  // blames: this block
  // max-lines: 25
  (void)number.get();
#else
  (void)*number;
#endif
}

void get_of_an_rc(const Rc<int>& number) {
#ifdef CASE_get_of_an_rc
  // error: fearless::Rc: there is no get(): use *p, p->member, or &*p for a raw pointer
  // blames: this block
  // max-lines: 25
  (void)number.get();
#else
  (void)*number;
#endif
}

void get_of_a_box(Box<int>& number) {
#ifdef CASE_get_of_a_box
  // error: fearless::Box: there is no get(): use *p, p->member, or &*p for a raw pointer
  // blames: this block
  // max-lines: 25
  (void)number.get();
#else
  (void)*number;
#endif
}

void reference_in_a_scope() {
  Mutex<int> number(0);
  thread::scope([&](thread::Scope& s) {
#ifdef CASE_reference_in_a_scope
    // error: it takes a T&
    // error: pass std::ref(x), if x is a Mutex or an atomic
    // blames: this block
    // max-lines: 25
    (void)s.spawn([](Mutex<int>& n) { n.with([](int& value) { ++value; }); }, std::move(number));
#else
    (void)s.spawn([](Mutex<int>& n) { n.with([](int& value) { ++value; }); }, std::ref(number));
#endif
  });
}

void reference_of_an_int() {
  int number = 0;
#ifdef CASE_reference_of_an_int
  // error: it takes a T&
  // error: Take the argument by value and return the result
  // blames: this block
  // max-lines: 25
  thread::spawn([](int& n) { ++n; }, number).join().unwrap();
#else
  number = thread::spawn([](int n) { return n + 1; }, number).join().unwrap();
#endif
}

void reference_out_of_with(const Mutex<std::string>& text) {
#ifdef CASE_reference_out_of_with
  // error: fearless::Mutex::with: the result of the function, `std::string&`, would be used without the lock
  // error: help: return a value
  // no-error: thread
  // blames: this block
  // max-lines: 25
  (void)text.with([](std::string& value) -> std::string& { return value; });
#else
  (void)text.with([](std::string& value) { return value; });
#endif
}

void span_to_write(std::vector<int>& numbers) {
  thread::scope([&](thread::Scope& s) {
#ifdef CASE_span_to_write
    // error: argument 1, `std::span<int>`, cannot be sent to another thread
    // error: for (auto& part : fearless::chunks_mut(v, n))
    // blames: this block
    // max-lines: 25
    (void)s.spawn([](std::span<int> part) { part[0] = 1; }, std::span(numbers));
#else
    for (auto& part : fearless::chunks_mut(numbers, 10)) {
      (void)s.spawn([](auto mine) { mine[0] = 1; }, std::move(part));
    }
#endif
  });
}

namespace mine {
class Handle {
 public:
  Handle() = default;
  Handle(Handle&& other) noexcept : raw_(other.raw_) {}

 private:
  void* raw_ = nullptr;
};
// g++ says in two errors that a specialisation stands in the wrong namespace.
#ifdef CASE_promise_in_a_namespace
// error: write_a_promise_at_global_scope_behind_its_class
// error-count(GNU): 2
// blames: this block
// max-lines(Clang): 25
FEARLESS_UNSAFE_SEND(Handle);
#endif
}  // namespace mine
FEARLESS_UNSAFE_SYNC(mine::Handle);

namespace mine {
template <class T>
class Stack {
 public:
  Stack() = default;
  Stack(Stack&& other) noexcept : begin_(other.begin_) {}

 private:
  T* begin_ = nullptr;
};
}  // namespace mine
#ifdef CASE_promise_of_a_template
// error: a template is promised for all its arguments at once, without a macro
// error: template <class T> inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
// blames: this block
// max-lines: 25
FEARLESS_UNSAFE_SEND(mine::Stack);
#else
template <class T>
inline constexpr auto fearless::unsafe_impl_send<mine::Stack<T>> = fearless::if_send<T>;
#endif

// Every word that is missing is named at once.
class Session {
 public:
  Session() = default;
  Session(Session&& other) noexcept : handle_(other.handle_) {}

 private:
  void* handle_ = nullptr;
};
void several_words() {
#ifdef CASE_several_words
  // error: fearless::Arc::make: the value, `Session`, cannot be sent to another thread
  // error: it is not Sync, either
  // error(GNU): FEARLESS_UNSAFE_IMPL((Send, Sync), Session) promises all at once
  // blames: this block
  // max-lines: 25
  auto shared = Arc<Session>::make();
#else
  auto shared = Arc<Mutex<int>>::make(0);
#endif
}
