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

struct spawn_callable {
  static constexpr const char* text = "fearless::thread::spawn: the callable";
};

/// Argument `N` of `spawn`, counted from 1 after the callable.
template <std::size_t N>
struct spawn_argument {
  static_assert(N >= 1 && N <= 99);
  static constexpr char with_number[] = {'f',
                                         'e',
                                         'a',
                                         'r',
                                         'l',
                                         'e',
                                         's',
                                         's',
                                         ':',
                                         ':',
                                         't',
                                         'h',
                                         'r',
                                         'e',
                                         'a',
                                         'd',
                                         ':',
                                         ':',
                                         's',
                                         'p',
                                         'a',
                                         'w',
                                         'n',
                                         ':',
                                         ' ',
                                         'a',
                                         'r',
                                         'g',
                                         'u',
                                         'm',
                                         'e',
                                         'n',
                                         't',
                                         ' ',
                                         N < 10 ? char('0' + N) : char('0' + N / 10),
                                         N < 10 ? '\0' : char('0' + N % 10),
                                         '\0'};
  static constexpr const char* text = with_number;
};

struct spawn_result {
  static constexpr const char* text = "fearless::thread::spawn: the result";
};

}  // namespace rules::place

namespace thread {

namespace thread_detail {

// The requirements of spawn on a callable, its arguments and its result, each as the thread will own it. (For the
// result, Static is checked first, because that message is easier to understand if the result is a reference.)
template <class R, class F, class... Args, std::size_t... I>
derive::Needs<derive::Requirement<rules::place::spawn_callable, traits::Send, F>,
              derive::Requirement<rules::place::spawn_callable, traits::Static, F>,
              derive::Requirement<rules::place::spawn_argument<I + 1>, traits::Send, Args>...,
              derive::Requirement<rules::place::spawn_argument<I + 1>, traits::Static, Args>...,
              derive::Requirement<rules::place::spawn_result, traits::Static, R>,
              derive::Requirement<rules::place::spawn_result, traits::Send, R>>
    spawn_needs(std::index_sequence<I...>);

// The type of a call of spawn. If the callable does not accept the arguments, there is no result type, and void
// replaces it.
template <class F, class... Args>
struct Spawned {
  static constexpr bool callable = false;
  using Result = void;
};
template <class F, class... Args>
  requires std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>
struct Spawned<F, Args...> {
  static constexpr bool callable = true;
  using Returned = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
  using Result = std::decay_t<Returned>;
  using Needs =
      decltype(spawn_needs<Returned, std::decay_t<F>, std::decay_t<Args>...>(std::index_sequence_for<Args...>{}));
};

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
  constexpr bool copied =
      std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
  if constexpr (thread_detail::takes_lvalue<std::decay_t<F>, std::decay_t<Args>...>) {
    static_assert(Spawned::callable,
                  "fearless::thread::spawn: the callable is not callable with these arguments, each as an rvalue: it "
                  "takes a T&. Take the argument by value and return the result, share an Arc<Mutex<T>>, or pass "
                  "std::ref(x) in a thread::scope, if x is a Mutex or an atomic");
  } else if constexpr (!Spawned::callable) {
    static_assert(Spawned::callable,
                  "fearless::thread::spawn: the callable is not callable with these arguments, each as an rvalue");
  } else if constexpr (!copied) {
    static_assert(copied,
                  "fearless::thread::spawn: the callable or an argument can only be moved: pass it with std::move");
  } else {
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Spawned::Needs::Refusal>, FEARLESS_DETAIL_WHY(typename Spawned::Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Spawned::Needs::granted) {
      auto started = thread_detail::start<typename Spawned::Result>(std::nullopt, 0, std::forward<F>(f),
                                                                    std::forward<Args>(args)...);
      if (!started.has_value()) {
        detail::raise(std::system_error(started.error(), "fearless::thread::spawn"));
      }
      return std::move(started).value();
    }
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
