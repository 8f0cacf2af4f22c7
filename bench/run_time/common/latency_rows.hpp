// SPDX-License-Identifier: MIT
// How long one operation takes, in nanoseconds: percentiles of a send until it is received, of a lock for which two
// threads compete, and of a reader beside a writer. The libraries are those of channel_rows.hpp and lock_rows.hpp; a
// class `Library` with a constant `latency` has these rows.
#pragma once

#include "lock_rows.hpp"
#include "program.hpp"
#include "team.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

inline std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
}

// The part of all values, in thousandths, that is at most the result.
inline double percentile(std::vector<std::int64_t>& values, std::size_t thousandths) {
  require(!values.empty(), "nothing was measured");
  const std::size_t at = std::min(values.size() * thousandths / 1000, values.size() - 1);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return static_cast<double>(values[at]);
}

struct Percentile {
  const char* suffix;
  std::size_t thousandths;
};
inline constexpr std::array<Percentile, 3> percentiles{{{"_p50", 500}, {"_p99", 990}, {"_p999", 999}}};

// `measure(settings)` returns all values. A thousandth needs thousands of them: these rows take ten times as long.
template <class Measure>
void add_percentiles(Program& program, const std::string& name, Measure measure) {
  for (const Percentile& each : percentiles) {
    program.row(name + each.suffix, [measure, each](const Settings& settings) {
      Settings longer = settings;
      longer.seconds *= settings.tiny ? 1 : 10;
      auto values = measure(longer);
      return percentile(values, each.thousandths);
    });
  }
}

// The time from before a send until the receiver has the message. The receiver has waited for `gap` then.
template <class Open>
std::vector<std::int64_t> send_latencies(const Settings& settings, Open open, std::chrono::nanoseconds gap) {
  auto ends = open();
  std::atomic<std::size_t> received{0};
  std::vector<std::int64_t> values;
  const auto receive = [&] {
    for (;;) {
      const std::int64_t sent = ends.second.recv();
      const std::int64_t now = now_ns();
      if (sent == 0) return;
      values.push_back(now - sent);
      received.store(values.size(), std::memory_order_release);
    }
  };
  const auto send = [&] {
    const auto begin = Clock::now();
    for (std::size_t i = 0; i == 0 || seconds_since(begin) < settings.seconds; ++i) {
      while (received.load(std::memory_order_acquire) != i) std::this_thread::yield();
      if (gap > std::chrono::microseconds(50)) {
        std::this_thread::sleep_for(gap);
      } else {
        for (const auto end = Clock::now() + gap; Clock::now() < end;) {
        }
      }
      ends.first.send(now_ns());
    }
    ends.first.send(std::int64_t{0});
  };
  together(settings, {receive, send});
  return values;
}

// How long each of two threads waits for a lock that both take again and again.
template <class Mutex>
std::vector<std::int64_t> lock_latencies(const Settings& settings) {
  Mutex mutex;
  std::array<std::vector<std::int64_t>, 2> values;
  const auto role = [&](std::vector<std::int64_t>& mine) {
    return [&mutex, &mine, &settings] {
      Number seed = 88172645463325252;
      const auto begin = Clock::now();
      do {
        for (int i = 0; i < 100; ++i) {
          const std::int64_t before = now_ns();
          std::int64_t after = 0;
          mutex.with([&](Number& number) {
            after = now_ns();
            number = some_work(number + 1);
          });
          mine.push_back(after - before);
          seed = some_work(seed);
        }
      } while (seconds_since(begin) < settings.seconds);
      keep(seed);
    };
  };
  together(settings, {role(values[0]), role(values[1])});
  values[0].insert(values[0].end(), values[1].begin(), values[1].end());
  return values[0];
}

// How long a reader waits beside a thread that writes again and again.
template <class RwLock>
std::vector<std::int64_t> read_latencies(const Settings& settings) {
  RwLock lock;
  std::atomic<bool> done{false};
  std::vector<std::int64_t> values;
  const auto write = [&] {
    Number seed = 88172645463325252;
    while (!done.load(std::memory_order_relaxed)) {
      lock.write([](Number& number) { number = some_work(number + 1); });
      for (int i = 0; i < 4; ++i) seed = some_work(seed);
    }
    keep(seed);
  };
  const auto read = [&] {
    const auto begin = Clock::now();
    do {
      for (int i = 0; i < 100; ++i) {
        const std::int64_t before = now_ns();
        std::int64_t after = 0;
        Number seen = 0;
        lock.read([&](const Number& number) {
          after = now_ns();
          seen = number;
        });
        values.push_back(after - before);
        keep(some_work(seen));
      }
    } while (seconds_since(begin) < settings.seconds);
    done = true;
  };
  together(settings, {write, read});
  return values;
}

template <class Channels, class Mutex, class RwLock>
void add_latency_rows(Program& program) {
  const auto times = [] { return Channels::template unbounded<std::int64_t>(); };
  add_percentiles(program, "send_spinning",
                  [=](const Settings& s) { return send_latencies(s, times, std::chrono::microseconds(2)); });
  add_percentiles(program, "send_sleeping",
                  [=](const Settings& s) { return send_latencies(s, times, std::chrono::microseconds(500)); });
  add_percentiles(program, "lock_contended", [](const Settings& s) { return lock_latencies<Mutex>(s); });
  add_percentiles(program, "read_beside_writer", [](const Settings& s) { return read_latencies<RwLock>(s); });
}

}  // namespace bench
