// SPDX-License-Identifier: MIT
// Waiting at a condition variable for as long as a Deadline allows.
#pragma once

#include <fearless/detail/wait/deadline.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace fearless::detail {

// Waits once, until it is notified, woken for nothing, or the deadline has passed: false then.
inline bool wait_once(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                      const Deadline& deadline) {
  if (deadline.is_never()) {
    condition.wait(lock);
    return true;
  }
  return condition.wait_for(lock, deadline.sleep()) == std::cv_status::no_timeout || deadline.left().count() > 0;
}

// Waits until the predicate holds or the deadline has passed; returns whether the predicate holds.
template <class Predicate>
bool wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock, const Deadline& deadline,
                Predicate predicate) {
  while (!predicate()) {
    if (deadline.is_now() || !wait_once(condition, lock, deadline)) return predicate();
  }
  return true;
}

}  // namespace fearless::detail
