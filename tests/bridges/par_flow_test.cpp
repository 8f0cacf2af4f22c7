// SPDX-License-Identifier: MIT
// par::scope and par::pipeline: what runs, in which order, and what their exceptions do.
#include <fearless/par.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/optional.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/mutex.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace par = fearless::par;

TEST(ParScope, WaitsForEveryTaskAndForTheirs) {
  std::atomic<int> count = 0;
  par::scope([&](const par::Scope& tasks) {
    for (int i = 0; i != 100; ++i) {
      tasks.spawn([&] {
        ++count;
        tasks.spawn([&] { ++count; });
      });
    }
  });
  EXPECT_EQ(count, 200);
  par::scope([](const par::Scope&) {});  // no task
}

TEST(ParScope, TasksBorrowWhatIsOutside) {
  fearless::Mutex<std::vector<int>> numbers;
  par::scope([&](const par::Scope& tasks) {
    for (int i = 0; i != 10; ++i) {
      tasks.spawn([&numbers, i] { numbers.with([&](auto& all) { all.push_back(i); }); });
    }
  });
  EXPECT_EQ(numbers.with([](const auto& all) { return all.size(); }), 10u);
}

TEST(ParScope, ATaskMayBeMovedOnly) {
  std::atomic<int> sum = 0;
  par::scope([&](const par::Scope& tasks) {
    for (int i = 1; i <= 3; ++i) tasks.spawn([owned = std::make_unique<int>(i), &sum] { sum += *owned; });
  });
  EXPECT_EQ(sum, 6);
}

TEST(ParScope, AnExceptionOfATaskArrives) {
  std::atomic<int> after = 0;
  EXPECT_THROW(par::scope([&](const par::Scope& tasks) {
                 tasks.spawn([] { throw std::runtime_error("a task"); });
                 for (int i = 0; i != 100; ++i) tasks.spawn([&] { ++after; });
               }),
               std::runtime_error);
  EXPECT_LE(after, 100);
}

TEST(ParScope, AnExceptionOfTheFunctionWaitsForTheTasks) {
  // What the tasks borrow dies with the try block: they have ended by then.
  for (int round = 0; round != 50; ++round) {
    const auto number = std::make_unique<std::atomic<int>>(0);
    std::atomic<int>& counted = *number;
    try {
      par::scope([&](const par::Scope& tasks) {
        for (int i = 0; i != 20; ++i) tasks.spawn([&counted] { ++counted; });
        throw std::logic_error("the function");
      });
      FAIL();
    } catch (const std::logic_error&) {
      EXPECT_LE(counted, 20);
    }
  }
}

TEST(ParScope, NestsUnderALock) {
  // A thread that waits for the tasks takes no other task, which would want the lock that it holds.
  fearless::Mutex<int> total(0);
  std::vector<int> rounds(50);
  par::for_each(rounds, [&](int&) {
    const auto guard = total.lock().value();
    std::atomic<int> count = 0;
    par::scope([&](const par::Scope& tasks) {
      for (int i = 0; i != 4; ++i) tasks.spawn([&] { ++count; });
    });
    EXPECT_EQ(count, 4);
  });
}

// The numbers from 0 up to `end`: a source owns its state.
struct Numbers {
  int end;
  int next = 0;
  std::optional<int> operator()() { return next == end ? std::nullopt : std::optional<int>(next++); }
};
struct Square {
  std::reference_wrapper<const std::atomic<int>> offset;  // no default constructor
  int number;
};

TEST(ParPipeline, KeepsTheOrder) {
  static const std::atomic<int> offset = 1;
  fearless::Mutex<std::vector<std::string>> out;
  par::pipeline(8, Numbers{1000}, par::parallel([](int n) { return Square{offset, n * n}; }),
                par::parallel([](const Square& square) { return std::to_string(square.number + square.offset.get()); }),
                par::in_order([&](std::string text) { out.with([&](auto& all) { all.push_back(std::move(text)); }); }));
  const auto all = std::move(out).into_inner().value();
  ASSERT_EQ(all.size(), 1000u);
  for (int i = 0; i != 1000; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)], std::to_string(i * i + 1));
}

TEST(ParPipeline, SerialStagesMeetNobody) {
  std::atomic<int> sum = 0;
  par::pipeline(4, Numbers{500}, par::parallel([](int n) { return std::make_unique<int>(n); }),
                par::serial([&, calls = 0](std::unique_ptr<int> n) mutable {
                  // It is called by one thread at a time: its own state needs no lock.
                  sum += *n;
                  if (++calls == 500) sum += 1;
                }));
  EXPECT_EQ(sum, 500 * 499 / 2 + 1);
}

TEST(ParPipeline, AnEmptySourceCallsNoStage) {
  par::pipeline(1, []() -> std::optional<int> { return std::nullopt; }, par::in_order([](int) { FAIL(); }));
  EXPECT_THROW(par::pipeline(
                   0, []() -> std::optional<int> { return std::nullopt; }, par::in_order([](int) {})),
               std::invalid_argument);
}

TEST(ParPipeline, AnExceptionArrives) {
  EXPECT_THROW(par::pipeline(4, Numbers{100}, par::parallel([](int n) {
                               if (n == 10) throw std::runtime_error("a stage");
                               return n;
                             }),
                             par::in_order([](int) {})),
               std::runtime_error);
}

}  // namespace
