// SPDX-License-Identifier: MIT
// What FEARLESS_MOVE_FN and FEARLESS_COPY_FN refuse.
#include <fearless/move_fn.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <coroutine>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Rc;
namespace thread = fearless::thread;

void another_local(std::string text, int other) {
#ifdef CASE_another_local
  // error: captured
  // error: other
  // error-count(Clang): any
  // blames: this block
  auto f = FEARLESS_MOVE_FN(text)(int n) { return text.size() + static_cast<std::size_t>(n + other); };
#else
  auto f = FEARLESS_MOVE_FN(text, other)(int n) { return text.size() + static_cast<std::size_t>(n + other); };
#endif
  (void)f(1);
}

void an_rc(const Rc<int>& local, const Arc<int>& shared) {
#ifdef CASE_an_rc
  // error: cannot be sent to another thread
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn(FEARLESS_COPY_FN(local)(int n) { return *local + n; }, 1);
#else
  (void)thread::spawn(FEARLESS_COPY_FN(shared)(int n) { return *shared + n; }, 1);
#endif
  (void)*local, (void)*shared;
}

class Service {
 public:
  auto callback() {
#ifdef CASE_member
    // error: FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved
    // blames: this block
    return FEARLESS_MOVE_FN(shared_)(int n) { return *shared_ + n; };
#else
    return FEARLESS_COPY_FN(shared_)(int n) { return *shared_ + n; };
#endif
  }

 private:
  Arc<int> shared_ = Arc<int>::make(1);
};
void use(Service service) { (void)service.callback(); }

void no_parameters(int number) {
#ifdef CASE_no_parameters
  // error(GNU): fearless_parameters_have_to_stand_behind_the_names
  // error(Clang): expected body of lambda expression
  // error-count: any
  // blames: this block
  auto f = FEARLESS_MOVE_FN(number) { return number; };
#else
  auto f = FEARLESS_MOVE(number) { return number; };
#endif
  (void)f();
}

// What a body returns is not what was named.
void called_at_once(int number) {
#ifdef CASE_called_at_once
  // error(GNU): ToCallItAtOncePutAllOfItInParentheses
  // error(Clang): no matching function for call to object of type '(lambda
  // error-count: any
  // blames: this block
  auto f = FEARLESS_MOVE_FN(number)(int n) { return Rc<int>(number + n); }
  (1);
#else
  auto f = (FEARLESS_MOVE_FN(number)(int n) { return Rc<int>(number + n); })(1);
#endif
  (void)*f;
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
  // error: the body of this closure returns a coroutine
  // blames: this block
  auto f = FEARLESS_MOVE_FN(number)(int n)->Coroutine {
    number += n;
    co_return;
  };
  f(1);
#else
  auto f = FEARLESS_MOVE_FN(number)(int n)->void { number += n; };
  f(1);
#endif
}
