// SPDX-License-Identifier: MIT
// A deadline, made from any duration or time point without overflow. "Now" and "never" are deadlines, too.
#pragma once

#include <fearless/detail/bounds.hpp>

#include <chrono>
#include <ratio>

namespace fearless::detail {

// Whether a clock may be adjusted while a thread waits for a time point of it.
template <class Clock>
inline constexpr bool can_be_set = true;
template <class Clock>
  requires requires { requires Clock::is_steady; }
inline constexpr bool can_be_set<Clock> = false;

// How often a thread that waits for an adjustable clock reads it again, since an adjustment of the clock does not wake
// the thread.
inline constexpr std::chrono::milliseconds look_at_clock_every(250);

class Deadline {
 public:
  // `now` has already passed: the operation checks once and does not wait. `never` does not pass.
  static Deadline now() { return Deadline(Kind::Now); }
  static Deadline never() { return Deadline(Kind::Never); }

  // A duration from now on. A duration of more than a century is `never`; one that is zero, negative or not a number is
  // `now`.
  template <class Rep, class Period>
  static Deadline after(const std::chrono::duration<Rep, Period>& span) {
    const long double seconds = std::chrono::duration<long double>(span).count();
    if (!(seconds > 0)) return now();
    if (seconds > a_century) return never();
    return Deadline(Kind::At, std::chrono::steady_clock::now() + not_before(seconds * 1e9L));
  }

  // A time point of any clock. The deadline passes when the clock shows it, even if the clock is adjusted in the
  // meantime.
  template <class Clock, class Duration>
  static Deadline at(const std::chrono::time_point<Clock, Duration>& moment) {
    const Precise then = moment.time_since_epoch();
    const Precise left = then - Precise(Clock::now().time_since_epoch());
    if constexpr (can_be_set<Clock>) {
      // (A time point more than three centuries from the epoch is treated as a duration from now on.)
      if (left.count() > 0 && then.count() > -most && then.count() < most) {
        Deadline deadline(Kind::OfClock);
        deadline.moment_ = not_before(then.count());
        deadline.clock_ = &now_of<Clock>;
        return deadline;
      }
    }
    return after(left);
  }

  [[nodiscard]] bool is_now() const noexcept { return kind_ == Kind::Now; }
  [[nodiscard]] bool is_never() const noexcept { return kind_ == Kind::Never; }
  // The remaining time: zero for `now` and for a deadline that has passed, a century for `never`.
  [[nodiscard]] std::chrono::nanoseconds left() const {
    if (kind_ == Kind::Now) return {};
    if (kind_ == Kind::Never) return std::chrono::hours(100 * 365 * 24);
    if (kind_ == Kind::OfClock) return left_of_clock();
    const auto left = at_ - std::chrono::steady_clock::now();
    return left.count() > 0 ? std::chrono::duration_cast<std::chrono::nanoseconds>(left) : std::chrono::nanoseconds{};
  }
  // How long to sleep before checking again: the remaining time, or less if the clock is adjustable. After the sleep,
  // the deadline has passed only if `left()` is zero.
  [[nodiscard]] std::chrono::nanoseconds sleep() const {
    return kind_ == Kind::OfClock ? smaller<std::chrono::nanoseconds>(left(), look_at_clock_every) : left();
  }

 private:
  enum class Kind { Now, At, OfClock, Never };
  using Precise = std::chrono::duration<long double, std::nano>;
  static constexpr long double a_century = 100.0L * 365 * 24 * 3600;
  static constexpr auto most = static_cast<long double>(std::chrono::nanoseconds::max().count());

  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): what only other kinds read costs those that look only
  explicit Deadline(Kind kind, std::chrono::steady_clock::time_point at = {}) : kind_(kind), at_(at) {}

  // The result of std::chrono::ceil, which takes long to compile. The value must fit.
  static std::chrono::nanoseconds not_before(long double nanoseconds) noexcept {
    const auto whole = static_cast<std::chrono::nanoseconds::rep>(nanoseconds);
    return std::chrono::nanoseconds(static_cast<long double>(whole) < nanoseconds ? whole + 1 : whole);
  }
  template <class Clock>
  static std::chrono::nanoseconds now_of() {
    const Precise now = Clock::now().time_since_epoch();
    if (!(now.count() > -most)) return std::chrono::nanoseconds::min();
    if (!(now.count() < most)) return std::chrono::nanoseconds::max();
    return std::chrono::floor<std::chrono::nanoseconds>(now);
  }
  [[nodiscard]] std::chrono::nanoseconds left_of_clock() const {
    const long double left = Precise(moment_).count() - Precise(clock_()).count();
    if (!(left > 0)) return {};
    if (left > a_century * 1e9L) return std::chrono::hours(100 * 365 * 24);
    return not_before(left);
  }

  Kind kind_;
  std::chrono::steady_clock::time_point at_;
  // Used only for a deadline of an adjustable clock.
  std::chrono::nanoseconds moment_;
  std::chrono::nanoseconds (*clock_)();
};

}  // namespace fearless::detail
