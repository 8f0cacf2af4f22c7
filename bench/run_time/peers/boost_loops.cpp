// SPDX-License-Identifier: MIT
// The rows of Boost.Fiber's channels and of a strand of Boost.Asio, used by themselves.
#include "../common/bridge_rows.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/fiber/buffered_channel.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/unbuffered_channel.hpp>

#include <thread>

namespace {

// Two fibers of a thread, of which one sends to the other.
template <class Channel>
double between_fibers(Channel& channel, std::size_t count) {
  double seconds = 0;
  std::thread([&] {
    const auto begin = bench::Clock::now();
    boost::fibers::fiber sending([&] {
      for (std::size_t i = 0; i < count; ++i) channel.push(static_cast<int>(i & 0xFFFF));
    });
    boost::fibers::fiber receiving([&] {
      for (std::size_t i = 0; i < count; ++i) {
        bench::require(channel.value_pop() == static_cast<int>(i & 0xFFFF), "the wrong message");
      }
    });
    sending.join();
    receiving.join();
    seconds = bench::seconds_since(begin);
  }).join();
  return seconds;
}

class Loop {
 public:
  void post() {
    boost::asio::post(strand_, [this] { ++count_; });
  }
  std::size_t finish() {
    pool_.join();
    return count_;
  }

 private:
  std::size_t count_ = 0;
  boost::asio::thread_pool pool_{1};
  boost::asio::strand<boost::asio::thread_pool::executor_type> strand_{pool_.get_executor()};
};

}  // namespace

namespace bench {

void add_boost_loops(Program& program) {
  // A ring of this channel holds one message less than its size, which is a power of 2.
  add_fiber_row(program, "fiber_bounded_64", [](std::size_t count) {
    boost::fibers::buffered_channel<int> channel(64);
    return between_fibers(channel, count);
  });
  add_fiber_row(program, "fiber_bounded_1", [](std::size_t count) {
    boost::fibers::buffered_channel<int> channel(2);
    return between_fibers(channel, count);
  });
  add_fiber_row(program, "fiber_rendezvous", [](std::size_t count) {
    boost::fibers::unbuffered_channel<int> channel;
    return between_fibers(channel, count);
  });
  add_post_row<Loop>(program, "home_tell");
}

}  // namespace bench
