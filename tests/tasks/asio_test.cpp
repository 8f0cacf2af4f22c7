// SPDX-License-Identifier: MIT
// Boost.Asio: what is posted runs, strands are homes whose context may go, and a guard that is held over co_await.
#include <fearless/asio.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::Home;
using fearless::Mutex;
using fearless::Panic;
using fearless::Remote;
namespace asio = fearless::asio;
namespace home = fearless::home;
namespace net = boost::asio;
namespace thread = fearless::thread;

// An `Arc` shows what it shares as const.
struct Total {
  mutable std::atomic<int> value{0};
};
using SharedTotal = Arc<Total>;
void add_to(const SharedTotal& total, int n) { total->value += n; }

TEST(Asio, WhatIsHandedOverRunsOnTheContext) {
  const auto total = SharedTotal::make();
  net::io_context context;
  asio::post(context, add_to, total, 1);
  asio::defer(context.get_executor(), add_to, total, 10);
  asio::dispatch(context.get_executor(), add_to, total, 100);
  EXPECT_EQ(total->value, 0);
  context.run();
  EXPECT_EQ(total->value, 111);
  asio::post(context, [] { throw std::runtime_error("out of run"); });
  context.restart();
  EXPECT_THROW(context.run(), std::runtime_error);
  net::thread_pool pool(2);
  for (int i = 0; i != 100; ++i) asio::post(pool, add_to, total, 1);
  pool.join();
  EXPECT_EQ(total->value, 211);
  // Of what never runs, the arguments are destroyed with the context.
  {
    net::io_context never;
    asio::post(never, add_to, total, 1);
    EXPECT_EQ(total.strong_count(), 2u);
  }
  EXPECT_EQ(total.strong_count(), 1u);
}

TEST(Asio, AHandlerIsGivenTheResultsBehindItsArguments) {
  const auto total = SharedTotal::make();
  net::io_context context;
  net::steady_timer timer(context, std::chrono::nanoseconds(1));
  timer.async_wait(asio::handler(
      [](const SharedTotal& mine, std::unique_ptr<int> n, const boost::system::error_code& error) {
        if (!error) mine->value += *n;
      },
      total, std::make_unique<int>(5)));
  context.run();
  EXPECT_EQ(total->value, 5);
}

net::awaitable<void> count_up(SharedTotal total, std::string text) {
  auto executor = co_await net::this_coro::executor;
  for (int i = 0; i != 10; ++i) {
    co_await net::post(executor, net::use_awaitable);
    total->value += static_cast<int>(text.size());
  }
}
net::awaitable<int> by_reference(const SharedTotal& total) {
  co_await net::post(co_await net::this_coro::executor, net::use_awaitable);
  co_return ++total->value;
}
net::awaitable<void> fails() {
  co_await net::post(co_await net::this_coro::executor, net::use_awaitable);
  throw std::runtime_error("out of run");
}

TEST(Asio, ACoroutineOwnsWhatItIsMadeOf) {
  const auto total = SharedTotal::make();
  net::thread_pool pool(2);
  for (int i = 0; i != 4; ++i) asio::co_spawn(pool, count_up, total, std::string("abc"));
  asio::co_spawn(pool.get_executor(), by_reference, total);
  pool.join();
  EXPECT_EQ(total->value, 121);
  EXPECT_EQ(total.strong_count(), 1u);
  net::io_context context;
  asio::co_spawn(context, fails);
  EXPECT_THROW(context.run(), std::runtime_error);
}

// [guard]
net::awaitable<void> holds_a_guard(Arc<Mutex<int>> count) {
  auto guard = count->lock().value();
  co_await net::post(co_await net::this_coro::executor, net::use_awaitable);
  ++*guard;  // perhaps on another thread
}
// [/guard]

// A pool may resume a coroutine on another of its threads. Here it always does: one thread runs the context until the
// lock is taken, another one goes on.
void release_elsewhere() {
  const auto count = Arc<Mutex<int>>::make(0);
  net::io_context context;
  asio::co_spawn(context, holds_a_guard, count);
  std::thread begins([&] {
    while (count->try_lock().has_value()) context.run_one();
  });
  begins.join();
  context.run();
}
TEST(AsioDeathTest, AGuardThatIsReleasedByAnotherThreadEndsTheProgram) {
  // ThreadSanitizer may say it first, in its own words.
  EXPECT_DEATH(release_elsewhere(), "a thread released what another one locked|unlock of an unlocked mutex");
}
TEST(Asio, AGuardIsReleasedWhereOneThreadRunsTheContext) {
  const auto count = Arc<Mutex<int>>::make(0);
  net::io_context context;
  for (int i = 0; i != 3; ++i) {
    asio::co_spawn(context, holds_a_guard, count);
    context.restart();
    context.run();
  }
  EXPECT_EQ(count->with([](int& n) { return n; }), 3);
}

struct Counter {
  int calls = 0;
  int next() { return ++calls; }
};

TEST(AsioSerial, CallsRunOneAtATimeOnThePool) {
  net::thread_pool pool(3);
  const auto counter = Home<Counter, asio::Serial>::make_on(asio::Serial(pool));
  const auto remote = counter.remote();
  std::vector<thread::JoinHandle<bool>> callers;
  for (int i = 0; i != 3; ++i) {
    callers.push_back(thread::spawn(
        [](const Remote<Counter, asio::Serial>& mine) {
          bool all = true;
          for (int call = 0; call != 300; ++call) all = mine.tell(&Counter::next) && all;
          return all && mine.ask([mine](const Counter&) { return mine.here(); }).wait().value() && !mine.here();
        },
        remote));
  }
  for (auto& caller : callers) EXPECT_TRUE(caller.join().value());
  EXPECT_EQ(remote.ask(&Counter::next).wait().value(), 901);
}

struct Tells {
  SharedTotal stopped, destroyed;
  Tells(SharedTotal a, SharedTotal b) : stopped(std::move(a)), destroyed(std::move(b)) {}
  Tells(const Tells&) = delete;
  Tells& operator=(const Tells&) = delete;
  ~Tells() { ++destroyed->value; }
  void stop() const { ++stopped->value; }
};

}  // namespace
FEARLESS_UNSAFE_SEND(Tells);
namespace {

TEST(AsioSerial, AContextThatGoesEndsItsObjects) {
  const auto stopped = SharedTotal::make(), destroyed = SharedTotal::make();
  std::vector<Home<Tells, asio::Serial>> homes;
  auto context = std::make_unique<net::io_context>();
  const asio::Serial serial(*context);
  homes.push_back(Home<Tells, asio::Serial>::make_on(serial, stopped, destroyed));
  const auto remote = homes[0].remote();
  context->run();
  auto answer = remote.ask([](Tells&) {});
  homes.push_back(Home<Tells, asio::Serial>::make_on(serial, stopped, destroyed));  // and never made
  auto waits = thread::spawn([](fearless::Answer<int> mine) { return mine.wait().has_value(); },
                             remote.ask([](Tells&) { return 1; }));
  context.reset();
  EXPECT_EQ(answer.wait().error(), home::Gone());
  EXPECT_FALSE(waits.join().value());
  EXPECT_EQ(stopped->value, 1);
  EXPECT_EQ(destroyed->value, 1);
  EXPECT_FALSE(remote.tell([](Tells&) {}));
  EXPECT_FALSE(serial.post(fearless::task([] {})));
  EXPECT_FALSE(serial.here());
  EXPECT_THROW(static_cast<void>(serial.executor()), std::logic_error);
  EXPECT_TRUE((Home<Tells, asio::Serial>::make_on(serial, stopped, destroyed).remote().is_gone()));
}

// A call that is small and cannot throw when it is moved is stored by the strand itself, any other one as a Task.
class MoveMayThrow {
 public:
  explicit MoveMayThrow(int number) : number_(number) {}
  MoveMayThrow(MoveMayThrow&& other) noexcept(false) : number_(other.number_) {}
  MoveMayThrow(const MoveMayThrow&) = delete;
  MoveMayThrow& operator=(MoveMayThrow&&) = delete;
  MoveMayThrow& operator=(const MoveMayThrow&) = delete;
  ~MoveMayThrow() = default;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};
}  // namespace
FEARLESS_UNSAFE_IMPL((Send, Static), MoveMayThrow);
namespace {

struct Numbers {
  std::vector<int> all;
};

TEST(AsioSerial, CallsOfEveryKindAreMadeInTheirOrder) {
  net::thread_pool pool(2);
  const auto numbers = Home<Numbers, asio::Serial>::make_on(asio::Serial(pool));
  const auto remote = numbers.remote();
  for (int i = 0; i != 300; i += 3) {
    ASSERT_TRUE(remote.tell([](Numbers& to, int number) { to.all.push_back(number); }, i));
    ASSERT_TRUE(remote.tell([](Numbers& to, const MoveMayThrow& from) { to.all.push_back(from.number()); },
                            MoveMayThrow(i + 1)));
    ASSERT_TRUE(remote.tell([](Numbers& to, const std::array<int, 64>& from) { to.all.push_back(from.back()); },
                            [i] {
                              std::array<int, 64> large{};
                              large.back() = i + 2;
                              return large;
                            }()));
  }
  const auto all = remote.ask([](const Numbers& from) { return from.all; }).wait().value();
  ASSERT_EQ(all.size(), 300U);
  for (int i = 0; i != 300; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)], i);
}

// What a call holds is destroyed with the context, if the call was not made.
TEST(AsioSerial, ACallThatIsNotMadeIsDestroyed) {
  const auto held = SharedTotal::make();
  {
    net::io_context context;
    const auto counter = Home<Counter, asio::Serial>::make_on(asio::Serial(context));
    EXPECT_TRUE(counter.remote().tell([](Counter&, const SharedTotal&) { FAIL(); }, held));
    EXPECT_EQ(held.strong_count(), 2U);
  }
  EXPECT_EQ(held.strong_count(), 1U);
}

TEST(AsioSerial, ExceptionsGoToTheHandler) {
  struct Keeps {
    Arc<Mutex<std::string>> text;
    void operator()(const Panic& panic) const {
      text->with([&](std::string& all) { all += panic.what(); });
    }
  };
  const auto text = Arc<Mutex<std::string>>::make();
  net::io_context context;
  const auto counter = Home<Counter, asio::Serial>::make_on(asio::Serial(context, Keeps{text}));
  counter.remote().tell([](Counter&) { throw std::runtime_error("told"); });
  context.run();
  EXPECT_EQ(text->with([](const std::string& all) { return all; }), "told");
}

// A socket reads into a buffer of its owner's, also when the owner's Home goes: the callback keeps it alive.
class Reader {
 public:
  Reader(Remote<Reader, asio::Serial> self, net::ip::tcp::socket socket, SharedTotal bytes, SharedTotal destroyed)
      : self_(std::move(self)), socket_(std::move(socket)), bytes_(std::move(bytes)), destroyed_(std::move(destroyed)) {
    read();
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { ++destroyed_->value; }

  void read() { socket_.async_read_some(net::buffer(buffer_), self_.then(&Reader::has_read)); }
  void has_read(const boost::system::error_code& error, std::size_t size) {
    bytes_->value += static_cast<int>(size);
    if (!error) read();
  }
  void stop() { socket_.close(); }

 private:
  Remote<Reader, asio::Serial> self_;
  net::ip::tcp::socket socket_;
  std::array<char, 64> buffer_{};
  SharedTotal bytes_, destroyed_;
};

}  // namespace
FEARLESS_UNSAFE_SEND(Reader);
namespace {

TEST(AsioSerial, AnOperationKeepsItsObjectAlive) {
  for (const bool context_goes_first : {false, true}) {
    const auto bytes = SharedTotal::make(), destroyed = SharedTotal::make();
    auto context = std::make_unique<net::io_context>();
    auto acceptor =
        std::make_unique<net::ip::tcp::acceptor>(*context, net::ip::tcp::endpoint(net::ip::address_v4::loopback(), 0));
    auto client = std::make_unique<net::ip::tcp::socket>(*context);
    client->connect(acceptor->local_endpoint());
    const asio::Serial serial(*context);
    auto reader = std::make_unique<Home<Reader, asio::Serial>>(Home<Reader, asio::Serial>::make_on(
        serial, net::ip::tcp::socket(acceptor->accept(serial.executor())), bytes, destroyed));
    client->write_some(net::buffer("12345", 5));
    while (bytes->value < 5) context->run_one();
    if (!context_goes_first) {
      reader.reset();
      context->restart();
      context->run();
      EXPECT_EQ(destroyed->value, 1);
    }
    acceptor.reset();
    client.reset();
    context.reset();
    EXPECT_EQ(destroyed->value, 1);
    EXPECT_EQ(bytes->value, 5);
  }
}

// Threads call while the context is destroyed.
TEST(AsioSerial, ManyThreadsCallWhileTheContextGoes) {
  for (int round = 0; round != 20; ++round) {
    auto pool = std::make_unique<net::thread_pool>(2);
    const auto counter = Home<Counter, asio::Serial>::make_on(asio::Serial(*pool));
    std::vector<thread::JoinHandle<int>> callers;
    for (int i = 0; i != 3; ++i) {
      callers.push_back(thread::spawn(
          [](const Remote<Counter, asio::Serial>& remote) {
            int ended = 0;
            for (int call = 0; call != 300; ++call) {
              remote.tell(&Counter::next);
              if (!remote.ask(&Counter::next).wait().has_value()) ++ended;
            }
            return ended;
          },
          counter.remote()));
    }
    thread::yield_now();
    pool.reset();
    for (auto& caller : callers) EXPECT_LE(caller.join().value(), 300);
  }
}

}  // namespace
