// SPDX-License-Identifier: MIT
// What FEARLESS_SHARE refuses: its body borrows what it names, and names nothing else.
#include <fearless/rc.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <coroutine>
#include <string>
#include <utility>

using fearless::Mutex;
using fearless::Rc;
namespace thread = fearless::thread;
using thread::Scope;

void another_local(const std::string& text, int other) {
#ifdef CASE_another_local
  // error: captured
  // error: other
  // error-count(Clang): any
  // blames: this block
  auto size = FEARLESS_SHARE(text)() { return text.size() + static_cast<std::size_t>(other); };
#else
  auto size = FEARLESS_SHARE(text, other)() { return text.size() + static_cast<std::size_t>(other); };
#endif
  (void)size();
}

// Several threads read the number, so none may write it.
void written(Scope& s, int number, std::atomic<int>& count) {
#ifdef CASE_written
  // error(GNU): increment of read-only reference
  // error(Clang): cannot assign to
  // error-count(GNU): any
  // blames: this block
  (void)s.spawn(FEARLESS_SHARE(number) { ++number; });
#else
  (void)s.spawn(FEARLESS_SHARE(count, number) { count += number; });
#endif
  (void)number, (void)count;
}

// Two threads would count its owners.
void an_rc(Scope& s, const Rc<int>& local) {
#ifdef CASE_an_rc
  // error: fearless::thread::Scope::spawn: the callable
  // error: cannot be sent to another thread
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)s.spawn(FEARLESS_SHARE(local) { (void)*local; });
#else
  const int& number = *local;
  (void)s.spawn(FEARLESS_SHARE(number) { (void)number; });
#endif
}

// A thread of its own may go on when what the closure names is gone.
void outlived(const std::string& text) {
#ifdef CASE_outlived
  // error: borrows what may die before the thread does
  // error: a reference borrows what may die first
  // blames: this block
  (void)thread::spawn(FEARLESS_SHARE(text) { return text.size(); });
#else
  (void)thread::scope_all(FEARLESS_SHARE(text) { return text.size(); });
#endif
}

struct Counter {
  int count = 0;
  void start() {
#ifdef CASE_this
    // error: this
    // error-count: any
    // blames: this block
    auto now = FEARLESS_SHARE()() { return count; };
#else
    auto now = FEARLESS_SHARE(count)() { return count; };
#endif
    (void)now();
  }
};

// What a body returns is not what was named.
void called_at_once(int number) {
#ifdef CASE_called_at_once
  // error(GNU): ToCallItAtOncePutAllOfItInParentheses
  // error(Clang): no matching function for call to object of type '(lambda
  // error-count: any
  // blames: this block
  const auto inner = FEARLESS_SHARE(number)() {
    return [local = Rc<int>(number)] { return *local; };
  }
  ();
#else
  const auto inner = (FEARLESS_SHARE(number)() { return [local = Rc<int>(number)] { return *local; }; })();
#endif
  (void)inner();
}

void no_variable(std::pair<int, int> numbers) {
#ifdef CASE_no_variable
  // error: expected
  // error-count: any
  auto first = FEARLESS_SHARE(numbers.first)() { return 1; };
#else
  const int& number = numbers.first;
  auto first = FEARLESS_SHARE(number)() { return number; };
#endif
  (void)first();
}

void an_assignment(int number, int other) {
#ifdef CASE_an_assignment
  // error(GNU): invalid use of
  // error(Clang): assignment to cast is illegal
  // error-count: any
  // blames: this block
  auto shown = FEARLESS_SHARE(number = other)() { return number; };
#else
  number = other;
  auto shown = FEARLESS_SHARE(number)() { return number; };
#endif
  (void)shown();
}

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
// It would go on when the closure, in which its references are, is gone.
void a_coroutine(int number) {
#ifdef CASE_a_coroutine
  // error: the body of this closure returns a coroutine
  // blames: this block
  auto body = FEARLESS_SHARE(number)()->Coroutine {
    (void)number;
    co_return;
  };
  (void)body();
#else
  auto body = FEARLESS_SHARE(number)()->void { (void)number; };
  body();
#endif
}

// One lock for all, and nothing to name it with but a reference.
void accepted(Scope& s, Mutex<int>& sum) {
  (void)s.spawn(FEARLESS_SHARE(s, sum) { (void)s.spawn(FEARLESS_SHARE(sum) { sum.with([](int& n) { ++n; }); }); });
}
