// SPDX-License-Identifier: MIT
// Threads that hold some locks and wait for others.
#pragma once

#include "threads/stress/stress.hpp"

namespace {

struct Several {
  std::array<Mutex<Pair>, 3> mutexes;
  std::array<RwLock<Pair>, 6> locks;
  fearless::LazyLock<std::string> lazy{[] { return std::string(40, 'x'); }};
  Mutex<int> answers{0};
  fearless::Condvar answered;
};

// What was asked for, poisoned or not: some of those who hold it here end in an exception.
template <class R>
auto in_any_case(R result) {
  return result.has_value() ? std::move(result).value() : std::move(result).error().into_inner();
}

// Takes some locks by their numbers, waits for what a thread without locks does, and lets go in some order.
class HoldsSome {
 public:
  using Ask = mpsc::SyncSender<mpsc::Sender<int>>;
  HoldsSome(const Several& shared, const Ask& ask, std::atomic<int>& wrong, std::uint64_t seed)
      : shared_(shared), ask_(ask), wrong_(wrong), random_(seed * 0x9e37'79b9'7f4a'7c15 + 1) {}

  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
      try {
        std::vector<Kept> held;
        take_some(held);
        wait_for_something();
        if (below(8) == 0) throw std::runtime_error("as told");
        while (!held.empty()) {
          std::swap(held[below(held.size())], held.back());
          held.pop_back();
        }
      } catch (const std::runtime_error&) {
      }
    }
  }

 private:
  using Kept = std::shared_ptr<void>;

  std::size_t below(std::size_t limit) {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return (random_ >> 20) % limit;
  }
  template <class Guard>
  void check(const Guard& guard) {
    if (guard->a != guard->b) ++wrong_;
  }
  template <class Guard>
  void keep(std::vector<Kept>& held, Guard guard) {
    check(guard);
    held.push_back(std::make_shared<Guard>(std::move(guard)));
  }
  template <class Guard>
  Guard changed(Guard guard) {
    check(guard);
    ++guard->a;
    fearless::detail::pause_point();
    ++guard->b;
    return guard;
  }

  void take_some(std::vector<Kept>& held) {
    std::vector<std::size_t> read;
    for (std::size_t i = 0; i < shared_.locks.size() + shared_.mutexes.size(); ++i) {
      if (below(2) == 0) continue;
      if (i % 3 == 2) {
        const Mutex<Pair>& mutex = shared_.mutexes.at(i / 3);
        if (below(3) != 0) {
          keep(held, changed(in_any_case(mutex.lock())));
        } else if (auto guard = mutex.try_lock_for(5us)) {
          keep(held, changed(std::move(*guard)));
        }
      } else {
        const RwLock<Pair>& lock = shared_.locks.at(i / 3 * 2 + i % 3);
        switch (below(8)) {
          case 0:
            keep(held, changed(in_any_case(lock.write())));
            break;
          case 1:
            keep(held, changed(in_any_case(lock.write())).downgrade());
            break;
          case 2:
            if (auto guard = lock.try_write()) keep(held, changed(std::move(*guard)));
            break;
          case 3:
            if (auto guard = lock.try_read()) keep(held, std::move(*guard));
            break;
          default:
            keep(held, in_any_case(lock.read()));
            read.push_back(i / 3 * 2 + i % 3);
        }
      }
      // Whatever it has taken since, it may read again what it reads.
      if (!read.empty() && below(3) == 0) keep(held, in_any_case(shared_.locks.at(read[below(read.size())]).read()));
    }
  }

  void wait_for_something() {
    switch (below(6)) {
      case 0: {
        auto [tx, rx] = mpsc::channel<int>();
        ask_.send(std::move(tx)).value();
        if (rx.recv().value() <= 0) ++wrong_;
        break;
      }
      case 1: {
        auto [tx, rx] = mpsc::channel<int>();
        const int before = shared_.answers.with([](const int& number) { return number; });
        ask_.send(std::move(tx)).value();
        const auto guard =
            shared_.answered.wait_while(shared_.answers.lock().value(), [&](int& now) { return now <= before; })
                .value();
        if (*guard <= before) ++wrong_;
        break;
      }
      case 2:
        if (shared_.lazy->size() != 40) ++wrong_;
        break;
      case 3:
        thread::scope([&](thread::Scope& s) { s.spawn([](const Item& item) { return item.number(); }, Item(0, 1)); });
        break;
      case 4:
        if (thread::spawn([](const Item& item) { return item.number(); }, Item(0, 1)).join().value() != 1) ++wrong_;
        break;
      default:
        thread::park_timeout(10us);
    }
  }

  const Several& shared_;
  const Ask& ask_;
  std::atomic<int>& wrong_;
  std::uint64_t random_;
};

// Threads that hold some locks and wait for others, and for threads that hold none.
TEST_F(Stress, HoldSomeAndWaitForOthers) {
  repeat([](int n) {
    const Several shared;
    std::atomic<int> wrong{0};
    auto [ask, asked] = mpsc::sync_channel<mpsc::Sender<int>>(static_cast<std::size_t>(n % 3));
    std::thread answering([&shared, questions = std::move(asked)] {
      int count = 0;
      for (const auto& question : questions) {
        static_cast<void>(question.send(++count));
        shared.answers.with([&](int& number) { number = count; });
        shared.answered.notify_all();
      }
    });
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < 4; ++t) {
      threads.emplace_back([&shared, &wrong, mine = ask, seed = static_cast<std::uint64_t>(n) * 4 + t + 1] {
        HoldsSome(shared, mine, wrong, seed).rounds(10);
      });
    }
    for (auto& each_thread : threads) each_thread.join();
    fearless::drop(std::move(ask));
    answering.join();
    EXPECT_EQ(wrong.load(), 0);
    for (const auto& lock : shared.locks) {
      const auto got = lock.try_write();
      EXPECT_TRUE(got.has_value() || got.error().is_poisoned());
    }
    for (const auto& mutex : shared.mutexes) {
      const auto got = mutex.try_lock();
      EXPECT_TRUE(got.has_value() || got.error().is_poisoned());
    }
  });
}

}  // namespace
