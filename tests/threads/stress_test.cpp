// SPDX-License-Identifier: MIT
// Every primitive, hammered by several threads that pause at random where they hand something over, with what must hold
// counted. FEARLESS_STRESS_SECONDS says how long in all (default: 2), FEARLESS_PAUSE_SEED repeats the pauses of a run.
#define FEARLESS_TEST_PAUSE_POINTS 1
#include <fearless/fearless.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

// A value with memory of its own, whose living objects are counted. It names its sender and its place in the order.
class Item {
 public:
  Item(int sender, int number) : sender_(sender), number_(std::make_unique<int>(number)) { ++alive; }
  Item(Item&& other) noexcept : sender_(other.sender_), number_(std::move(other.number_)) { ++alive; }
  Item& operator=(Item&&) noexcept = default;
  ~Item() { --alive; }
  [[nodiscard]] int sender() const { return sender_; }
  [[nodiscard]] int number() const { return *number_; }
  static inline std::atomic<int> alive = 0;

 private:
  int sender_;
  std::unique_ptr<int> number_;
};
FEARLESS_UNSAFE_SEND(Item);
FEARLESS_UNSAFE_SYNC(Item);
FEARLESS_UNSAFE_STATIC(Item);

namespace {

using fearless::Arc;
using fearless::ArcWeak;
using fearless::Mutex;
using fearless::RwLock;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;

constexpr int kinds = 21;  // of tests below, which share the time

std::chrono::duration<double> share() {
  const char* const given = std::getenv("FEARLESS_STRESS_SECONDS");
  return std::chrono::duration<double>((given != nullptr ? std::atof(given) : 2.0) / kinds);
}

class Stress : public testing::Test {
 protected:
  Stress() {
    static const bool told = [] {
      std::printf("FEARLESS_PAUSE_SEED=%llu\n", static_cast<unsigned long long>(fearless::detail::pause_seed()));
      return true;
    }();
    static_cast<void>(told);
  }
  ~Stress() override { EXPECT_EQ(Item::alive.load(), 0); }

  // Calls `round(n)`, n = 0, 1, …, for this test's share of the time, once at least, and until something is wrong.
  template <class Round>
  void repeat(Round round) {
    const auto end = std::chrono::steady_clock::now() + share();
    int n = 0;
    do round(n++);
    while (std::chrono::steady_clock::now() < end && !HasFailure());
    RecordProperty("rounds", n);
  }
};

// What a receiver has of each sender: everything in order, nothing twice.
class InOrder {
 public:
  void see(const Item& item) {
    const auto sender = static_cast<std::size_t>(item.sender());
    if (item.number() <= last_.at(sender)) ++wrong;
    last_.at(sender) = item.number();
    ++count;
  }
  int wrong = 0;
  int count = 0;

 private:
  std::array<int, 4> last_{-1, -1, -1, -1};
};

constexpr int senders = 3;
constexpr int each = 40;
constexpr int players = 3;

// --- channels
// ----------------------------------------------------------------------------------------------------------

template <class Tx>
int send_all(const Tx& tx, int sender) {
  for (int i = 0; i < each; ++i) {
    if (!tx.send(Item(sender, i)).has_value()) return i;
  }
  return each;
}

template <class Tx>
void everything_arrives(std::pair<Tx, mpsc::Receiver<Item>> ends, int way) {
  auto [tx, rx] = std::move(ends);
  std::vector<thread::JoinHandle<int>> handles;
  for (int s = 0; s < senders; ++s) {
    handles.push_back(thread::spawn([](const Tx& mine, int sender) { return send_all(mine, sender); }, tx.clone(), s));
  }
  fearless::drop(std::move(tx));
  InOrder seen;
  switch (way % 4) {
    case 0:
      for (const auto& item : rx) seen.see(item);
      break;
    case 1:
      for (std::vector<Item> some; rx.recv_many(some, 7) != 0; some.clear()) {
        for (const auto& item : some) seen.see(item);
      }
      break;
    case 2:
      for (;;) {
        const auto item = rx.recv_timeout(20us);
        if (item.has_value()) {
          seen.see(*item);
        } else if (item.error() == mpsc::RecvTimeoutError::Disconnected) {
          break;
        }
      }
      break;
    default:
      for (;;) {
        const auto item = rx.try_recv();
        if (item.has_value()) {
          seen.see(*item);
        } else if (item.error() == mpsc::TryRecvError::Disconnected) {
          break;
        }
      }
  }
  for (auto& handle : handles) EXPECT_EQ(handle.join().value(), each);
  EXPECT_EQ(seen.count, senders * each);
  EXPECT_EQ(seen.wrong, 0);
}

// The receiver goes while the senders send: who is told that a value was sent may not have it back, and nothing leaks.
template <class Tx>
void the_receiver_goes(std::pair<Tx, mpsc::Receiver<Item>> ends, int after) {
  auto [tx, rx] = std::move(ends);
  std::vector<thread::JoinHandle<int>> handles;
  for (int s = 0; s < senders; ++s) {
    handles.push_back(thread::spawn([](const Tx& mine, int sender) { return send_all(mine, sender); }, tx.clone(), s));
  }
  fearless::drop(std::move(tx));
  InOrder seen;
  for (int i = 0; i < after; ++i) seen.see(rx.recv().value());
  fearless::drop(std::move(rx));
  int sent = 0;
  for (auto& handle : handles) sent += handle.join().value();
  EXPECT_GE(sent, seen.count);
  EXPECT_EQ(seen.wrong, 0);
}

TEST_F(Stress, Channel) {
  repeat([](int n) { everything_arrives(mpsc::channel<Item>(), n); });
}
TEST_F(Stress, ChannelWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::channel<Item>(), n % 90); });
}
TEST_F(Stress, SyncChannel) {
  repeat([](int n) { everything_arrives(mpsc::sync_channel<Item>(n % 3 == 0 ? 16 : 1), n); });
}
TEST_F(Stress, SyncChannelWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::sync_channel<Item>(1 + static_cast<std::size_t>(n % 2)), n % 90); });
}
TEST_F(Stress, Rendezvous) {
  repeat([](int n) { everything_arrives(mpsc::sync_channel<Item>(0), n); });
}
TEST_F(Stress, RendezvousWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::sync_channel<Item>(0), n % 90); });
}

// Sends with and without a limit of time, of values that are sent again until they are: none is lost or doubled.
TEST_F(Stress, SyncChannelWithImpatientSenders) {
  repeat([](int n) {
    auto [tx, rx] = mpsc::sync_channel<Item>(static_cast<std::size_t>(n % 3));
    std::vector<thread::JoinHandle<void>> handles;
    for (int s = 0; s < senders; ++s) {
      handles.push_back(thread::spawn(
          [](const mpsc::SyncSender<Item>& mine, int sender) {
            for (int i = 0; i < each; ++i) {
              Item item(sender, i);
              for (;;) {
                if (i % 2 == 0) {
                  auto sent = mine.send_timeout(std::move(item), 5us);
                  if (sent.has_value()) break;
                  item = std::move(sent.error().value);
                } else {
                  auto sent = mine.try_send(std::move(item));
                  if (sent.has_value()) break;
                  item = std::move(sent.error().value);
                  thread::yield_now();
                }
              }
            }
          },
          tx.clone(), s));
    }
    fearless::drop(std::move(tx));
    InOrder seen;
    for (const auto& item : rx) seen.see(item);
    for (auto& handle : handles) handle.join().value();
    EXPECT_EQ(seen.count, senders * each);
    EXPECT_EQ(seen.wrong, 0);
  });
}

// --- counted values
// ----------------------------------------------------------------------------------------------------

TEST_F(Stress, ArcIsDestroyedOnce) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 1);
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 4; ++i) {
        s.spawn(
            [](Arc<Item> mine) {
              for (int k = 0; k < 20; ++k) {
                const Arc<Item> copy = mine;
                mine = copy;
              }
            },
            shared);
      }
      fearless::drop(std::move(shared));
    });
    EXPECT_EQ(Item::alive.load(), 0);
  });
}

// An upgrade that races with the last owner's end gives a living value or none.
TEST_F(Stress, ArcWeakUpgrades) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 42);
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](const ArcWeak<Item>& weak, std::atomic<int>& count) {
              for (;;) {
                const auto strong = weak.upgrade();
                if (!strong.has_value()) break;
                if ((**strong).number() != 42) ++count;
                const ArcWeak<Item> another = strong->downgrade();
                if (!another.upgrade().has_value()) ++count;
              }
            },
            shared.downgrade(), std::ref(wrong));
      }
      s.spawn([](Arc<Item> mine) { fearless::drop(std::move(mine)); }, shared);
      fearless::drop(std::move(shared));
    });
    EXPECT_EQ(wrong.load(), 0);
    EXPECT_EQ(Item::alive.load(), 0);
  });
}

// Of all owners that ask for the value at once, one gets it.
TEST_F(Stress, ArcIntoInnerGivesTheValueToOne) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 7);
    const auto weak = shared.downgrade();
    std::atomic<int> got{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](Arc<Item> mine, std::atomic<int>& count) {
              if (const auto value = std::move(mine).into_inner()) count += value->number();
            },
            shared, std::ref(got));
      }
      if (const auto value = std::move(shared).into_inner()) got += value->number();
    });
    EXPECT_EQ(got.load(), 7);
    EXPECT_FALSE(weak.upgrade().has_value());
  });
}

// Writers each have a copy of their own: nobody sees another's writing.
TEST_F(Stress, ArcMakeMutAndGetMut) {
  repeat([](int) {
    const auto shared = Arc<std::string>::make("shared");
    const auto weak = shared.downgrade();
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](Arc<std::string> mine, std::atomic<int>& count, int number) {
              const std::string text(30, static_cast<char>('a' + number));
              for (int k = 0; k < 10; ++k) {
                mine.make_mut() = text;
                const auto observer = mine.downgrade();
                if (mine.get_mut() != nullptr) ++count;  // somebody observes it
                if (*mine != text) ++count;
              }
              if (mine.get_mut() == nullptr) ++count;
            },
            shared, std::ref(wrong), i);
      }
    });
    EXPECT_EQ(wrong.load(), 0);
    EXPECT_EQ(*shared, "shared");
  });
}

// --- locks
// -------------------------------------------------------------------------------------------------------------

struct Pair {
  int a = 0;
  int b = 0;
};

TEST_F(Stress, MutexExcludes) {
  repeat([](int) {
    const Mutex<Pair> mutex(Pair{});
    std::atomic<int> done{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 4; ++t) {
        s.spawn(
            [](const Mutex<Pair>& m, std::atomic<int>& count, int way) {
              for (int i = 0; i < each; ++i) {
                const auto both = [](Pair& pair) {
                  ++pair.a;
                  fearless::detail::pause_point();
                  ++pair.b;
                };
                if (way == 0) {
                  if (auto guard = m.try_lock()) both(**guard), ++count;
                } else if (way == 1) {
                  if (auto guard = m.try_lock_for(5us)) both(**guard), ++count;
                } else {
                  m.with(both);
                  ++count;
                }
              }
            },
            std::cref(mutex), std::ref(done), t);
      }
    });
    mutex.with([&](const Pair& pair) {
      EXPECT_EQ(pair.a, done.load());
      EXPECT_EQ(pair.b, done.load());
    });
  });
}

TEST_F(Stress, RwLockKeepsReadersAndWritersApart) {
  repeat([](int) {
    const RwLock<Pair> lock(Pair{});
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 2; ++t) {
        s.spawn(
            [](const RwLock<Pair>& l, std::atomic<int>& count, bool stays) {
              for (int i = 0; i < each; ++i) {
                auto guard = l.write().value();
                const int mine = ++guard->a;
                fearless::detail::pause_point();
                ++guard->b;
                if (!stays) continue;
                const auto reading = std::move(guard).downgrade();
                if (reading->a != mine || reading->b != mine) ++count;  // a writer came between
              }
            },
            std::cref(lock), std::ref(wrong), t == 0);
        s.spawn(
            [](const RwLock<Pair>& l, std::atomic<int>& count) {
              for (int i = 0; i < each; ++i) {
                const auto guard = l.read().value();
                if (guard->a != guard->b) ++count;
                if (const auto again = l.try_read(); again && (*again)->a != guard->a) ++count;
              }
            },
            std::cref(lock), std::ref(wrong));
      }
    });
    EXPECT_EQ(wrong.load(), 0);
    const auto guard = lock.read().value();
    EXPECT_EQ(guard->a, 2 * each);
  });
}

// A token that goes round: every wait ends.
TEST_F(Stress, CondvarLosesNoNotification) {
  struct Shared {
    Mutex<int> turn{0};
    fearless::Condvar changed;
  };
  repeat([](int n) {
    const Shared shared;
    thread::scope([&](thread::Scope& s) {
      for (int p = 0; p < players; ++p) {
        s.spawn(
            [](const Mutex<int>& turn, const fearless::Condvar& changed, int me, bool impatient) {
              for (int i = 0; i < 15; ++i) {
                auto guard = turn.lock().value();
                if (impatient) {
                  for (;;) {
                    auto [again, waited] =
                        changed.wait_timeout_while(std::move(guard), 30us, [&](int& t) { return t % players != me; })
                            .value();
                    guard = std::move(again);
                    if (!waited.timed_out()) break;
                  }
                } else {
                  guard = changed.wait_while(std::move(guard), [&](int& t) { return t % players != me; }).value();
                }
                ++*guard;
                changed.notify_all();
              }
            },
            std::cref(shared.turn), std::cref(shared.changed), p, n % 2 == 1 && p == 0);
      }
    });
    EXPECT_EQ(shared.turn.with([](const int& t) { return t; }), players * 15);
  });
}

// As many notifications as tokens: none goes to who has one already, or gives up.
TEST_F(Stress, CondvarLetsOneThroughForEachNotification) {
  struct Shared {
    Mutex<int> tokens{0};
    fearless::Condvar more;
  };
  repeat([](int n) {
    const Shared shared;
    thread::scope([&](thread::Scope& s) {
      for (int p = 0; p < players; ++p) {
        s.spawn(
            [](const Mutex<int>& tokens, const fearless::Condvar& more, bool impatient) {
              for (int taken = 0; taken < 15;) {
                auto guard = tokens.lock().value();
                const auto none = [](int& left) { return left == 0; };
                if (impatient) {
                  auto [again, waited] = more.wait_timeout_while(std::move(guard), 30us, none).value();
                  if (waited.timed_out()) continue;
                  guard = std::move(again);
                } else {
                  guard = more.wait_while(std::move(guard), none).value();
                }
                --*guard;
                ++taken;
              }
            },
            std::cref(shared.tokens), std::cref(shared.more), n % 2 == 1 && p == 0);
      }
      for (int i = 0; i < players * 15; ++i) {
        auto guard = shared.tokens.lock().value();
        ++*guard;
        if (i % 3 == 0) shared.more.notify_one();
        {
          const auto release = std::move(guard);
        }
        if (i % 3 != 0) shared.more.notify_one();
      }
    });
    EXPECT_EQ(shared.tokens.with([](const int& left) { return left; }), 0);
  });
}

TEST_F(Stress, BarrierHasOneLeaderEachTime) {
  repeat([](int) {
    const fearless::Barrier barrier(3);
    std::atomic<int> leaders{0};
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int t = 0; t < 3; ++t) {
        s.spawn(
            [](const fearless::Barrier& b, std::atomic<int>& led, std::atomic<int>& count) {
              for (int i = 0; i < 20; ++i) {
                if (b.wait().is_leader()) ++led;
                b.wait();
                if (led.load() < i + 1) ++count;
              }
            },
            std::cref(barrier), std::ref(leaders), std::ref(wrong));
      }
    });
    EXPECT_GE(leaders.load(), 20);
    EXPECT_EQ(wrong.load(), 0);
  });
}

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

// --- what is done once
// -------------------------------------------------------------------------------------------------

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

// --- threads
// -----------------------------------------------------------------------------------------------------------

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
