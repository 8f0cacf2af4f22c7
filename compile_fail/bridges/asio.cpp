// SPDX-License-Identifier: MIT
// What the bridge to Boost.Asio refuses: what is handed to executors, handlers and coroutines, and who shares a socket.
#include <fearless/asio.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Home;
using fearless::Mutex;
using fearless::Rc;
namespace asio = fearless::asio;
namespace net = boost::asio;

void take_rc(const Rc<int>&) {}
void take_arc(const Arc<int>&) {}
void post_an_rc(net::io_context& context, const Rc<int>& number) {
#ifdef CASE_post_an_rc
  // error: fearless::asio::post: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  asio::post(context, take_rc, number);
#else
  asio::post(context, take_arc, Arc<int>::make(*number));
#endif
}

// A strand runs one function at a time, and each on another thread.
void post_to_a_strand(const net::strand<net::io_context::executor_type>& strand, const Rc<int>& number) {
#ifdef CASE_post_to_a_strand
  // error: fearless::asio::post: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  asio::post(strand, take_rc, number);
#else
  asio::post(strand, take_arc, Arc<int>::make(*number));
#endif
}

struct AddsTo {
  std::vector<int>& numbers;
  void operator()() const { numbers.push_back(1); }
};
struct AddsToShared {
  Arc<Mutex<std::vector<int>>> numbers;
  void operator()() const {
    numbers->with([](std::vector<int>& all) { all.push_back(1); });
  }
};
void dispatch_a_reference(net::io_context& context, std::vector<int>& numbers) {
#ifdef CASE_dispatch_a_reference
  // error: fearless::asio::dispatch: the callable, `AddsTo`
  // error: std::vector<int
  // blames: this block
  asio::dispatch(context, AddsTo{numbers});
#else
  (void)numbers;
  asio::dispatch(context, AddsToShared{Arc<Mutex<std::vector<int>>>::make()});
#endif
}

void take_view(std::string_view) {}
void take_text(const std::string&) {}
void defer_a_view(net::io_context& context, const std::string& text) {
#ifdef CASE_defer_a_view
  // error: fearless::asio::defer: argument 1, `std::string_view`, borrows what may die before the thread does
  // blames: this block
  asio::defer(context, take_view, std::string_view(text));
#else
  asio::defer(context, take_text, text);
#endif
}

void not_callable(net::io_context& context) {
#ifdef CASE_not_callable
  // error: fearless: the callable is not callable with these arguments
  // blames: this block
  asio::post(context, take_text, 1);
#else
  asio::post(context, take_text, std::string("1"));
#endif
}

void handle_rc(const Rc<int>&, const boost::system::error_code&) {}
void handle_arc(const Arc<int>&, const boost::system::error_code&) {}
void handler_with_an_rc(net::steady_timer& timer, const Rc<int>& number) {
#ifdef CASE_handler_with_an_rc
  // error: fearless::asio::handler: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  auto handler = asio::handler(handle_rc, number);
#else
  auto handler = asio::handler(handle_arc, Arc<int>::make(*number));
#endif
  timer.async_wait(std::move(handler));
}

// An operation of somebody's own, whose result is another thread's.
void handler_given_an_rc(const Rc<int>& number) {
#ifdef CASE_handler_given_an_rc
  // error: fearless::asio::handler: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  asio::handler(take_rc)(number);
#else
  asio::handler(take_arc)(Arc<int>::make(*number));
#endif
}

void handler_that_does_not_fit() {
  const boost::system::error_code error;
#ifdef CASE_handler_that_does_not_fit
  // error: fearless::asio::handler: the callable is not callable with these arguments and the results
  // blames: this block
  asio::handler(take_text)(error, std::size_t{1});
#else
  asio::handler(handle_arc, Arc<int>::make(1))(error);
#endif
}

net::awaitable<void> use_rc(Rc<int>) { co_return; }
net::awaitable<void> use_arc(Arc<int>) { co_return; }
void coroutine_with_an_rc(net::io_context& context, const Rc<int>& number) {
#ifdef CASE_coroutine_with_an_rc
  // error: fearless::asio::co_spawn: argument 1, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  asio::co_spawn(context, use_rc, number);
#else
  asio::co_spawn(context, use_arc, Arc<int>::make(*number));
#endif
}

void ready_made_awaitable(net::io_context& context, const Rc<int>& number) {
#ifdef CASE_ready_made_awaitable
  // error: fearless::asio::co_spawn: an awaitable hides what it holds
  // blames: this block
  asio::co_spawn(context, use_rc(number));
#else
  asio::co_spawn(context, use_arc, Arc<int>::make(*number));
#endif
}

void no_coroutine(net::io_context& context) {
#ifdef CASE_no_coroutine
  // error: fearless::asio::co_spawn: the function does not return a boost::asio::awaitable
  // blames: this block
  asio::co_spawn(context, take_arc, Arc<int>::make(1));
#else
  asio::co_spawn(context, use_arc, Arc<int>::make(1));
#endif
}

// Two threads must not start operations of one socket at the same time.
void shared_socket(net::ip::tcp::socket socket) {
#ifdef CASE_shared_socket
  // error: fearless::Arc(value): the value
  // error: cannot be shared between threads
  // error: its operations are started by one thread at a time
  // blames: this block
  auto shared = fearless::Arc(std::move(socket));
#else
  auto shared = fearless::Arc(Mutex(std::move(socket)));
#endif
}

struct Label {
  Rc<int> shown = Rc<int>::make(0);
};
struct Number {
  Arc<int> shown = Arc<int>::make(0);
};
void home_on_a_strand(net::io_context& context) {
#ifdef CASE_home_on_a_strand
  // error: fearless::Home::make_on: the object, `Label`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto home = Home<Label, asio::Serial>::make_on(asio::Serial(context));
#else
  auto home = Home<Number, asio::Serial>::make_on(asio::Serial(context));
#endif
}
