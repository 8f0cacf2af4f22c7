// SPDX-License-Identifier: MIT
// Where a thread leaves its result, and what it runs.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/result.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/panic.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::thread::detail {

// Why there may be no result. A thread that is cancelled, or calls pthread_exit, leaves its functions without returning
// from them; in a build without exceptions, without even unwinding them. A child made by fork has no thread of its
// parent but the one that called fork.
inline constexpr const char* cancelled = "the thread ended without a result: it was cancelled, or called pthread_exit";
inline constexpr const char* elsewhere =
    "the thread ended without a result: this process was forked, and has none of its parent's other threads";

// The result of a thread, shared by the thread and its handle, and its state, which a Thread may want for longer.
template <class R>
class Packet : public std::enable_shared_from_this<Packet<R>> {
 public:
  using Outcome = Result<R, Panic>;

  explicit Packet(std::optional<std::string> name) : thread_(ThreadId::make(), std::move(name)) {}
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;

  [[nodiscard]] std::shared_ptr<ThreadState> thread() const noexcept {
    return {this->shared_from_this(), const_cast<ThreadState*>(&thread_)};
  }
  [[nodiscard]] const std::optional<std::string>& name() const noexcept { return thread_.name(); }
  [[nodiscard]] bool is_finished() const noexcept { return finished_.load(std::memory_order_acquire) == finished; }

  // Sleeps until the thread has left its result.
  void wait_until_finished() const noexcept {
    for (std::uint32_t now = finished_.load(std::memory_order_acquire); now != finished;) {
      if (now == running && !finished_.compare_exchange_weak(now, awaited, std::memory_order_acquire)) continue;
      fearless::detail::futex_wait(finished_, awaited, fearless::detail::Deadline::never());
      now = finished_.load(std::memory_order_acquire);
    }
  }

  // For a fiber that will never end: why there is no result.
  void give_up(const char* why) noexcept {
    outcome_.emplace(unexpect, OfAThread(), why);
    finish();
  }

  // By a handle that goes without joining: the thread runs on.
  void abandon(Native native) noexcept { native.detach(); }

  // Once, after the thread has ended. In a forked child it may have been in the middle of leaving its result.
  [[nodiscard]] Outcome take() {
    if (!is_finished()) return Outcome(unexpect, OfAThread(), elsewhere);
    Outcome outcome = std::move(*outcome_);
    outcome_.reset();
    return outcome;
  }

  // The same, if it is a panic.
  [[nodiscard]] std::optional<Panic> take_panic() noexcept {
    if (!is_finished()) return Panic(OfAThread(), elsewhere);
    return outcome_->has_value() ? std::nullopt : discard();
  }

  // The same for a result that nobody wants: destroys it, or returns the panic.
  [[nodiscard]] std::optional<Panic> discard() noexcept {
    std::optional<Panic> panic;
    if (outcome_ && !outcome_->has_value()) panic.emplace(std::move(*outcome_).error());
    outcome_.reset();
    return panic;
  }

 protected:
  // Runs f and keeps its result or its exception. A thread that is cancelled, or calls pthread_exit, unwinds with an
  // exception that may not be held up: it goes on.
  template <class F>
  void fulfil(F&& f) {
#if defined(__cpp_exceptions)
    try {
      run(std::forward<F>(f));
#if defined(__GLIBCXX__)
    } catch (abi::__forced_unwind&) {
      throw;
#endif
    } catch (...) {
      auto exception = std::current_exception();
      if (exception == nullptr) {
        outcome_.emplace(unexpect, OfAThread(), "an exception of another language");
      } else {
        outcome_.emplace(unexpect, OfAThread(), std::move(exception));
      }
    }
#else
    run(std::forward<F>(f));
#endif
  }
  void finish() noexcept {
    if (!outcome_) outcome_.emplace(unexpect, OfAThread(), cancelled);
    fearless::detail::pause_point();
    // Whoever calls this holds the packet.
    const bool wake = finished_.exchange(finished, std::memory_order_release) == awaited;
    fearless::detail::pause_point();
    if (wake) fearless::detail::futex_wake_all(finished_);
  }

  // When neither the thread nor its handle wants the result any more. A panic that nobody joined would be lost: it is
  // told on stderr, as Rust tells every panic.
  void close() noexcept {
    if (const auto panic = discard()) {
      std::fprintf(stderr, "fearless: thread %llu, which nobody joined, ended in an exception: %s\n",
                   static_cast<unsigned long long>(thread_.id().as_u64()), panic->what());
    }
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

  ThreadState thread_;
  static constexpr std::uint32_t running = 0;
  static constexpr std::uint32_t awaited = 1;
  static constexpr std::uint32_t finished = 2;
  mutable fearless::detail::FutexWord finished_{running};
  std::optional<Outcome> outcome_;
};

// Memory for one object in a block that it keeps: what the standard library allocates with it costs no block more.
template <class T>
struct PlaceIn {
  using value_type = T;
  static constexpr std::size_t size = 96;

  PlaceIn(std::shared_ptr<void> owner, std::byte* memory) noexcept : block(std::move(owner)), place(memory) {}
  template <class U>
  PlaceIn(const PlaceIn<U>& other) noexcept : block(other.block), place(other.place) {}

  [[nodiscard]] T* allocate(std::size_t /*one*/) noexcept {
    static_assert(sizeof(T) <= size && alignof(T) <= alignof(std::max_align_t));
    return static_cast<T*>(static_cast<void*>(place));
  }
  void deallocate(T* /*object*/, std::size_t /*one*/) noexcept {}
  template <class U>
  friend bool operator==(const PlaceIn& a, const PlaceIn<U>& b) noexcept {
    return a.place == b.place;
  }

  std::shared_ptr<void> block;
  std::byte* place;
};

// A packet together with the call that fills it, in one block. `Base` is a Packet, or what a scope makes of it. The
// block lives as long as a Thread refers to it; the result only as long as the thread, or its handle, does, and the
// count of these two lies in the block, too.
template <class Base, class F, class... Args>
class Job final : public Base {
 public:
  template <class First, class... From>
  explicit Job(First&& first, From&&... from)
      : Base(std::forward<First>(first)), call_(std::in_place, std::forward<From>(from)...) {}

  // A job that its owners close.
  template <class... From>
  [[nodiscard]] static std::shared_ptr<Job> make(From&&... from) {
    auto block = std::make_shared<Job>(std::forward<From>(from)...);
    Job* const job = block.get();
    const auto close = [](Job* closed) noexcept {
      closed->call_.clear();
      closed->close();
    };
    return std::shared_ptr<Job>(job, close, PlaceIn<Job>(std::move(block), job->count_));
  }

  // Starts a thread that runs the job and owns it until then. Nothing runs if there is an error.
  [[nodiscard]] static std::error_code start(const std::shared_ptr<Job>& job, Native& native, std::size_t stack_size) {
    job->self_ = job;
    const std::error_code error = native.start(stack_size, &Job::run, job.get());
    fearless::detail::pause_point();
    if (error) job->self_.reset();
    return error;
  }

 private:
  // On the new thread. What belongs to it is not held by a local of this function, which may be left without unwinding.
  static void* run(void* argument) {
    fearless::detail::pause_point();
    Job& job = *static_cast<Job*>(argument);
    become(job.thread(), &Job::end, &job);
    if (const auto& name = job.name()) Native::name_this_thread(*name);
    job.fulfil(job.call_);
    ended();
    return nullptr;
  }

  // The callable and the arguments are gone before anyone can see that it has finished.
  static void end(void* argument) noexcept {
    const std::shared_ptr<Job> job = std::move(static_cast<Job*>(argument)->self_);
    job->call_.clear();
    job->finish();
  }

  alignas(std::max_align_t) std::byte count_[PlaceIn<Job>::size];
  OneCall<F, Args...> call_;
  std::shared_ptr<Job> self_;
};

}  // namespace fearless::thread::detail
