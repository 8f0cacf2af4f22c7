// SPDX-License-Identifier: MIT
// Fibers together with what has no test of its own in them: watch, broadcast, home::Thread, the checker of locks'
// order, and fork.
#define FEARLESS_LOCK_ORDER
#define FEARLESS_NO_TSAN_LOCKS  // ThreadSanitizer would report the orders itself
#include <fearless/fiber.hpp>

#include <fearless/home/thread.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/lock_order.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__)
#define UNDER_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_TSAN 1
#endif
#endif

#if defined(__SANITIZE_THREAD__) || defined(__clang__)
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "detect_deadlocks=0"; }
#endif

namespace fearless {
namespace {

using namespace std::chrono_literals;

// --- watch and broadcast: whoever waits lets the others of its carrier run.

std::vector<int> changes_of(watch::Receiver<int> rx) {
  std::vector<int> seen{rx.get()};
  while (rx.changed().has_value()) seen.push_back(rx.get());
  return seen;
}

TEST(FiberWatch, AFiberWaitsForChangesOfAnotherOne) {
  const fiber::Carrier carrier;
  auto [tx, rx] = watch::channel(0);
  auto seen = fiber::spawn_on(
      carrier,
      [](watch::Sender<int> sender, watch::Receiver<int> receiver) {
        auto watching = fiber::spawn_local(changes_of, std::move(receiver));
        thread::yield_now();  // it waits now
        EXPECT_FALSE(watching.is_finished());
        for (int i = 1; i <= 3; ++i) {
          EXPECT_TRUE(sender.send(i).has_value());
          thread::yield_now();
        }
        {
          const auto gone = std::move(sender);
        }
        return watching.join().value();
      },
      std::move(tx), std::move(rx));
  EXPECT_EQ(seen.join().value(), (std::vector<int>{0, 1, 2, 3}));
}

TEST(FiberWatch, AFiberIsWokenByAThreadAndByTime) {
  const fiber::Carrier carrier;
  auto [tx, rx] = watch::channel(0);
  auto seen = fiber::spawn_on(
      carrier,
      [](watch::Receiver<int> receiver) {
        auto [quiet, nothing] = watch::channel(0);
        EXPECT_EQ(nothing.changed_timeout(1ms).error(), watch::RecvTimeoutError::Timeout);
        return changes_of(std::move(receiver)).back();
      },
      std::move(rx));
  EXPECT_TRUE(tx.send(7).has_value());
  {
    const auto gone = std::move(tx);
  }
  EXPECT_EQ(seen.join().value(), 7);
}

std::vector<int> messages_of(broadcast::Receiver<int> rx) {
  std::vector<int> seen;
  for (;;) {
    const auto message = rx.recv();
    if (!message.has_value()) return seen;
    seen.push_back(message.value());
  }
}

TEST(FiberBroadcast, EveryFiberGetsEveryMessage) {
  const fiber::Carrier first, second;
  auto [tx, rx] = broadcast::channel<int>(8);
  auto other = fiber::spawn_on(second, messages_of, tx.subscribe());
  auto seen = fiber::spawn_on(
      first,
      [](broadcast::Sender<int> sender, broadcast::Receiver<int> receiver) {
        auto one = fiber::spawn_local(messages_of, sender.subscribe());
        auto two = fiber::spawn_local(messages_of, std::move(receiver));
        thread::yield_now();  // both wait now
        EXPECT_FALSE(one.is_finished() || two.is_finished());
        for (int i = 0; i != 5; ++i) EXPECT_EQ(sender.send(i).value(), 3U);
        {
          const auto gone = std::move(sender);
        }
        EXPECT_EQ(one.join().value(), (std::vector<int>{0, 1, 2, 3, 4}));
        return two.join().value();
      },
      std::move(tx), std::move(rx));
  EXPECT_EQ(seen.join().value(), (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(other.join().value(), (std::vector<int>{0, 1, 2, 3, 4}));
}

// --- home::Thread: the fiber that destroys it lets the others of its carrier run while it joins.

using Steps = Arc<Mutex<std::vector<std::string>>>;
void add(const Steps& steps, const std::string& step) {
  steps->with([&](std::vector<std::string>& all) { all.push_back(step); });
}

// The first task ends only if the other fiber, which has not begun before, runs while this one is in the destructor.
// The thread is in that task when the second one is posted, so it is closed before it has seen that one.
TEST(FiberHome, AThreadWhoseTaskNeedsAnotherFiberIsDestroyedInAFiber) {
  const fiber::Carrier carrier;
  const auto steps = Steps::make();
  fiber::spawn_on(
      carrier,
      [](const Steps& log) {
        auto [begins, begun] = oneshot::channel<int>();
        auto [reply, replied] = oneshot::channel<int>();
        auto thread = std::make_unique<home::Thread>();
        const home::OnThread executor(*thread);
        EXPECT_TRUE(executor.post(task(
            [](const Steps& mine, oneshot::Sender<int> tells, oneshot::Receiver<int> answer) {
              add(mine, "the task waits");
              EXPECT_TRUE(std::move(tells).send(1).has_value());
              EXPECT_EQ(answer.recv().value(), 2);
              add(mine, "the task has its answer");
            },
            log, std::move(begins), std::move(replied))));
        EXPECT_EQ(begun.recv().value(), 1);
        EXPECT_TRUE(executor.post(task([](const Steps& mine) { add(mine, "the task behind it runs"); }, log)));
        auto other = fiber::spawn_local(
            [](const Steps& mine, oneshot::Sender<int> answer) {
              add(mine, "the other fiber answers");
              EXPECT_TRUE(std::move(answer).send(2).has_value());
            },
            log, std::move(reply));
        thread.reset();
        add(log, "the thread is joined");
        EXPECT_FALSE(executor.post(task([] {})));
        other.join().value();
      },
      steps)
      .join()
      .value();
  EXPECT_EQ(steps->with([](const std::vector<std::string>& all) { return all; }),
            (std::vector<std::string>{"the task waits", "the other fiber answers", "the task has its answer",
                                      "the task behind it runs", "the thread is joined"}));
}

// --- the checker of locks' order: what a fiber holds, the next fiber of its carrier does not hold.

std::vector<std::string>& reports() {
  static std::vector<std::string> all;
  return all;
}
class FiberLockOrder : public testing::Test {
 protected:
  FiberLockOrder()
      : before_(set_lock_order_handler([](const char* report) noexcept { reports().emplace_back(report); })) {
    reports().clear();
  }
  ~FiberLockOrder() override { set_lock_order_handler(before_); }

 private:
  LockOrderHandler before_;
};

using Lock = Arc<Mutex<int>>;

void first_then_second(const Lock& first, const Lock& second) {
  const auto held = first->lock().value();
  thread::yield_now();
  const auto then = second->lock().value();
}

TEST_F(FiberLockOrder, AFiberHoldsNothingOfAnother) {
  const fiber::Carrier carrier;
  const auto a = Lock::make(0), b = Lock::make(0);
  fiber::spawn_on(
      carrier,
      [](const Lock& mine, const Lock& other) {
        auto holder = fiber::spawn_local(
            [](const Lock& held) {
              const auto guard = held->lock().value();
              thread::yield_now();  // the other fiber takes its lock meanwhile
            },
            mine);
        auto taker = fiber::spawn_local([](const Lock& taken) { const auto guard = taken->lock().value(); }, other);
        holder.join().value();
        taker.join().value();
        // No fiber held the first one while it took the second one, so this is the only order.
        first_then_second(other, mine);
      },
      a, b)
      .join()
      .value();
  EXPECT_TRUE(reports().empty()) << reports().front();
}

TEST_F(FiberLockOrder, TheOppositeOrderOfTwoFibersIsReported) {
  const fiber::Carrier carrier;
  const auto a = Lock::make(0), b = Lock::make(0);
  fiber::spawn_on(
      carrier,
      [](const Lock& one, const Lock& two) {
        fiber::spawn_local(first_then_second, one, two).join().value();
        EXPECT_TRUE(reports().empty());
        fiber::spawn_local(first_then_second, two, one).join().value();
      },
      a, b)
      .join()
      .value();
  EXPECT_EQ(reports().size(), 1U);
}

// --- fork. (After one, ThreadSanitizer starts no threads in a child of several.)
#if !defined(UNDER_TSAN)

// Whether `f()` returns true in a forked child, in time.
template <class F>
bool holds_in_child(F f) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    bool fine = false;
    try {
      fine = f();
    } catch (...) {
    }
    std::_Exit(fine ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// The carrier's thread is not in the child, so nothing there may wait for it.
TEST(FiberFork, ACarrierOfTheParentRunsNothingInTheChild) {
  auto carrier = std::make_unique<fiber::Carrier>();
  auto [tx, rx] = watch::channel(0);
  auto waits = fiber::spawn_on(*carrier, changes_of, std::move(rx));
  EXPECT_TRUE(holds_in_child([&] {
    if (waits.join().has_value()) return false;
    if (carrier->stop(1h)) return false;
    if (fiber::spawn_on(*carrier, [] { return 1; }).join().has_value()) return false;
    carrier.reset();
    const fiber::Carrier mine;  // one of the child's own
    return fiber::spawn_on(mine, [] { return 2; }).join().value() == 2;
  }));
  EXPECT_TRUE(tx.send(1).has_value());
  {
    const auto gone = std::move(tx);
  }
  EXPECT_EQ(waits.join().value().back(), 1);
}

TEST(FiberFork, AFiberThatForksGoesOnInTheChildAndOtherCarriersDoNot) {
  const fiber::Carrier carrier, elsewhere;
  auto [tx, rx] = watch::channel(0);
  auto waits = fiber::spawn_on(elsewhere, changes_of, std::move(rx));
  auto forks = fiber::spawn_on(
      carrier,
      [](fiber::JoinHandle<std::vector<int>> other) {
        const bool fine = holds_in_child([&] {
          auto mine = fiber::spawn_local([] { return 3; });
          return fiber::is_fiber() && mine.join().value() == 3 && !other.join().has_value();
        });
        return std::pair(fine, std::move(other));
      },
      std::move(waits));
  auto [fine, still_waits] = forks.join().value();
  EXPECT_TRUE(fine);
  {
    const auto gone = std::move(tx);
  }
  EXPECT_EQ(still_waits.join().value().back(), 0);
}

#endif

}  // namespace
}  // namespace fearless
