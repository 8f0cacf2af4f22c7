// SPDX-License-Identifier: MIT
// Locks that are read, tasks, and what is made once, when memory runs out.
#pragma once

#include "faults/fault/fault.hpp"

namespace {

// A thread that reads several locks notes more of them than there is room for without memory.
TEST_F(FaultOfThreads, ReadingMoreLocksReadsOrChangesNothing) {
  for (const std::size_t already : {std::size_t{1}, std::size_t{9}, std::size_t{17}}) {
    at_every_allocation([&](const auto& attempt) {
      std::vector<std::unique_ptr<fearless::RwLock<int>>> others;
      std::vector<fearless::RwLockReadGuard<int>> guards;
      for (std::size_t i = 0; i < already; ++i) {
        others.push_back(std::make_unique<fearless::RwLock<int>>(0));
        guards.push_back(others.back()->read().value());
      }
      const fearless::RwLock<int> lock(0);
      std::optional<fearless::RwLockReadGuard<int>> reading;
      if (attempt([&] { reading.emplace(lock.read().value()); })) {
        EXPECT_FALSE(lock.try_write().has_value());
      } else {
        EXPECT_FALSE(reading.has_value());
      }
      reading.reset();
      if (attempt([&] { reading.emplace(lock.try_read().value()); })) {
        EXPECT_FALSE(lock.try_write().has_value());
      }
      reading.reset();
      EXPECT_TRUE(lock.try_write().has_value());
    });
  }
}

// Who finds no memory to go on reading still writes.
TEST_F(FaultOfThreads, DowngradingReadsOrStillWrites) {
  for (const std::size_t already : {std::size_t{0}, std::size_t{1}, std::size_t{9}}) {
    const int refusals = at_every_allocation([&](const auto& attempt) {
      std::vector<std::unique_ptr<fearless::RwLock<int>>> others;
      std::vector<fearless::RwLockReadGuard<int>> guards;
      for (std::size_t i = 0; i < already; ++i) {
        others.push_back(std::make_unique<fearless::RwLock<int>>(0));
        guards.push_back(others.back()->read().value());
      }
      const fearless::RwLock<int> lock(0);
      auto writing = std::make_optional(lock.write().value());
      std::optional<fearless::RwLockReadGuard<int>> reading;
      if (attempt([&] { reading.emplace(std::move(*writing).downgrade()); })) {
        EXPECT_TRUE(lock.try_read().has_value());
        EXPECT_FALSE(lock.try_write().has_value());
      } else {
        EXPECT_FALSE(lock.try_read().has_value());
        **writing = 7;
        EXPECT_FALSE(lock.is_poisoned());
      }
      reading.reset();
      writing.reset();
      EXPECT_TRUE(lock.try_write().has_value());
    });
    EXPECT_EQ(refusals, already == 0 ? 0 : 1);
  }
}

// An attempt that fails leaves no room behind.
TEST_F(FaultOfThreads, AnAttemptToReadLeavesNothing) {
  const fearless::RwLock<int> first(0);
  const fearless::RwLock<int> written(0);
  std::thread([&] {
    const long before = failing_new::alive.load();
    {
      std::optional<fearless::RwLockReadGuard<int>> reading(first.read().value());
      const auto writing = written.write().value();
      EXPECT_FALSE(written.try_read().has_value());
      EXPECT_THROW(static_cast<void>(written.read()), std::system_error);
    }
    EXPECT_EQ(failing_new::alive.load(), before);
  }).join();
}

TEST_F(Fault, ATaskIsMadeOrLeavesTheArguments) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              Tracked value(6);
              std::optional<fearless::Task<int>> task;
              const bool made = attempt(
                  [&] { task.emplace(fearless::task([](const Tracked& v) { return v.id(); }, std::move(value))); });
              EXPECT_EQ(value.id(), made ? 0 : 6);
              if (task) {
                EXPECT_EQ((*task)(), 6);
              }
            }),
            1);
}

struct CallTracked {
  Tracked value;
  int operator()(int n) const { return value.id() + n; }
};

TEST_F(Fault, ASendFnIsMadeOrLeavesTheFunction) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              CallTracked call{Tracked(7)};
              int result = 0;
              const bool made = attempt([&] {
                fearless::SendFn<int(int)> f(std::move(call));
                result = f(1);
              });
              EXPECT_EQ(result, made ? 8 : 0);
              EXPECT_EQ(call.value.id(), made ? 0 : 7);
            }),
            1);
}

TEST_F(Fault, OnceLockStaysEmptyAndIsFilledLater) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::OnceLock<Tracked> cell;
              const bool filled = attempt([&] { EXPECT_EQ(cell.get_or_init([] { return Tracked(8); }).id(), 8); });
              EXPECT_EQ(cell.get() != nullptr, filled);
              EXPECT_EQ(cell.get_or_init([] { return Tracked(9); }).id(), filled ? 8 : 9);
            }),
            1);
}

TEST_F(Fault, OnceIsPoisonedAndCanBeForced) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::Once once;
              std::optional<Tracked> value;
              const bool done = attempt([&] { once.call_once([&] { value.emplace(1); }); });
              EXPECT_EQ(once.is_completed(), done);
              if (!done) {
                EXPECT_THROW(once.call_once([] {}), fearless::OncePoisonError);
              }
              once.call_once_force([&](const fearless::OnceState& state) {
                EXPECT_TRUE(state.is_poisoned());
                value.emplace(2);
              });
              EXPECT_EQ(value->id(), done ? 1 : 2);
            }),
            1);
}

TEST_F(Fault, LazyValuesArePoisoned) {
  EXPECT_EQ(at_every_allocation([](auto attempt) {
              const fearless::LazyLock lock([] { return Tracked(1); });
              const fearless::LazyCell cell([] { return Tracked(2); });
              const bool locked = attempt([&] { EXPECT_EQ(lock->id(), 1); });
              EXPECT_EQ(lock.get() != nullptr, locked);
              if (!locked) {
                EXPECT_THROW(static_cast<void>(lock.force()), fearless::OncePoisonError);
              }
              const bool made = attempt([&] { EXPECT_EQ(cell->id(), 2); });
              EXPECT_EQ(cell.get() != nullptr, made);
              if (!made) {
                EXPECT_THROW(static_cast<void>(cell.force()), fearless::LazyCellPoisonError);
              }
            }),
            1);
}

TEST_F(Fault, CellsKeepTheirValue) {
  const Tracked source(3);
  EXPECT_EQ(at_every_allocation([&](auto attempt) {
              const fearless::RefCell<Tracked> cell(Tracked(1));
              const fearless::OnceCell<Tracked> once;
              bool assigned = attempt([&] { cell.replace(source); });
              EXPECT_EQ(cell.replace(Tracked(1)).id(), assigned ? 3 : 1);
              assigned = attempt([&] { EXPECT_TRUE(once.set(source).has_value()); });
              EXPECT_EQ(once.get() != nullptr, assigned);
            }),
            1);
}

// A Result that is asked for what it has not: one exception or the other.
TEST_F(Fault, AskingForAMissingValue) {
  EXPECT_GE(at_every_allocation([](auto attempt) {
              auto [tx, rx] = mpsc::channel<Tracked>();
              fearless::drop(std::move(tx));
              attempt([&] { EXPECT_THROW(static_cast<void>(rx.recv().value()), std::exception); });
            }),
            1);
}

// Of whatever kind the two Results are: the one that could not be assigned is as it was.
TEST_F(Fault, AResultIsCopiedAndAssignedOrNot) {
  using Result = fearless::Result<Tracked, std::string>;
  const auto id = [](const Result& r) { return r.has_value() ? r->id() : -static_cast<int>(r.error().size()); };
  const std::array<Result, 2> sources{Result(Tracked(1)), Result(fearless::unexpect, std::string(50, 'e'))};
  const std::array<Result, 2> targets{Result(Tracked(2)), Result(fearless::unexpect, std::string(60, 'f'))};
  for (const Result& source : sources) {
    EXPECT_EQ(at_every_allocation([&](auto attempt) { attempt([&] { EXPECT_EQ(id(Result(source)), id(source)); }); }),
              1);
    for (const Result& target : targets) {
      at_every_allocation([&](auto attempt) {
        Result mine(target);
        const bool assigned = attempt([&] { mine = source; });
        EXPECT_EQ(id(mine), assigned ? id(source) : id(target));
      });
    }
  }
  for (const Result& target : targets) {
    EXPECT_EQ(at_every_allocation([&](auto attempt) {
                Result mine(target);
                const bool made = attempt([&] { EXPECT_EQ(mine.emplace(3).id(), 3); });
                EXPECT_EQ(id(mine), made ? 3 : id(target));
              }),
              1);
  }
}

// A thread in which memory runs out leaves a panic.

}  // namespace
