// SPDX-License-Identifier: MIT
// packaged(f, args…): a Task for any executor, and the handle that receives its result or its exception.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/panic.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#if defined(__cpp_exceptions) && defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless {

namespace rules::place {
struct packaged {
  static constexpr const char* text = "fearless::packaged";
};
}  // namespace rules::place

/// The handle that receives the result of a Task that `packaged` created. It is move-only. If it is destroyed, the Task
/// stays as it is, and its result or exception is dropped. One thread at a time uses it. Rust: a
/// `tokio::task::JoinHandle`; C++: the `std::future` of a `std::packaged_task`.
/// \snippet reference/tasks.cpp task_handle
template <class R>
class [[nodiscard]] TaskHandle {
 public:
  /// The result of the Task, or the exception that left it.
  using Outcome = Result<R, Panic>;

  /// For `packaged` only.
  explicit TaskHandle(oneshot::Receiver<Outcome> outcome) noexcept : outcome_(std::move(outcome)) {}

  /// Waits until the Task was called or destroyed. Returns its result, or the exception that left it, or a Panic that
  /// says that it was never called. The outcome can be taken once; a later call returns that Panic, too. Rust:
  /// `JoinHandle::join`.
  Outcome join() {
    auto outcome = outcome_.recv();
    if (!outcome.has_value()) return never_called();
    return std::move(outcome).value();
  }

  /// The same, for at most `span` (of any length). Returns nothing if the Task was neither called nor destroyed by
  /// then, or is still running.
  template <class Rep, class Period>
  [[nodiscard]] std::optional<Outcome> join_timeout(const std::chrono::duration<Rep, Period>& span) {
    auto outcome = outcome_.recv_timeout(span);
    if (outcome.has_value()) return std::move(outcome).value();
    if (outcome.error() == RecvTimeoutError::Timeout) return std::nullopt;
    return never_called();
  }

 private:
  using RecvTimeoutError = mpsc::RecvTimeoutError;
  static Outcome never_called() {
    return Outcome(unexpect, thread::thread_detail::OfAThread(), "a task was destroyed before it was called");
  }

  oneshot::Receiver<Outcome> outcome_;
};

namespace detail {

// A call that sends its outcome. (If it is destroyed without having been called, the channel closes.)
template <class R, class F, class... Args>
class PackagedCall final : public AnyCall<void()> {
  using Outcome = Result<R, Panic>;

 public:
  template <class... From>
  explicit PackagedCall(oneshot::Sender<Outcome> to, From&&... from)
      : call_(std::in_place, std::forward<From>(from)...), to_(std::move(to)) {}

  // The callable and its arguments are destroyed before the outcome is sent.
  void call() override { static_cast<void>(std::move(to_).send(outcome())); }

 private:
  Outcome outcome() {
#if defined(__cpp_exceptions)
    try {
      return run();
#if defined(__GLIBCXX__)
    } catch (abi::__forced_unwind&) {  // of a thread that is cancelled: it is rethrown
      throw;
#endif
    } catch (...) {
      using thread::thread_detail::OfAThread;
      auto exception = std::current_exception();
      if (exception == nullptr) return Outcome(unexpect, OfAThread(), "an exception of another language");
      return Outcome(unexpect, OfAThread(), std::move(exception));
    }
#else
    return run();
#endif
  }
  Outcome run() {
    if constexpr (std::is_void_v<R>) {
      call_();
      return Outcome();
    } else {
      return Outcome(std::in_place, call_());
    }
  }

  thread::thread_detail::OneCall<F, Args...> call_;
  oneshot::Sender<Outcome> to_;
};

}  // namespace detail

/// Returns a Task that calls `f(args…)` as `task` does, and the handle that receives its result or the exception that
/// left it: `auto [job, handle] = fearless::packaged(f, x); pool.submit(std::move(job)); handle.join()`. Calling the
/// Task throws no exception of `f`. Throws what copying throws, and std::bad_alloc. Refuses to compile as
/// `thread::spawn` does. C++: `std::packaged_task`; Rust: `async_task::spawn`.
template <class F, class... Args>
[[nodiscard]] auto packaged(F&& f, Args&&... args) {
  using Call =
      thread::thread_detail::Call<rules::place::packaged, thread::thread_detail::May::OutliveTheirMaker, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  using R = typename Call::Result;
  using Pair = std::pair<Task<void>, TaskHandle<R>>;
  if constexpr (Call::granted) {
    auto [to, from] = oneshot::channel<Result<R, Panic>>();
    using Made = detail::PackagedCall<R, std::decay_t<F>, std::decay_t<Args>...>;
    return Pair(Task<void>(std::make_unique<Made>(std::move(to), std::forward<F>(f), std::forward<Args>(args)...)),
                TaskHandle<R>(std::move(from)));
  } else {
    detail::fatal("fearless::packaged: refused");
    return std::pair<Task<void>, TaskHandle<void>>(Task<void>(nullptr), oneshot::channel<Result<void, Panic>>().second);
  }
}

// Why: it holds a Receiver.
template <class R>
struct rules::row<TaskHandle<R>> : rules::row<oneshot::Receiver<Result<R, Panic>>> {};

}  // namespace fearless
