// SPDX-License-Identifier: MIT
// Who waits spins for a moment, if nobody else does; the others sleep.
#pragma once

#include "locks/condvar/condvar.hpp"

namespace {

// --- who waits spins for a moment, if nobody else does; the others sleep

struct Tokens {
  Mutex<int> count{0};
  Condvar more;
};

void take_one(const Tokens& tokens) {
  auto guard = tokens.more.wait_while(tokens.count.lock().value(), [](const int& n) { return n == 0; }).value();
  --*guard;
}
int tokens_in(const Tokens& tokens) {
  return tokens.count.with([](const int& n) { return n; });
}

void be_busy_for(std::chrono::nanoseconds span) {
  for (const auto end = std::chrono::steady_clock::now() + span; std::chrono::steady_clock::now() < end;) {
  }
}

TEST(Condvar, ATokenGoesToAndFro) {
  static constexpr int rounds = 5000;
  const Tokens turn;
  thread::scope([&](thread::Scope& s) {
    for (int me = 0; me < 2; ++me) {
      s.spawn(
          [](const Tokens& t, int mine) {
            for (int i = 0; i < rounds; ++i) {
              {
                auto guard =
                    t.more.wait_while(t.count.lock().value(), [&](const int& n) { return n % 2 != mine; }).value();
                ++*guard;
                if (i % 4 == 0) t.more.notify_one();
                if (i % 4 == 1) t.more.notify_all();
              }
              if (i % 4 == 2) t.more.notify_one();
              if (i % 4 == 3) t.more.notify_all();
            }
          },
          std::cref(turn), me);
    }
  });
  EXPECT_EQ(tokens_in(turn), 2 * rounds);
}

// It spins for some 60 us: what comes then finds it spinning, giving up, about to sleep, or asleep.
TEST(Condvar, WhoGivesUpSpinningIsNotForgotten) {
  static constexpr int rounds = 3000;
  const Tokens questions;
  const Tokens answers;
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Tokens& q, const Tokens& a) {
          for (int i = 0; i < rounds; ++i) {
            take_one(q);
            a.count.with([](int& n) { ++n; });
            a.more.notify_one();
          }
        },
        std::cref(questions), std::cref(answers));
    for (int i = 0; i < rounds; ++i) {
      be_busy_for(std::chrono::nanoseconds(i * 7919 % 80'000));
      questions.count.with([](int& n) { ++n; });
      questions.more.notify_one();
      take_one(answers);
    }
  });
  EXPECT_EQ(tokens_in(questions) + tokens_in(answers), 0);
}

// All wait, one of them spinning: as many notifications as threads.
TEST(Condvar, EachNotificationLetsOneThrough) {
  static constexpr int threads = 4;
  static constexpr int rounds = 500;
  struct State {
    Tokens waiting;
    Tokens tokens;
    Barrier all{threads + 1};
  };
  const State state;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < threads; ++t) {
      s.spawn(
          [](const State& st) {
            for (int i = 0; i < rounds; ++i) {
              auto guard = st.tokens.count.lock().value();
              st.waiting.count.with([](int& n) { ++n; });
              guard = st.tokens.more.wait_while(std::move(guard), [](const int& n) { return n == 0; }).value();
              --*guard;
              {
                const auto release = std::move(guard);
              }
              st.all.wait();
            }
          },
          std::cref(state));
    }
    for (int i = 0; i < rounds; ++i) {
      while (tokens_in(state.waiting) != threads) thread::yield_now();
      state.waiting.count.with([](int& n) { n = 0; });
      for (int t = 0; t < threads; ++t) {
        auto guard = state.tokens.count.lock().value();
        ++*guard;
        // With the lock, and without.
        if (t % 2 == 0) state.tokens.more.notify_one();
        {
          const auto release = std::move(guard);
        }
        if (t % 2 != 0) state.tokens.more.notify_one();
      }
      state.all.wait();
    }
  });
  EXPECT_EQ(tokens_in(state.tokens), 0);
}

// The hasty one takes no token: if it was notified before its time was up, it passes the word on.
TEST(Condvar, WhoSpinsUntilItsTimeIsUpTakesNoNotificationAlong) {
  static constexpr int rounds = 3000;
  const Tokens tokens;
  std::atomic<bool> end{false};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Tokens& tk, const std::atomic<bool>& stop) {
          for (int i = 0; !stop; ++i) {
            const auto span = std::chrono::microseconds(i % 16);
            const bool late = tk.more.wait_timeout(tk.count.lock().value(), span).value().second.timed_out();
            if (!late) tk.more.notify_one();
          }
        },
        std::cref(tokens), std::cref(end));
    s.spawn(
        [](const Tokens& tk) {
          for (int i = 0; i < rounds; ++i) take_one(tk);
        },
        std::cref(tokens));
    for (int i = 0; i < rounds; ++i) {
      tokens.count.with([](int& n) { ++n; });
      tokens.more.notify_one();
      while (tokens_in(tokens) != 0) thread::yield_now();
    }
    end = true;
  });
  EXPECT_EQ(tokens_in(tokens), 0);
}

TEST(Condvar, NotifyAllLetsAllGoAgainAndAgain) {
  struct State {
    Mutex<std::pair<int, int>> waiting_and_round{std::pair(0, 0)};
    Condvar all_wait;
    Condvar go;
  };
  static constexpr int threads = 3;
  static constexpr int rounds = 1000;
  const State state;
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < threads; ++t) {
      s.spawn(
          [](const State& st) {
            for (int round = 0; round < rounds; ++round) {
              auto guard = st.waiting_and_round.lock().value();
              if (++guard->first == threads) st.all_wait.notify_one();
              static_cast<void>(
                  st.go.wait_while(std::move(guard), [&](const auto& now) { return now.second == round; }).value());
            }
          },
          std::cref(state));
    }
    for (int round = 0; round < rounds; ++round) {
      {
        auto guard =
            state.all_wait
                .wait_while(state.waiting_and_round.lock().value(), [](const auto& now) { return now.first < threads; })
                .value();
        *guard = {0, round + 1};
      }
      state.go.notify_all();
    }
  });
  EXPECT_EQ(state.waiting_and_round.with([](const auto& now) { return now.first; }), 0);
}

// One waits for what notify_all tells of. Another comes when that is so, and waits for what notify_one tells of. The
// first may not have noticed yet, but has been notified, or the second will be, too.
TEST(Condvar, ANotificationGoesPastWhoHasBeenNotified) {
  struct State {
    Mutex<int> stage{0};
    Condvar changed;
    void wait_for(int next) const {
      auto guard = stage.lock().value();
      *guard = next - 1;
      static_cast<void>(changed.wait_while(std::move(guard), [&](const int& now) { return now < next; }).value());
    }
    // Once somebody waits for it.
    void reach(int next) const {
      while (!stage.with([&](int& now) { return now == next - 1 && (now = next) == next; })) thread::yield_now();
    }
  };
  for (int round = 0; round < 1000; ++round) {
    const State state;
    std::atomic<int> go{0};
    thread::scope([&](thread::Scope& s) {
      s.spawn([](const State& st) { st.wait_for(2); }, std::cref(state));
      s.spawn(
          [](const State& st, const std::atomic<int>& may) {
            while (may == 0) thread::yield_now();
            st.wait_for(4);
          },
          std::cref(state), std::cref(go));
      s.spawn(
          [](const State& st) {
            st.reach(4);
            st.changed.notify_one();
          },
          std::cref(state));
      state.reach(2);
      // Before, or after.
      if (round % 2 == 0) go = 1;
      state.changed.notify_all();
      go = 1;
    });
  }
}

// While it spins, after that, and both: somebody else spins. Waking for nothing is allowed, but not the rule.
TEST(Condvar, ALimitOfTimeIsKeptByWhoSpinsAndWhoSleeps) {
  static constexpr int rounds = 100;
  for (const bool others : {false, true}) {
    const Tokens none;
    std::atomic<int> woken_for_nothing{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < (others ? 3 : 1); ++t) {
        s.spawn(
            [](const Tokens& tk, std::atomic<int>& woken) {
              for (int i = 0; i < rounds; ++i) {
                const auto span = std::chrono::microseconds(i);
                const auto start = std::chrono::steady_clock::now();
                const bool late = tk.more.wait_timeout(tk.count.lock().value(), span).value().second.timed_out();
                if (!late) ++woken;
                EXPECT_TRUE(!late || std::chrono::steady_clock::now() - start >= span);
              }
            },
            std::cref(none), std::ref(woken_for_nothing));
      }
    });
    EXPECT_LT(woken_for_nothing, rounds / 4);
  }
}

}  // namespace
