// SPDX-License-Identifier: MIT
// home::Thread: a thread of the library's own that objects can live on.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/home/detail/caught.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/marker.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless::home {

namespace home_detail {

// The tasks of one thread.
class Loop {
 public:
  explicit Loop(std::optional<SyncFn<void(Panic)>> handler) : handler_(std::move(handler)) {}

  bool post(Task<void> task) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return false;
    tasks_.push_back(std::move(task));
    if (std::exchange(is_asleep_, false)) more_.notify_one();
    return true;
  }
  bool keep(std::weak_ptr<Resident> resident) {
    const std::lock_guard lock(mutex_);
    if (is_closing_) return false;
    residents_.add(std::move(resident));
    return true;
  }
  [[nodiscard]] bool here() const noexcept {
    return number_.load(std::memory_order_relaxed) == fearless::detail::this_thread_number();
  }
  void failed(Panic panic) const noexcept { handler_ ? (*handler_)(std::move(panic)) : tell_panic(panic); }

  // What was posted before still runs.
  void close() noexcept {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
    more_.notify_one();
  }

  // On the thread, until it is closed. What is posted while the objects end still runs, too: it may destroy them.
  void run() {
    number_.store(fearless::detail::this_thread_number(), std::memory_order_relaxed);
    // In the end, also if a task leaves by pthread_exit, nothing is left that somebody waits for.
    struct Ended {
      Loop& loop;
      ~Ended() {
        loop.end_residents();
        loop.last_tasks().clear();
        loop.number_.store(0, std::memory_order_relaxed);
      }
    } const ended{*this};
    std::vector<Task<void>> tasks;
    for (bool goes_on = true; goes_on; run(tasks)) goes_on = take(tasks);
    end_residents();
    tasks = last_tasks();
    run(tasks);
  }

 private:
  // Waits for tasks, and takes them. False if these are the last ones that were posted before it was closed.
  bool take(std::vector<Task<void>>& tasks) {
    std::unique_lock lock(mutex_);
    while (tasks_.empty() && !is_closing_) {
      is_asleep_ = true;
      more_.wait(lock);
    }
    tasks.swap(tasks_);
    return !is_closing_;
  }
  void run(std::vector<Task<void>>& tasks) {
    for (auto& task : tasks) {
      if (auto panic = run_caught([&] { task(); })) failed(*std::move(panic));
    }
    tasks.clear();
  }
  void end_residents() noexcept {
    Residents residents;
    {
      const std::lock_guard lock(mutex_);
      is_closing_ = true;
      std::swap(residents, residents_);
    }
    residents.end();
  }
  std::vector<Task<void>> last_tasks() noexcept {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    return std::exchange(tasks_, {});
  }

  const std::optional<SyncFn<void(Panic)>> handler_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Task<void>> tasks_;
  Residents residents_;
  bool is_closing_ = false;  // no more objects are taken
  bool is_closed_ = false;   // no more tasks are
  bool is_asleep_ = false;
  std::atomic<std::uint32_t> number_{0};
};

}  // namespace home_detail

class Thread;

/// A handle of a `home::Thread`, for Home. It may outlive the thread, and says then that it is gone.
class OnThread {
 public:
  static constexpr bool one_thread = true;

  /// A handle of `thread`.
  OnThread(const Thread& thread);
  /// As home::Serial says. Throws std::bad_alloc.
  bool post(Task<void> task) const { return loop_->post(std::move(task)); }
  [[nodiscard]] bool here() const noexcept { return loop_->here(); }
  bool keep(std::weak_ptr<Resident> resident) const { return loop_->keep(std::move(resident)); }
  void failed(Panic panic) const noexcept { loop_->failed(std::move(panic)); }

 private:
  std::shared_ptr<home_detail::Loop> loop_;
};

/// A thread that runs what is posted to it, one task after the other, and on which objects can live:
/// `Home<View>::make_on(thread, args…)`. tokio: a thread with a `LocalSet`.
class Thread {
 public:
  /// Starts the thread. Exceptions that no answer carries are told on stderr. Throws std::bad_alloc, and
  /// std::system_error if the system has no thread to give.
  Thread() : Thread(std::nullopt, std::nullopt) {}
  /// The same; but `handler`, which must not throw, is given those exceptions, mostly on this thread, and on any if an
  /// answer was dropped.
  template <class F>
    requires std::is_invocable_v<const std::decay_t<F>&, Panic>
  explicit Thread(F&& handler) : Thread(std::nullopt, SyncFn<void(Panic)>(std::forward<F>(handler))) {}
  /// The same, with a name for the thread, as `thread::Builder::name` takes it.
  explicit Thread(std::string name) : Thread(std::optional(std::move(name)), std::nullopt) {}
  /// Both.
  Thread(std::string name, SyncFn<void(Panic)> handler)
      : Thread(std::optional(std::move(name)), std::optional(std::move(handler))) {}
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  /// Runs what was posted before, ends the objects that live on the thread, and joins it. On that very thread, which
  /// cannot wait for itself, it does not join. In a forked child, which has no such thread, it does nothing.
  ~Thread() {
    if (thread::detail::HandleAccess::native(*handle_).is_elsewhere()) return;
    loop_->close();
    if (!loop_->here()) static_cast<void>(handle_->join());
  }

 private:
  friend class OnThread;
  Thread(std::optional<std::string> name, std::optional<SyncFn<void(Panic)>> handler)
      : loop_(std::make_shared<home_detail::Loop>(std::move(handler))) {
    auto started = thread::detail::start<void>(
        std::move(name), 0, [](const std::shared_ptr<home_detail::Loop>& loop) { loop->run(); }, loop_);
    if (!started.has_value()) {
      fearless::detail::raise(std::system_error(started.error(), "fearless::home::Thread"));
    }
    handle_.emplace(std::move(started).value());
  }

  std::shared_ptr<home_detail::Loop> loop_;
  std::optional<thread::JoinHandle<void>> handle_;
};

inline OnThread::OnThread(const Thread& thread) : loop_(thread.loop_) {}

}  // namespace fearless::home

namespace fearless {

// Why: whatever is done with the loop is done under its lock.
template <>
struct rules::row<home::OnThread> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why ThreadSafe: there is nothing to be done with it but to make handles. (Whoever destroys it is its only owner.)
template <>
struct rules::row<home::Thread> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
