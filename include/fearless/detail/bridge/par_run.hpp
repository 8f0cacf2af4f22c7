// SPDX-License-Identifier: MIT
// Runs work on oneTBB: isolated, and with an exception where oneTBB would return a partial result.
#pragma once

#include <fearless/detail/config.hpp>

#include <oneapi/tbb/task.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <exception>
#include <utility>

namespace fearless::par {

/// Thrown by an algorithm whose work was cancelled because a task beside it threw an exception. Its result would be
/// incomplete; oneTBB returns such a result.
class Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "fearless::par: cancelled, because a task beside it threw an exception";
  }
};

namespace par_detail {

// Runs `f`, in which oneTBB's algorithms wait for their tasks. The thread takes no other task while it waits, because
// it may hold a lock that such a task would wait for. If the work was cancelled, this throws, since the result is
// incomplete.
template <class F>
void run(F&& f) {
  oneapi::tbb::this_task_arena::isolate(std::forward<F>(f));
  if (oneapi::tbb::is_current_task_group_canceling()) fearless::detail::raise(Cancelled());
}

}  // namespace par_detail
}  // namespace fearless::par
