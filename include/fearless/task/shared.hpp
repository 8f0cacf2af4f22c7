// SPDX-License-Identifier: MIT
// SharedTask<R>: a Task for executors that copy their callables, or call them as const.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>
#include <fearless/task.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace fearless {

/// A call that is made at most once, by the copy that is called first: `group.run(SharedTask(fearless::task(f, x)))`
/// for oneTBB's task_group, or for any pool whose queue contains std::function. It is made from a Task, which has
/// passed the checks. Rust: `Arc<Mutex<Option<Box<dyn FnOnce() -> R + Send>>>>`.
/// \snippet reference/tasks.cpp shared_task
template <class R>
class [[nodiscard]] SharedTask {
 public:
  using result_type = R;

  /// Takes over `task`. Throws std::bad_alloc.
  explicit SharedTask(Task<R> task) : shared_(std::make_shared<Shared>(std::move(task))) {}

  /// Makes the call, and destroys the callable and its arguments. Returns the result. Throws what the call throws, and
  /// std::bad_function_call if a copy was called before, on any thread, or the Task was empty.
  R operator()() const {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::SharedTask: used after it was moved from");
    if (shared_->is_taken.exchange(true, std::memory_order_relaxed)) {
      fearless::detail::raise(std::bad_function_call());
    }
    return shared_->task();
  }

 private:
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(shared_ == nullptr);
  }

  struct Shared {
    explicit Shared(Task<R> mine) noexcept : task(std::move(mine)) {}
    Task<R> task;
    std::atomic<bool> is_taken{false};
  };
  std::shared_ptr<Shared> shared_;
};

// Why Sync: only the thread that sets the flag accesses the task, and the task is Send.
template <class R>
struct rules::row<SharedTask<R>> : kind::value {};

}  // namespace fearless
