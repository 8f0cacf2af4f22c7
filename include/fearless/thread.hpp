// SPDX-License-Identifier: MIT
// Threads: spawn checks what crosses to the new thread, and its handle returns the result or the exception.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/waiting.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/thread/builder.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/handle.hpp>
#include <fearless/thread/id.hpp>
#include <fearless/thread/panic.hpp>
#include <fearless/thread/scope.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct spawn {
  static constexpr const char* text = "fearless::thread::spawn";
};

}  // namespace rules::place

namespace thread {

namespace thread_detail {

// A call of `spawn`. It is a class of its own because its name is short, and compilers print it in each message.
template <class F, class... Args>
struct Spawned : Call<rules::place::spawn, May::OutliveTheirMaker, F, Args...> {};

}  // namespace thread_detail

/// Starts a thread that calls `f(args…)`. As with std::thread, `f` and `args` are copied here (or moved from rvalues;
/// arrays and functions become pointers) and passed as rvalues, and `f` may be a pointer to a member. Returns a handle,
/// whose `join` returns the result or the exception that left `f`. If nobody joins an exception, it is written to
/// stderr, as Rust does with panics.
///
/// Throws what copying throws, std::bad_alloc, and std::system_error if the system cannot create a thread; then no
/// thread runs. Refuses to compile unless `f`, every argument and the result are Send and Static. A reference is never
/// Static, so a std::ref is refused, and so is a function that returns a reference. Rust: `std::thread::spawn`.
template <class F, class... Args>
JoinHandle<typename thread_detail::Spawned<F, Args...>::Result> spawn(F&& f, Args&&... args) {
  using Spawned = thread_detail::Spawned<F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALLABLE(Spawned)
  FEARLESS_DETAIL_BEGIN_REFUSAL
  static_assert(rules::accepted<typename Spawned::Needs::Refusal>, FEARLESS_DETAIL_WHY(typename Spawned::Needs));
  FEARLESS_DETAIL_END_REFUSAL
  if constexpr (Spawned::granted) {
    auto started = thread_detail::start<typename Spawned::Result>(std::nullopt, 0, std::forward<F>(f),
                                                                  std::forward<Args>(args)...);
    if (!started.has_value()) {
      detail::raise(std::system_error(started.error(), "fearless::thread::spawn"));
    }
    return std::move(started).value();
  }
  detail::fatal("fearless::thread::spawn: refused");
}

/// Blocks the calling thread or fiber for at least `span`, which may have any length. Rust: `std::thread::sleep`.
template <class Rep, class Period>
void sleep(const std::chrono::duration<Rep, Period>& span) {
  if (detail::parker_of_this_thread != nullptr) [[unlikely]] {
    const detail::FutexWord nobody_wakes{0};
    for (const auto end = detail::Deadline::after(span); detail::futex_wait(nobody_wakes, 0, end);) {
    }
    return;
  }
  const std::chrono::duration<long double> seconds = span;
  if (!(seconds.count() > 0)) return;
  // For more than a day, the sum with the current time might overflow. So this sleeps for one day at a time.
  constexpr std::chrono::hours day(24);
  auto left = seconds;
  for (; left > day; left -= day) std::this_thread::sleep_for(day);
  std::this_thread::sleep_for(std::chrono::ceil<std::chrono::nanoseconds>(left));
}

/// Blocks the calling thread or fiber until `moment`, a time point of any clock. If the clock is adjusted meanwhile, it
/// waits until the clock shows that time; if the clock is set forward, this takes effect within a quarter of a second.
/// Rust: `std::thread::sleep_until` (unstable), whose clock cannot be adjusted.
template <class Clock, class Duration>
void sleep_until(const std::chrono::time_point<Clock, Duration>& moment) {
  using Seconds = std::chrono::duration<long double>;
  for (;;) {
    const auto left = Seconds(moment.time_since_epoch()) - Seconds(Clock::now().time_since_epoch());
    if (!(left.count() > 0)) return;
    const Seconds longest = detail::can_be_set<Clock> ? Seconds(detail::look_at_clock_every) : left;
    thread::sleep(left < longest ? left : longest);
  }
}

/// Yields the processor to another thread that is ready. In a fiber, it yields to another fiber of the same carrier.
/// Rust: `std::thread::yield_now`.
inline void yield_now() noexcept { detail::yield_cpu(); }

/// Returns whether an exception is unwinding the stack of the calling thread, so that the caller runs in a destructor
/// that the unwinding called. Rust: `std::thread::panicking`.
[[nodiscard]] inline bool panicking() noexcept { return std::uncaught_exceptions() > 0; }

/// Returns how many threads can run at the same time. The result is at least 1; it is 1 if the system does not tell
/// (Rust returns an error then). Rust: `std::thread::available_parallelism`.
[[nodiscard]] inline std::size_t available_parallelism() noexcept {
  const unsigned int n = std::thread::hardware_concurrency();
  return n == 0 ? 1 : n;
}

}  // namespace thread
}  // namespace fearless
