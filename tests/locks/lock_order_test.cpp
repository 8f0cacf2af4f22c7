// SPDX-License-Identifier: MIT
// Tests of the checker of locks' order: what it reports at once, and what it must keep silent about.
// ThreadSanitizer would report the orders, too, before the checker is asked for its own report.
#define FEARLESS_NO_TSAN_LOCKS
#define FEARLESS_LOCK_ORDER
#include <fearless/std.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/lock_order.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <source_location>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#if defined(__SANITIZE_THREAD__) || defined(__clang__)
// What is wrong here on purpose, ThreadSanitizer would find, too.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "detect_deadlocks=0"; }
#endif

namespace {

namespace thread = fearless::thread;
using fearless::Condvar;
using fearless::lock_all;
using fearless::Mutex;
using fearless::RwLock;

// The check costs no room in a lock: a file without it that lays out the same struct would otherwise be in trouble.
static_assert(sizeof(Mutex<int>) == 3 * sizeof(int) && sizeof(RwLock<int>) == 8 * sizeof(int));

std::vector<std::string>& reports() {
  static std::vector<std::string> all;
  return all;
}

class LockOrder : public testing::Test {
 protected:
  LockOrder() : before_(fearless::set_lock_order_handler([](const char* r) noexcept { reports().emplace_back(r); })) {
    reports().clear();
  }
  ~LockOrder() override { fearless::set_lock_order_handler(before_); }

 private:
  fearless::LockOrderHandler before_;
};

std::string address(const void* lock) {
  char text[32] = {};
  std::snprintf(text, sizeof(text), "%p", lock);
  return text;
}
unsigned line(std::source_location where = std::source_location::current()) { return where.line(); }

template <class A, class B>
void one_then_other(const A& first, const B& then) {
  const auto f = first.lock().value();
  const auto t = then.lock().value();
}

TEST_F(LockOrder, TheOppositeOrderIsReportedAtItsFirstOccurrence) {
  const Mutex a(1);
  const Mutex b(std::string("b"));
  unsigned lines[4] = {};
  {
    lines[0] = line() + 1;
    const auto ga = a.lock().value();
    lines[1] = line() + 1;
    const auto gb = b.lock().value();
  }
  EXPECT_TRUE(reports().empty());
  {
    lines[2] = line() + 1;
    const auto gb = b.lock().value();
    lines[3] = line() + 1;
    const auto ga = a.lock().value();
    ASSERT_EQ(reports().size(), 1U);
  }
  const std::string& report = reports().front();
  for (const std::string& part : {address(&a), address(&b), std::string("Mutex<int>"), std::string("string")}) {
    EXPECT_NE(report.find(part), std::string::npos) << part << " in\n" << report;
  }
  for (const unsigned l : lines) {
    EXPECT_NE(report.find("lock_order_test.cpp:" + std::to_string(l)), std::string::npos) << l << " in\n" << report;
  }
  one_then_other(b, a);
  one_then_other(a, b);
  EXPECT_EQ(reports().size(), 1U) << "once is enough";
}

TEST_F(LockOrder, TheReportComesBeforeAnybodyWaits) {
  static std::atomic<bool> reported;
  reported = false;
  fearless::set_lock_order_handler([](const char*) noexcept { reported = true; });
  const Mutex a(0);
  const Mutex b(0);
  one_then_other(a, b);
  std::atomic<bool> held{false};
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Mutex<int>& m, std::atomic<bool>& h) {
          const auto guard = m.lock().value();
          h = true;
          // It holds the lock until the report is there: a checker that first waits for the lock hangs here.
          while (!reported) thread::yield_now();
        },
        std::cref(a), std::ref(held));
    while (!held) thread::yield_now();
    one_then_other(b, a);
  });
  EXPECT_TRUE(reported);
}

TEST_F(LockOrder, ACircleOfThree) {
  const Mutex a(1);
  const RwLock b(true);
  const Mutex c('c');
  {
    const auto ga = a.lock().value();
    const auto gb = b.read().value();
  }
  {
    const auto gb = b.write().value();
    const auto gc = c.lock().value();
  }
  EXPECT_TRUE(reports().empty());
  one_then_other(c, a);
  ASSERT_EQ(reports().size(), 1U);
  const std::string& report = reports().front();
  for (const void* lock : {static_cast<const void*>(&a), static_cast<const void*>(&b), static_cast<const void*>(&c)}) {
    EXPECT_NE(report.find(address(lock)), std::string::npos) << report;
  }
  EXPECT_NE(report.find("RwLock<bool>"), std::string::npos) << report;
}

TEST_F(LockOrder, OneOrderIsSilent) {
  const Mutex a(0);
  const RwLock b(0);
  const Mutex c(0);
  thread::scope([&](thread::Scope& s) {
    for (int t = 0; t < 4; ++t) {
      s.spawn(
          [](const Mutex<int>& x, const RwLock<int>& y, const Mutex<int>& z, bool write) {
            for (int i = 0; i < 50; ++i) {
              auto gx = x.lock().value();
              if (write) {
                auto gy = y.write().value();
                z.with([&](int& n) { n = ++*gy; });
              } else {
                const auto gy = y.read().value();
                const auto again = y.read().value();
                z.with([&](int& n) { n = *gy; });
              }
              {
                const auto released_first = std::move(gx);
              }
              one_then_other(x, z);
            }
          },
          std::cref(a), std::cref(b), std::cref(c), t % 2 == 0);
    }
  });
  EXPECT_TRUE(reports().empty()) << reports().front();
}

TEST_F(LockOrder, TryLockIsNoOrderButWhatItTookIsHeld) {
  const Mutex a(0);
  const Mutex b(0);
  const RwLock c(0);
  one_then_other(a, b);
  {
    const auto gb = b.lock().value();
    EXPECT_TRUE(a.try_lock().has_value());
    EXPECT_TRUE(a.try_lock_for(std::chrono::seconds(1)).has_value());
    EXPECT_TRUE(c.try_read().has_value());
    EXPECT_TRUE(c.try_write().has_value());
  }
  {
    const auto gc = c.write().value();
    const auto gb = b.lock().value();
  }
  EXPECT_TRUE(reports().empty());
  const auto gb = b.try_lock().value();
  const auto ga = a.lock().value();
  EXPECT_EQ(reports().size(), 1U);
}

TEST_F(LockOrder, LockAllIsNoOrderAmongItsOwn) {
  const Mutex a(0);
  const Mutex b(0);
  const Mutex c(0);
  static_cast<void>(lock_all(a, b));
  static_cast<void>(lock_all(b, a));
  one_then_other(a, b);
  EXPECT_TRUE(reports().empty());
  {
    const auto both = lock_all(b, a).value();
    const auto gc = c.lock().value();
  }
  EXPECT_TRUE(reports().empty());
  const auto gc = c.lock().value();
  static_cast<void>(lock_all(a, b));
  EXPECT_EQ(reports().size(), 2U) << "each of the two follows c now, and preceded it before";
}

TEST_F(LockOrder, ALockThatDiesIsForgotten) {
  const Mutex a(0);
  std::optional<Mutex<int>> b;
  b.emplace(1);
  one_then_other(a, *b);
  b.reset();
  b.emplace(2);
  one_then_other(*b, a);
  EXPECT_TRUE(reports().empty()) << "it is another lock at the same address";
  one_then_other(a, *b);
  EXPECT_EQ(reports().size(), 1U);
}

TEST_F(LockOrder, ARelockIsTheLocksToReport) {
  const Mutex a(0);
  const RwLock b(0);
  const auto ga = a.lock().value();
  EXPECT_THROW(static_cast<void>(a.lock()), std::system_error);
  {
    const auto gb = b.write().value();
    EXPECT_THROW(static_cast<void>(b.read()), std::system_error);
    EXPECT_THROW(static_cast<void>(b.write()), std::system_error);
  }
  {
    const auto gb = b.read().value();
    const auto again = b.read().value();
    EXPECT_THROW(static_cast<void>(b.write()), std::system_error);
  }
  EXPECT_TRUE(reports().empty());
}

TEST_F(LockOrder, GuardsThatMoveMapAndDowngradeStayHeld) {
  struct Pair {
    int first = 0;
    int second = 0;
  };
  const Mutex a(Pair{});
  const RwLock b(Pair{});
  const Mutex c(0);
  {
    auto part = a.lock().value().map([](Pair& p) -> int& { return p.first; });
    const auto moved = std::move(part);
    const auto gc = c.lock().value();
  }
  {
    const auto reading = b.write().value().downgrade();
    const auto gc = c.lock().value();
  }
  const auto gc = c.lock().value();
  const auto ga = a.lock().value();
  EXPECT_EQ(reports().size(), 1U);
  const auto gb = b.read().value();
  EXPECT_EQ(reports().size(), 2U);
}

TEST_F(LockOrder, AWaitTakesItsLockAgain) {
  const Mutex a(0);
  const Mutex b(0);
  const Condvar changed;
  auto ga = a.lock().value();
  const auto gb = b.lock().value();
  EXPECT_TRUE(reports().empty());
  // It wakes holding b, and takes a: the contrary of above.
  static_cast<void>(changed.wait_timeout(std::move(ga), std::chrono::milliseconds(0)).value());
  EXPECT_EQ(reports().size(), 1U);
}

TEST_F(LockOrder, AWaitHoldsNothingMeanwhile) {
  const Mutex a(0);
  const Condvar changed;
  auto ga = a.lock().value();
  auto [guard, result] = changed.wait_timeout(std::move(ga), std::chrono::milliseconds(0)).value();
  EXPECT_THROW(static_cast<void>(a.lock()), std::system_error) << "it is held again";
  EXPECT_TRUE(reports().empty());
}

TEST(LockOrderDeathTest, AtFirstTheProgramEnds) {
  EXPECT_DEATH(
      {
        const Mutex a(0);
        const Mutex b(0);
        one_then_other(a, b);
        one_then_other(b, a);
      },
      "contradictory orders");
}

}  // namespace
