// SPDX-License-Identifier: MIT
// What a fiber has of its own: its result, identity, errno and exceptions.
#pragma once

#include "fibers/fiber/fiber.hpp"

namespace fearless {
namespace {

TEST(Fiber, ReturnsItsResultAndItsException) {
  const fiber::Carrier carrier;
  EXPECT_EQ(fiber::spawn_on(carrier, [](int a, int b) { return a + b; }, 1, 2).join().value(), 3);
  auto result = fiber::spawn_on(carrier, [] { throw std::runtime_error("no"); }).join();
  ASSERT_FALSE(result.has_value());
  EXPECT_STREQ(result.error().what(), "no");
}

TEST(Fiber, LocalFibersShareAnRc) {
  const int sum = on_carrier([] {
    auto total = Rc<Cell<int>>::make(0);
    const auto add = [](Rc<Cell<int>> mine, int n) {
      for (int i = 0; i < n; ++i) {
        mine->set(mine->get() + 1);
        thread::yield_now();
      }
    };
    auto a = fiber::spawn_local(add, total.clone(), 10);
    auto b = fiber::spawn_local(add, total.clone(), 20);
    a.join().value();
    b.join().value();
    return total->get();
  });
  EXPECT_EQ(sum, 30);
}

TEST(Fiber, SpawnLocalNeedsACarrier) {
  EXPECT_FALSE(fiber::is_fiber());
  try {
    fiber::spawn_local([] {});
    FAIL();
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::operation_not_permitted);
  }
  EXPECT_TRUE(on_carrier([] { return fiber::is_fiber(); }));
}

TEST(Fiber, JoinsOnceAndNotItself) {
  const fiber::Carrier carrier;
  auto handle = fiber::spawn_on(carrier, [] {});
  handle.join().value();
  EXPECT_TRUE(handle.is_finished());
  EXPECT_THROW(static_cast<void>(handle.join()), std::system_error);
  const bool refused = on_carrier([] {
    using Slot = RefCell<std::optional<fiber::LocalJoinHandle<bool>>>;
    auto slot = Rc<Slot>::make(std::nullopt);
    auto refusal = Rc<Cell<bool>>::make(false);
    auto started = fiber::spawn_local(
        [](Rc<Slot> mine, Rc<Cell<bool>> result) {
          auto held = mine->borrow_mut();
          try {
            static_cast<void>((*held)->join());
          } catch (const std::system_error& e) {
            result->set(e.code() == std::errc::resource_deadlock_would_occur);
          }
          return true;
        },
        slot.clone(), refusal.clone());
    {
      auto place = slot->borrow_mut();
      place->emplace(std::move(started));
    }
    thread::yield_now();
    return refusal->get();
  });
  EXPECT_TRUE(refused);
}

TEST(Fiber, IsSomebodyOfItsOwn) {
  on_carrier([] {
    const auto mine = thread::id();
    auto other = fiber::spawn_local([] { return std::pair(thread::id(), thread::current().id()); });
    const auto named = other.thread().id();
    const auto [by_function, by_handle] = other.join().value();
    EXPECT_NE(mine, by_function);
    EXPECT_EQ(by_function, by_handle);
    EXPECT_EQ(by_function, named);
    EXPECT_EQ(mine, thread::id());
  });
}

TEST(Fiber, KeepsItsErrno) {
  on_carrier([] {
    errno = ENOENT;
    auto other = fiber::spawn_local([] { errno = EINVAL; });
    other.join().value();
    EXPECT_EQ(errno, ENOENT);
  });
}

// Each has the exception that it handles, and rethrows that one.
TEST(Fiber, KeepsItsExceptions) {
  on_carrier([] {
    const auto handle_one = [](std::string text) {
      try {
        try {
          throw std::runtime_error(text);
        } catch (const std::runtime_error&) {
          for (int i = 0; i < 3; ++i) thread::yield_now();
          throw;
        }
      } catch (const std::runtime_error& e) {
        return text == e.what();
      }
    };
    auto a = fiber::spawn_local(handle_one, std::string("a"));
    auto b = fiber::spawn_local(handle_one, std::string("b"));
    EXPECT_TRUE(a.join().value());
    EXPECT_TRUE(b.join().value());
  });
}

// A fiber that begins while another one is being unwound is not being unwound itself.
struct StartsWhenDestroyed {
  int& seen;
  ~StartsWhenDestroyed() {
    auto other = fiber::spawn_local([] { return std::uncaught_exceptions(); });
    seen = other.join().value();
  }
};
TEST(Fiber, BeginsWithoutTheExceptionsOfAnother) {
  on_carrier([] {
    auto unwound = fiber::spawn_local([] {
      int seen = -1;
      try {
        const StartsWhenDestroyed starts{seen};
        throw std::runtime_error("unwinding");
      } catch (const std::runtime_error&) {
        return std::pair(seen, std::uncaught_exceptions());
      }
    });
    EXPECT_EQ(unwound.join().value(), std::pair(0, 0));
  });
}

struct YieldsWhenDestroyed {
  ~YieldsWhenDestroyed() {
    for (int i = 0; i < 3; ++i) thread::yield_now();
  }
};

// While one fiber is unwound and waits in a destructor, another takes a lock and releases it. Without exceptions of its
// own it would take that unwinding for one that began while it held the lock.
TEST(Fiber, UnwindingPoisonsNoOtherFibersMutex) {
  on_carrier([] {
    auto lock = Arc<Mutex<int>>::make(0);
    auto holder = fiber::spawn_local(
        [](Arc<Mutex<int>> mine) {
          auto guard = mine->lock().value();
          thread::yield_now();  // the other one throws now
          EXPECT_FALSE(thread::panicking());
          ++*guard;
        },
        lock.clone());
    auto unwound = fiber::spawn_local([] {
      const YieldsWhenDestroyed yields;
      throw std::runtime_error("unwound");
    });
    holder.join().value();
    EXPECT_FALSE(unwound.join().has_value());
    EXPECT_FALSE(lock->is_poisoned());
    EXPECT_EQ(get(*lock), 1);
  });
}

}  // namespace
}  // namespace fearless
