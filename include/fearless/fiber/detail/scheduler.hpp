// SPDX-License-Identifier: MIT
// The scheduler of one carrier. It is an algorithm of Boost.Fiber with its own order, which changes the agent at every
// switch, and it implements the waiting of the library.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/watched.hpp>
#include <fearless/fiber/detail/agent.hpp>
#include <fearless/fiber/detail/chain.hpp>
#include <fearless/fiber/detail/job.hpp>
#include <fearless/fiber/detail/seen.hpp>
#include <fearless/fiber/detail/stacks.hpp>
#include <fearless/fiber/detail/waiter.hpp>

#include <boost/fiber/algo/algorithm.hpp>
#include <boost/fiber/context.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/properties.hpp>
#include <boost/fiber/scheduler.hpp>
#include <boost/fiber/type.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace fearless::fiber::fiber_detail {

using boost::fibers::type;
using detail::Deadline;
using detail::ParkingLot;

// The data of a fiber that Boost.Fiber does not store.
class Properties final : public boost::fibers::fiber_properties {
 public:
  Properties(context* fiber, Agent::State state) : fiber_properties(fiber), agent(std::move(state)) {}

  Agent agent;
  [[no_unique_address]] Seen seen;
};

class Scheduler;
[[gnu::visibility("default")]] inline constinit thread_local Scheduler* scheduler_of_this_thread = nullptr;

// The carrier's thread calls all functions, except for those that the inbox exists for. Boost.Fiber calls `awakened`
// when a fiber becomes ready, `pick_next` when it needs another fiber, and `suspend_until` when none is ready.
class Scheduler final : public boost::fibers::algo::algorithm {
 public:
  explicit Scheduler(std::size_t stack_size) : stacks_(stack_size), inbox_(Inbox::take()) {
    scheduler_of_this_thread = this;
  }
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler() override {
    scheduler_of_this_thread = nullptr;
    inbox_.give_back();
  }

  void awakened(context* fiber) noexcept override {
    // A fiber that was started directly with Boost.Fiber.
    if (fiber->is_context(type::worker_context) && fiber->get_properties() == nullptr) {
      fiber->set_properties(new Properties(fiber, nullptr));
    }
    fiber->ready_link(ready_);
  }

  FEARLESS_DETAIL_UNSEEN context* pick_next() noexcept override {
    const Seen* seen = nullptr;
    context* const next = pick(seen);
    if (seen != nullptr) seen->runs();
    return next;
  }

  [[nodiscard]] bool has_ready_fibers() const noexcept override { return !ready_.empty(); }

  void suspend_until(const std::chrono::steady_clock::time_point& moment) noexcept override {
    inbox_.bell.exchange(Inbox::awake, std::memory_order_acq_rel);
    if (inbox_.first.load(std::memory_order_acquire) != nullptr) return;
    std::uint32_t bell = Inbox::awake;
    if (!inbox_.bell.compare_exchange_strong(bell, Inbox::asleep, std::memory_order_acquire)) return;
    for (const auto deadline = Deadline::at(moment); inbox_.bell.load(std::memory_order_acquire) == Inbox::asleep;) {
      if (!detail::futex::sleep(inbox_.bell, Inbox::asleep, deadline)) break;
    }
  }

  void notify() noexcept override {
    if (inbox_.ring()) detail::futex::ring(inbox_.bell);
  }

  // Starts a fiber, which runs when the caller waits. Throws std::bad_alloc.
  void start(std::shared_ptr<Job> job) {
    auto properties = std::make_unique<Properties>(nullptr, job->state());
    Job& started = *job;
    boost::fibers::fiber_properties* const base = properties.get();
    boost::fibers::fiber fiber(base, std::allocator_arg, Stacks(stacks_), [job = std::move(job), this]() mutable {
      Agent::begin();
      job->run();
      jobs_.remove(*job);
      job.reset();
      ended();
    });
    properties.release();  // NOLINT(bugprone-unused-return-value): the fiber has them
    jobs_.add(started);
    ++running_;
    fiber.detach();
  }

  // `running` is how many fibers have not ended. `endings` is a word that changes with each fiber that ends, once
  // somebody waits for that.
  [[nodiscard]] std::size_t running() const noexcept { return running_; }
  [[nodiscard]] const FutexWord& endings() noexcept {
    awaited_ = true;
    return endings_;
  }

  // Called by the thread when it will never run a fiber again. If one of its fibers was woken in vain, another waiter
  // is woken instead.
  void abandon(const char* why) noexcept {
    for (Waiter* waiter = waiters_.first(); waiter != nullptr; waiter = waiter->next) {
      if (ParkingLot::take_out(*waiter)) continue;
      if (!ParkingLot::wake_one(waiter->word(), waiter->group(), detail::futex::ring)) {
        detail::futex::wake_all(waiter->word());
      }
    }
    for (Job* job = jobs_.first(); job != nullptr; job = job->next) job->give_up(why);
  }

  static bool wait(const FutexWord& word, std::uint32_t expected, std::uint32_t group,
                   const Deadline& deadline) noexcept {
    const detail::Watched watched;
    Scheduler* const mine = scheduler_of_this_thread;
    context* const fiber = context::active();
    // (The dispatcher fiber of Boost.Fiber, which switches between the others, is not a fiber of the library.)
    if (mine == nullptr || fiber->is_context(type::dispatcher_context)) {
      return detail::futex::sleep(word, expected, deadline);
    }
    mine->check(*fiber);
    return mine->wait_in(*fiber, word, expected, group, deadline);
  }
  static void yield() noexcept {
    const detail::Watched watched;
    context* const fiber = context::active();
    if (fiber->is_context(type::dispatcher_context)) return;
    if (scheduler_of_this_thread != nullptr) scheduler_of_this_thread->check(*fiber);
    fiber->yield();
  }

 private:
  friend struct Waiter;

  [[nodiscard]] context* pick(const Seen*& seen) noexcept {
    // The inbox is read only here, where the woken fiber cannot be the one that is about to be left.
    if (context::active()->is_context(type::dispatcher_context)) read_inbox();
    if (ready_.empty()) return nullptr;
    context* const next = &ready_.front();
    ready_.pop_front();
    Properties* const properties = properties_of(*next);
    seen = properties == nullptr ? &seen_ : &properties->seen;
    Agent* const agent = properties == nullptr ? &own_ : &properties->agent;
    if (agent != runs_) {
      runs_->leave();
      agent->enter();
      runs_ = agent;
    }
    return next;
  }
  // Null for the fibers that represent the thread itself.
  [[nodiscard]] static Properties* properties_of(const context& fiber) noexcept {
    return fiber.is_context(type::worker_context) ? static_cast<Properties*>(fiber.get_properties()) : nullptr;
  }

  // Ends the program if another algorithm has switched the fibers. This fiber would then run with the agent of another
  // one, or even on another thread.
  void check(const context& fiber) const noexcept {
    const Properties* const properties = properties_of(fiber);
    if (runs_ != (properties == nullptr ? &own_ : &properties->agent)) {
      detail::fatal("fearless::fiber: the scheduling algorithm of a carrier was replaced");
    }
  }

  void read_inbox() noexcept {
    if (inbox_.first.load(std::memory_order_relaxed) == nullptr) return;
    // The list is in reverse order of arrival.
    Waiter* in_order = nullptr;
    for (Waiter* one = inbox_.first.exchange(nullptr, std::memory_order_acquire); one != nullptr;) {
      Waiter* const next = std::exchange(one->next_in_inbox, in_order);
      in_order = std::exchange(one, next);
    }
    while (in_order != nullptr) make_ready(*std::exchange(in_order, in_order->next_in_inbox));
  }
  static void make_ready(Waiter& waiter) noexcept {
    waiter.delivered = true;
    // If the fiber is ready already, its deadline has passed, too, and it must not be scheduled twice.
    if (!waiter.fiber.ready_is_linked()) waiter.fiber.get_scheduler()->schedule(&waiter.fiber);
  }

  static const FutexWord* deliver(Parked& parked) noexcept {
    auto& waiter = static_cast<Waiter&>(parked);
    if (&waiter.scheduler == scheduler_of_this_thread) {
      make_ready(waiter);
      return nullptr;
    }
    Inbox& inbox = waiter.inbox;
    waiter.next_in_inbox = inbox.first.load(std::memory_order_relaxed);
    while (!inbox.first.compare_exchange_weak(waiter.next_in_inbox, &waiter, std::memory_order_release,
                                              std::memory_order_relaxed)) {
    }
    return inbox.ring() ? &inbox.bell : nullptr;
  }

  bool wait_in(context& fiber, const FutexWord& word, std::uint32_t expected, std::uint32_t group,
               const Deadline& deadline) noexcept {
    if (deadline.is_now()) return false;
    Waiter waiter(word, group, *this, fiber);
    if (!ParkingLot::park(waiter, expected)) return true;
    waiters_.add(waiter);
    bool in_time = true;
    for (bool limited = !deadline.is_never(); !waiter.delivered;) {
      if (!limited) {
        fiber.suspend();
        continue;
      }
      fiber.wait_until(std::chrono::steady_clock::now() + deadline.sleep());
      if (waiter.delivered) break;
      // The deadline has passed, or the clock has to be read again. But if the waiter was woken meanwhile, it will be
      // notified soon.
      if (ParkingLot::take_out(waiter)) {
        in_time = deadline.left().count() > 0;
        break;
      }
      limited = false;
    }
    waiters_.remove(waiter);
    return in_time;
  }

  void ended() noexcept {
    --running_;
    if (!awaited_) return;
    endings_.fetch_add(1, std::memory_order_relaxed);
    detail::futex_wake_all(endings_);
  }

  const Stacks stacks_;
  Inbox& inbox_;
  boost::fibers::scheduler::ready_queue_type ready_;
  // The agent of the thread itself, and of the dispatcher fiber.
  Agent own_;
  [[no_unique_address]] Seen seen_{Seen::ThisThread{}};
  Agent* runs_ = &own_;
  Chain<Waiter> waiters_;
  Chain<Job> jobs_;
  std::size_t running_ = 0;
  FutexWord endings_{0};
  bool awaited_ = false;
};

inline Waiter::Waiter(const FutexWord& word, std::uint32_t group, Scheduler& s, context& f) noexcept
    : Parked(word, group, &Scheduler::deliver), scheduler(s), fiber(f), inbox(s.inbox_) {}

inline constexpr detail::Parker parker{&Scheduler::wait, &Scheduler::yield};

}  // namespace fearless::fiber::fiber_detail
