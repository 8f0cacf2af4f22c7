// SPDX-License-Identifier: MIT
// Where a thread leaves its result, and what it runs.
#pragma once

#include <fearless/result.hpp>
#include <fearless/thread/id.hpp>
#include <fearless/thread/panic.hpp>

#include <atomic>
#include <cstdio>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
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
  Packet() = default;
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;
  // A panic that nobody joined would be lost: it is told on stderr, as Rust tells every panic.
  ~Packet() {
    if (outcome_ && !outcome_->has_value()) {
      std::fprintf(stderr, "fearless: thread %llu, which nobody joined, ended in an exception: %s\n",
                   static_cast<unsigned long long>(id_.as_u64()), outcome_->error().what());
    }
  }

  [[nodiscard]] ThreadId id() const noexcept { return id_; }
  [[nodiscard]] bool is_finished() const noexcept { return finished_.load(std::memory_order_acquire); }

  // Once, after the thread has ended.
  [[nodiscard]] Result<R, Panic> take() {
    Result<R, Panic> outcome = std::move(*outcome_);
    outcome_.reset();
    return outcome;
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
  void finish() noexcept { finished_.store(true, std::memory_order_release); }

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

  const ThreadId id_ = ThreadId::make();
  std::atomic<bool> finished_{false};
  std::optional<Result<R, Panic>> outcome_;
};

// A packet together with the call that fills it, in one block.
template <class R, class F, class... Args>
class Job : public Packet<R> {
 public:
  template <class... From>
  explicit Job(From&&... from) : call_(std::in_place, std::forward<From>(from)...) {}

  // On the new thread. The callable and the arguments are gone before anyone can see that it has finished.
  void operator()() {
    become(this->id());
    struct AtTheEnd {
      Job& job;
      ~AtTheEnd() {
        job.call_.reset();
        job.finish();
      }
    } at_the_end{*this};
    this->fulfil([this]() -> decltype(auto) {
      return std::apply(
          [](F& f, Args&... args) -> decltype(auto) { return std::invoke(std::move(f), std::move(args)...); }, *call_);
    });
  }

 private:
  std::optional<std::tuple<F, Args...>> call_;
};

}  // namespace fearless::thread::detail
