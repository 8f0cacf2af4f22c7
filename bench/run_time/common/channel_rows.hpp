// SPDX-License-Identifier: MIT
// The rows about channels. A library is a class `Channels` with what it has of
//   unbounded<T>() and bounded<T>(n), n = 0 being a rendezvous: a pair of ends, the first copied for each sender;
//   rendezvous: whether n may be 0;
// a sender has send(T), a receiver recv(), and for the rows about many at once for_each(f), until every sender is gone,
// and recv_many(values, limit), which appends to a vector and returns how many.
#pragma once

#include "heap.hpp"
#include "messages.hpp"
#include "program.hpp"
#include "team.hpp"

#include <time.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

// The ends of a library whose queue is one object for both.
template <class Queue>
struct Shared {
  std::shared_ptr<Queue> queue;
  template <class T>
  void send(T&& value) const {
    queue->send(std::forward<T>(value));
  }
  auto recv() const { return queue->recv(); }
  template <class V>
  std::size_t recv_many(V& values, std::size_t limit) const
    requires requires(Queue& q) { q.recv_many(values, limit); }
  {
    return queue->recv_many(values, limit);
  }
};
template <class Queue, class... Args>
std::pair<Shared<Queue>, Shared<Queue>> shared(Args&&... args) {
  auto queue = std::make_shared<Queue>(std::forward<Args>(args)...);
  return {Shared<Queue>{queue}, Shared<Queue>{queue}};
}

// How the receiver of a stream of `count` messages takes them; the sum of what they hold.
struct OneByOne {
  template <class T, class Receiver>
  static std::uint64_t receive(Receiver& receiver, std::size_t count) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += Content<T>::read(receiver.recv());
    return sum;
  }
};
struct Iterating {
  template <class T, class Receiver>
  static std::uint64_t receive(Receiver& receiver, std::size_t count) {
    std::uint64_t sum = 0;
    std::size_t seen = 0;
    receiver.for_each([&](const T& value) {
      sum += Content<T>::read(value);
      ++seen;
    });
    require(seen == count, "a message was lost");
    return sum;
  }
};
struct Many {
  template <class T, class Receiver>
  static std::uint64_t receive(Receiver& receiver, std::size_t count) {
    std::uint64_t sum = 0;
    std::vector<T> values;
    values.reserve(256);
    for (std::size_t seen = 0; seen < count;) {
      values.clear();
      seen += receiver.recv_many(values, 256);
      for (const T& value : values) sum += Content<T>::read(value);
    }
    return sum;
  }
};

template <class T, class Sender>
std::uint64_t send_all(Sender& sender, std::size_t count) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    T value = Content<T>::make(i);
    sum += Content<T>::read(value);
    sender.send(std::move(value));
  }
  return sum;
}

// Seconds in which `senders` threads send `count` messages and one thread receives them.
template <class T, class How, class Open>
double stream(const Settings& settings, Open open, std::size_t senders, std::size_t count) {
  auto ends = open();
  using Sender = decltype(ends.first);
  std::vector<std::optional<Sender>> sending(senders, ends.first);
  sending[0].emplace(std::move(ends.first));
  std::atomic<std::uint64_t> sent{0};
  std::uint64_t received = 0;
  Roles roles;
  roles.emplace_back([&] { received = How::template receive<T>(ends.second, count); });
  for (std::size_t i = 0; i < senders; ++i) {
    roles.emplace_back([&sending, &sent, i, n = share(count, senders, i)] {
      sent += send_all<T>(*sending[i], n);
      sending[i].reset();
    });
  }
  const double seconds = together(settings, roles);
  require(sent == received, "what arrived is not what was sent");
  return seconds;
}

// No more is queued than 64 MB, however far behind the receiver falls.
template <class T>
inline constexpr std::size_t queued_at_most = (std::size_t{64} << 20) / sizeof(T);

template <class T, class How = OneByOne, class Open>
void add_stream(Program& program, std::string name, std::size_t senders, Open open) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate(settings, queued_at_most<T>,
                [&](std::size_t count) { return stream<T, How>(settings, open, senders, count); });
  });
}

// Round trips over two channels, for each of `pairs` pairs of threads.
template <class Open>
void add_ping_pong(Program& program, std::string name, std::size_t pairs, Open open) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      using Ends = decltype(open());
      std::vector<std::pair<Ends, Ends>> channels;
      for (std::size_t i = 0; i < pairs; ++i) channels.emplace_back(open(), open());
      Roles roles;
      for (std::size_t i = 0; i < pairs; ++i) {
        roles.emplace_back(
            [&there = channels[i].first.first, &back = channels[i].second.second, n = share(count, pairs, i)] {
              for (std::size_t k = 0; k < n; ++k) {
                there.send(Content<int>::make(k));
                require(back.recv() == Content<int>::make(k), "the wrong answer");
              }
            });
        roles.emplace_back(
            [&there = channels[i].first.second, &back = channels[i].second.first, n = share(count, pairs, i)] {
              for (std::size_t k = 0; k < n; ++k) back.send(there.recv());
            });
      }
      return together(settings, roles);
    });
  });
}

template <class T, class Ends>
void fill_and_drain(Ends& ends, std::size_t count) {
  const std::uint64_t sent = send_all<T>(ends.first, count);
  require(OneByOne::receive<T>(ends.second, count) == sent, "what arrived is not what was sent");
}

// One thread sends `queued` messages, and then receives them.
template <class T, class Open>
void add_queued(Program& program, std::string name, std::size_t queued, Open open) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate_of(settings, settings.fixed(queued), [&](std::size_t count) {
      auto ends = open();
      return timed([&] { fill_and_drain<T>(ends, count); });
    });
  });
}

// What the receiver alone can do: a million messages are there, and nobody sends more.
template <class T, class How, class Open>
void add_drain(Program& program, std::string name, Open open) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate_of(settings, settings.fixed(1'000'000), [&](std::size_t count) {
      auto ends = open();
      const auto send_and_go = [count](auto sender) { return send_all<T>(sender, count); };
      const std::uint64_t sent = send_and_go(std::move(ends.first));
      std::uint64_t received = 0;
      const double seconds = timed([&] { received = How::template receive<T>(ends.second, count); });
      require(sent == received, "what arrived is not what was sent");
      return seconds;
    });
  });
}

// CPU time in milliseconds that the process has used.
inline double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// CPU time in milliseconds that the process uses while a receiver has been waiting for a second.
template <class Open>
double blocked_milliseconds(const Settings& settings, Open open) {
  auto ends = open();
  std::atomic<bool> waits{false};
  std::thread receiver([&] {
    waits = true;
    require(ends.second.recv() == 7, "the wrong message");
  });
  while (!waits) std::this_thread::yield();
  const double before = cpu_milliseconds();
  std::this_thread::sleep_for(std::chrono::milliseconds(settings.tiny ? 10 : 1000));
  const double used = cpu_milliseconds() - before;
  ends.first.send(7);
  receiver.join();
  return used;
}

// CPU seconds of both threads for a million messages, of which there are `count`; where `gap` is not 0, one comes at
// most every so often.
template <class Open>
double cpu_seconds_per_million(const Settings& settings, Open open, std::size_t count, std::chrono::nanoseconds gap) {
  auto ends = open();
  const auto receive = [&] {
    for (std::size_t i = 0; i < count; ++i) require(ends.second.recv() == Content<int>::make(i), "the wrong message");
  };
  const auto send = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      if (gap.count() != 0) std::this_thread::sleep_for(gap);
      ends.first.send(Content<int>::make(i));
    }
  };
  const double before = cpu_milliseconds();
  together(settings, {receive, send});
  return (cpu_milliseconds() - before) * 1e3 / static_cast<double>(count);
}

template <class Open>
void add_send_recv(Program& program, Open open) {
  program.row("send_recv_1t", [=](const Settings& settings) {
    auto ends = open();
    return rate(settings, no_limit, [&](std::size_t count) {
      return timed([&] {
        for (std::size_t i = 0; i < count; ++i) fill_and_drain<int>(ends, 1);
      });
    });
  });
}

template <class Channels>
void add_unbounded_rows(Program& program) {
  const auto ints = [] { return Channels::template unbounded<int>(); };
  for (const auto senders : std::to_array<std::size_t>({1, 2, 4, 16})) {
    add_stream<int>(program, "unbounded_" + std::to_string(senders) + "p", senders, ints);
  }
  add_stream<int>(program, "crowd_unbounded", 7, ints);
  add_stream<std::string>(program, "unbounded_string", 1, [] { return Channels::template unbounded<std::string>(); });
  const auto sized = [&]<std::size_t... N>(std::index_sequence<N...>) {
    (add_stream<Bytes<N>>(program, "unbounded_" + std::to_string(N) + "b", 1,
                          [] { return Channels::template unbounded<Bytes<N>>(); }),
     ...);
  };
  sized(std::index_sequence<1, 16, 64, 256, 1024, 4096>{});

  using Receiver = decltype(ints().second);
  if constexpr (requires(Receiver& r) { r.for_each([](int) {}); }) {
    add_stream<int, Iterating>(program, "iterate", 1, ints);
    add_drain<int, Iterating>(program, "drain_iterate", ints);
  }
  if constexpr (requires(Receiver& r, std::vector<int>& v) { r.recv_many(v, 1); }) {
    add_stream<int, Many>(program, "recv_many", 1, ints);
    add_drain<int, Many>(program, "drain_recv_many", ints);
  }
  add_ping_pong(program, "ping_pong", 1, ints);
  add_ping_pong(program, "crowd_ping_pong", 4, ints);
  add_send_recv(program, ints);
  program.row("create_drop", [=](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      return timed([&] {
        for (std::size_t i = 0; i < count; ++i) {
          const auto ends = ints();
          keep(ends);
        }
      });
    });
  });
  add_queued<int>(program, "queued_1m", 1'000'000, ints);
  add_queued<int>(program, "queued_10m", 10'000'000, ints);
  program.row("cpu_blocked", [=](const Settings& settings) { return blocked_milliseconds(settings, ints); });
  program.row("cpu_million", [=](const Settings& settings) {
    return cpu_seconds_per_million(settings, ints, settings.fixed(1'000'000), std::chrono::nanoseconds(0));
  });
  program.row("cpu_million_paced", [=](const Settings& settings) {
    return cpu_seconds_per_million(settings, ints, settings.fixed(2'000), std::chrono::microseconds(100));
  });
  // (A smoke test has ten.)
  program.row("unbounded_1000p", [=](const Settings& settings) {
    return rate_of(settings, settings.fixed(1'000'000), [&](std::size_t count) {
      return stream<int, OneByOne>(settings, ints, settings.fixed(1000), count);
    });
  });
}

template <class Channels>
void add_bounded_rows(Program& program) {
  const auto of = [](std::size_t bound) { return [bound] { return Channels::template bounded<int>(bound); }; };
  for (const auto bound : std::to_array<std::size_t>({1, 64, 1024, 65536})) {
    add_stream<int>(program, "bounded_" + std::to_string(bound), 1, of(bound));
  }
  if constexpr (Channels::rendezvous) add_stream<int>(program, "bounded_0", 1, of(0));
  for (const auto bound : std::to_array<std::size_t>({1, 64, 1024})) {
    add_stream<int>(program, "crowd_bounded_" + std::to_string(bound), 7, of(bound));
  }
  if constexpr (Channels::rendezvous) add_stream<int>(program, "crowd_bounded_0", 7, of(0));
}

// Bytes of the heap that each queued message takes, as `T` and with what the channel needs.
template <class T, class Open>
double bytes_each(const Settings& settings, Open open) {
  const std::size_t count = settings.fixed(1'000'000);
  auto ends = open();
  const double before = heap_bytes();
  const std::uint64_t sent = send_all<T>(ends.first, count);
  const double after = heap_bytes();
  require(OneByOne::receive<T>(ends.second, count) == sent, "what arrived is not what was sent");
  return (after - before) / static_cast<double>(count);
}

template <class Channels>
void add_queued_memory_rows(Program& program) {
  if constexpr (has_heap) {
    const auto ints = [] { return Channels::template unbounded<int>(); };
    program.row("bytes_queued_int", [=](const Settings& settings) { return bytes_each<int>(settings, ints); });
    program.row("bytes_queued_64b", [=](const Settings& settings) {
      return bytes_each<Bytes<64>>(settings, [] { return Channels::template unbounded<Bytes<64>>(); });
    });
    program.row("bytes_after_burst", [=](const Settings& settings) {
      const std::size_t count = settings.fixed(1'000'000);
      // The allocator keeps some freed blocks of each size and calls them used: let it have them first.
      auto earlier = ints();
      fill_and_drain<int>(earlier, count);
      auto ends = ints();
      const double before = heap_bytes();
      fill_and_drain<int>(ends, count);
      return heap_bytes() - before;
    });
  }
}

template <class Channels>
void add_idle_memory_row(Program& program) {
  if constexpr (has_heap) {
    program.row("bytes_idle_channel", [](const Settings&) {
      return heap_bytes_each([](std::size_t) { return Channels::template unbounded<int>(); });
    });
  }
}

}  // namespace bench
