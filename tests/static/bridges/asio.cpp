// SPDX-License-Identifier: MIT
// The rows of Boost.Asio.
#include <fearless/asio.hpp>
#include <fearless/rc.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <system_error>
#include <utility>

namespace {

using namespace fearless;
namespace net = boost::asio;

template <class T>
constexpr bool is_value = is_send_v<T> && is_sync_v<T> && is_static_v<T> && !is_thread_safe_v<T>;
template <class T>
constexpr bool is_used_by_one = is_send_v<T> && !is_sync_v<T> && is_static_v<T> && !is_thread_safe_v<T>;
template <class T>
constexpr bool is_refused = !is_send_v<T> && !is_sync_v<T> && !is_static_v<T> && !is_thread_safe_v<T>;

static_assert(is_value<net::io_context::executor_type> && is_value<net::thread_pool::executor_type>);
static_assert(is_value<net::any_io_executor> && is_value<net::system_executor>);
static_assert(is_value<net::strand<net::io_context::executor_type>> && is_value<net::strand<net::any_io_executor>>);
struct OwnExecutor {
  int* queue;
};
// An executor holds its allocator.
template <class T>
struct Counts {
  using value_type = T;
  Rc<long> count;
  template <class U>
  explicit Counts(const Counts<U>&);
  T* allocate(std::size_t);
  void deallocate(T*, std::size_t);
  bool operator==(const Counts&) const;
};
template <class Executor>
using Counted =
    decltype(net::require(std::declval<Executor>(), net::execution::allocator(std::declval<Counts<std::byte>>())));
static_assert(!is_send_v<Counted<net::io_context::executor_type>>);
static_assert(!is_send_v<Counted<net::thread_pool::executor_type>>);
static_assert(!is_send_v<Counted<net::system_executor>> && !is_sync_v<Counted<net::system_executor>>);
static_assert(!is_send_v<net::strand<OwnExecutor>>);
static_assert(is_send_v<net::io_context> && is_sync_v<net::thread_pool> && !is_thread_safe_v<net::io_context>);
static_assert(is_send_v<net::io_context&> == is_thread_safe_v<net::io_context>);

static_assert(is_used_by_one<net::ip::tcp::socket> && is_used_by_one<net::ip::udp::socket>);
static_assert(is_used_by_one<net::ip::tcp::acceptor> && is_used_by_one<net::ip::tcp::resolver>);
static_assert(is_used_by_one<net::steady_timer>);
static_assert(is_used_by_one<net::basic_stream_socket<net::ip::tcp, net::io_context::executor_type>>);
static_assert(!is_send_v<net::basic_stream_socket<net::ip::tcp, OwnExecutor>>);

static_assert(is_value<net::ip::tcp::endpoint> && is_value<net::ip::address> && is_value<net::ip::address_v4>);
static_assert(is_value<boost::system::error_code> && is_value<boost::system::error_condition>);
static_assert(is_refused<net::awaitable<void>>);
static_assert(!is_send_v<net::mutable_buffer>);

static_assert(home::Serial<asio::Serial> && is_value<asio::Serial>);
static_assert(is_send_v<decltype(asio::handler(std::declval<void (*)(int)>(), 1))>);
static_assert(!is_send_v<asio::Handler<void (*)(const Rc<int>&), Rc<int>>>);

}  // namespace
