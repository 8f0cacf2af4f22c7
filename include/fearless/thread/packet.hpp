// SPDX-License-Identifier: MIT
// Where a thread leaves its result, and what it runs.
#pragma once

#include <fearless/detail/pause_point.hpp>
#include <fearless/result.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/native.hpp>
#include <fearless/thread/panic.hpp>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::thread::detail {

// The result of a thread, shared by the thread and its handle.
template <class R>
class Packet {
 public:
  explicit Packet(std::optional<std::string> name)
      : thread_(std::make_shared<ThreadState>(ThreadId::make(), std::move(name))) {}
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;
  // A panic that nobody joined would be lost: it is told on stderr, as Rust tells every panic.
  ~Packet() {
    if (outcome_ && !outcome_->has_value()) {
      std::fprintf(stderr, "fearless: thread %llu, which nobody joined, ended in an exception: %s\n",
                   static_cast<unsigned long long>(thread_->id().as_u64()), outcome_->error().what());
    }
  }

  [[nodiscard]] const std::shared_ptr<ThreadState>& thread() const noexcept { return thread_; }
  [[nodiscard]] bool is_finished() const noexcept { return finished_.load(std::memory_order_acquire); }

  // Once, after the thread has ended.
  [[nodiscard]] Result<R, Panic> take() {
    Result<R, Panic> outcome = std::move(*outcome_);
    outcome_.reset();
    return outcome;
  }

  // The same for a result that nobody wants: destroys it, or returns the panic.
  [[nodiscard]] std::optional<Panic> discard() {
    std::optional<Panic> panic;
    if (outcome_ && !outcome_->has_value()) panic.emplace(std::move(*outcome_).error());
    outcome_.reset();
    return panic;
  }

 protected:
  // Runs f and keeps its result or its exception. A thread that is cancelled, or calls pthread_exit, unwinds with an
  // exception that may not be held up: it goes on, and leaves a panic.
  template <class F>
  void fulfil(F&& f) {
#if defined(__cpp_exceptions)
    try {
      run(std::forward<F>(f));
#if defined(__GLIBCXX__)
    } catch (abi::__forced_unwind&) {
      outcome_.emplace(unexpect, std::make_exception_ptr(std::runtime_error("the thread was cancelled")));
      throw;
#endif
    } catch (...) {
      outcome_.emplace(unexpect, std::current_exception());
    }
#else
    run(std::forward<F>(f));
#endif
  }
  void finish() noexcept {
    fearless::detail::pause_point();
    finished_.store(true, std::memory_order_release);
    fearless::detail::pause_point();
  }

 private:
  template <class F>
  void run(F&& f) {
    if constexpr (std::is_void_v<R>) {
      std::forward<F>(f)();
      outcome_.emplace();
    } else {
      outcome_.emplace(std::in_place, std::forward<F>(f)());
    }
  }

  const std::shared_ptr<ThreadState> thread_;
  std::atomic<bool> finished_{false};
  std::optional<Result<R, Panic>> outcome_;
};

// A packet together with the call that fills it, in one block. `Base` is a Packet, or what a scope makes of it.
template <class Base, class F, class... Args>
class Job final : public Base {
 public:
  template <class First, class... From>
  explicit Job(First&& first, From&&... from)
      : Base(std::forward<First>(first)), call_(std::in_place, std::forward<From>(from)...) {}

  // Starts a thread that runs the job and owns it until then. Nothing runs if there is an error.
  [[nodiscard]] static std::error_code start(const std::shared_ptr<Job>& job, Native& native, std::size_t stack_size) {
    job->self_ = job;
    const std::error_code error = native.start(stack_size, &Job::run, job.get());
    fearless::detail::pause_point();
    if (error) job->self_.reset();
    return error;
  }

 private:
  // On the new thread. The callable and the arguments are gone before anyone can see that it has finished.
  static void* run(void* argument) {
    fearless::detail::pause_point();
    const std::shared_ptr<Job> job = std::move(static_cast<Job*>(argument)->self_);
    become(job->thread());
    if (const auto& name = job->thread()->name()) Native::name_this_thread(*name);
    struct AtTheEnd {
      Job& job;
      ~AtTheEnd() {
        job.call_.reset();
        job.finish();
      }
    } at_the_end{*job};
    job->fulfil([&job]() -> decltype(auto) {
      return std::apply(
          [](F& f, Args&... args) -> decltype(auto) { return std::invoke(std::move(f), std::move(args)...); },
          *job->call_);
    });
    return nullptr;
  }

  std::optional<std::tuple<F, Args...>> call_;
  std::shared_ptr<Job> self_;
};

}  // namespace fearless::thread::detail
