// SPDX-License-Identifier: MIT
// What ThreadSanitizer says of the order of locks: that two threads which never meet take them in opposite orders, and
// nothing where nobody can wait for the other.
#include <fearless/detail/lock/watched_mutex.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

namespace {

using fearless::Condvar;
using fearless::Mutex;
using fearless::RwLock;

constexpr int reported = 66;  // ThreadSanitizer's exit code
constexpr const char* words = "lock-order-inversion";

class MutexTsanOrderDeathTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!FEARLESS_DETAIL_TSAN_LOCKS) GTEST_SKIP() << "without ThreadSanitizer nobody is told";
    GTEST_FLAG_SET(death_test_style, "threadsafe");
  }
};

// Each on a thread of its own, one after the other; then the program ends.
template <class... F>
void one_after_another(F... f) {
  (std::thread(f).join(), ...);
  std::exit(0);
}

const Mutex<int> a(0);
const Mutex<int> b(0);
const RwLock<int> r(0);
const RwLock<int> s(0);

TEST_F(MutexTsanOrderDeathTest, OppositeOrdersAreReported) {
  EXPECT_EXIT(one_after_another(
                  [] {
                    const auto first = a.lock().value();
                    const auto second = b.lock().value();
                  },
                  [] {
                    const auto first = b.lock().value();
                    const auto second = a.lock().value();
                  }),
              testing::ExitedWithCode(reported), words);
  EXPECT_EXIT(one_after_another(
                  [] {
                    const auto first = r.write().value();
                    const auto second = a.lock().value();
                  },
                  [] {
                    const auto first = a.lock().value();
                    const auto second = r.read().value();
                  }),
              testing::ExitedWithCode(reported), words);
  EXPECT_EXIT(one_after_another(
                  [] {
                    const auto first = r.read().value();
                    const auto second = s.write().value();
                  },
                  [] {
                    const auto first = s.read().value();
                    const auto second = r.write().value();
                  }),
              testing::ExitedWithCode(reported), words);
  // What an attempt has taken is held.
  EXPECT_EXIT(one_after_another(
                  [] {
                    const auto first = a.try_lock().value();
                    const auto second = b.lock().value();
                  },
                  [] {
                    const auto first = b.try_lock_for(std::chrono::seconds(1)).value();
                    const auto second = a.lock().value();
                  }),
              testing::ExitedWithCode(reported), words);
}

// A wait takes its lock again, after those that were taken since.
TEST_F(MutexTsanOrderDeathTest, AWaitIsReported) {
  EXPECT_EXIT(one_after_another([] {
                const Condvar changed;
                auto first = a.lock().value();
                const auto second = b.lock().value();
                first = changed.wait_timeout(std::move(first), std::chrono::milliseconds(1)).value().first;
              }),
              testing::ExitedWithCode(reported), words);
}

TEST_F(MutexTsanOrderDeathTest, OneOrderIsNot) {
  const auto both = [] {
    const auto first = a.lock().value();
    const auto second = b.lock().value();
    const auto third = r.read().value();
    const auto fourth = s.write().value();
  };
  EXPECT_EXIT(one_after_another(both, both), testing::ExitedWithCode(0), "");
}

TEST_F(MutexTsanOrderDeathTest, AttemptsAreNot) {
  EXPECT_EXIT(one_after_another(
                  [] {
                    const auto first = a.lock().value();
                    const auto second = b.try_lock().value();
                    const auto third = r.try_write().value();
                    const auto fourth = s.try_read().value();
                  },
                  [] {
                    const auto fourth = s.read().value();
                    const auto third = r.read().value();
                    const auto second = b.lock().value();
                    const auto first = a.try_lock_for(std::chrono::seconds(1)).value();
                  },
                  [] { const auto all = fearless::lock_all(a, b).value(); },
                  [] { const auto all = fearless::lock_all(b, a).value(); }),
              testing::ExitedWithCode(0), "");
}

// An attempt that waits, in vain or not, cannot wait forever.
TEST_F(MutexTsanOrderDeathTest, AttemptsThatWaitAreNot) {
  EXPECT_EXIT(one_after_another([] {
                const auto held = std::make_optional(b.lock().value());
                std::thread([] {
                  const auto first = a.lock().value();
                  EXPECT_FALSE(b.try_lock_for(std::chrono::milliseconds(1)).has_value());
                }).join();
                const auto second = a.lock().value();
              }),
              testing::ExitedWithCode(0), "");
}

// Who reads already waits for nobody when it reads again, whatever it has taken since; nor who downgrades.
TEST_F(MutexTsanOrderDeathTest, ReadingAgainIsNot) {
  EXPECT_EXIT(one_after_another([] {
                const auto first = r.read().value();
                const auto second = a.lock().value();
                const auto again = r.read().value();
              }),
              testing::ExitedWithCode(0), "");
  EXPECT_EXIT(one_after_another([] {
                // By a slot.
                for (int i = 0; i < 20'000; ++i) static_cast<void>(r.read());
                const auto first = r.read().value();
                const auto second = a.lock().value();
                const auto again = r.read().value();
              }),
              testing::ExitedWithCode(0), "");
  EXPECT_EXIT(one_after_another([] {
                auto first = r.write().value();
                const auto second = a.lock().value();
                const auto reading = std::move(first).downgrade();
              }),
              testing::ExitedWithCode(0), "");
}

// Also while a writer waits, so that reading again takes the longer way.
TEST_F(MutexTsanOrderDeathTest, ReadingAgainBesideAWriterIsNot) {
  EXPECT_EXIT(one_after_another([] {
                auto first = std::make_optional(r.read().value());
                auto second = std::make_optional(a.lock().value());
                std::thread writer([] {
                  auto writing = r.write().value();
                  ++*writing;
                });
                // It waits as soon as nobody else may read.
                for (bool kept_out = false; !kept_out;) {
                  std::thread([&] { kept_out = !r.try_read().has_value(); }).join();
                }
                auto again = std::make_optional(r.read().value());
                again.reset();
                second.reset();
                first.reset();
                writer.join();
              }),
              testing::ExitedWithCode(0), "");
}

}  // namespace
