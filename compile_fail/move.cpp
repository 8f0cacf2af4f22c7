// SPDX-License-Identifier: MIT
// What FEARLESS_MOVE refuses: its body owns what it names, and names nothing else.
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <coroutine>
#include <memory>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Rc;
namespace thread = fearless::thread;

void another_local(std::string text, int other) {
#ifdef CASE_another_local
  // error: captured
  // error: other
  // blames: this block
  auto job = FEARLESS_MOVE(text) { return text.size() + static_cast<std::size_t>(other); };
#else
  auto job = FEARLESS_MOVE(text, other) { return text.size() + static_cast<std::size_t>(other); };
#endif
  (void)job();
}

void an_rc(Rc<int> local, Arc<int> shared) {
#ifdef CASE_an_rc
  // error: cannot be sent to another thread
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn(FEARLESS_MOVE(shared, local) { return *shared + *local; });
#else
  const int number = *local;
  (void)thread::spawn(FEARLESS_MOVE(shared, number) { return *shared + number; });
#endif
}

void a_pointer(std::string text) {
#ifdef CASE_a_pointer
  std::string* pointer = &text;
  // error: cannot be sent to another thread
  // error: a raw pointer may alias data of another thread
  // blames: this block
  (void)thread::spawn(FEARLESS_MOVE(pointer) { return pointer->size(); });
#else
  (void)thread::spawn(FEARLESS_MOVE(text) { return text.size(); });
#endif
}

// `this` is another object's business.
struct Counter {
  int count = 0;
  void start() {
#ifdef CASE_this
    // error: this
    // error-count: any
    // blames: this block
    auto job = FEARLESS_MOVE() { return ++count; };
#else
    const int start = count;
    auto job = FEARLESS_MOVE(start) { return ++start; };
#endif
    (void)job();
  }
};

void no_variable(std::pair<int, int> numbers) {
#ifdef CASE_no_variable
  // error: expected
  // error-count: any
  auto job = FEARLESS_MOVE(numbers.first) { return 1; };
#else
  const int first = numbers.first;
  auto job = FEARLESS_MOVE(first) { return first; };
#endif
  (void)job();
}

// An assignment would be made once more for each of its readings, and captured is what its right side makes.
void an_assignment(int number, int other) {
#ifdef CASE_an_assignment
  // error(GNU): invalid use of
  // error(Clang): assignment to cast is illegal
  // error-count: any
  // blames: this block
  auto job = FEARLESS_MOVE(number = other) { return number; };
#else
  number = other;
  auto job = FEARLESS_MOVE(number) { return number; };
#endif
  (void)job();
}

// What a body returns is not what was named.
struct Borrower {
  Rc<int> value;
  int operator()() { return *value; }
};
void called_at_once(int number) {
#ifdef CASE_called_at_once
  // error: FEARLESS_MOVE: behind the names there is to be a body and nothing more
  // blames: this block
  auto job = FEARLESS_MOVE(number) { return Borrower{Rc<int>(number)}; }
  ();
#else
  auto job = (FEARLESS_MOVE(number) { return Borrower{Rc<int>(number)}; })();
#endif
  (void)job();
}
void text_at_once(int number) {
#ifdef CASE_text_at_once
  // error: FEARLESS_MOVE: behind the names there is to be a body and nothing more
  // blames: this block
  const std::string text = FEARLESS_MOVE(number) { return std::to_string(number); }
  ();
#else
  const std::string text = (FEARLESS_MOVE(number) { return std::to_string(number); })();
#endif
  (void)text;
}
void number_at_once(int number) {
#ifdef CASE_number_at_once
  // error: FEARLESS_MOVE: behind the names there is to be a body and nothing more
  // blames: this block
  const int result = FEARLESS_MOVE(number) { return number; }
  ();
#else
  const int result = (FEARLESS_MOVE(number) { return number; })();
#endif
  (void)result;
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
// It would go on when the closure that owns its variables is gone.
void a_coroutine(int number) {
#ifdef CASE_a_coroutine
  // error: varargs
  // blames: this block
  auto job = FEARLESS_MOVE(number)->Coroutine {
    (void)number;
    co_return;
  };
#else
  auto job = FEARLESS_MOVE(number)->Coroutine {
    (void)number;
    return Coroutine();
  };
#endif
  (void)job();
}
