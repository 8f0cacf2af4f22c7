// SPDX-License-Identifier: MIT
// Carrier: a thread that runs fibers.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/process.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/fiber/detail/job.hpp>
#include <fearless/fiber/detail/scheduler.hpp>
#include <fearless/marker.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/stop_token.hpp>

#include <boost/fiber/operations.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace fearless {
namespace fiber {
namespace fiber_detail {

// The reasons why a fiber has no result.
inline constexpr const char* stopped_before = "the fiber did not begin: its carrier was stopped";
inline constexpr const char* stopped_waiting = "the fiber did not end: its carrier was stopped while it waited";
inline constexpr const char* in_the_parent =
    "the fiber did not begin: its carrier belongs to the parent of this process";
inline constexpr const char* no_memory = "the fiber did not begin: there was no memory for its stack";

// The state that a carrier's thread and the Carrier share.
class CarrierState : public std::enable_shared_from_this<CarrierState> {
 public:
  explicit CarrierState(std::size_t stack_size) noexcept : stack_size_(stack_size) {}
  CarrierState(const CarrierState&) = delete;
  CarrierState& operator=(const CarrierState&) = delete;

  [[nodiscard]] static CarrierState*& of_this_thread() noexcept {
    static thread_local CarrierState* state = nullptr;
    return state;
  }
  // Whether this is a forked child of the process that has the carrier. No fiber runs in the child.
  [[nodiscard]] bool is_elsewhere() const noexcept { return process_ != detail::this_process() && !is_here(); }
  [[nodiscard]] bool is_here() const noexcept { return of_this_thread() == this; }
  [[nodiscard]] std::shared_ptr<thread::thread_detail::StopState> stop_state() { return {shared_from_this(), &stop_}; }

  // Posts a job. Throws std::bad_alloc.
  void post(std::shared_ptr<Job> job) {
    // Nobody would run it. (The lock may have been held when the process was forked, so it is not taken either.)
    if (is_elsewhere()) return job->give_up(in_the_parent);
    {
      const std::lock_guard lock(mutex_);
      if (!closed_) {
        posted_.push_back(std::move(job));
        changes_.fetch_add(1, std::memory_order_relaxed);
      }
    }
    // NOLINTNEXTLINE(bugprone-use-after-move): a shared_ptr that was moved from is null.
    if (job != nullptr) return job->give_up(stopped_before);
    detail::futex_wake_all(changes_);
  }

  // Requests every fiber to end. The deadline of the first request applies.
  void request_stop(const Deadline& deadline) noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return;
      closed_ = true;
      deadline_.emplace(deadline);
      changes_.fetch_add(1, std::memory_order_relaxed);
    }
    detail::futex_wake_all(changes_);
    stop_.request();
  }
  // Waits until the carrier no longer runs any fiber. Returns whether all have ended.
  [[nodiscard]] bool wait() const noexcept {
    std::uint32_t now = running;
    while ((now = outcome_.load(std::memory_order_acquire)) == running) {
      detail::futex_wait(outcome_, running, Deadline::never());
    }
    return now == all_ended;
  }

  // The function of the carrier's thread.
  static void* run(void* argument) {
    const std::unique_ptr<std::shared_ptr<CarrierState>> given(static_cast<std::shared_ptr<CarrierState>*>(argument));
    const std::shared_ptr<CarrierState> state = std::move(*given);
    of_this_thread() = state.get();
    const boost::intrusive_ptr<Scheduler> scheduler(new Scheduler(state->stack_size_));
    context::active()->get_scheduler()->set_algo(scheduler);
    detail::parker_of_this_thread = &parker;
    const bool ended = state->run_fibers(*scheduler);
    detail::parker_of_this_thread = nullptr;
    if (!ended) scheduler->abandon(stopped_waiting);
    state->outcome_.store(ended ? all_ended : given_up, std::memory_order_release);
    detail::futex_wake_all(state->outcome_);
    // Other threads may use objects on the stacks of the fibers that have not ended. So nothing of these fibers is
    // destroyed, and this thread does not end either, since Boost.Fiber would then wait for them.
    // NOLINTNEXTLINE(bugprone-infinite-loop): it never ends on purpose.
    while (!ended) ::pause();
    of_this_thread() = nullptr;
    return nullptr;
  }

 private:
  static constexpr std::uint32_t running = 0;
  static constexpr std::uint32_t all_ended = 1;
  static constexpr std::uint32_t given_up = 2;

  // Runs on the thread's own fiber: starts the posted jobs until the carrier is stopped, and then waits for all fibers
  // until the deadline.
  [[nodiscard]] bool run_fibers(Scheduler& scheduler) {
    for (bool closed = false; !closed;) {
      std::vector<std::shared_ptr<Job>> jobs;
      std::uint32_t before = 0;
      {
        const std::lock_guard lock(mutex_);
        jobs.swap(posted_);
        closed = closed_;
        before = changes_.load(std::memory_order_relaxed);
      }
      for (auto& job : jobs) start(scheduler, std::move(job));
      if (!closed && jobs.empty()) detail::futex_wait(changes_, before, Deadline::never());
    }
    for (;;) {
      const FutexWord& endings = scheduler.endings();
      const std::uint32_t before = endings.load(std::memory_order_relaxed);
      if (scheduler.running() == 0) return true;
      if (!detail::futex_wait(endings, before, *deadline_)) return scheduler.running() == 0;
    }
  }
  static void start(Scheduler& scheduler, std::shared_ptr<Job> job) {
    const std::shared_ptr<Job> kept = job;
#if defined(__cpp_exceptions)
    try {
      scheduler.start(std::move(job));
    } catch (const std::bad_alloc&) {
      kept->give_up(no_memory);
    }
#else
    scheduler.start(std::move(job));
#endif
  }

  const std::size_t stack_size_;
  const unsigned process_ = detail::this_process();
  thread::thread_detail::StopState stop_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Job>> posted_;
  bool closed_ = false;
  std::optional<Deadline> deadline_;  // set when the carrier is closed
  FutexWord changes_{0};              // of the three above
  FutexWord outcome_{running};
};

}  // namespace fiber_detail

/// A thread that runs fibers. It runs one fiber at a time, until that fiber waits in the library or calls
/// `thread::yield_now`. A fiber stays on its carrier: compilers keep the addresses of thread-local objects, so a fiber
/// that moved to another thread would use those of the old thread. So there are no counterparts of Boost.Fiber's
/// `shared_work` and `work_stealing`.
///
/// Share a carrier as an `Arc<Carrier>`. tokio: a current-thread `Runtime` with a `LocalSet`; Rust's std has no
/// counterpart.
/// \snippet reference/fibers.cpp carrier
class Carrier {
 public:
  /// Starts the thread. `stack_size` is the size of each fiber's stack in bytes, and is rounded up to whole pages.
  /// Below each stack is a guard page, which ends the program if the stack overflows. Throws std::bad_alloc, and
  /// std::system_error if the system cannot create a thread. tokio: `Builder::new_current_thread().build()`.
  explicit Carrier(std::size_t stack_size = 128 * 1024)
      : state_(std::make_shared<fiber_detail::CarrierState>(stack_size)) {
    auto given = std::make_unique<std::shared_ptr<fiber_detail::CarrierState>>(state_);
    if (const std::error_code error = thread_.start(0, &fiber_detail::CarrierState::run, given.get())) {
      detail::raise(std::system_error(error, "fearless::fiber::Carrier"));
    }
    // NOLINTNEXTLINE(bugprone-unused-return-value): the thread owns it now.
    static_cast<void>(given.release());
  }
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;
  /// Stops the carrier, with a limit of one second, and waits for its thread. On one of its own fibers it only requests
  /// the stop.
  ~Carrier() {
    if (!state_->is_here() && stop(std::chrono::seconds(1))) {
      thread_.join();
    } else {
      request_stop();
      thread_.detach();
    }
  }

  /// Requests the stop of every fiber (`fiber::stop_token`), and waits until all have ended, for at most `span`.
  /// Returns whether they have ended. From then on no fiber is started. A fiber that has not ended by then never runs
  /// again: joining it returns a Panic that says so. Its stack stays, no object on it is destroyed, and the locks that
  /// it holds stay held. A fiber that neither waits nor yields delays this function until it does.
  ///
  /// The limit of the first call applies. On a fiber of this carrier, and in a forked child, it returns false without
  /// waiting. tokio: `Runtime::shutdown_timeout`.
  template <class Rep, class Period>
  bool stop(const std::chrono::duration<Rep, Period>& span) const noexcept {
    if (state_->is_elsewhere()) return false;
    state_->request_stop(detail::Deadline::after(span));
    return !state_->is_here() && state_->wait();
  }
  /// Requests the stop, with a limit of one second, and does not wait.
  void request_stop() const noexcept {
    if (state_->is_elsewhere()) return;
    state_->request_stop(detail::Deadline::after(std::chrono::seconds(1)));
  }

 private:
  friend struct CarrierAccess;

  std::shared_ptr<fiber_detail::CarrierState> state_;
  thread::thread_detail::Native thread_;
};

/// For `spawn_on` only.
struct CarrierAccess {
  static fiber_detail::CarrierState& state(const Carrier& carrier) noexcept { return *carrier.state_; }
};

}  // namespace fiber

// Why: the shared state is protected by a lock, and nothing of it depends on the thread that created it.
template <>
struct rules::row<fiber::Carrier> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
