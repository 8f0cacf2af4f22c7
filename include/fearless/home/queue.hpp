// SPDX-License-Identifier: MIT
// home::Queue: the tasks of a loop with a single thread, for an executor that adapts an existing loop.
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

/// The tasks that wait on a loop that belongs to one thread, and the objects that live there. Besides it, an executor
/// for such a loop only needs a function that makes the loop call `run()`, from any thread: `uv_async_send`,
/// `g_source_attach`, `PostMessage`. The owner of the loop calls `end()` on the loop's thread before the loop is
/// destroyed. Any thread may use a Queue.
/// \snippet reference/homes.cpp queue
class Queue {
 public:
  /// An empty queue. Exceptions that no answer carries are written to stderr, or passed to `handler`, which must not
  /// throw.
  explicit Queue(std::optional<SyncFn<void(Panic)>> handler = std::nullopt) : handler_(std::move(handler)) {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() = default;

  /// Adds `task`. If it is the first one since the loop has taken all tasks, this calls `wake()`, which makes the loop
  /// call `run()` later. `wake()` must not call `run()` itself, and must not hold a lock that is also held around
  /// another call of this Queue. After `end()`, this returns false and does not call `wake()`, so `wake()` is never
  /// called once the loop is gone. Throws std::bad_alloc and what `wake()` throws; the task is then destroyed.
  template <class Wake>
  bool post(Task<void> task, Wake&& wake) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return false;
    if (tasks_.empty()) std::forward<Wake>(wake)();
    tasks_.push_back(std::move(task));
    return true;
  }
  /// Registers an object that lives on the loop, as `keep` of home::Serial does. Returns false if the loop has begun to
  /// end its objects. Throws std::bad_alloc.
  bool keep(std::weak_ptr<Resident> resident) {
    const std::lock_guard lock(mutex_);
    if (is_closing_) return false;
    residents_.add(std::move(resident));
    return true;
  }
  /// Returns whether this thread is in `run()` or `end()`.
  [[nodiscard]] bool here() const noexcept {
    return number_.load(std::memory_order_relaxed) == fearless::detail::this_thread_number();
  }
  /// Passes `panic` to the handler.
  void failed(Panic panic) const noexcept { handler_ ? (*handler_)(std::move(panic)) : home_detail::tell_panic(panic); }

  /// Runs the tasks that wait at this moment. Must be called on the loop's thread.
  void run() {
    const Here here(number_);
    run(take(false));
  }
  /// Runs the tasks that wait at this moment, ends the objects that live on the loop, and runs the tasks that were
  /// posted meanwhile. After that, no task is accepted. Must be called on the loop's thread.
  void end() {
    const Here here(number_);
    run(take(false));
    end_residents();
    run(take(true));
  }
  /// The same as `end()`, but tasks are dropped instead of run, for a thread that pthread_exit ends.
  void drop() noexcept {
    const Here here(number_);
    end_residents();
    take(true).clear();
  }

 private:
  using Tasks = std::vector<Task<void>>;
  // While this object exists, this thread runs the loop. (A task of the loop may run the loop recursively.)
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
  bool is_closing_ = false;  // no more objects are accepted
  bool is_closed_ = false;   // no more tasks are accepted
  std::atomic<std::uint32_t> number_{0};
};

}  // namespace fearless::home

namespace fearless {

// Why ThreadSafe: all operations are protected by its lock.
template <>
struct rules::row<home::Queue> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
