// SPDX-License-Identifier: MIT
// How work runs on oneTBB: isolated, and with an exception where oneTBB would return a part of a result.
#pragma once

#include <fearless/detail/config.hpp>

#include <oneapi/tbb/task.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <exception>
#include <utility>

namespace fearless::par {

/// What an algorithm throws whose work was given up half way, because a task beside it threw an exception: its own
/// result would be a part of one. oneTBB returns that part.
class Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "fearless::par: cancelled, because a task beside it threw an exception";
  }
};

namespace par_detail {

// Runs `f`, in which oneTBB's algorithms wait for their tasks. A thread that waits there takes no other task: it may
// hold a lock that such a task would wait for. Behind it, what was cancelled is no result.
template <class F>
void run(F&& f) {
  oneapi::tbb::this_task_arena::isolate(std::forward<F>(f));
  if (oneapi::tbb::is_current_task_group_canceling()) fearless::detail::raise(Cancelled());
}

}  // namespace par_detail
}  // namespace fearless::par
