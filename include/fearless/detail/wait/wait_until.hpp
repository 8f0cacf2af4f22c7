// SPDX-License-Identifier: MIT
// Waiting on a condition variable until a Deadline.
#pragma once

#include <fearless/detail/wait/deadline.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace fearless::detail {

// Waits once: until a notification, a spurious wake-up or the deadline. Returns false if the deadline has passed.
inline bool wait_once(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                      const Deadline& deadline) {
  if (deadline.is_never()) {
    condition.wait(lock);
    return true;
  }
  return condition.wait_for(lock, deadline.sleep()) == std::cv_status::no_timeout || deadline.left().count() > 0;
}

// Waits until the predicate holds or the deadline has passed. Returns whether the predicate holds.
template <class Predicate>
bool wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock, const Deadline& deadline,
                Predicate predicate) {
  while (!predicate()) {
    if (deadline.is_now() || !wait_once(condition, lock, deadline)) return predicate();
  }
  return true;
}

}  // namespace fearless::detail
