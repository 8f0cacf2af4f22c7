// SPDX-License-Identifier: MIT
// A moment to wait until, made of any duration or time point without overflow: "now" and "never" included.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace fearless::detail {

class Deadline {
 public:
  // The deadline that has passed: look, do not wait. The one that never comes.
  static Deadline now() { return Deadline(Kind::Now); }
  static Deadline never() { return Deadline(Kind::Never); }

  // A time span from now on. More than a century is never; zero, negative and not-a-number is now.
  template <class Rep, class Period>
  static Deadline after(const std::chrono::duration<Rep, Period>& span) {
    const long double seconds = std::chrono::duration<long double>(span).count();
    if (!(seconds > 0)) return now();
    if (seconds > a_century) return never();
    return Deadline(Kind::At, std::chrono::steady_clock::now() + std::chrono::ceil<std::chrono::steady_clock::duration>(
                                                                     std::chrono::duration<long double>(seconds)));
  }

  // A moment of any clock, as far away as it is now: a clock that is set later does not move the deadline.
  template <class Clock, class Duration>
  static Deadline at(const std::chrono::time_point<Clock, Duration>& moment) {
    using Seconds = std::chrono::duration<long double>;
    return after(Seconds(moment.time_since_epoch()) - Seconds(Clock::now().time_since_epoch()));
  }

  [[nodiscard]] bool is_now() const noexcept { return kind_ == Kind::Now; }
  [[nodiscard]] bool is_never() const noexcept { return kind_ == Kind::Never; }
  // How long it is until then: nothing for now and for what has passed; for never, a century.
  [[nodiscard]] std::chrono::nanoseconds left() const {
    if (kind_ == Kind::Now) return {};
    if (kind_ == Kind::Never) return std::chrono::hours(100 * 365 * 24);
    const auto left = at_ - std::chrono::steady_clock::now();
    return left.count() > 0 ? std::chrono::duration_cast<std::chrono::nanoseconds>(left) : std::chrono::nanoseconds{};
  }

  // Waits until the predicate holds or the deadline has passed; returns whether the predicate holds.
  template <class Predicate>
  bool wait(std::condition_variable& condition, std::unique_lock<std::mutex>& lock, Predicate predicate) const {
    switch (kind_) {
      case Kind::Now:
        return predicate();
      case Kind::Never:
        condition.wait(lock, predicate);
        return true;
      case Kind::At:
        break;
    }
    return condition.wait_until(lock, at_, predicate);
  }

  // Waits once, until it is notified, woken for nothing, or the deadline has passed: false then.
  bool wait_once(std::condition_variable& condition, std::unique_lock<std::mutex>& lock) const {
    switch (kind_) {
      case Kind::Now:
        return condition.wait_for(lock, std::chrono::nanoseconds(0)) == std::cv_status::no_timeout;
      case Kind::Never:
        condition.wait(lock);
        return true;
      case Kind::At:
        break;
    }
    return condition.wait_until(lock, at_) == std::cv_status::no_timeout;
  }

 private:
  enum class Kind { Now, At, Never };
  static constexpr long double a_century = 100.0L * 365 * 24 * 3600;

  explicit Deadline(Kind kind, std::chrono::steady_clock::time_point at = {}) : kind_(kind), at_(at) {}

  Kind kind_;
  std::chrono::steady_clock::time_point at_;
};

}  // namespace fearless::detail
