// SPDX-License-Identifier: MIT
// What is done once, parking, threads and workers, hammered.
#pragma once

#include "threads/stress/stress.hpp"

namespace {

TEST_F(Stress, OnceRunsOnce) {
  repeat([](int n) {
    const fearless::Once once;
    const fearless::OnceLock<std::string> cell;
    const fearless::LazyLock<std::string> lazy([] { return std::string(40, 'z'); });
    std::atomic<int> runs{0};
    std::atomic<int> failures{n % 3};
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 4; ++t) {
        s.spawn(
            [](const fearless::Once& o, const fearless::OnceLock<std::string>& c, std::atomic<int>& ran,
               std::atomic<int>& fail, std::atomic<int>& count) {
              for (bool done = false; !done;) {
                try {
                  o.call_once_force([&](const fearless::OnceState&) {
                    if (fail.fetch_sub(1) > 0) throw std::runtime_error("not yet");
                    ++ran;
                  });
                  done = true;
                } catch (const std::runtime_error&) {
                }
              }
              if (ran.load() != 1 || !o.is_completed()) ++count;
              if (c.get_or_init([] { return std::string(40, 'y'); }) != std::string(40, 'y')) ++count;
            },
            std::cref(once), std::cref(cell), std::ref(runs), std::ref(failures), std::ref(wrong));
        s.spawn(
            [](const fearless::OnceLock<std::string>& c, const fearless::LazyLock<std::string>& l,
               std::atomic<int>& count) {
              if (c.wait().size() != 40 || l->size() != 40) ++count;
            },
            std::cref(cell), std::cref(lazy), std::ref(wrong));
      }
    });
    EXPECT_EQ(runs.load(), 1);
    EXPECT_EQ(wrong.load(), 0);
  });
}

TEST_F(Stress, ParkLosesNoToken) {
  repeat([](int) {
    std::atomic<int> given{0};
    std::atomic<int> taken{0};
    const thread::Thread me = thread::current();
    thread::scope([&](thread::Scope& s) {
      s.spawn(
          [](const thread::Thread& parked, std::atomic<int>& out, const std::atomic<int>& back) {
            for (int i = 1; i <= each; ++i) {
              out = i;
              parked.unpark();
              while (back.load() != i) thread::yield_now();
            }
          },
          me, std::ref(given), std::cref(taken));
      for (int i = 1; i <= each; ++i) {
        while (given.load() != i) {
          if (i % 4 == 0) {
            thread::park_timeout(10us);
          } else {
            thread::park();
          }
        }
        taken = i;
      }
    });
    EXPECT_EQ(taken.load(), each);
  });
}

// Joined, detached, left to a scope, ended by an exception: what it owned is destroyed, and its result.
TEST_F(Stress, ThreadsLeaveNothing) {
  repeat([](int n) {
    std::atomic<int> ran{0};
    int panics = 0;
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 4; ++i) {
        auto handle = s.spawn(
            [](Item item, std::atomic<int>& count, bool fails) {
              ++count;
              if (fails) throw std::runtime_error("as told");
              return item;
            },
            Item(0, i), std::ref(ran), (n + i) % 4 == 0);
        if ((n + i) % 4 != 0 && i % 2 == 0) continue;
        auto result = handle.join();
        if (!result.has_value()) {
          ++panics;
        } else if (result->number() != i) {
          ++panics;
        }
      }
    });
    auto handle = thread::spawn([](Item item) { return item; }, Item(1, n));
    auto other = thread::spawn([](const Item& item) { return item.number(); }, Item(2, n));
    EXPECT_EQ(handle.join().value().number(), n);
    EXPECT_EQ(other.join().value(), n);
    EXPECT_EQ(ran.load(), 4);
    EXPECT_EQ(panics, 1);
  });
}

struct WorkersState {
  Mutex<int> rounds{0};
  mutable std::atomic<bool> ended{false};
};

TEST_F(Stress, WorkersTasksAndLentValues) {
  repeat([](int n) {
    const auto shared = Arc<WorkersState>::make();
    {
      thread::Worker worker(shared, [](const WorkersState& state, const thread::StopToken& stop) {
        do state.rounds.with([](int& rounds) { ++rounds; });
        while (!stop.wait_for(10us));
        state.ended = true;
      });
      if (n % 2 == 0) worker.request_stop();
    }
    EXPECT_TRUE(shared->ended.load());
    EXPECT_EQ(shared.strong_count(), 1U);

    auto [tx, rx] = mpsc::channel<fearless::Task<int>>();
    std::atomic<int> sum{0};
    fearless::Lend<int> lent(0);
    std::vector<int> numbers(64);
    thread::scope([&](thread::Scope& s) {
      s.spawn(
          [](const mpsc::Receiver<fearless::Task<int>>& tasks, std::atomic<int>& total) {
            while (auto next = tasks.recv()) total += (*next)();
          },
          std::move(rx), std::ref(sum));
      for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(tx.send(fearless::task([](const Item& item) { return item.number(); }, Item(0, i))).has_value());
      }
      fearless::drop(std::move(tx));
      s.spawn([](fearless::MutRef<int> mine) { ++*mine; }, lent.lend());
      auto parts = fearless::chunks_mut(numbers, 16);
      for (auto& part : parts) {
        s.spawn(
            [](fearless::MutSlice<int> mine) {
              for (int& number : mine) ++number;
            },
            std::move(part));
      }
    });
    EXPECT_EQ(sum.load(), 190);
    for (const int number : numbers) EXPECT_EQ(number, 1);
  });
}

}  // namespace
