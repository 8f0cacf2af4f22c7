// SPDX-License-Identifier: MIT
// What objects that live on a loop refuse: what is given to them and taken from them by other threads.
#include <fearless/home.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

using fearless::Arc;
using fearless::Home;
using fearless::Rc;
using fearless::Remote;
namespace home = fearless::home;

struct View {
  View() = default;
  explicit View(const Rc<int>&) {}
  explicit View(const std::string&) {}
  void set(const Rc<int>& number) { shown = number; }
  void set_text(const std::string&) {}
  [[nodiscard]] Rc<int> share() const { return shown; }
  [[nodiscard]] const int& number() const { return *shown; }
  [[nodiscard]] int copy() const { return *shown; }

  Rc<int> shown = Rc<int>::make(0);
};

// The view itself need not be Send; what comes from another thread has to.
void made_of_an_rc(const home::Thread& thread, const Rc<int>& number) {
#ifdef CASE_made_of_an_rc
  // error: fearless::Home::make_on: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  const auto view = Home<View>::make_on(thread, number);
#else
  const auto view = Home<View>::make_on(thread, std::to_string(*number));
#endif
}

void made_of_a_view(const home::Thread& thread, const std::string& text) {
#ifdef CASE_made_of_a_view
  // error: fearless::Home::make_on: argument 1, `std::string_view`, borrows what may die before the thread does
  // blames: this block
  const auto length = Home<std::string>::make_on(thread, std::string_view(text));
#else
  const auto length = Home<std::string>::make_on(thread, text);
#endif
}

void not_constructible(const home::Thread& thread) {
#ifdef CASE_not_constructible
  // error: fearless::Home::make_on: the object cannot be made of these arguments
  // blames: this block
  const auto view = Home<View>::make_on(thread, 1, 2);
#else
  const auto view = Home<View>::make_on(thread);
#endif
}

// Its tasks run one at a time, on whichever thread of a pool.
struct Strand {
  static constexpr bool one_thread = false;
  [[nodiscard]] static bool post(fearless::Task<void> task) {
    task();
    return true;
  }
  [[nodiscard]] static bool here() { return false; }
};
struct Label {
  Rc<int> shown = Rc<int>::make(0);
};
void rc_on_a_strand() {
#ifdef CASE_rc_on_a_strand
  // error: fearless::Home::make_on: the object, `Label`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  const auto view = Home<Label, Strand>::make_on(Strand());
#else
  const auto view = Home<Arc<int>, Strand>::make_on(Strand(), Arc<int>::make(1));
#endif
}

struct Borrowing : Strand {
  int* loop = nullptr;
};
void executor_that_borrows() {
#ifdef CASE_executor_that_borrows
  // error: fearless::Home::make_on: the executor, `Borrowing`, cannot be sent to another thread
  // blames: this block
  const auto number = Home<int, Borrowing>::make_on(Borrowing(), 1);
#else
  const auto number = Home<int, Strand>::make_on(Strand(), 1);
#endif
}

struct NoLoop {};
void no_executor() {
#ifdef CASE_no_executor
  // error: fearless::Home: the executor does not offer what home::Serial asks for
  // blames: this block
  static_assert(sizeof(Home<int, NoLoop>) > 0);
#else
  static_assert(sizeof(Home<int, Strand>) > 0);
#endif
}

void tell_an_rc(const Remote<View>& view, const Rc<int>& number) {
#ifdef CASE_tell_an_rc
  // error: fearless::Remote::tell: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  view.tell(&View::set, number);
#else
  view.tell([](View& v, int n) { v.set(Rc<int>::make(n)); }, *number);
#endif
}

struct Sets {
  int* target;
  void operator()(View& view) const { *target = *view.shown; }
};
struct Shows {
  int number;
  void operator()(View& view) const { view.set(Rc<int>::make(number)); }
};
void tell_a_pointer(const Remote<View>& view, int& number) {
#ifdef CASE_tell_a_pointer
  // error: fearless::Remote::tell: the callable, `Sets`, cannot be sent to another thread
  // blames: this block
  view.tell(Sets{&number});
#else
  view.tell(Shows{number});
#endif
}

void tell_what_is_not_callable(const Remote<View>& view) {
#ifdef CASE_tell_what_is_not_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  view.tell(&View::set_text, 1);
#else
  view.tell(&View::set_text, std::string("1"));
#endif
}

// What is Send at home only must not leave it.
void ask_for_an_rc(const Remote<View>& view) {
#ifdef CASE_ask_for_an_rc
  // error: fearless::Remote::ask: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)view.ask(&View::share).wait();
#else
  (void)view.ask(&View::copy).wait();
#endif
}

void ask_for_a_reference(const Remote<View>& view) {
#ifdef CASE_ask_for_a_reference
  // error: fearless::Remote::ask: the result
  // error: borrows what may die before the thread does
  // blames: this block
  (void)view.ask(&View::number).wait();
#else
  (void)view.ask(&View::copy).wait();
#endif
}

void then_with_an_rc(const Remote<View>& view, const Rc<int>& number) {
#ifdef CASE_then_with_an_rc
  // error: fearless::Remote::then: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  auto callback = view.then([](View&, const Rc<int>&) {}, number);
#else
  auto callback = view.then([](View&, int) {}, *number);
#endif
  callback();
}

void callback_given_an_rc(const Remote<View>& view, const Rc<int>& number) {
#ifdef CASE_callback_given_an_rc
  // error: fearless::Remote::then: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  view.then (&View::set)(number);
#else
  view.then (&View::set_text)(std::to_string(*number));
#endif
}

void callback_given_what_it_does_not_take(const Remote<View>& view) {
#ifdef CASE_callback_given_what_it_does_not_take
  // error: fearless::Remote::then: the callable is not callable with a T&, these arguments, and these results
  // blames: this block
  view.then (&View::set_text)(1);
#else
  view.then (&View::set_text)(std::string("1"));
#endif
}
