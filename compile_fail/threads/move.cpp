// SPDX-License-Identifier: MIT
// What FEARLESS_MOVE and FEARLESS_COPY refuse: their body owns what it names, and names nothing else.
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

// A member would be moved out of the object that makes the closure, which goes on with nothing.
class Service {
 public:
  void start() {
#ifdef CASE_member
    // error: FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved
    // error: name a local variable, auto x = member_;
    // blames: this block
    (void)thread::spawn(FEARLESS_MOVE(shared_) { return *shared_ + 1; });
#else
    auto shared = shared_;
    (void)thread::spawn(FEARLESS_MOVE(shared) { return *shared + 1; });
    (void)thread::spawn(FEARLESS_COPY(shared_) { return *shared_ + 1; });
#endif
  }

  void start(int number) const {
#ifdef CASE_member_of_const
    // error: FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved
    // blames: this block
    (void)thread::spawn(FEARLESS_MOVE(number, shared_) { return *shared_ + number; });
#else
    (void)thread::spawn(FEARLESS_COPY(number, shared_) { return *shared_ + number; });
#endif
  }

  void in_a_closure() {
    const auto closure = [this](auto number) {
#ifdef CASE_member_in_a_closure
      // error: FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved
      // blames: this block
      return FEARLESS_MOVE(text_, number) { return text_.size() + number; };
#else
      auto text = text_;
      return FEARLESS_MOVE(text, number) { return text.size() + number; };
#endif
    };
    (void)closure(std::size_t{1})();
  }

  static void of_a_static_member() {
#ifdef CASE_static_member
    // error: FEARLESS_MOVE: a name is a static member or a global variable
    // blames: this block
    (void)thread::spawn(FEARLESS_MOVE(name_) { return name_.size(); });
#else
    auto name = name_;
    (void)thread::spawn(FEARLESS_MOVE(name) { return name.size(); });
#endif
  }

 private:
  Arc<int> shared_ = Arc<int>::make(1);
  std::string text_;
  static inline std::string name_;
};
void use(Service service) {
  service.start();
  service.start(1);
  service.in_a_closure();
  Service::of_a_static_member();
}

template <class T>
struct Holder {
  void start() {
#ifdef CASE_member_of_a_template
    // error: FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved
    // blames: this block
    (void)thread::spawn(FEARLESS_MOVE(value) { (void)value; });
#else
    (void)thread::spawn(FEARLESS_COPY(value) { (void)value; });
#endif
  }

  T value;
};
template struct Holder<Arc<int>>;

std::string global;
void a_global() {
#ifdef CASE_a_global
  // error: FEARLESS_MOVE: a name is a static member or a global variable
  // blames: this block
  (void)thread::spawn(FEARLESS_MOVE(global) { return global.size(); });
#else
  (void)thread::spawn(FEARLESS_COPY(global) { return global.size(); });
#endif
}
void a_static() {
  static Arc<int> kept = Arc<int>::make(1);
#ifdef CASE_a_static
  // error: FEARLESS_MOVE: a name is a static member or a global variable
  // blames: this block
  (void)thread::spawn(FEARLESS_MOVE(kept) { return *kept + 1; });
#else
  (void)thread::spawn(FEARLESS_COPY(kept) { return *kept + 1; });
#endif
}

void a_copy_of_what_moves_only(std::unique_ptr<int> box) {
#ifdef CASE_a_copy_of_what_moves_only
  // error: FEARLESS_COPY: a variable that it names can be neither copied nor cloned
  // blames: this block
  auto job = FEARLESS_COPY(box) { return *box; };
#else
  auto job = FEARLESS_MOVE(box) { return *box; };
#endif
  (void)job();
}

void a_copy_called_at_once(int number) {
#ifdef CASE_a_copy_called_at_once
  // error: FEARLESS_COPY: behind the names there is to be a body and nothing more
  // blames: this block
  const int result = FEARLESS_COPY(number) { return number; }
  ();
#else
  const int result = (FEARLESS_COPY(number) { return number; })();
#endif
  (void)result;
}

void a_copy_of_a_pointer(std::string text) {
#ifdef CASE_a_copy_of_a_pointer
  std::string* pointer = &text;
  // error: cannot be sent to another thread
  // error: a raw pointer may alias data of another thread
  // blames: this block
  (void)thread::spawn(FEARLESS_COPY(pointer) { return pointer->size(); });
#else
  (void)thread::spawn(FEARLESS_COPY(text) { return text.size(); });
#endif
}
