// SPDX-License-Identifier: MIT
// home::Queue: the tasks of a loop with a single thread, for an executor that adapts somebody else's loop.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/home/detail/caught.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/marker.hpp>
#include <fearless/task.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace fearless::home {

/// The tasks that wait for their turn on a loop that belongs to one thread, and the objects that live there. All that
/// an executor for such a loop needs beside it is a way to have the loop call `run()`, from any thread:
/// `uv_async_send`, `g_source_attach`, `PostMessage`. Whoever owns the loop calls `end()` on its thread before the loop
/// goes. Any thread may use one.
class Queue {
 public:
  /// An empty queue. Exceptions that no answer carries are told on stderr, or given to `handler`, which must not throw.
  explicit Queue(std::optional<SyncFn<void(Panic)>> handler = std::nullopt) : handler_(std::move(handler)) {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() = default;

  /// Adds `task`. If it is the first one since the loop has taken what there was, calls `wake()`, which has the loop
  /// call `run()` later: never within `wake()`, and not with a lock that is held around another call of this. Returns
  /// false, without calling it, after `end()`; so `wake()` is not called when the loop is gone. Throws std::bad_alloc
  /// and what `wake()` throws: then the task is gone.
  template <class Wake>
  bool post(Task<void> task, Wake&& wake) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return false;
    if (tasks_.empty()) std::forward<Wake>(wake)();
    tasks_.push_back(std::move(task));
    return true;
  }
  /// As `keep` of home::Serial.
  bool keep(std::weak_ptr<Resident> resident) {
    const std::lock_guard lock(mutex_);
    if (is_closing_) return false;
    residents_.add(std::move(resident));
    return true;
  }
  /// Whether this thread is in `run()` or `end()`.
  [[nodiscard]] bool here() const noexcept {
    return number_.load(std::memory_order_relaxed) == fearless::detail::this_thread_number();
  }
  /// Tells `panic` to the handler.
  void failed(Panic panic) const noexcept { handler_ ? (*handler_)(std::move(panic)) : home_detail::tell_panic(panic); }

  /// Runs the tasks that wait by now. On the loop's thread.
  void run() {
    const Here here(number_);
    run(take(false));
  }
  /// Runs the tasks that wait by now, ends the objects that live on the loop, and runs what was posted meanwhile. Then
  /// no task is taken any more. On the loop's thread.
  void end() {
    const Here here(number_);
    run(take(false));
    end_residents();
    run(take(true));
  }
  /// As `end()`, but that tasks are dropped instead of run: for a thread that is left by pthread_exit.
  void drop() noexcept {
    const Here here(number_);
    end_residents();
    take(true).clear();
  }

 private:
  using Tasks = std::vector<Task<void>>;
  // While it exists, this thread is the loop's. (A loop may be run within one of its tasks.)
  class Here {
   public:
    explicit Here(std::atomic<std::uint32_t>& number) noexcept
        : number_(number),
          before_(number.exchange(fearless::detail::this_thread_number(), std::memory_order_relaxed)) {}
    Here(const Here&) = delete;
    Here& operator=(const Here&) = delete;
    ~Here() { number_.store(before_, std::memory_order_relaxed); }

   private:
    std::atomic<std::uint32_t>& number_;
    const std::uint32_t before_;
  };

  Tasks take(bool last) noexcept {
    const std::lock_guard lock(mutex_);
    is_closed_ = is_closed_ || last;
    return std::exchange(tasks_, {});
  }
  void run(Tasks tasks) const {
    for (auto& task : tasks) {
      if (auto panic = home_detail::run_caught([&] { task(); })) failed(*std::move(panic));
    }
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

  const std::optional<SyncFn<void(Panic)>> handler_;
  std::mutex mutex_;
  Tasks tasks_;
  Residents residents_;
  bool is_closing_ = false;  // no more objects are taken
  bool is_closed_ = false;   // no more tasks are
  std::atomic<std::uint32_t> number_{0};
};

}  // namespace fearless::home

namespace fearless {

// Why ThreadSafe: everything is done under its lock.
template <>
struct rules::row<home::Queue> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
