// SPDX-License-Identifier: MIT
// The examples that the reference shows for Boost.Asio.
#include <fearless/asio.hpp>
#include <fearless/asio/serial.hpp>
#include <fearless/home.hpp>
#include <fearless/std.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

using namespace fearless;

void handler() {
  boost::asio::io_context context;
  // [handler]
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(1));
  timer.async_wait(
      asio::handler([](const std::string& text, boost::system::error_code) { std::printf("%s\n", text.c_str()); },
                    std::string("later")));
  // [handler]
  context.run();
}

void post() {
  boost::asio::io_context context;
  // [post]
  asio::post(context, [](int n) { std::printf("%d\n", n); }, 42);
  // [post]
  context.run();
}

struct Lines {
  std::string all;
  void add(const std::string& line) { all += line; }
};

void serial() {
  boost::asio::io_context context;
  // [serial]
  const asio::Serial strand(context);
  const auto lines = Home<Lines, asio::Serial>::make_on(strand);
  lines.remote().tell(&Lines::add, std::string("one at a time"));
  lines.remote().tell([](const Lines& mine) { std::printf("%s\n", mine.all.c_str()); });
  context.run();  // by any number of threads
  // [serial]
}

int main() {
  handler();
  post();
  serial();
}

// prints:
//   later
//   42
//   one at a time
