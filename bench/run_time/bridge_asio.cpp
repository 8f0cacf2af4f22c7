// SPDX-License-Identifier: MIT
// The rows of fearless::Home on a strand of Boost.Asio.
#include "common/bridge_rows.hpp"
#include "common/bridges.hpp"

#include <fearless/asio.hpp>
#include <fearless/asio/serial.hpp>
#include <fearless/home.hpp>

#include <boost/asio/thread_pool.hpp>

namespace {

struct Counter {
  std::size_t count = 0;
  void add() { ++count; }
  [[nodiscard]] std::size_t now() const { return count; }
};

using Serial = fearless::asio::Serial;

class Loop {
 public:
  void post() { counter_.tell(&Counter::add); }
  std::size_t finish() { return counter_.ask(&Counter::now).wait().unwrap(); }

 private:
  boost::asio::thread_pool pool_{1};
  fearless::Home<Counter, Serial> home_ = fearless::Home<Counter, Serial>::make_on(Serial(pool_));
  fearless::Remote<Counter, Serial> counter_ = home_.remote();
};

}  // namespace

void bench::add_homes(Program& program) { add_post_row<Loop>(program, "home_tell"); }
