// SPDX-License-Identifier: MIT
// The rows about locks. A library's `Mutex` guards a number and has with(f), which calls f(number) under the lock; its
// `RwLock` has read(f) and write(f); its `Baton` is a number under a mutex with a condition variable:
// exchange(before, after) waits until it is `before`, makes it `after` and wakes the other thread.
#pragma once

#include "program.hpp"
#include "team.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

namespace bench {

using Number = std::uint64_t;

// Some 70 ns that no compiler can leave out: each step needs the one before.
inline Number some_work(Number seed) {
  for (int i = 0; i < 32; ++i) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
  }
  return seed;
}

template <class Mutex>
void add_mutex(Program& program, std::string name, std::size_t threads, bool work_outside) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      Mutex mutex;
      const double seconds = split(settings, threads, count, [&mutex, work_outside](std::size_t n) {
        // Read here, and not again after each atomic operation; as in Rust, where nobody else can change them.
        Mutex* const shared = &mutex;
        const bool works = work_outside;
        Number mine = 88172645463325252;
        for (std::size_t i = 0; i < n; ++i) {
          shared->with([](Number& number) { ++number; });
          if (works) mine = some_work(mine);
        }
        keep(mine);
      });
      Number total = 0;
      mutex.with([&](Number& number) { total = number; });
      require(total == count, "an increment was lost");
      return seconds;
    });
  });
}

// How much the unluckiest of four threads gets of a quarter, while all take the lock again and again.
template <class Mutex>
double share_of_the_unluckiest(const Settings& settings) {
  constexpr std::size_t threads = 4;
  Mutex mutex;
  std::array<std::size_t, threads> taken{};
  const double span = settings.seconds * (settings.tiny ? 1 : 5);
  Roles roles;
  for (std::size_t& mine : taken) {
    roles.emplace_back([&mutex, &mine, span] {
      std::size_t count = 0;
      for (const auto begin = Clock::now(); seconds_since(begin) < span; count += 16) {
        for (int i = 0; i < 16; ++i) mutex.with([](Number& number) { number = some_work(number + 1); });
      }
      mine = count;
    });
  }
  together(settings, roles);
  const auto all = std::accumulate(taken.begin(), taken.end(), std::size_t{0});
  return static_cast<double>(*std::min_element(taken.begin(), taken.end()) * threads) / static_cast<double>(all);
}

template <class Mutex>
void add_mutex_rows(Program& program) {
  add_mutex<Mutex>(program, "mutex_1t", 1, false);
  add_mutex<Mutex>(program, "mutex_2t", 2, false);
  add_mutex<Mutex>(program, "mutex_4t", 4, false);
  add_mutex<Mutex>(program, "mutex_work_2t", 2, true);
  add_mutex<Mutex>(program, "crowd_mutex", 8, false);
  program.row("fair_mutex", share_of_the_unluckiest<Mutex>);
}

// Each thread reads, and where `one_write_in` is not 0, writes that often.
template <class RwLock>
void add_rwlock(Program& program, std::string name, std::size_t threads, std::size_t one_write_in) {
  program.row(std::move(name), [=](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      RwLock lock;
      return split(settings, threads, count, [&lock, one_write_in](std::size_t n) {
        RwLock* const shared = &lock;
        const std::size_t writes = one_write_in;
        Number last = 0;
        std::size_t until_write = writes;
        for (std::size_t i = 0; i < n; ++i) {
          if (writes != 0 && --until_write == 0) {
            until_write = writes;
            shared->write([](Number& number) { ++number; });
          } else {
            Number seen = 0;
            shared->read([&seen](const Number& number) { seen = number; });
            require(seen >= last, "a write was lost");
            last = seen;
          }
        }
        keep(last);
      });
    });
  });
}

template <class RwLock>
void add_rwlock_rows(Program& program) {
  add_rwlock<RwLock>(program, "rwlock_read_1t", 1, 0);
  add_rwlock<RwLock>(program, "rwlock_read_2t", 2, 0);
  add_rwlock<RwLock>(program, "crowd_rwlock_read", 8, 0);
  add_rwlock<RwLock>(program, "crowd_rwlock_mixed", 8, 16);
  add_rwlock<RwLock>(program, "rwlock_writes_1", 4, 100);
  add_rwlock<RwLock>(program, "rwlock_writes_5", 4, 20);
  add_rwlock<RwLock>(program, "rwlock_writes_50", 4, 2);
}

// Two threads wake each other in turn: round trips.
template <class Baton>
void add_condvar_rows(Program& program) {
  program.row("condvar_ping_pong", [](const Settings& settings) {
    return rate(settings, no_limit, [&](std::size_t count) {
      Baton baton;
      const auto role = [&baton, count](Number from, Number to) {
        return [&baton, count, from, to] {
          for (std::size_t i = 0; i < count; ++i) baton.exchange(from, to);
        };
      };
      return together(settings, {role(0, 1), role(1, 0)});
    });
  });
}

}  // namespace bench
