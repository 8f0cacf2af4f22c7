// SPDX-License-Identifier: MIT
// The rows of Boost.Asio: executors, sockets, timers, addresses, and error codes.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/system/error_code.hpp>

#include <cstdint>

#include <fearless/std/shared/coroutine_reason.ipp>

// Only declared here, so that only those who use these classes include their headers.
namespace boost::asio {
template <typename Protocol, typename Executor>
class basic_socket;
template <typename Protocol, typename Executor>
class basic_stream_socket;
template <typename Protocol, typename Executor>
class basic_datagram_socket;
template <typename Protocol, typename Executor>
class basic_socket_acceptor;
template <typename Clock, typename WaitTraits, typename Executor>
class basic_waitable_timer;
namespace ip {
class address;
class address_v4;
class address_v6;
template <typename InternetProtocol>
class basic_endpoint;
template <typename InternetProtocol, typename Executor>
class basic_resolver;
class tcp;
class udp;
}  // namespace ip
}  // namespace boost::asio

namespace fearless::rules {

namespace because {
struct its_operations_are_started_by_one_thread_at_a_time {
  static constexpr const char* text = "its operations are started by one thread at a time";
  static constexpr const char* help = "move it to where it is used, or keep it in a fearless::Home on an asio::Serial";
  static constexpr const char* anchor = "asio-object";
};
}  // namespace because

namespace kind {
// For a class that Asio documents as unsafe when shared, and safe if one thread at a time uses each object. (It is
// Static although it refers to its execution context: docs/limits.md.)
template <class Executor>
struct asio_object {
  static constexpr auto send = if_send<Executor>;
  static constexpr auto sync = never<because::its_operations_are_started_by_one_thread_at_a_time>;
  static constexpr auto static_ = if_static<Executor>;
  static constexpr auto thread_safe = never<because::its_operations_are_started_by_one_thread_at_a_time>;
};
}  // namespace kind

// Why: an executor refers to a context whose queue is protected by a lock, and several threads may use its copies at
// once. It holds an allocator.
template <class Allocator, std::uintptr_t Bits>
struct row<boost::asio::io_context::basic_executor_type<Allocator, Bits>> : kind::owner<Allocator> {};
template <class Allocator, unsigned Bits>
struct row<boost::asio::thread_pool::basic_executor_type<Allocator, Bits>> : kind::owner<Allocator> {};
template <class Blocking, class Relationship, class Allocator>
struct row<boost::asio::basic_system_executor<Blocking, Relationship, Allocator>> : kind::owner<Allocator> {};
template <class Executor>
struct row<boost::asio::strand<Executor>> : kind::owner<Executor> {};
// Why: it holds one of the executors above. (Its type is erased, so neither a user's executor nor its allocator can be
// checked; but Asio requires of every executor that several threads may use its copies.)
template <>
struct row<boost::asio::any_io_executor> : kind::value {};

// Why: Asio documents both as safe, distinct and shared, except for restarting, which is not const.
template <>
struct row<boost::asio::io_context> : kind::unsynchronized {};
template <>
struct row<boost::asio::thread_pool> : kind::unsynchronized {};

template <class Protocol, class Executor>
struct row<boost::asio::basic_socket<Protocol, Executor>> : kind::asio_object<Executor> {};
template <class Protocol, class Executor>
struct row<boost::asio::basic_stream_socket<Protocol, Executor>> : kind::asio_object<Executor> {};
template <class Protocol, class Executor>
struct row<boost::asio::basic_datagram_socket<Protocol, Executor>> : kind::asio_object<Executor> {};
template <class Protocol, class Executor>
struct row<boost::asio::basic_socket_acceptor<Protocol, Executor>> : kind::asio_object<Executor> {};
template <class Clock, class Traits, class Executor>
struct row<boost::asio::basic_waitable_timer<Clock, Traits, Executor>> : kind::asio_object<Executor> {};
template <class Protocol, class Executor>
struct row<boost::asio::ip::basic_resolver<Protocol, Executor>> : kind::asio_object<Executor> {};

// Why: they hold numbers.
template <>
struct row<boost::asio::ip::address> : kind::value {};
template <>
struct row<boost::asio::ip::address_v4> : kind::value {};
template <>
struct row<boost::asio::ip::address_v6> : kind::value {};
template <class Protocol>
struct row<boost::asio::ip::basic_endpoint<Protocol>> : kind::value {};
template <>
struct row<boost::asio::ip::tcp> : kind::value {};
template <>
struct row<boost::asio::ip::udp> : kind::value {};

// Why: the same as for std::error_code. It holds a number and a reference to a category, which lives as long as the
// program.
template <>
struct row<boost::system::error_code> : kind::value {};
template <>
struct row<boost::system::error_condition> : kind::value {};

// Why: it is a coroutine that has not begun.
template <class T, class Executor>
struct row<boost::asio::awaitable<T, Executor>> : kind::never_because<because::a_coroutine_hides_what_it_holds> {};

}  // namespace fearless::rules
